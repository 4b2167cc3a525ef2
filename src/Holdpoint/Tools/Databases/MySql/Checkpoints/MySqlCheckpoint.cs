using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>Databases of a MySQL or MariaDB: saved with its dump program in one transaction each, proved by restoring
/// them into a scratch server and reading there what was read here.</summary>
internal sealed class MySqlCheckpoint : CheckpointKind
{
    public const string KindId = "mysql";

    private const string InventoryName = "inventory.json";

    /// <summary>An inventory lists every table: 100,000 of them are some 20 MB.</summary>
    private const long MaxInventory = 256L * 1024 * 1024;

    /// <summary>A database that is written to the whole time is not tried forever.</summary>
    private const int MaxAttempts = 3;

    private const int MaxNamed = 3;

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => MySqlSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var from = (MySqlSource)source;
        (Inventory? before, MySqlContents? contents, string problem) =
            MySqlInventory.Read(from.Databases, from.Dial, bench);
        if (before is null || contents is null)
        {
            return new PartAnswer.Failed(problem);
        }

        if (bench.Workshop.FreeBytes(folder) is { } free && free < contents.Bytes)
        {
            return new PartAnswer.Failed($"it holds {Policy.Words.Bytes(contents.Bytes)}, "
                + $"and {Policy.Words.Bytes(free)} are free in {folder}");
        }

        // The dump is made of another transaction than the inventory: equal ones around it tell what it must hold.
        for (int attempt = 1; ; attempt++)
        {
            bench.Say($"saving {before.Database.Name}, {Policy.Words.Bytes(contents.Bytes)}");
            if (MySqlDump.Write(contents, folder, from.Dial, bench) is { } failed)
            {
                return new PartAnswer.Failed(failed);
            }

            (Inventory? after, MySqlContents? now, problem) =
                MySqlInventory.Read(from.Databases, from.Dial, bench);
            if (after is null || now is null)
            {
                return new PartAnswer.Failed(problem);
            }

            ImmutableArray<Difference> written = MySqlInventory.Between(before, after, "after it was saved");
            if (written.IsEmpty)
            {
                return bench.Workshop.Write(Path.Join(folder, InventoryName), JsonSerializer.SerializeToUtf8Bytes(
                    after, InventoryJson.Default.Inventory)) is { } unwritten
                    ? new PartAnswer.Failed(unwritten)
                    : new PartAnswer.Saved(Part(from, after));
            }

            if (attempt == MaxAttempts)
            {
                return new PartAnswer.Failed($"it was written to while it was saved, {MaxAttempts} times: "
                    + Some(written));
            }

            (before, contents) = (after, now);
        }
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new ProofAnswer.Broken("its inventory cannot be read");
        }

        bool isMariaDb = saved.Database.Version.Contains("MariaDB", StringComparison.Ordinal);
        bench.Say($"restoring {saved.Database.Name} into a scratch {(isMariaDb ? "MariaDB" : "MySQL")}");
        (MySqlScratch? scratch, string problem) =
            MySqlScratch.Start(isMariaDb, part.Settings.ContainsKey("caseless"), bench);
        if (scratch is null)
        {
            return new ProofAnswer.Untried(problem);
        }

        using (scratch)
        {
            foreach (string database in Databases(part))
            {
                string? failed = MySqlDump.Create(folder, database, scratch.Dial, bench)
                    ?? MySqlDump.LoadAll(folder, database, database, scratch.Dial, bench);
                if (failed is not null)
                {
                    return IsAboutThisMachine(failed)
                        ? new ProofAnswer.Untried(failed)
                        : new ProofAnswer.Broken(failed);
                }
            }

            (Inventory? restored, _, problem) = MySqlInventory.Read(Databases(part), scratch.Dial, bench);
            if (restored is null)
            {
                return new ProofAnswer.Broken($"what was restored cannot be read: {problem}");
            }

            ImmutableArray<Difference> differences = MySqlInventory.Between(saved, restored, "restored");
            return differences.IsEmpty
                ? new ProofAnswer.Equal($"restored into a scratch server {restored.Database.Version}: "
                    + $"{restored.Shown}, checksums, {Policy.Words.Counted(saved.Sequences.Length, "counters")} and "
                    + $"{Policy.Words.Counted(saved.Objects.Length, "definitions")} equal")
                : new ProofAnswer.Broken(Some(differences));
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new DifferenceAnswer.Failed("its inventory cannot be read");
        }

        (Inventory? now, _, string problem) = MySqlInventory.Read(Databases(part), Dialled(part, bench), bench);
        return now is null
            ? new DifferenceAnswer.Failed(problem)
            : new DifferenceAnswer.Found(MySqlInventory.Between(saved, now, "now"));
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        MySqlDial dial = Dialled(part, bench);
        return MySqlContents.Read(Databases(part), dial, bench).Contents is { Databases.Count: > 0 } contents
            ? new MySqlSource(part.Place, dial, [.. contents.Databases])
            : null;
    }

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return "its inventory cannot be read";
        }

        MySqlDial dial = Dialled(part, bench);
        bench.Say($"restoring {saved.Database.Name}");
        var restoring = new MySqlRestoring(saved, folder, dial, bench);
        if (restoring.Run(Databases(part)) is { } failed)
        {
            return failed;
        }

        (Inventory? now, _, string problem) = MySqlInventory.Read(Databases(part), dial, bench);
        if (now is null)
        {
            return $"it was restored, but cannot be looked at: {problem}";
        }

        ImmutableArray<Difference> differences = MySqlInventory.Between(saved, now, "now");
        return differences.IsEmpty
            ? restoring.Tidy()
            : $"it was restored, but something differs: {Some(differences)}";
    }

    public static string Some(ImmutableArray<Difference> lines) =>
        string.Join("; ", lines.Take(MaxNamed).Select(d => d.Line))
        + (lines.Length > MaxNamed ? $"; and {lines.Length - MaxNamed} more" : "");

    private static SavedPart Part(MySqlSource from, Inventory inventory)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        settings["databases"] = SettingList.Write(from.Databases);
        settings["server"] = inventory.Database.Version;
        settings["options"] = SettingList.Write([.. from.Dial.Files, .. from.Dial.Words]);
        return new SavedPart
        {
            Kind = KindId,
            Place = from.Place,
            What = $"database {inventory.Database.Name}, {inventory.Shown}",
            Folder = "",
            Settings = settings.ToImmutable(),
        };
    }

    private static ImmutableArray<string> Databases(SavedPart part) => [.. SettingList.Read(part, "databases")];

    /// <summary>How the server is reached again: as the action would that the checkpoint was taken for, else by what
    /// was written down, with a password from where the client finds one.</summary>
    private static MySqlDial Dialled(SavedPart part, Bench bench)
    {
        MySqlSource? again = bench.Reached?.Measurements.Select(m => MySqlSource.Of(m, bench.World))
            .FirstOrDefault(s => s?.Place == part.Place);
        string[] options = SettingList.Read(part, "options");
        return again?.Dial ?? new MySqlDial(
            [.. options.Where(IsFile)], [.. options.Where(o => !IsFile(o))],
            ImmutableDictionary<string, string?>.Empty);

        static bool IsFile(string option) => option.StartsWith("--defaults", StringComparison.Ordinal)
            || option.StartsWith("--login-path", StringComparison.Ordinal);
    }

    private static Inventory? Saved(string folder, IWorld world) => JsonFile.Read(
        world, Path.Join(folder, InventoryName), MaxInventory, InventoryJson.Default.Inventory);

    /// <summary>What fails here and would not where the database runs: a newer server, a plug-in that is not
    /// installed.</summary>
    private static bool IsAboutThisMachine(string problem) =>
        problem.Contains("Unknown collation", StringComparison.Ordinal)
        || problem.Contains("Unknown character set", StringComparison.Ordinal)
        || problem.Contains("Unknown storage engine", StringComparison.Ordinal)
        || problem.Contains("No space left on device", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A PostgreSQL database: saved with pg_dump from the snapshot that the inventory is read in, proved by
/// restoring it into a scratch server and reading the inventory there.</summary>
internal sealed class PostgresCheckpoint : CheckpointKind
{
    public const string KindId = "postgresql";

    private const string Dump = "dump";
    private const string InventoryName = "inventory.json";

    /// <summary>An inventory lists every table and column: 100,000 objects are some 15 MB.</summary>
    private const long MaxInventory = 256L * 1024 * 1024;

    /// <summary>For an answer that is there already.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => PostgresSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        Dial dial = ((PostgresSource)source).Dial;
        (InventoryReading? reading, string problem) = InventoryReading.Start(dial, bench.World, bench.Workshop);
        if (reading is null)
        {
            return new PartAnswer.Failed(problem);
        }

        using (reading)
        {
            InventoryDatabase database = reading.Database;
            (PostgresPrograms? programs, problem) = PostgresPrograms.For(database.Major, server: false, bench.World);
            if (programs is null)
            {
                return new PartAnswer.Failed($"its server is PostgreSQL {database.Version}: {problem}");
            }

            if (bench.Workshop.FreeBytes(folder) is { } free && free < database.Bytes)
            {
                return new PartAnswer.Failed($"it holds {Policy.Words.Bytes(database.Bytes)}, "
                    + $"and {Policy.Words.Bytes(free)} are free in {folder}");
            }

            bench.Say($"saving {database.Name}, {Policy.Words.Bytes(database.Bytes)}");
            if (programs.Run("pg_dump",
                [
                    "--format=directory", $"--jobs={PostgresPrograms.Jobs}", "--compress=1",
                    $"--snapshot={database.Snapshot}",
                    "--lock-wait-timeout=10s", "--no-password", "--file=" + Path.Join(folder, Dump),
                ],
                dial, bench) is { } failed)
            {
                // Where the inventory failed, its snapshot went with it, and its reason is the better one.
                (Inventory? read, problem) = reading.Read(Moment);
                return new PartAnswer.Failed(read is null && problem.Length > 0 ? problem : failed);
            }

            (Inventory? inventory, problem) = reading.Read(bench.Patience);
            return inventory is null ? new PartAnswer.Failed(problem)
                : bench.Workshop.Write(Path.Join(folder, InventoryName), JsonSerializer.SerializeToUtf8Bytes(
                    inventory, InventoryJson.Default.Inventory)) is { } unwritten ? new PartAnswer.Failed(unwritten)
                : new PartAnswer.Saved(Part(source.Place, dial, inventory));
        }
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench) =>
        Saved(folder, bench.World) is { } saved
            ? PostgresProof.Of(saved, Path.Join(folder, Dump), bench)
            : new ProofAnswer.Broken("its inventory cannot be read");

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new DifferenceAnswer.Failed("its inventory cannot be read");
        }

        if (Dialled(part, bench) is var (dial, why) && dial is null)
        {
            return new DifferenceAnswer.Failed(why);
        }

        (Inventory? now, string problem) = InventoryReading.Now(dial, saved.Database, bench);
        return now is not null ? new DifferenceAnswer.Found(InventoryDifference.Between(saved, now, "now"))
            : IsMissing(problem) ? new DifferenceAnswer.Found(
                [
                    new Difference(
                        saved.Database.Name,
                        $"the database {saved.Database.Name} is missing now: {saved.Shown} come back")
                    {
                        IsData = true,
                        IsMissing = true,
                        Gone = saved.Tables.Sum(t => t.Rows),
                    },
                ])
            : new DifferenceAnswer.Failed(problem);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        if (Dialled(part, bench) is not ({ } dial, _))
        {
            return null;
        }

        (InventoryReading? reading, _) = InventoryReading.Start(dial, bench.World, bench.Workshop);
        using (reading)
        {
            return reading is null ? null : new PostgresSource(part.Place, dial);
        }
    }

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return "its inventory cannot be read";
        }

        if (Dialled(part, bench) is var (dial, why) && dial is null)
        {
            return why;
        }

        (PostgresPrograms? programs, string problem) =
            PostgresPrograms.For(saved.Database.Major, server: false, bench.World);
        if (programs is null)
        {
            return problem;
        }

        string name = saved.Database.Name;
        (InventoryReading? reading, problem) = InventoryReading.Start(dial, bench.World, bench.Workshop, rows: false);
        bool missing = reading is null && IsMissing(problem);
        string drops = "";
        using (reading)
        {
            if (reading is null && !missing)
            {
                return problem;
            }

            // What came since may hang on what is dropped to be restored.
            drops = reading?.Read(bench.Patience).Inventory is { } there ? PostgresExtras.Drops(saved, there) : "";
        }

        if (missing && programs.Create(
            saved.Database, saved.Database.Name, saved.Database.Collate, dial.To(PostgresPrograms.Maintenance), bench)
            is { } uncreated)
        {
            return $"the database {name} could not be made: {uncreated}";
        }

        bench.Say($"restoring {name}");
        string? failed = WithPublic(programs, saved, dial, bench) ?? (drops.Length > 0
            ? Cleared(programs, drops, Path.Join(folder, Dump), dial, bench)
            : programs.Run("pg_restore",
            [
                .. missing ? (ReadOnlySpan<string>)[] : ["--clean", "--if-exists"],
                "--single-transaction", "--exit-on-error", "--no-password",
                "--dbname=" + PostgresPrograms.Keyword(name),
                Path.Join(folder, Dump),
            ],
            dial, bench));
        if (failed is not null)
        {
            return $"nothing was changed in {name}: {failed}";
        }

        (Inventory? now, problem) = InventoryReading.Now(dial, saved.Database, bench);
        if (now is null)
        {
            return $"it was restored, but cannot be looked at: {problem}";
        }

        ImmutableArray<Difference> differences = InventoryDifference.Between(saved, now, "now");
        return differences.IsEmpty ? null
            : $"it was restored, but something differs: {InventoryDifference.Some(differences)}";
    }

    /// <summary>Drops what came since and restores, in one transaction; null, or why nothing was changed.</summary>
    private static string? Cleared(
        PostgresPrograms programs, string drops, string dump, Dial dial, Bench bench)
    {
        string scratch = bench.Workshop.NewScratchPath();
        string first = Path.Join(scratch, "drops.sql"), then = Path.Join(scratch, "restore.sql");
        try
        {
            return bench.Workshop.MakeFolder(scratch)
                ?? bench.Workshop.Write(first, System.Text.Encoding.UTF8.GetBytes(drops))
                ?? programs.Run("pg_restore", ["--clean", "--if-exists", "--file=" + then, dump], dial, bench)
                ?? programs.Run("psql",
                    [
                        "-X", "-q", "-v", "ON_ERROR_STOP=1", "--no-password", "--single-transaction", "-f", first, "-f",
                        then,
                    ],
                    dial, bench);
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    private static SavedPart Part(string place, Dial dial, Inventory inventory)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        settings["database"] = inventory.Database.Name;
        settings["server"] = inventory.Database.Version;
        foreach ((string variable, string? value) in dial.ForClients)
        {
            if (variable is "PGHOST" or "PGPORT" or "PGUSER" or "PGSSLMODE" && value is not null)
            {
                settings[variable] = value;
            }
        }

        return new SavedPart
        {
            Kind = KindId,
            Place = place,
            What = $"database {inventory.Database.Name}, {inventory.Shown}",
            Folder = "",
            Settings = settings.ToImmutable(),
        };
    }

    /// <summary>How the database is reached again: as the action would that the checkpoint was taken for, else by what
    /// was written down, with a password from where libpq finds one.</summary>
    private static (Dial? Dial, string Problem) Dialled(SavedPart part, Bench bench)
    {
        PostgresSource? again = bench.Reached?.Measurements.Select(m => PostgresSource.Of(m, bench.World))
            .FirstOrDefault(s => s?.Place == part.Place);
        if (again is not null)
        {
            return (again.Dial, "");
        }

        if (!part.Settings.TryGetValue("database", out string? database))
        {
            return (null, "its manifest names no database");
        }

        var endpoint = new Endpoint(
            null, part.Settings.GetValueOrDefault("PGHOST"), part.Settings.GetValueOrDefault("PGPORT"), database, null)
        {
            User = part.Settings.GetValueOrDefault("PGUSER"),
        };
        ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty;
        return (new Dial(endpoint, part.Settings.TryGetValue("PGSSLMODE", out string? mode)
            ? variables.SetItem("PGSSLMODE", mode)
            : variables), "");
    }

    private static Inventory? Saved(string folder, IWorld world) => JsonFile.Read(
        world, Path.Join(folder, InventoryName), MaxInventory, InventoryJson.Default.Inventory);

    /// <summary>A dump takes it that the schema public is there as the template has it, and only says what differs from
    /// that; here it may be gone.</summary>
    private static string? WithPublic(PostgresPrograms programs, Inventory saved, Dial dial, Bench bench)
    {
        if (saved.Database.PublicOwner is not { } owner)
        {
            return null;
        }

        const int UsageOnly = 15;
        string rights = saved.Database.Major >= UsageOnly ? "USAGE" : "USAGE, CREATE";
        string quoted = "\"" + owner.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        return programs.Run(
            "psql",
            [
                "-X", "-q", "--no-password", "-v", "ON_ERROR_STOP=1", "-c",
                "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public') THEN "
                + $"CREATE SCHEMA public AUTHORIZATION {quoted}; GRANT {rights} ON SCHEMA public TO PUBLIC; "
                + "COMMENT ON SCHEMA public IS 'standard public schema'; "
                + "END IF; END$$",
            ],
            dial, bench);
    }

    /// <summary>3D000: invalid_catalog_name.</summary>
    private static bool IsMissing(string problem) => problem.Contains("(3D000)", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>Keys of a Redis: saved one by one through its own client, each with what it is in the same moment, proved
/// by making them again in a scratch server, and brought back in one transaction.</summary>
internal sealed class RedisCheckpoint : CheckpointKind
{
    public const string KindId = "redis";

    /// <summary>Keys beyond which comparing them one by one is no way.</summary>
    private const int MaxKeys = 1_000_000;

    /// <summary>A transaction is held in the server's memory until it is whole.</summary>
    private const long MaxTransaction = 256L * 1024 * 1024;

    private const int MaxNamed = 3;

    /// <summary>What every Redis knows; others need a module.</summary>
    private static readonly ImmutableArray<string> Types = ["string", "list", "set", "hash", "zset", "stream"];

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => RedisSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var from = (RedisSource)source;
        var files = new RedisFiles(folder, bench);
        int count = 0;
        (string version, string? problem) = Read(from.Dial, from.Scope, payloads: true, bench, (key, payload) =>
            ++count > MaxKeys ? $"it holds more than {MaxKeys} keys" : files.Add(key, payload));
        problem ??= files.Finish();
        return problem is not null ? new PartAnswer.Failed(problem) : new PartAnswer.Saved(Part(from, version, count));
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        var files = new RedisFiles(folder, bench);
        if (files.Keys() is not { } saved)
        {
            return new ProofAnswer.Broken("its list of keys cannot be read");
        }

        bench.Say("restoring the keys into a scratch Redis");
        (RedisScratch? scratch, string problem) =
            RedisScratch.Start(saved.Select(k => k.Database + 1).DefaultIfEmpty(1).Max(), bench);
        if (scratch is null)
        {
            return new ProofAnswer.Untried(problem);
        }

        using (scratch)
        {
            ImmutableArray<string> commands = files.Commands;
            if (!commands.IsEmpty && RedisRun.Files(commands, scratch.Dial, bench) is { } failed)
            {
                return saved.FirstOrDefault(k => k.Exists && !Types.Contains(k.Type)) is { } module
                    ? new ProofAnswer.Untried(
                        $"the key {module.Name} is a {module.Type}, which a module makes: {failed}")
                    : failed.Contains("payload version", StringComparison.Ordinal)
                        ? new ProofAnswer.Untried("the redis-server that is installed here is older than the one of "
                            + $"version {part.Settings.GetValueOrDefault("server")}: {failed}")
                    : new ProofAnswer.Broken(failed);
            }

            (ImmutableArray<Difference>? differences, problem) =
                Differences(saved, scratch.Dial, new RedisScope(null, null), "restored", bench);
            return differences is null ? new ProofAnswer.Broken($"what was restored cannot be read: {problem}")
                : differences is [var first, ..] ? new ProofAnswer.Broken(first.Line)
                : new ProofAnswer.Equal("restored into a scratch Redis: "
                    + $"{Policy.Words.Counted(saved.Count(k => k.Exists), "keys")}, "
                    + "their types, ends and checksums equal");
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (new RedisFiles(folder, bench).Keys() is not { } saved)
        {
            return new DifferenceAnswer.Failed("its list of keys cannot be read");
        }

        (ImmutableArray<Difference>? differences, string problem) =
            Differences(saved, Dialled(part, bench), ScopeOf(part), "now", bench);
        return differences is { } found ? new DifferenceAnswer.Found(found) : new DifferenceAnswer.Failed(problem);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) =>
        new RedisSource(part.Place, Dialled(part, bench), ScopeOf(part));

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        var files = new RedisFiles(folder, bench);
        RedisDial dial = Dialled(part, bench);
        if (files.Keys() is not { } saved)
        {
            return "its list of keys cannot be read";
        }

        (Dictionary<(int, string), RedisKey>? now, string problem) = Now(dial, ScopeOf(part), bench);
        if (now is null)
        {
            return problem;
        }

        DateTimeOffset time = bench.World.Clock.GetUtcNow();
        Dictionary<(int, string), RedisKey> wanted = saved
            .Where(k => k.Exists && !k.IsOver(time)
                && !(now.TryGetValue((k.Database, k.Name), out RedisKey? there) && there.Is(k)))
            .ToDictionary(k => (k.Database, k.Name));
        HashSet<(int, string)> known = [.. saved.Where(k => k.Exists).Select(k => (k.Database, k.Name))];
        List<RedisKey> extra = [.. now.Values.Where(k => k.Exists && !known.Contains((k.Database, k.Name)))];
        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            if ((bench.Workshop.MakeFolder(scratch)
                ?? Run(files, scratch, wanted, extra, dial, part.Bytes <= MaxTransaction, bench)) is { } failed)
            {
                return failed;
            }
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }

        (ImmutableArray<Difference>? differences, problem) = Differences(saved, dial, ScopeOf(part), "now", bench);
        return differences is null ? $"it was restored, but cannot be looked at: {problem}"
            : differences is [var first, ..] ? $"it was restored, but something differs: {first.Line}"
            : null;
    }

    /// <summary>Makes the wanted keys and removes the others: as one transaction, which a killed client leaves undone,
    /// or where that is too large one after the other.</summary>
    private static string? Run(
        RedisFiles files, string scratch, Dictionary<(int, string), RedisKey> wanted, List<RedisKey> extra,
        RedisDial dial, bool whole, Bench bench)
    {
        var some = new RedisFiles(scratch, bench);
        if ((files.CopyTo(some, wanted) ?? some.Finish()) is { } uncopied)
        {
            return uncopied;
        }

        var end = new StringBuilder();
        foreach (RedisKey key in extra)
        {
            end.Append(CultureInfo.InvariantCulture, $"SELECT {key.Database}\nDEL {key.Name}\n");
        }

        string first = Path.Join(scratch, "first"), last = Path.Join(scratch, "last");
        return bench.Workshop.Write(first, whole ? "MULTI\n"u8.ToArray() : [])
            ?? bench.Workshop.Write(last, Encoding.UTF8.GetBytes(end.Append(whole ? "EXEC\n" : "").ToString()))
            ?? RedisRun.Files([first, .. some.Commands, last], dial, bench);
    }

    /// <summary>Reads the keys of a scope; what the server is, and null or why it could not be read.</summary>
    private static (string Version, string? Problem) Read(
        RedisDial dial, RedisScope scope, bool payloads, Bench bench, Func<RedisKey, string, string?> each)
    {
        (RedisReading? reading, string problem) = RedisReading.Start(dial, bench);
        if (reading is null)
        {
            return ("", problem);
        }

        using (reading)
        {
            (Dictionary<string, string>? settings, problem) = reading.Settings();
            if (settings is null || settings.GetValueOrDefault("cluster_enabled") is "1")
            {
                return ("", settings is null
                    ? problem
                    : "it is a node of a cluster; the others are not seen from here");
            }

            foreach (int database in scope.Databases ?? [.. Filled(settings)])
            {
                string? stopped = scope.Keys is { } keys
                    ? reading.Look(database, keys, payloads, each)
                    : reading.Walk(database, payloads, each);
                if (stopped is not null)
                {
                    return ("", stopped);
                }
            }

            return (settings.GetValueOrDefault("redis_version") ?? "", null);
        }
    }

    /// <summary>The numbers of the databases that hold something: <c>db3:keys=5,…</c>.</summary>
    private static IEnumerable<int> Filled(Dictionary<string, string> settings) => settings.Keys
        .Where(k => k.StartsWith("db", StringComparison.Ordinal))
        .Select(k => int.TryParse(k.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)
        .Where(n => n >= 0).Order();

    private static (Dictionary<(int, string), RedisKey>? Keys, string Problem) Now(
        RedisDial dial, RedisScope scope, Bench bench)
    {
        Dictionary<(int, string), RedisKey> keys = [];
        string? problem = Read(dial, scope, payloads: false, bench, (key, _) =>
        {
            keys[(key.Database, key.Name)] = key;
            return keys.Count > MaxKeys ? $"it holds more than {MaxKeys} keys" : null;
        }).Problem;
        return problem is null ? (keys, "") : (null, problem);
    }

    /// <summary>What differs: key by key where keys were named, else by database.</summary>
    private static (ImmutableArray<Difference>? Differences, string Problem) Differences(
        ImmutableArray<RedisKey> saved, RedisDial dial, RedisScope scope, string other, Bench bench)
    {
        (Dictionary<(int, string), RedisKey>? now, string problem) = Now(dial, scope, bench);
        if (now is null)
        {
            return (null, problem);
        }

        DateTimeOffset time = bench.World.Clock.GetUtcNow();
        List<(RedisKey Key, bool Gone, bool Extra)> different = [];
        foreach (RedisKey key in saved)
        {
            bool there = now.Remove((key.Database, key.Name), out RedisKey? found) && found is { Exists: true };
            if (!key.IsOver(time) && (key.Exists != there || (there && found is not null && !found.Is(key))))
            {
                different.Add((key, key.Exists && !there, !key.Exists));
            }
        }

        different.AddRange(now.Values.Where(k => k.Exists && !k.IsOver(time)).Select(k => (k, false, true)));
        return (scope.Keys is not null
            ? [.. different.Select(d => new Difference(RedisText.Shown(d.Key.Name), $"{RedisText.Shown(d.Key.Name)}: "
                + (d.Gone ? $"the key is missing {other}" : d.Extra ? $"is there {other}, and was not"
                    : $"is another one {other}"))
            {
                IsData = true,
                IsMissing = d.Gone,
                Gone = d.Gone ? 1 : 0,
            })]
            : [.. different.GroupBy(d => d.Key.Database).OrderBy(g => g.Key)
                .Select(g => Of(g.Key, [.. g], other))], "");
    }

    private static Difference Of(
        int database, List<(RedisKey Key, bool Gone, bool Extra)> different, string other)
    {
        int gone = different.Count(d => d.Gone), extra = different.Count(d => d.Extra);
        List<string> parts = [];
        Say(gone, "missing");
        Say(different.Count - gone - extra, "others");
        Say(extra, "there that were not");
        string names = string.Join(", ", different.Take(MaxNamed).Select(d => RedisText.Shown(d.Key.Name)))
            + (different.Count > MaxNamed ? $" and {different.Count - MaxNamed} more" : "");
        return new Difference($"db{database}", $"db{database}: {string.Join(", ", parts)} {other}: {names}")
        {
            IsData = true,
            IsMissing = gone == different.Count,
            Gone = gone,
        };

        void Say(int count, string what)
        {
            if (count > 0)
            {
                parts.Add($"{Policy.Words.Counted(count, "keys")} {what}");
            }
        }
    }

    private static SavedPart Part(RedisSource from, string version, int count)
    {
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        settings["server"] = version;
        settings["options"] = SettingList.Write(from.Dial.Words);
        settings["database"] = from.Dial.Database.ToString(CultureInfo.InvariantCulture);
        if (from.Scope.Databases is { } databases)
        {
            settings["databases"] = SettingList.Write(
                databases.Select(d => d.ToString(CultureInfo.InvariantCulture)));
        }

        if (from.Scope.Keys is { } keys)
        {
            settings["keys"] = SettingList.Write(keys);
        }

        return new SavedPart
        {
            Kind = KindId,
            Place = from.Place,
            What = $"{Policy.Words.Counted(count, "keys")} of {from.Place}",
            Folder = "",
            Settings = settings.ToImmutable(),
        };
    }

    private static RedisScope ScopeOf(SavedPart part) => new(
        part.Settings.ContainsKey("databases")
            ? [.. SettingList.Read(part, "databases").Select(d => int.Parse(d, CultureInfo.InvariantCulture))]
            : null,
        part.Settings.ContainsKey("keys")
            ? ImmutableSortedSet.CreateRange(StringComparer.Ordinal, SettingList.Read(part, "keys"))
            : null);

    /// <summary>How the server is reached again: as the action would that the checkpoint was taken for, else by what
    /// was written down, with a password from where the client finds one.</summary>
    private static RedisDial Dialled(SavedPart part, Bench bench)
    {
        RedisSource? again = bench.Reached?.Measurements.Select(m => RedisSource.Of(m, bench.World))
            .FirstOrDefault(s => s?.Place == part.Place);
        return again?.Dial ?? new RedisDial(
            [.. SettingList.Read(part, "options")],
            int.TryParse(part.Settings.GetValueOrDefault("database"), CultureInfo.InvariantCulture, out int n) ? n : 0,
            ImmutableDictionary<string, string?>.Empty);
    }
}

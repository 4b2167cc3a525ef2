using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Sqlite.Checkpoints;

/// <summary>A SQLite database: saved with SQLite's own backup, which others may write beside, proved by restoring it
/// into another file, checking that, and comparing the rows.</summary>
internal sealed class SqliteCheckpoint : CheckpointKind
{
    public const string KindId = "sqlite";

    private const string Copy = "database.sqlite";
    private const string CountsName = "rows.tsv";

    /// <summary>Somebody else's transaction is waited for this long.</summary>
    private const string Timeout = ".timeout 10000";

    /// <summary>A line for each table: its name, its rows.</summary>
    private const string Tables =
        "SELECT 'SELECT ' || quote(name) || ', count(*) FROM \"' || replace(name, '\"', '\"\"') || '\";' "
        + "FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) =>
        measured.Effect.Probe is DatabaseProbe { Connection: { Scheme: "sqlite", KeepsNothing: false } connection }
        && connection.Invocation.Outside is null && connection.File is { } file
        && PathText.Absolute(file, connection.Invocation.Directory) is { } path
        && world.Look(path) is { Kind: EntryKind.File, Bytes: var bytes }
            ? new SqliteSource(path, bytes)
            : null;

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        string path = source.Place;
        string copy = Path.Join(folder, Copy);
        (string? before, string problem) = Digest(path, bench);
        if (before is null
            || (problem = Run(path, [Timeout, $".backup {Quoted(copy)}"], bench).Problem) is { Length: > 0 })
        {
            return new PartAnswer.Failed(problem);
        }

        (string? after, problem) = Digest(copy, bench);
        (string? counts, string uncounted) = Counts(copy, bench);
        return after is null || counts is null ? new PartAnswer.Failed(problem.Length > 0 ? problem : uncounted)
            : after != before && Digest(path, bench).Text != after
                ? new PartAnswer.Failed("somebody wrote to it while it was saved")
            : bench.Workshop.Write(Path.Join(folder, CountsName), System.Text.Encoding.UTF8.GetBytes(
                $"{after}\n{counts}")) is { } unwritten ? new PartAnswer.Failed(unwritten)
            : new PartAnswer.Saved(new SavedPart
            {
                Kind = KindId,
                Place = path,
                What = $"database {path}, {Shown(counts)}",
                Folder = "",
            });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        string scratch = bench.Workshop.NewScratchPath();
        if (bench.Workshop.MakeFolder(scratch) is { } unmade)
        {
            return new ProofAnswer.Untried(unmade);
        }

        try
        {
            string copy = Path.Join(scratch, Copy);
            string problem = Run(copy, [$".restore {Quoted(Path.Join(folder, Copy))}"], bench).Problem;
            if (problem.Length > 0)
            {
                return new ProofAnswer.Broken(problem);
            }

            string check = Run(copy, ["PRAGMA integrity_check;"], bench).Text.Trim();
            return check != "ok" ? new ProofAnswer.Broken($"integrity_check says: {check.Split('\n')[0]}")
                : $"{Digest(copy, bench).Text}\n{Counts(copy, bench).Text}" != Saved(folder, bench.World)
                    ? new ProofAnswer.Broken("what was restored is not what was saved")
                : new ProofAnswer.Equal($"restored into another file: {Shown(Counts(copy, bench).Text ?? "")}, "
                    + "checksum equal, integrity_check ok");
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new DifferenceAnswer.Failed("what it held cannot be read");
        }

        Dictionary<string, long> then = Rows(saved);
        if (!bench.World.Look(part.Place).Exists)
        {
            return new DifferenceAnswer.Found(
            [
                new Difference(part.Place, $"{part.Place} is missing now")
                {
                    IsData = true,
                    IsMissing = true,
                    Gone = then.Values.Sum(),
                },
            ]);
        }

        (string? digest, string problem) = Digest(part.Place, bench);
        (string? counts, _) = Counts(part.Place, bench);
        if (digest is null || counts is null)
        {
            return new DifferenceAnswer.Failed(problem);
        }

        Dictionary<string, long> now = Rows(counts);
        ImmutableArray<Difference> differences =
        [
            .. then.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(t => !then.TryGetValue(t, out long a) || !now.TryGetValue(t, out long b) || a != b)
                .Select(t => new Difference(t, now.TryGetValue(t, out long rows)
                    ? $"{t}: {then.GetValueOrDefault(t)} rows saved, {rows} now"
                    : $"{t}: {then[t]} rows saved, the table is missing now")
                {
                    IsData = true,
                    IsMissing = !now.ContainsKey(t),
                    Gone = then.GetValueOrDefault(t) - now.GetValueOrDefault(t),
                }),
        ];
        bool same = saved.StartsWith(digest + "\n", StringComparison.Ordinal);
        return new DifferenceAnswer.Found(same || !differences.IsEmpty
            ? differences
            : [new Difference(part.Place, $"{part.Place}: as many rows, but not the same") { IsData = true }]);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) =>
        bench.World.Look(part.Place) is { Kind: EntryKind.File, Bytes: > 0 and var bytes }
            ? new SqliteSource(part.Place, bytes)
            : null;

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        string problem = Run(part.Place, [Timeout, $".restore {Quoted(Path.Join(folder, Copy))}"], bench).Problem;
        return problem.Length > 0 ? problem
            : $"{Digest(part.Place, bench).Text}\n{Counts(part.Place, bench).Text}" != Saved(folder, bench.World)
                ? "it was restored, but something differs"
            : null;
    }

    private static string Shown(string counts)
    {
        Dictionary<string, long> rows = Rows(counts);
        return $"{Policy.Words.Counted(rows.Count, "tables")}, {Policy.Words.Counted(rows.Values.Sum(), "rows")}";
    }

    private static Dictionary<string, long> Rows(string counts) => counts
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(l => (Line: l, Tab: l.LastIndexOf('\t')))
        .Where(l => l.Tab > 0)
        .ToDictionary(l => l.Line[..l.Tab],
            l => long.Parse(l.Line.AsSpan(l.Tab + 1), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static string? Saved(string folder, IWorld world) =>
        world.Read(Path.Join(folder, CountsName), 16 * 1024 * 1024) is FileAnswer.Content content ? content.Text : null;

    /// <summary>A checksum over all that the database holds and its schema; the order of pages does not
    /// count.</summary>
    private static (string? Text, string Problem) Digest(string path, Bench bench)
    {
        (string text, string problem) = Run(path, [Timeout, ".sha3sum --schema"], bench);
        return problem.Length > 0 ? (null, problem) : (text.Trim(), "");
    }

    private static (string? Text, string Problem) Counts(string path, Bench bench)
    {
        (string queries, string problem) = Run(path, [Timeout, Tables + ";"], bench);
        (string counts, string uncounted) = problem.Length > 0 ? ("", problem)
            : Run(path, [Timeout, ".mode tabs", .. queries.Split('\n', StringSplitOptions.RemoveEmptyEntries)], bench);
        return uncounted.Length > 0 ? (null, uncounted) : (counts, "");
    }

    /// <summary>What sqlite3 prints for some commands; an empty problem where it went well.</summary>
    private static (string Text, string Problem) Run(string path, ImmutableArray<string> commands, Bench bench) =>
        bench.Workshop.Run(new RunRequest(
            "sqlite3", ["-batch", "-bail", "-init", "/dev/null", path], "/", ImmutableDictionary<string, string?>.Empty,
            bench.World.Clock.GetUtcNow() + bench.Patience, 64L * 1024 * 1024)
        {
            Input = string.Join('\n', commands) + "\n",
        }) switch
        {
            RunAnswer.Ended { ExitCode: 0, Errors: var errors } ended when !IsError(errors) => (ended.Text, ""),
            RunAnswer.Ended ended => ("", $"sqlite3: {ended.Errors.Trim().Split('\n')[0]}"),
            RunAnswer.Failed failed => ("", failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Its own commands fail with a word and exit code 0.</summary>
    private static bool IsError(string errors) => errors.Contains("rror", StringComparison.Ordinal);

    private static string Quoted(string path) => "'" + path.Replace("'", "''", StringComparison.Ordinal) + "'";
}

/// <summary>A SQLite database that is a file.</summary>
internal sealed record SqliteSource(string Path, long Size) : CheckpointSource(SqliteCheckpoint.KindId, Path, Size);

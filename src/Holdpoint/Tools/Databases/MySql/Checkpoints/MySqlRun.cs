using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>Runs MySQL's client and its dump program for a checkpoint.</summary>
internal static class MySqlRun
{
    /// <summary>An inventory of 100,000 tables is some 100 MB.</summary>
    private const long MaxAnswer = 512L * 1024 * 1024;

    /// <summary>What every session of ours sets: values are written the same way everywhere.</summary>
    private const string Session =
        "SET NAMES utf8mb4; SET SESSION time_zone = '+00:00', sql_mode = '', lock_wait_timeout = 30;\n"
        + "/*!80000 SET SESSION information_schema_stats_expiry = 0 */;\n";

    /// <summary>The lines that the client prints, their fields told apart by tabs; or the first thing that it
    /// complained about.</summary>
    public static (ImmutableArray<string>? Lines, string Problem) Lines(string sql, MySqlDial dial, Bench bench) =>
        MySqlPrograms.First(MySqlPrograms.Clients, "mariadb-client", program => bench.Workshop.Run(new RunRequest(
            program, dial.ForClient, "/", dial.Variables, bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer)
        {
            Input = Session + sql,
        })) switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended =>
                (ended.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray(), ""),
            RunAnswer.Ended ended => (null, First(ended.Errors)),
            RunAnswer.Failed failed => (null, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Runs statements; null, or why one failed.</summary>
    public static string? Do(string sql, MySqlDial dial, Bench bench) => Lines(sql, dial, bench) switch
    {
        (null, var problem) => problem,
        _ => null,
    };

    /// <summary>Reads a file of a dump into a database, which is there; null, or why it failed.</summary>
    public static string? Load(string file, string database, MySqlDial dial, Bench bench) =>
        !bench.World.Look(file).Exists ? null
        : MySqlPrograms.First(MySqlPrograms.Clients, "mariadb-client", program =>
            ProgramLookup.Find(program, bench.World.Variable("PATH")) is null
                ? new RunAnswer.Failed($"{program} was not found on PATH")
                : bench.Workshop.Run(new RunRequest(
                    "/bin/sh",
                    [
                        "-c", "exec \"$@\" <\"$HOLDPOINT_INPUT\"", "sh", program, .. dial.ForClient,
                        "--max-allowed-packet=1G", "--default-character-set=utf8mb4", "--", database,
                    ],
                    "/", dial.Variables.SetItem("HOLDPOINT_INPUT", file),
                    bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer)))
            .Complaint(ended => First(ended.Errors));

    /// <summary>Writes a part of a database into a file; null, or why it failed.</summary>
    /// <param name="what">Options, then the database, then its tables.</param>
    public static string? Dump(
        string file, ImmutableArray<string> what, bool isMariaDb, MySqlDial dial, Bench bench) =>
        MySqlPrograms.First(
            MySqlPrograms.Dumps(isMariaDb), MySqlPrograms.ClientPackage(isMariaDb),
            program => bench.Workshop.Run(new RunRequest(
                program,
                [
                    .. dial.Files, .. dial.Words, "--single-transaction", "--hex-blob", "--skip-comments",
                    "--no-tablespaces", "--default-character-set=utf8mb4", "--max-allowed-packet=1G",
                    "--loose-set-gtid-purged=OFF", "--loose-column-statistics=0", $"--result-file={file}", .. what,
                ],
                "/", dial.Variables, bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer)))
            .Complaint(ended => First(ended.Errors));

    private static string First(string errors)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string line = lines.FirstOrDefault(l => l.StartsWith("ERROR", StringComparison.Ordinal)
                || l.Contains("error:", StringComparison.OrdinalIgnoreCase))
            ?? lines.FirstOrDefault(l => !l.StartsWith("Warning", StringComparison.Ordinal)
                && !l.StartsWith("--", StringComparison.Ordinal))
            ?? "it failed without a word";
        return line.Length > 400 ? line[..400] : line;
    }
}

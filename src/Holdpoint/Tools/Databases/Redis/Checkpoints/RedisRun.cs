using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>Runs <c>redis-cli</c> for a checkpoint.</summary>
internal static class RedisRun
{
    /// <summary>A line for each of a million keys.</summary>
    private const long MaxAnswer = 64L * 1024 * 1024;

    /// <summary>Runs commands, a line each.</summary>
    public static RunAnswer Plain(string commands, RedisDial dial, Bench bench) =>
        First(program => bench.Workshop.Run(new RunRequest(
            program, [.. dial.Words, "--no-raw"], "/", dial.Variables,
            bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer)
        {
            Input = commands,
        }));

    /// <summary>Runs the commands of files, in one session; null, or the first error.</summary>
    public static string? Files(ImmutableArray<string> files, RedisDial dial, Bench bench)
    {
        RunAnswer answer = First(program => ProgramLookup.Find(program, bench.World.Variable("PATH")) is null
            ? new RunAnswer.Failed($"{program} was not found on PATH")
            : bench.Workshop.Run(new RunRequest(
                "/bin/sh",
                [
                    "-c", "set -f; IFS='\n'; cat -- $HOLDPOINT_FILES | \"$@\"", "sh", program, .. dial.Words,
                    "--no-raw",
                ],
                "/", dial.Variables.SetItem("HOLDPOINT_FILES", string.Join('\n', files)),
                bench.World.Clock.GetUtcNow() + bench.Patience, MaxAnswer)));
        return answer switch
        {
            RunAnswer.Failed failed => failed.Why,
            RunAnswer.Ended ended => Error(ended),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string? Error(RunAnswer.Ended ended)
    {
        int at = ended.Text.IndexOf("(error)", StringComparison.Ordinal);
        return at >= 0 ? ended.Text[(at + "(error)".Length)..].Split('\n')[0].Trim()
            : ended.ExitCode != 0 ? ended.Errors.Trim()
            : null;
    }

    private static RunAnswer First(Func<string, RunAnswer> run)
    {
        foreach (string program in RedisDial.Clients)
        {
            RunAnswer answer = run(program);
            if (answer is not RunAnswer.Failed { Why: var why }
                || !why.Contains("not found", StringComparison.Ordinal))
            {
                return answer;
            }
        }

        return new RunAnswer.Failed("redis-cli was not found on PATH; install redis-tools");
    }
}

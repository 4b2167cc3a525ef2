using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Live;

/// <summary>Has a database's own client put questions, with what the action itself would connect by; the answer, or one
/// clause that names the target, what happened and what to do.</summary>
internal static class ClientRun
{
    /// <summary>A catalogue of some thousand tables is less.</summary>
    private const long MaxAnswer = 16L * 1024 * 1024;

    /// <summary>A person waits; a database that needs longer than this is too busy to be asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>What stands in the way of asking at all; null where nothing does.</summary>
    public static string? Hindrance(Connection connection, IWorld world) =>
        world.LiveProgram is null ? "it was not asked"
        : connection.Invocation.Outside is not null ? "it is asked from another machine"
        : null;

    /// <summary>Runs the first of some programs that is there.</summary>
    /// <param name="input">What it is asked, on its standard input.</param>
    /// <param name="partial">An answer counts although the client ended with an error after it.</param>
    public static (string? Text, string Problem) Ask(
        ImmutableArray<string> programs, ImmutableArray<string> arguments, string input, string place,
        ImmutableDictionary<string, string?> variables, IWorld world, MeasureBudget budget, bool partial = false)
    {
        DateTimeOffset soon = world.Clock.GetUtcNow() + Patience;
        DateTimeOffset deadline = soon < budget.Deadline ? soon : budget.Deadline;
        foreach (string program in programs)
        {
            RunAnswer answer = budget.Once(string.Join('\0', [program, .. arguments, input]), () => world.Run(
                new RunRequest(program, arguments, "/", variables, deadline, MaxAnswer) { Input = input }));
            switch (answer)
            {
                case RunAnswer.Ended { Output.Length: > 0 } ended when ended.ExitCode == 0 || partial:
                    return (ended.Text, "");
                case RunAnswer.Ended ended:
                    return (null, $"{place} answered {program}: {FirstLine(ended.Errors)}{Next(ended.Errors)}");
                case RunAnswer.Failed { Why: var why } when !why.Contains("not found", StringComparison.Ordinal):
                    return (null, $"{place} was not reached: {why}");
            }
        }

        return (null, $"{place} was not asked: {programs[0]} was not found on PATH; install it");
    }

    /// <summary>What a person can do about an error of a client.</summary>
    private static string Next(string errors) =>
        errors.Contains("denied", StringComparison.OrdinalIgnoreCase) ? "; give a user that may read it"
        : errors.Contains("connect", StringComparison.OrdinalIgnoreCase) ? "; check that it runs, host and port"
        : errors.Contains("not a database", StringComparison.OrdinalIgnoreCase) ? "; check the file"
        : "";

    private static string FirstLine(string errors)
    {
        foreach (string line in errors.Split('\n'))
        {
            if (line.Length > 0 && !line.Contains("deprecated", StringComparison.OrdinalIgnoreCase)
                && !line.StartsWith("--", StringComparison.Ordinal))
            {
                return line.Trim();
            }
        }

        return "an error without words";
    }
}

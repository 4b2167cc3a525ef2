using System.Buffers;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Formats;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>The whole way of an action in a world of paper.</summary>
internal static class Judging
{
    public const string Folder = "/work/app";

    /// <summary>Nothing in a world of paper takes time: this is never met.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Judgement Judge(IWorld world, Holdpoint.Action action) =>
        new Pipeline(world, _ => PolicySet.BuiltIn, null, Patience).Run(action);

    public static Judgement Judge(IWorld world, string command) =>
        Judge(world, new Holdpoint.Action.ShellCommand(command, Folder));

    /// <summary>What went wrong inside; null when nothing did.</summary>
    public static string? Fault(Judgement judgement)
    {
        foreach (Reason reason in judgement.Verdict.Reasons)
        {
            if (reason.Rule is InternalError.Rule || reason.Measurement.Unmeasured?.StartsWith(
                "holdpoint itself failed", StringComparison.Ordinal) is true)
            {
                return reason.Measurement.Unmeasured ?? InternalError.Rule;
            }
        }

        Tell(judgement);
        return null;
    }

    /// <summary>What is told of a judgement can be told: to a client, to a program, to the journal.</summary>
    private static void Tell(Judgement judgement)
    {
        JudgementJson.WriteLine(judgement, new ArrayBufferWriter<byte>());
        AgentClients.Find("claude-code")?.Answer(judgement, []);
        EntryWriter.Line(
            default, new Actor("claude-code", "s"), default,
            (json, redact) => EntryWriter.WriteJudgement(json, judgement, redact));
    }
}

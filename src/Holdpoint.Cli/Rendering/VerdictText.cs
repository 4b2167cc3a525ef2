using System.Collections.Immutable;
using System.Text;
using Holdpoint.Approvals;
using Holdpoint.Cli.Agents;
using Holdpoint.Journal;
using Holdpoint.Policy;

namespace Holdpoint.Cli.Rendering;

/// <summary>A verdict as plain text without colour: what an agent and its person read in the client.</summary>
internal static class VerdictText
{
    /// <summary>A client shows this in a box of the chat; more reasons than these are counted.</summary>
    private const int MaxReasons = 8;

    /// <summary>A longer command is not said a second time.</summary>
    private const int MaxRepeated = 300;

    public static string ForAgent(Judgement judgement)
    {
        Verdict verdict = judgement.Verdict;
        var text = new StringBuilder();
        text.Append("holdpoint: ").Append(Opening(verdict.Decision)).Append(" (rule ").Append(verdict.Rule).Append(')');
        List<Reason> reasons = [.. verdict.Reasons.Where(r => r.Decision is not Decision.Allow)];
        foreach (Reason reason in reasons.Take(MaxReasons))
        {
            Said(text, reason.Said);
        }

        if (reasons.Count > MaxReasons)
        {
            text.Append("\n- and ").Append(reasons.Count - MaxReasons).Append(" more");
        }

        Tried(text, judgement);
        if (verdict.Safer is { } safer)
        {
            text.Append("\nsafer: ").Append(Printable.Line(safer));
        }

        if (WayBack(judgement) is { } way)
        {
            text.Append('\n').Append(Printable.Line(way));
        }

        if (judgement.Grant is { } grant && GrantWords.Of(grant) is { Length: > 0 } said)
        {
            text.Append('\n').Append(Printable.Line(said));
        }

        foreach (string problem in judgement.Problems)
        {
            text.Append("\nnote: ").Append(Printable.Line(problem));
        }

        return text.ToString();
    }

    /// <summary>How it is done with a way back; null where nothing can be saved.</summary>
    public static string? WayBack(Judgement judgement)
    {
        if (judgement is not { Action: Action.ShellCommand shell, Saved: { } way })
        {
            return null;
        }

        bool isShort = shell.Text.Length <= MaxRepeated && !shell.Text.Contains('\n', StringComparison.Ordinal);
        string command = isShort ? ExecAnswer.Line("holdpoint", shell.Text)
            : "holdpoint exec -- with the whole command as one word";
        string saves = string.Join(", ", way.Plan.Sources.Take(2).Select(s => s.Place));
        string asks = way.Verdict.Decision is Decision.Allow ? "then runs it"
            : "then asks a person at a terminal of their own";
        return $"with a way back: {command} (saves {saves}, restores the copy as a test, {asks})";
    }

    /// <summary>A reason's deed as a point of the list, the rest indented below it.</summary>
    private static void Said(StringBuilder text, ImmutableArray<Statement> said)
    {
        string lead = "\n- ";
        foreach (Statement statement in said)
        {
            text.Append(lead).Append(Printable.Line(statement.Text)).Append(statement.Items.IsEmpty ? "" : ":");
            foreach (string item in statement.Items)
            {
                text.Append("\n    - ").Append(Printable.Line(item));
            }

            if (statement.More > 0)
            {
                text.Append("\n    - and ").Append(statement.More).Append(" more");
            }

            lead = "\n  ";
        }
    }

    private static void Tried(StringBuilder text, Judgement judgement)
    {
        if (judgement.TriedTimes == 0)
        {
            return;
        }

        text.Append("\nthe same was refused ").Append(Words.Counted(judgement.TriedTimes, "times"))
            .Append(" before; other words do not change what it does:");
        foreach (Refusal refusal in judgement.Tried)
        {
            text.Append("\n- ").Append(Printable.Line(refusal.Text));
        }

        if (judgement is { Verdict.Rule: Refusals.Rule, Grant: not (GrantAnswer.Open or GrantAnswer.Denied) })
        {
            text.Append("\na person who wants it runs it with `holdpoint exec` in a terminal of their own");
        }
    }

    private static string Opening(Decision decision) => decision switch
    {
        Decision.Allow => "allowed",
        Decision.Ask => "a person must decide",
        _ => "denied",
    };
}

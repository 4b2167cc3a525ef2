using System.Collections.Immutable;
using System.Text;
using Holdpoint.Policy;

namespace Holdpoint.Cli.Rendering;

/// <summary>A verdict as plain text without colour: what an agent and its person read in the client.</summary>
internal static class VerdictText
{
    /// <summary>A client shows this in a box of the chat; more reasons than these are counted.</summary>
    private const int MaxReasons = 8;

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

        if (verdict.Safer is { } safer)
        {
            text.Append("\nsafer: ").Append(Printable.Line(safer));
        }

        foreach (string problem in judgement.Problems)
        {
            text.Append("\nnote: ").Append(Printable.Line(problem));
        }

        return text.ToString();
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

    private static string Opening(Decision decision) => decision switch
    {
        Decision.Allow => "allowed",
        Decision.Ask => "a person must decide",
        _ => "denied",
    };
}

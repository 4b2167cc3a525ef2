using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.Policy;

namespace Holdpoint.Cli.Rendering;

/// <summary>A verdict for a person at a terminal: what check prints.</summary>
internal static class VerdictPage
{
    /// <summary>A screen's worth; explain shows all.</summary>
    private const int MaxReasons = 12;

    public static void Write(TerminalPage page, Judgement judgement)
    {
        Verdict verdict = judgement.Verdict;
        page.Line(0, $"{Words.Of(verdict.Decision)} ({verdict.Rule})", InkOf(verdict.Decision));
        List<Reason> reasons = [.. verdict.Reasons.Where(r => r.Decision is not Decision.Allow)];
        foreach (Reason reason in reasons.Take(MaxReasons))
        {
            Said(page, 1, "- ", "", reason.Said);
        }

        if (reasons.Count > MaxReasons)
        {
            page.Line(1, $"and {reasons.Count - MaxReasons} more", lead: "- ");
        }

        if (judgement.TriedTimes > 0)
        {
            page.Line(1, $"the same was refused {Words.Counted(judgement.TriedTimes, "times")} before:", Ink.Warning);
            foreach (Refusal refusal in judgement.Tried)
            {
                page.Line(2, refusal.Text, Ink.Warning, "- ");
            }
        }

        if (verdict.Safer is { } safer)
        {
            page.Line(1, $"safer: {safer}", Ink.Good);
        }

        if (VerdictText.WayBack(judgement) is { } way)
        {
            page.Line(1, way, Ink.Good);
        }

        foreach (string problem in judgement.Problems)
        {
            page.Line(1, $"note: {problem}", Ink.Warning);
        }
    }

    /// <summary>What a reason says, a line each: the deed after the lead, the rest below it.</summary>
    public static void Said(
        TerminalPage page, int level, string lead, string before, ImmutableArray<Statement> said,
        Ink ink = Ink.Plain)
    {
        for (int i = 0; i < said.Length; i++)
        {
            int under = i == 0 ? level : level + 1;
            page.Line(under, (i == 0 ? before : "") + Heading(said[i]), ink, i == 0 ? lead : "");
            foreach (string item in said[i].Items)
            {
                page.Line(under + 1, item, ink, "- ");
            }

            if (said[i].More > 0)
            {
                page.Line(under + 1, $"and {said[i].More} more", ink, "- ");
            }
        }
    }

    private static string Heading(Statement statement) =>
        statement.Items.IsEmpty ? statement.Text : statement.Text + ":";

    public static Ink InkOf(Decision decision) => decision switch
    {
        Decision.Allow => Ink.Good,
        Decision.Ask => Ink.Warning,
        _ => Ink.Bad,
    };
}

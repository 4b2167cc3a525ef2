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
            page.Line(1, reason.Message, lead: "- ");
        }

        if (reasons.Count > MaxReasons)
        {
            page.Line(1, $"and {reasons.Count - MaxReasons} more", lead: "- ");
        }

        if (verdict.Safer is { } safer)
        {
            page.Line(1, $"safer: {safer}", Ink.Good);
        }

        foreach (string problem in judgement.Problems)
        {
            page.Line(1, $"note: {problem}", Ink.Warning);
        }
    }

    public static Ink InkOf(Decision decision) => decision switch
    {
        Decision.Allow => Ink.Good,
        Decision.Ask => Ink.Warning,
        _ => Ink.Bad,
    };
}

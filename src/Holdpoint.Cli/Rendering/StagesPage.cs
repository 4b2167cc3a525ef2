using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Cli.Rendering;

/// <summary>What every stage saw of one action, in the order of the stages: what explain prints.</summary>
internal static class StagesPage
{
    /// <summary>Lists end with "and N more" beyond this: a person reads a screen, not a thousand lines.</summary>
    private const int MaxListed = 20;

    public static void Write(TerminalPage page, Judgement judgement)
    {
        Read(page, judgement);
        Recognised(page, judgement);
        if (!judgement.Radius.Measurements.IsEmpty)
        {
            Located(page, judgement);
            Measured(page, judgement);
        }

        Judged(page, judgement);
    }

    private static void Read(TerminalPage page, Judgement judgement)
    {
        page.Line(0, "1 read", Ink.Strong);
        if (judgement.Action is Action.ShellCommand shell)
        {
            page.Line(1, $"in {shell.Directory}", Ink.Faint);
            SyntaxOutline.Write(page, ShellParser.Parse(shell.Text));
        }

        if (judgement.Reading is not { } reading)
        {
            return;
        }

        List(page, reading.Invocations, invocation =>
        {
            string shown = Redaction.Redact(invocation.Shown);
            page.Line(1, $"runs {(shown.Length > 0 ? shown : "(only redirections or assignments)")}");
            if (invocation.Directory.Shown != judgement.Action.Directory)
            {
                page.Line(2, $"in {invocation.Directory.Shown}", Ink.Faint);
            }

            if (!invocation.Wrappers.IsEmpty)
            {
                page.Line(2, $"through {string.Join(" → ", invocation.Wrappers)}", Ink.Faint);
            }

            foreach (OpenedFile file in invocation.Files.Take(MaxListed))
            {
                page.Line(2, $"opens {file.Path.Shown} ({file.Kind.ToString().ToLowerInvariant()})", Ink.Faint);
            }

            if (InputWord(invocation.Input) is { } input)
            {
                page.Line(2, input, Ink.Faint);
            }
        });
        List(page, reading.Opaque, code => page.Line(1, $"cannot tell: {code.Why}", Ink.Warning));
    }

    private static void Recognised(TerminalPage page, Judgement judgement)
    {
        page.Line(0, "2 recognised", Ink.Strong);
        if (judgement.Effects.IsEmpty)
        {
            page.Line(1, "nothing is at stake");
        }

        List(page, judgement.Effects, effect =>
            page.Line(
                1, $"{Kind(effect)} {effect.Resource.Type} {effect.Resource.Name}: {effect.Summary} [{effect.Tool}]"));
    }

    private static void Located(TerminalPage page, Judgement judgement)
    {
        page.Line(0, "3 located", Ink.Strong);
        List(page, [.. judgement.Verdict.Reasons.DistinctBy(r => r.Measurement.Effect.Target.Place)], reason =>
            page.Line(1, $"{reason.Measurement.Effect.Target.Place}: {Words.Of(reason.Placement.Environment)}, "
                + $"because {reason.Placement.Because}"));
    }

    private static void Measured(TerminalPage page, Judgement judgement)
    {
        page.Line(0, "4 measured", Ink.Strong);
        List(
            page,
            [.. judgement.Radius.Measurements.OrderByDescending(m => m.Count ?? 0)],
            m => RadiusTree.Write(page, m));
    }

    private static void Judged(TerminalPage page, Judgement judgement)
    {
        Verdict verdict = judgement.Verdict;
        page.Line(0, "5 judged", Ink.Strong);
        List(page, verdict.Reasons, reason =>
            VerdictPage.Said(
                page, 1, "", $"{Words.Of(reason.Decision)} by {reason.Rule}: ", reason.Said,
                VerdictPage.InkOf(reason.Decision)));
        page.Line(0, $"verdict: {Words.Of(verdict.Decision)} ({verdict.Rule})", VerdictPage.InkOf(verdict.Decision));
        if (verdict.Safer is { } safer)
        {
            page.Line(1, $"safer: {safer}", Ink.Good);
        }

        foreach (string problem in judgement.Problems)
        {
            page.Line(1, $"note: {problem}", Ink.Warning);
        }

        if (judgement.Radius.Fingerprint.Length > 0)
        {
            page.Line(1, judgement.Radius.Fingerprint, Ink.Faint);
        }

        page.Line(1, $"{judgement.Took.TotalMilliseconds:0.###} ms", Ink.Faint);
    }

    private static string Kind(Effect effect) => effect.Kind.ToString().ToLowerInvariant();

    private static string? InputWord(Input input) => input switch
    {
        Input.Given given => $"fed with {Redaction.Redact(given.Text.Shown)}",
        Input.FromFile file => $"fed from the file {file.Path.Shown}",
        Input.Piped piped => $"fed by {piped.Producer.Shown}",
        _ => null,
    };

    private static void List<T>(TerminalPage page, IReadOnlyList<T> items, Action<T> write)
    {
        foreach (T item in items.Take(MaxListed))
        {
            write(item);
        }

        if (items.Count > MaxListed)
        {
            page.Line(1, $"and {items.Count - MaxListed} more", Ink.Faint);
        }
    }
}

using Holdpoint.Shell.Syntax;
using Holdpoint.Tests.Fuzzing;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>What must hold of the answer for any text at all.</summary>
internal static class Coverage
{
    // A parse takes microseconds of the processor; the largest texts of the tests are a megabyte.
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with the answer for a text, as a case to be pasted; null when nothing is.</summary>
    public static string? Fault(string text)
    {
        TimeSpan start = ThreadClock.Now;
        string? fault;
        try
        {
            fault = Bare(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fault = e.ToString();
        }

        TimeSpan took = ThreadClock.Now - start;
        fault ??= took > TooLong ? $"took {took}" : null;
        return fault is null ? null : Report(text, fault);
    }

    /// <summary>What is wrong with the answer for a text; null when nothing is.</summary>
    public static string? Bare(string text)
    {
        ParseAnswer answer = ShellParser.Parse(text);
        return answer switch
        {
            ParseAnswer.Parsed parsed => LeafFault(text, parsed.Script),
            ParseAnswer.Unreadable bad when bad.Position < 0 || bad.Position > text.Length =>
                $"position {bad.Position}",
            ParseAnswer.Unreadable { Why: "" } => "no reason",
            ParseAnswer.Unreadable bad when bad.Before.Span.End > bad.Position =>
                "commands before reach beyond the failure",
            _ => null,
        };
    }

    /// <summary>Every character belongs to exactly one leaf, in order, and no leaf is unaccounted for.</summary>
    private static string? LeafFault(string text, CommandList script)
    {
        int at = 0;
        foreach (Leaf leaf in Leaves.Of(text, script))
        {
            if (leaf.Span.Start != at || leaf.Span.Length <= 0)
            {
                return $"leaf {leaf} does not begin at {at}";
            }

            if (leaf.Kind is LeafKind.Unaccounted)
            {
                return $"no node speaks for '{text.Substring(at, leaf.Span.Length)}' at {at}";
            }

            at = leaf.Span.End;
        }

        return at == text.Length ? null : $"leaves end at {at} of {text.Length}";
    }

    /// <summary>The text as a case to be pasted.</summary>
    private static string Report(string text, string fault)
    {
        string shown = text.Replace("\r", "␍", StringComparison.Ordinal)
            .Replace("\n", "\n| ", StringComparison.Ordinal);
        return $"== {fault.Split('\n')[0]}\n$ {shown}\n{fault}";
    }
}

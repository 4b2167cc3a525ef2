using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell;

/// <summary>
/// A text that ends inside a quote. A shell that is given it whole runs nothing of that line; a terminal that is fed
/// piece by piece waits for the rest, or was inside a quote before. Both readings are texts that can be judged: the
/// quote closed at the end, and open from the start. Pure.
/// </summary>
internal static class UnclosedQuote
{
    /// <summary>The readings; null where the text is wrong in another way too.</summary>
    public static string[]? Readings(string text)
    {
        foreach (char quote in (ReadOnlySpan<char>)['\'', '"'])
        {
            string[] readings = [text + quote, quote + text];
            if (Array.TrueForAll(readings, r => ShellParser.Parse(r) is ParseAnswer.Parsed))
            {
                return readings;
            }
        }

        return null;
    }
}

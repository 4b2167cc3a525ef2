using System.Globalization;
using System.Text;

namespace Holdpoint;

/// <summary>Text from the outside made fit to be shown: nothing in it can move a cursor, hide or reorder what is
/// shown.</summary>
internal static class Printable
{
    /// <summary>The text with every control, format and unpaired character shown by its number; tabs and line ends
    /// too.</summary>
    public static string Line(string text) => Escape(text, keepLines: false);

    /// <summary>The same for text of several lines: line feeds stay.</summary>
    public static string Lines(string text) => Escape(text, keepLines: true);

    private static string Escape(string text, bool keepLines)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLines)
            {
                escaped.Append('\n');
            }
            else if (IsSafe(rune))
            {
                escaped.Append(rune);
            }
            else
            {
                escaped.Append(Shown(rune));
            }
        }

        return escaped.ToString();
    }

    private static string Shown(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xff => $"\\x{rune.Value:x2}",
        _ => $"\\u{{{rune.Value:x}}}",
    };

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Format characters are the bidirectional controls and joiners that reorder or hide text.</summary>
    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}

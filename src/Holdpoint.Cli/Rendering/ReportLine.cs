using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Cli.Rendering;

/// <summary>A piece of a line of a report: our own words, or words that are quoted as they were sent.</summary>
internal readonly record struct ReportPiece(string Text, bool IsQuoted)
{
    public static implicit operator ReportPiece(string text) => new(text, IsQuoted: false);

    /// <summary>Words of the agent.</summary>
    public static ReportPiece Quoted(string text) => new(text, IsQuoted: true);
}

/// <summary>A line of a report, of which a page for a terminal and a text in Markdown are made.</summary>
internal sealed record ReportLine(int Level, Ink Ink, ImmutableArray<ReportPiece> Pieces)
{
    /// <summary>Made printable by the page.</summary>
    public void WriteTo(TerminalPage page) => page.Line(Level, string.Concat(Pieces.Select(p => p.Text)), Ink);

    /// <summary>A heading at the first level, else a point of a list; nothing in it is read as Markdown or
    /// HTML.</summary>
    public void WriteTo(StringBuilder markdown)
    {
        bool point = Level > 1;
        if (!point && markdown.Length > 0 && !(markdown[^1] is '\n' && markdown[^2] is '\n'))
        {
            markdown.Append('\n');
        }

        markdown.Append(' ', Math.Max(0, Level - 2) * 2).Append(point ? "- " : Level == 0 ? "## " : "");
        foreach (ReportPiece piece in Pieces)
        {
            string safe = Printable.Line(piece.Text);
            if (piece.IsQuoted)
            {
                Code(markdown, safe);
            }
            else
            {
                Plain(markdown, safe);
            }
        }

        markdown.Append(point ? "\n" : "\n\n");
    }

    /// <summary>A code span: its fence is longer than any run of backticks in it (CommonMark, 6.1).</summary>
    private static void Code(StringBuilder markdown, string text)
    {
        int longest = 0, run = 0;
        foreach (char c in text)
        {
            run = c is '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        string room = text.Length == 0 || text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? " " : "";
        markdown.Append('`', longest + 1).Append(room).Append(text).Append(room).Append('`', longest + 1);
    }

    /// <summary>What Markdown, and its dialects, read as more than text.</summary>
    private const string Signs = "\\`*_[]<>#|!&~@";

    /// <summary>Every sign of punctuation that Markdown reads is escaped (CommonMark, 2.4).</summary>
    private static void Plain(StringBuilder markdown, string text)
    {
        foreach (char c in text)
        {
            markdown.Append(Signs.Contains(c) ? "\\" : "").Append(c);
        }
    }
}

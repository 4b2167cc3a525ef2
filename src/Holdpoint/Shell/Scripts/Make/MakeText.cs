using System.Collections.Immutable;
using System.Text;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>The words and lines of makefiles: splitting that knows references such as <c>$(NAME)</c>.</summary>
internal static class MakeText
{
    /// <summary>The words of a text.</summary>
    public static string[] Split(string text) =>
        text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The index after a reference whose <c>$</c> stands at an index.</summary>
    public static int AfterReference(string text, int dollar)
    {
        int at = dollar + 1;
        if (at >= text.Length || text[at] is not ('(' or '{'))
        {
            return Math.Min(at + 1, text.Length);
        }

        int close = Closing(text, at);
        return close < 0 ? text.Length : close + 1;
    }

    /// <summary>The index that closes what opens at an index; -1 when nothing does.</summary>
    public static int Closing(string text, int open)
    {
        char opens = text[open], closes = opens == '(' ? ')' : '}';
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            depth += text[i] == opens ? 1 : text[i] == closes ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first of some characters that stands outside references; -1 when none does.</summary>
    public static int Find(string text, int from, ReadOnlySpan<char> characters)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] == '$')
            {
                i = AfterReference(text, i) - 1;
            }
            else if (characters.Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The line without its comment.</summary>
    public static string WithoutComment(string line)
    {
        if (!line.Contains('#', StringComparison.Ordinal))
        {
            return line;
        }

        int at = 0;
        while ((at = Find(line, at, "#")) >= 0)
        {
            if (at == 0 || line[at - 1] != '\\')
            {
                return line[..at].Replace("\\#", "#", StringComparison.Ordinal);
            }

            at++;
        }

        return line.Replace("\\#", "#", StringComparison.Ordinal);
    }

    /// <summary>A line whose ends of line after backslashes are one blank each.</summary>
    public static string Joined(string line)
    {
        if (!line.Contains('\n', StringComparison.Ordinal))
        {
            return line;
        }

        var text = new StringBuilder();
        foreach (string part in line.Split('\n'))
        {
            text.Append(text.Length == 0 ? part.TrimEnd('\\', ' ', '\t') : " " + part.Trim().TrimEnd('\\').TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>A text as lines; a line whose end is taken back by a backslash goes on with the next, both kept as
    /// written.</summary>
    public static List<string> Lines(string text)
    {
        List<string> lines = [];
        var line = new StringBuilder();
        foreach (string raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            line.Append(raw);
            int slashes = raw.Length - raw.TrimEnd('\\').Length;
            if (slashes % 2 == 1)
            {
                line.Append('\n');
                continue;
            }

            lines.Add(line.ToString());
            line.Clear();
        }

        if (line.Length > 0)
        {
            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>The stem that a pattern with one <c>%</c> leaves of a word; null when it does not match.</summary>
    public static string? Stem(string pattern, string word)
    {
        int percent = pattern.IndexOf('%', StringComparison.Ordinal);
        return percent < 0 ? (pattern == word ? "" : null)
            : word.Length >= pattern.Length - 1
                && word.AsSpan().StartsWith(pattern.AsSpan(0, percent))
                && word.AsSpan().EndsWith(pattern.AsSpan(percent + 1))
                ? word[percent..(word.Length - (pattern.Length - percent - 1))]
            : null;
    }

    /// <summary>A pattern with its <c>%</c> replaced by a stem.</summary>
    public static string Fill(string pattern, string stem)
    {
        int percent = pattern.IndexOf('%', StringComparison.Ordinal);
        return percent < 0 ? pattern : string.Concat(pattern.AsSpan(0, percent), stem, pattern.AsSpan(percent + 1));
    }
}

/// <summary>An assignment of a makefile.</summary>
/// <param name="Operator">"=", ":=", "?=", "+=", "!=".</param>
internal sealed record MakeAssignment(string Name, string Operator, string Value, bool Override, bool? Exported)
{
    private static readonly ImmutableArray<string> Operators = [":::=", "::=", ":=", "?=", "+=", "!=", "="];

    /// <summary>The assignment that a line is; null when it is none.</summary>
    public static MakeAssignment? Read(string line)
    {
        bool overrides = false;
        bool? exported = null;
        string text = line.TrimStart();
        while (true)
        {
            int end = 0;
            while (end < text.Length && text[end] is not (' ' or '\t' or '=' or ':')
                && !(text[end] is '?' or '+' or '!' && end + 1 < text.Length && text[end + 1] == '='))
            {
                end = text[end] == '$' ? MakeText.AfterReference(text, end) : end + 1;
            }

            int after = end;
            while (after < text.Length && text[after] is ' ' or '\t')
            {
                after++;
            }

            foreach (string o in Operators)
            {
                if (end > 0 && string.CompareOrdinal(text, after, o, 0, o.Length) == 0)
                {
                    string sign = o is "::=" or ":::=" ? ":=" : o;
                    return new(text[..end], sign, text[(after + o.Length)..].TrimStart(), overrides, exported);
                }
            }

            switch (text[..end])
            {
                case "override" or "private":
                    overrides |= text[0] == 'o';
                    break;
                case "export":
                    exported = true;
                    break;
                case "unexport":
                    exported = false;
                    break;
                default:
                    return null;
            }

            text = text[after..];
        }
    }
}

namespace Holdpoint.Shell.Syntax;

/// <summary>Divides what stands between the nodes of commands: blanks, comments, operators, reserved words.</summary>
internal static class Punctuation
{
    /// <summary>Calls <paramref name="cut"/> with the end and the kind of each stretch from <paramref name="at"/>
    /// on.</summary>
    public static void Split(string text, int at, int to, string? name, Action<int, LeafKind> cut)
    {
        if (to < at)
        {
            cut(to, LeafKind.Unaccounted);
            return;
        }

        bool named = false;
        while (at < to)
        {
            int end = Next(text, at, to, out LeafKind kind);
            bool reserved = kind is LeafKind.Unaccounted && IsReserved(WithoutContinuations(text[at..end]));
            if (reserved)
            {
                kind = LeafKind.Keyword;
            }
            else if (name is not null && !named && EndOfName(text, at, to, name) is { } nameEnd)
            {
                // A name may hold quotes, and with them anything.
                named = true;
                end = nameEnd;
                kind = LeafKind.Name;
            }

            cut(end, kind);
            at = end;
        }
    }

    private static string WithoutContinuations(string text) => text.Replace("\\\n", "", StringComparison.Ordinal);

    /// <summary>Where a name ends that begins here, line continuations in it passed over; null when it does not begin
    /// here.</summary>
    private static int? EndOfName(string text, int at, int to, string name)
    {
        foreach (char c in name)
        {
            while (at + 1 < to && text[at] == '\\' && text[at + 1] == '\n')
            {
                at += 2;
            }

            if (at >= to || text[at++] != c)
            {
                return null;
            }
        }

        return at;
    }

    private static int Next(string text, int at, int to, out LeafKind kind)
    {
        int end = at + 1;
        switch (text[at])
        {
            case ' ' or '\t':
                kind = LeafKind.Blank;
                return end;
            case '\n':
                kind = LeafKind.Newline;
                return end;
            case '#':
                kind = LeafKind.Comment;
                int line = text.IndexOf('\n', at, to - at);
                return line < 0 ? to : line;
            case '\\' when Continues(text, at, to, out int after):
                kind = LeafKind.Continuation;
                return after;
            case ';' or '&' or '|' or '(' or ')' or '<' or '>':
                kind = LeafKind.Operator;
                return end;
            case '-' when IsAfterLess(text, at):
                kind = LeafKind.Operator;
                return end;
        }

        kind = LeafKind.Unaccounted;
        while (end < to && text[end] is not (' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>'))
        {
            end += Continues(text, end, to, out int after) ? after - end : 1;
        }

        return end;
    }

    /// <summary>Whether the operator <c>&lt;&lt;</c> stands before, line continuations passed over.</summary>
    private static bool IsAfterLess(string text, int at)
    {
        while (at > 1 && text[at - 1] == '\n' && text[at - 2] == '\\')
        {
            at -= 2;
        }

        return at > 0 && text[at - 1] == '<';
    }

    /// <summary>A backslash, or several where layers of backquotes come off, and a newline.</summary>
    private static bool Continues(string text, int at, int to, out int after)
    {
        after = at;
        while (after < to && text[after] == '\\')
        {
            after++;
        }

        bool continues = after > at && after < to && text[after] == '\n';
        after++;
        return continues;
    }

    private static bool IsReserved(string word) =>
        word is "if" or "then" or "else" or "elif" or "fi" or "case" or "esac" or "for" or "select" or "while"
            or "until" or "do" or "done" or "in" or "function" or "time" or "coproc" or "!" or "{" or "}" or "[["
            or "]]" or "-p" or "--";
}

namespace Holdpoint.Sql.Syntax;

/// <summary>Commands of the clients that stand between statements.</summary>
internal sealed partial class SqlLexer
{
    /// <summary>A command of the client that begins here; null where there is none.</summary>
    private SqlToken? ClientToken(int start)
    {
        char c = text[start];
        switch (client)
        {
            case SqlClient.Psql:
                return c == '\\' ? Backslash(start) : null;
            case SqlClient.MySql:
                return c == '\\' ? Short(start)
                    : _fresh && char.IsAsciiLetter(c) && BeginsLine(start) ? Named(start)
                    : null;
            case SqlClient.Sqlite:
                return c == '.' && _fresh && BeginsLine(start) ? Rest(start)
                    : IsGo(start) ? new SqlToken(TokenKind.Semicolon, start, start + 2)
                    : null;
            default:
                return (c is ':' or '!' && BeginsLine(start) && (c == ':' || At(start + 1) == '!')) ? Rest(start)
                    : IsGo(start) ? new SqlToken(TokenKind.Batch, start, EndOfLine(start))
                    : null;
        }
    }

    private SqlToken Rest(int start) => new(TokenKind.Client, start, EndOfLine(start));

    private int EndOfLine(int start)
    {
        int end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end;
    }

    private bool BeginsLine(int start)
    {
        int at = start - 1;
        while (at >= 0 && text[at] is ' ' or '\t' or '\r')
        {
            at--;
        }

        return at < 0 || text[at] == '\n';
    }

    /// <summary>A line of its own that says GO, with a number or not.</summary>
    private bool IsGo(int start) =>
        text[start] is 'g' or 'G' && At(start + 1) is 'o' or 'O' && !IsNamePart(At(start + 2)) && BeginsLine(start)
        && text.AsSpan(start + 2, EndOfLine(start) - start - 2).Trim().TrimEnd(';').IndexOfAnyExceptInRange('0', '9')
            < 0;

    /// <summary>psql: a command reaches to the end of its line or to <c>\\</c>; quotes hold its words
    /// together.</summary>
    private SqlToken Backslash(int start)
    {
        switch (At(start + 1))
        {
            case ';':
                return new SqlToken(TokenKind.Semicolon, start, start + 2);
            case '\\':
                return new SqlToken(TokenKind.Client, start, start + 2);
        }

        int line = EndOfLine(start);
        ReadOnlySpan<char> rest = text.AsSpan(start, line - start);
        if (rest.StartsWith("\\!") || rest.StartsWith("\\copy") || rest.StartsWith("\\help"))
        {
            return new SqlToken(TokenKind.Client, start, line);
        }

        char quote = '\0';
        for (int at = start + 1; at < line; at++)
        {
            char c = text[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else if (c == '\\')
            {
                // Another command on the same line begins here.
                return new SqlToken(TokenKind.Client, start, at);
            }
        }

        return new SqlToken(TokenKind.Client, start, line);
    }

    /// <summary>mysql: one letter behind a backslash, anywhere.</summary>
    private SqlToken Short(int start)
    {
        switch (At(start + 1))
        {
            case 'g' or 'G' or 'c':
                return new SqlToken(TokenKind.Semicolon, start, start + 2);
            case 'd':
                return Delimiter(start, start + 2);
            case '!' or '.' or 'u' or 'r' or 'P' or 'T':
                return Rest(start);
            default:
                return new SqlToken(TokenKind.Operator, start, Math.Min(start + 2, text.Length));
        }
    }

    private SqlToken? Named(int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        if (end < text.Length && text[end] is not (' ' or '\t' or '\n' or '\r' or ';'))
        {
            return null;
        }

        ReadOnlySpan<char> word = text.AsSpan(start, end - start);
        if (word.Equals("delimiter", StringComparison.OrdinalIgnoreCase))
        {
            return Delimiter(start, end);
        }

        return word.Equals("source", StringComparison.OrdinalIgnoreCase)
            || word.Equals("system", StringComparison.OrdinalIgnoreCase)
            || word.Equals("connect", StringComparison.OrdinalIgnoreCase)
            || word.Equals("pager", StringComparison.OrdinalIgnoreCase)
            ? Rest(start)
            : null;
    }

    private SqlToken Delimiter(int start, int from)
    {
        int line = EndOfLine(start);
        string given = text[Math.Min(from, line)..line].Trim();
        int blank = given.AsSpan().IndexOfAny(' ', '\t');
        given = blank < 0 ? given : given[..blank];
        if (given.Length > 0)
        {
            _delimiter = given.Length > 2 && given[0] is '\'' or '"' && given[^1] == given[0] ? given[1..^1] : given;
        }

        return new SqlToken(TokenKind.Client, start, line);
    }
}

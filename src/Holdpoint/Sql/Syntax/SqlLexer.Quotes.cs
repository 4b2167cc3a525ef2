using System.Text;

namespace Holdpoint.Sql.Syntax;

/// <summary>Quotes: strings and quoted names, and their values.</summary>
internal sealed partial class SqlLexer
{
    /// <summary>The value of a quoted token, or its text as it stands.</summary>
    public static string Value(string text, SqlToken token)
    {
        if (token.Quoting is Quoting.None)
        {
            return text[token.Start..token.End];
        }

        int end = Math.Max(token.Inner, token.End - token.Tail);
        ReadOnlySpan<char> inner = text.AsSpan(token.Inner, end - token.Inner);
        char quote = token.Tail == 1 ? text[token.End - 1] : '\0';
        if (token.Quoting is Quoting.Verbatim
            || (inner.IndexOf(quote) < 0 && (token.Quoting is Quoting.Doubled || inner.IndexOf('\\') < 0)))
        {
            return inner.ToString();
        }

        var value = new StringBuilder(inner.Length);
        for (int i = 0; i < inner.Length; i++)
        {
            char c = inner[i];
            if (c == '\\' && token.Quoting is Quoting.Backslash && i + 1 < inner.Length)
            {
                value.Append(inner[++i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    var other => other,
                });
                continue;
            }

            value.Append(c);
            if (c == quote && i + 1 < inner.Length && inner[i + 1] == quote)
            {
                i++;
            }
        }

        return value.ToString();
    }

    private SqlToken Quoted(int start)
    {
        char quote = text[start];
        if ((quote == '`' && !rules.Backquotes) || (quote == '[' && !rules.Brackets))
        {
            return Operator(start);
        }

        if (rules.TripleQuotes && At(start + 1) == quote && At(start + 2) == quote && quote is '\'' or '"')
        {
            int end = text.IndexOf(new string(quote, 3), start + 3, StringComparison.Ordinal);
            return end < 0
                ? new SqlToken(TokenKind.Broken, start, text.Length)
                : new SqlToken(TokenKind.String, start, end + 3, Quoting.Verbatim, start + 3, 3);
        }

        bool isString = quote == '\'' || (quote == '"' && rules.DoubleQuotedStrings);
        return Until(start, start + 1, quote == '[' ? ']' : quote, isString ? TokenKind.String : TokenKind.Name,
            isString && rules.Backslashes ? Quoting.Backslash : Quoting.Doubled);
    }

    /// <summary>A quoted token up to its closing quote.</summary>
    private SqlToken Until(int start, int inner, char quote, TokenKind kind, Quoting quoting)
    {
        int at = inner;
        while (at < text.Length)
        {
            int found = quoting is Quoting.Backslash
                ? text.AsSpan(at).IndexOfAny(quote, '\\')
                : text.AsSpan(at).IndexOf(quote);
            if (found < 0)
            {
                break;
            }

            at += found;
            if (text[at] == '\\' && quoting is Quoting.Backslash)
            {
                at += 2;
            }
            else if (At(at + 1) == quote)
            {
                at += 2;
            }
            else
            {
                return new SqlToken(kind, start, at + 1, quoting, inner, 1);
            }
        }

        return new SqlToken(TokenKind.Broken, start, text.Length);
    }

    /// <summary><c>E'…'</c>, <c>B'…'</c>, <c>U&amp;"…"</c>, <c>r'…'</c>: a word that belongs to the quote behind
    /// it.</summary>
    private SqlToken? Prefixed(int start, int end)
    {
        char first = text[start];
        if (end - start == 1 && At(end) == '&' && first is 'U' or 'u' && At(end + 1) is '\'' or '"')
        {
            char quote = text[end + 1];
            return Until(start, end + 2, quote, quote == '"' ? TokenKind.Name : TokenKind.String, Quoting.Doubled);
        }

        if (At(end) is not ('\'' or '"') || (At(end) == '"' && !rules.TripleQuotes))
        {
            return null;
        }

        if (end - start <= 2 && rules.TripleQuotes && first is 'r' or 'R' or 'b' or 'B')
        {
            return Quoted(end) with { Start = start };
        }

        return (end - start, first) switch
        {
            (1, 'E' or 'e') when rules.Postgres =>
                Until(start, end + 1, '\'', TokenKind.String, Quoting.Backslash),
            (1, 'B' or 'b' or 'X' or 'x' or 'N' or 'n') => Until(start, end + 1, '\'', TokenKind.String,
                rules.Backslashes ? Quoting.Backslash : Quoting.Doubled),
            _ => null,
        };
    }

    /// <summary><c>$1</c>, <c>$tag$ … $tag$</c>, <c>$(name)</c>.</summary>
    private SqlToken Dollar(int start)
    {
        int end = start + 1;
        if (char.IsAsciiDigit(At(end)))
        {
            while (char.IsAsciiDigit(At(end)))
            {
                end++;
            }

            return new SqlToken(TokenKind.Parameter, start, end);
        }

        if (At(end) == '(')
        {
            int close = text.IndexOf(')', end);
            return new SqlToken(TokenKind.Parameter, start, close < 0 ? end : close + 1);
        }

        while (rules.DollarQuotes && end < text.Length && (IsNameStart(text[end]) || char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        if (!rules.DollarQuotes || At(end) != '$')
        {
            return Parameter(start, 1);
        }

        string tag = text[start..(end + 1)];
        int closing = text.IndexOf(tag, end + 1, StringComparison.Ordinal);
        return closing < 0
            ? new SqlToken(TokenKind.Broken, start, text.Length)
            : new SqlToken(
                TokenKind.String, start, closing + tag.Length, Quoting.Verbatim, end + 1, tag.Length);
    }
}

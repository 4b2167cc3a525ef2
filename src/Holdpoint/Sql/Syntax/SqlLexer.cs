using System.Buffers;

namespace Holdpoint.Sql.Syntax;

/// <summary>Text → tokens, one at a time: what a client command or a setting changes holds from there on. Returns on
/// every string.</summary>
internal sealed partial class SqlLexer(string text, DialectRules rules, SqlClient client)
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";

    /// <summary>Characters of an operator's name, as PostgreSQL has it.</summary>
    private const int LongestOperator = 63;

    /// <summary>Characters that let an operator end in a sign.</summary>
    private static readonly SearchValues<char> Unsigned = SearchValues.Create("~!@#%^&|`?");

    private string _delimiter = ";";

    /// <summary>Inside of <c>/*! … */</c>, which MySQL runs.</summary>
    private bool _executable;

    /// <summary>No token of a statement has been read since the last one ended.</summary>
    private bool _fresh = true;

    public string Text => text;

    public int Position { get; private set; }

    /// <summary>The next token; End at the end of the text.</summary>
    public SqlToken Next()
    {
        SqlToken token = Read();
        Position = token.End;
        _fresh = token.Kind is TokenKind.Semicolon or TokenKind.Batch or TokenKind.Client;
        return token;
    }

    /// <summary>Goes behind the rows that follow <c>COPY … FROM STDIN</c>: up to a line of <c>\.</c>.</summary>
    public void SkipCopyRows()
    {
        int line = text.IndexOf('\n', Position);
        while (line >= 0 && line + 1 < text.Length)
        {
            int end = text.IndexOf('\n', line + 1);
            ReadOnlySpan<char> row = text.AsSpan(line + 1, (end < 0 ? text.Length : end) - line - 1);
            if (row.TrimEnd('\r') is "\\.")
            {
                Position = line + 1 + row.Length;
                return;
            }

            line = end;
        }

        Position = text.Length;
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private SqlToken Read()
    {
        if (SkipBlanks() is { } broken)
        {
            return broken;
        }

        int start = Position;
        if (start >= text.Length)
        {
            return new SqlToken(TokenKind.End, text.Length, text.Length);
        }

        if (client is not SqlClient.None && ClientToken(start) is { } command)
        {
            return command;
        }

        if (_delimiter != ";" && string.CompareOrdinal(text, start, _delimiter, 0, _delimiter.Length) == 0)
        {
            return new SqlToken(TokenKind.Semicolon, start, start + _delimiter.Length);
        }

        char c = text[start];
        switch (c)
        {
            case ';':
                return new SqlToken(
                    _delimiter == ";" ? TokenKind.Semicolon : TokenKind.Operator, start, start + 1);
            case '(':
                return new SqlToken(TokenKind.Open, start, start + 1);
            case ')':
                return new SqlToken(TokenKind.Close, start, start + 1);
            case ',':
                return new SqlToken(TokenKind.Comma, start, start + 1);
            case '.' when !char.IsAsciiDigit(At(start + 1)):
                return new SqlToken(TokenKind.Dot, start, start + 1);
            case '\'' or '"' or '`' or '[':
                return Quoted(start);
            case '$':
                return Dollar(start);
            case ':' when At(start + 1) is ':' or '=':
                return new SqlToken(TokenKind.Operator, start, start + 2);
            case ':' or '@' when IsNameStart(At(start + 1)) || (c == '@' && At(start + 1) == '@'):
                return Parameter(start, 1);
            case ':' when client is SqlClient.Psql && At(start + 1) is '\'' or '"':
                return Quoted(start + 1) with { Kind = TokenKind.Parameter, Start = start };
        }

        return IsNameStart(c) || (c == '#' && rules.Brackets && IsNameStart(At(start + 1))) ? Word(start)
            : char.IsAsciiDigit(c) || c == '.' ? Number(start)
            : Operator(start);
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    private SqlToken Word(int start)
    {
        int end = start + 1;
        if (At(end) == '#' && rules.Brackets)
        {
            end++;
        }

        while (end < text.Length && (IsNamePart(text[end]) || (text[end] == '#' && rules.Brackets)))
        {
            end++;
        }

        return Prefixed(start, end) ?? new SqlToken(TokenKind.Word, start, end);
    }

    private SqlToken Number(int start)
    {
        int end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'
            || (text[end] is '+' or '-' && text[end - 1] is 'e' or 'E' && At(start + 1) is not ('x' or 'X'))))
        {
            end++;
        }

        return new SqlToken(TokenKind.Number, start, end);
    }

    private SqlToken Parameter(int start, int sign)
    {
        int end = start + sign;
        while (end < text.Length && (IsNamePart(text[end]) || (text[end] == '@' && text[start] == '@')))
        {
            end++;
        }

        return new SqlToken(TokenKind.Parameter, start, end);
    }

    private SqlToken Operator(int start)
    {
        int end = start;
        while (end < text.Length && end - start < LongestOperator
            && OperatorCharacters.Contains(text[end], StringComparison.Ordinal)
            && !BeginsComment(end) && !(text[end] == '`' && rules.Backquotes))
        {
            end++;
        }

        if (end == start)
        {
            return new SqlToken(TokenKind.Operator, start, start + 1);
        }

        // PostgreSQL's own rule: "=-3" is "=" and "-3".
        if (text.AsSpan(start, end - start).IndexOfAny(Unsigned) < 0)
        {
            while (end - start > 1 && text[end - 1] is '+' or '-')
            {
                end--;
            }
        }

        return end - start == 1 && text[start] == '?'
            ? new SqlToken(TokenKind.Parameter, start, end)
            : new SqlToken(TokenKind.Operator, start, end);
    }

    private bool BeginsComment(int at) => (text[at], At(at + 1)) switch
    {
        ('/', '*') => true,
        ('-', '-') => !rules.MySqlComments || At(at + 2) is <= ' ',
        ('/', '/') => rules.SlashComments,
        ('*', '/') => _executable,
        ('#', _) => rules.HashComments,
        _ => false,
    };

    /// <summary>Goes to the next character that is neither blank nor comment; a token where a comment never
    /// ends.</summary>
    private SqlToken? SkipBlanks()
    {
        while (Position < text.Length)
        {
            char c = text[Position];
            if (char.IsWhiteSpace(c) || c is '\uFEFF' or '\0')
            {
                Position++;
            }
            else if (c is not ('-' or '/' or '*' or '#') || !BeginsComment(Position))
            {
                return null;
            }
            else if (c == '*')
            {
                _executable = false;
                Position += 2;
            }
            else if (c == '/' && text[Position + 1] == '*')
            {
                if (SkipBlock() is { } broken)
                {
                    return broken;
                }
            }
            else
            {
                int end = text.AsSpan(Position).IndexOfAny('\n', '\r');
                Position = end < 0 ? text.Length : Position + end;
            }
        }

        return null;
    }

    private SqlToken? SkipBlock()
    {
        int start = Position;
        int at = start + 2;
        if (rules.MySqlComments && (At(at) == '!' || (At(at) == 'M' && At(at + 1) == '!')))
        {
            at += At(at) == '!' ? 1 : 2;
            while (char.IsAsciiDigit(At(at)))
            {
                at++;
            }

            _executable = true;
            Position = at;
            return null;
        }

        int depth = 1;
        while (depth > 0)
        {
            int found = at >= text.Length ? -1 : text.AsSpan(at).IndexOfAny('*', '/');
            if (found < 0)
            {
                return new SqlToken(TokenKind.Broken, start, text.Length);
            }

            at += found;
            if (text[at] == '*' && At(at + 1) == '/')
            {
                depth--;
                at += 2;
            }
            else if (rules.NestedComments && text[at] == '/' && At(at + 1) == '*')
            {
                depth++;
                at += 2;
            }
            else
            {
                at++;
            }
        }

        Position = at;
        return null;
    }
}

using System.Text;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Writes a WHERE again, token by token, where it is plain: columns of one table, values, comparisons, a few
/// functions of the system. Such a condition can be asked of a database without running code of anybody's.</summary>
/// <remarks>In the spelling of PostgreSQL, which SQLite shares, or of MySQL. What is written is made of the tokens'
/// values, quoted anew: no text of the statement goes through as it stands.</remarks>
internal static class PlainCondition
{
    /// <summary>A condition that a person writes is shorter; lists of ids may be long.</summary>
    private const int MaxTokens = 2_000;

    private const string Keywords =
        "and or not in is null between like ilike similar to true false distinct from any escape symmetric "
        + "current_date current_timestamp interval date timestamp timestamptz numeric";

    /// <summary>They only compute, and come from the system's schema where the search path is that alone.</summary>
    private const string Functions = "now lower upper coalesce length trim abs date_trunc extract age nullif";

    private const string Operators = "= <> != < > <= >= + - * / %";

    /// <summary>Elsewhere they mean something else.</summary>
    private const string OfPostgres = "|| ~ ~* !~ !~*";

    /// <summary>The condition as its database reads it; null where it is not plain, or the database is another
    /// one.</summary>
    public static string? Of(Tokens tokens, Dialect dialect)
    {
        if (tokens.Count is 0 or > MaxTokens || dialect is not (Dialect.Postgres or Dialect.MySql or Dialect.Sqlite))
        {
            return null;
        }

        var text = new StringBuilder();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (Token(tokens, ref i, dialect) is not { } written)
            {
                return null;
            }

            text.Append(written).Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    private static string? Token(Tokens tokens, ref int i, Dialect dialect) => tokens.Kind(i) switch
    {
        TokenKind.Number => tokens.Value(i) is var number && number.All(c => char.IsAsciiDigit(c) || c is '.')
            ? number
            : null,
        TokenKind.String => Text(tokens.Value(i)),
        TokenKind.Open => "(",
        TokenKind.Close => ")",
        TokenKind.Comma => ",",
        TokenKind.Operator => IsOneOf(Operators, tokens.Span(i))
            || (dialect is Dialect.Postgres && IsOneOf(OfPostgres, tokens.Span(i))) ? tokens.Value(i) : null,
        TokenKind.Word or TokenKind.Name => Name(tokens, ref i, dialect),
        _ => null,
    };

    /// <summary>A keyword, a function, or a column: of one table, so that its table's name says nothing more.</summary>
    private static string? Name(Tokens tokens, ref int i, Dialect dialect)
    {
        while (tokens.Kind(i + 1) is TokenKind.Dot && tokens.IsName(i + 2))
        {
            i += 2;
        }

        bool called = tokens.Kind(i + 1) is TokenKind.Open;
        if (tokens.Kind(i) is TokenKind.Name)
        {
            return called ? null : Quoted(tokens.Value(i), dialect);
        }

        string word = tokens.Value(i).ToLowerInvariant();
        bool qualified = tokens.Kind(i - 1) is TokenKind.Dot;
        return !qualified && IsOneOf(Keywords, word) ? word
            : called ? !qualified && IsOneOf(Functions, word) ? word : null
            : IsOneOf("select exists case when then else end cast collate array row over with values", word) ? null
            : Quoted(word, dialect);
    }

    private static string? Text(string value) =>
        value.AsSpan().IndexOfAny('\\', '\0') >= 0
            ? null
            : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Quoted(string name, Dialect dialect) => dialect is Dialect.MySql
        ? "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`"
        : "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static bool IsOneOf(string words, ReadOnlySpan<char> word)
    {
        foreach (Range part in words.AsSpan().Split(' '))
        {
            if (words.AsSpan(part).SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}

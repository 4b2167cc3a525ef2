using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>SELECT and its kin: harmless but for what they call, what they write to a file, and what their WITH
/// does.</summary>
internal static class Queries
{
    public static void Read(Tokens tokens, StatementReader reader)
    {
        if (tokens.Kind(0) is TokenKind.Open)
        {
            // (SELECT …) UNION (SELECT …): each part is read as a whole.
            int close = tokens.Closing(0);
            reader.Read(tokens.Inside(0));
            Functions.Scan(tokens.Slice(close + 1), reader);
            return;
        }

        if (tokens.Find("into") is > 0 and var into && tokens.IsOneOf(into + 1, "outfile dumpfile"))
        {
            reader.Add(DeedKind.Unknown, "file", tokens.Value(into + 2),
                $"writes the file {tokens.Value(into + 2)} on the database's machine", tokens, transactional: false);
        }

        Functions.Scan(tokens, reader);
    }

    /// <summary>WITH: each part may change rows, and so may what follows.</summary>
    public static void ReadWith(Tokens tokens, StatementReader reader)
    {
        int i = tokens.Is(1, "recursive") ? 2 : 1;
        while (i < tokens.Count)
        {
            int open = i;
            while (open < tokens.Count && !tokens.Is(open, "as") && !IsVerb(tokens, open))
            {
                open = tokens.Kind(open) is TokenKind.Open ? tokens.Closing(open) + 1 : open + 1;
            }

            if (!tokens.Is(open, "as"))
            {
                i = open;
                break;
            }

            open += tokens.Is(open + 1, "not") ? 3 : tokens.Is(open + 1, "materialized") ? 2 : 1;
            if (tokens.Kind(open) is not TokenKind.Open)
            {
                i = open;
                break;
            }

            reader.Read(tokens.Inside(open));
            i = tokens.Closing(open) + 1;

            // SEARCH and CYCLE clauses stand before the comma or the statement.
            while (i < tokens.Count && tokens.Kind(i) is not (TokenKind.Comma or TokenKind.Open) && !IsVerb(tokens, i))
            {
                i++;
            }

            if (tokens.Kind(i) is not TokenKind.Comma)
            {
                break;
            }

            i++;
        }

        reader.ReadOne(tokens.Slice(i));
    }

    /// <summary>EXPLAIN does not run its statement, but for EXPLAIN ANALYZE; ANALYZE of MariaDB does.</summary>
    public static void Explain(Tokens tokens, StatementReader reader)
    {
        bool runs = false;
        int i = 1;
        if (tokens.Is(0, "analyze"))
        {
            if (reader.Context.Dialect is not (Dialect.MySql or Dialect.Generic))
            {
                return;
            }

            runs = true;
            i += tokens.IsOneOf(1, "format") ? 3 : 0;
        }

        if (tokens.Kind(i) is TokenKind.Open && !tokens.IsOneOf(i + 1, "select values with table"))
        {
            runs |= AnalyzesIn(tokens.Inside(i));
            i = tokens.Closing(i) + 1;
        }

        while (tokens.IsOneOf(i, "analyze analyse verbose query plan extended format pipeline ast syntax estimate "
            + "using tree json traditional for") || tokens.IsOperator(i, "=")
            || (tokens.Kind(i) is TokenKind.Name or TokenKind.String && i > 1))
        {
            runs |= tokens.IsOneOf(i, "analyze analyse");
            i++;
        }

        if (runs && tokens.IsOneOf(
            i, "select insert update delete merge with replace values create execute table declare refresh"))
        {
            reader.ReadOne(tokens.Slice(i));
        }
    }

    private static bool AnalyzesIn(Tokens options)
    {
        for (int i = 0; i < options.Count; i++)
        {
            if (options.IsOneOf(i, "analyze analyse"))
            {
                bool off = options.IsOneOf(i + 1, "false off no")
                    || (options.Kind(i + 1) is TokenKind.Number && options.Span(i + 1) is "0")
                    || (options.Kind(i + 1) is TokenKind.String && options.Value(i + 1) is "0" or "off" or "false");
                if (!off)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsVerb(Tokens tokens, int i) =>
        tokens.IsOneOf(i, "select insert update delete merge values table replace truncate");
}

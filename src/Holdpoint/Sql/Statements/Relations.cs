using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>The relations that a query names behind FROM, JOIN and their kin: one may be a view that runs
/// code.</summary>
/// <remarks>A name too many (<c>extract(year FROM day)</c>) costs nothing: the catalogue does not know it.</remarks>
internal static class Relations
{
    public static bool Begin(Tokens tokens, int i) =>
        tokens.Kind(i) is TokenKind.Word && tokens.Span(i).Length is 4 or 5
        && (tokens.Is(i, "from") || tokens.Is(i, "join") || tokens.Is(i, "using") || (i == 0 && tokens.Is(i, "table")));

    /// <summary>Reads names, separated by commas, each with its alias.</summary>
    public static void Read(Tokens tokens, int i, StatementReader reader)
    {
        while (i < tokens.Count)
        {
            while (tokens.IsOneOf(i, "only lateral") || (tokens.Kind(i) is TokenKind.Open && tokens.IsName(i + 1)
                && !tokens.IsOneOf(i + 1, "select values with")))
            {
                i++;
            }

            if (tokens.Kind(i) is TokenKind.Open)
            {
                i = tokens.Closing(i) + 1;
            }
            else if (tokens.IsName(i) && tokens.TryName(ref i, out string? name))
            {
                if (tokens.Kind(i) is TokenKind.Open)
                {
                    i = tokens.Closing(i) + 1;
                }
                else
                {
                    reader.Session.Use(UseKind.Reads, name, tokens.Start);
                }
            }
            else
            {
                return;
            }

            i += tokens.Is(i, "as") ? 1 : 0;
            i += tokens.IsName(i) && tokens.Kind(i + 1) is TokenKind.Comma or TokenKind.Open ? 1 : 0;
            i = tokens.Kind(i) is TokenKind.Open ? tokens.Closing(i) + 1 : i;
            if (tokens.Kind(i) is not TokenKind.Comma)
            {
                return;
            }

            i++;
        }
    }
}

using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>COPY: rows to and from files and programs of the database's machine.</summary>
internal static class Copies
{
    public static void Copy(Tokens tokens, StatementReader reader)
    {
        if (tokens.Kind(1) is TokenKind.Open)
        {
            reader.Read(tokens.Inside(1));
        }

        int way = tokens.Find("from to", tokens.Kind(1) is TokenKind.Open ? tokens.Closing(1) : 1);
        if (way < 0)
        {
            return;
        }

        int i = 1;
        if (tokens.Is(way, "from") && tokens.TryName(ref i, out string? table))
        {
            reader.Session.Fire(UseKind.Inserts, table, tokens.Start);
        }

        if (tokens.Is(way + 1, "program"))
        {
            reader.Session.AddUnknown(tokens.Value(way + 2),
                $"runs a program on the database's machine: {Short(tokens.Value(way + 2))}", tokens.Start);
        }
        else if (tokens.Is(way, "to") && tokens.Kind(way + 1) is TokenKind.String
            && reader.Context.Dialect is Dialect.Postgres or Dialect.Generic
            && !IsTemporary(tokens.Value(way + 1)))
        {
            reader.Add(DeedKind.Unknown, "file", tokens.Value(way + 1),
                $"writes the file {tokens.Value(way + 1)} on the database's machine", tokens, transactional: false);
        }
    }

    /// <summary>Whether rows follow in the text of psql.</summary>
    public static bool FromInput(Tokens tokens) =>
        tokens.Is(0, "copy") && tokens.Find("from") is > 0 and var from && tokens.Is(from + 1, "stdin");

    private static bool IsTemporary(string path) =>
        path.StartsWith("/tmp/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}

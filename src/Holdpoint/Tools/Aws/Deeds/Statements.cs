namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>The leading words of SQL statements, as far as an AWS call needs them: which of them only look.</summary>
/// <remarks>Words inside quotes and comments are none; a common table expression is judged by the gravest word in
/// it.</remarks>
internal static class Statements
{
    /// <summary>Null when every statement only looks or adds.</summary>
    public static Deed? Of(string text, Subject subject)
    {
        Deed? worst = null;
        foreach (string statement in Split(text))
        {
            if (One(statement, subject) is { } deed && (worst is null || deed.Kind > worst.Kind))
            {
                worst = deed;
            }
        }

        return worst;
    }

    private static Deed? One(string statement, Subject subject)
    {
        ReadOnlySpan<char> rest = statement.AsSpan().Trim();
        int end = 0;
        while (end < rest.Length && char.IsAsciiLetter(rest[end]))
        {
            end++;
        }

        string shown = rest.Length > 120 ? string.Concat(rest[..120], "…") : rest.ToString();
        Recovery lost = new Recovery.Unknown("only a backup or snapshot brings rows back, which is not asked");
        return rest[..end].ToString().ToUpperInvariant() switch
        {
            "" => null,
            "SELECT" or "SHOW" or "DESCRIBE" or "DESC" or "EXPLAIN" or "INSERT" or "CREATE" or "BEGIN" or "COMMIT"
                or "ROLLBACK" or "END" or "ANALYZE" or "SET" or "USE" or "VALUES" or "GRANT" or "COMMENT" or "MSCK"
                or "PREPARE" or "UNLOAD" or "START" or "VACUUM" or "COPY" or "LIST" or "TABLE" =>
                Hidden(rest, shown, subject, lost),
            "WITH" => Hidden(rest, shown, subject, lost),
            "UPDATE" or "MERGE" => Deed.ModifiesForGood($"changes rows on {subject}: {shown}",
                "only a backup brings the former values back"),
            "DELETE" or "DROP" or "TRUNCATE" => Deed.Destroys($"destroys on {subject}: {shown}", lost),
            "ALTER" when rest.Contains("DROP", StringComparison.OrdinalIgnoreCase) =>
                Deed.Destroys($"destroys on {subject}: {shown}", lost),
            "ALTER" => Deed.Modifies($"changes a definition on {subject}: {shown}"),
            _ => Deed.Runs($"runs on {subject} a statement that is not known: {shown}", "the statement is not known"),
        };
    }

    /// <summary>A statement that changes rows inside another one.</summary>
    private static Deed? Hidden(ReadOnlySpan<char> text, string shown, Subject subject, Recovery lost)
    {
        foreach (string word in (ReadOnlySpan<string>)["DELETE FROM", "TRUNCATE ", "DROP TABLE", "DROP SCHEMA"])
        {
            if (text.StartsWith("WITH", StringComparison.OrdinalIgnoreCase)
                && text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return Deed.Destroys($"destroys on {subject}: {shown}", lost);
            }
        }

        return text.StartsWith("WITH", StringComparison.OrdinalIgnoreCase)
            && text.Contains("UPDATE ", StringComparison.OrdinalIgnoreCase)
            ? Deed.ModifiesForGood($"changes rows on {subject}: {shown}", "only a backup brings the former values back")
            : null;
    }

    /// <summary>The statements of a text, without comments; quotes keep their semicolons.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var statement = new System.Text.StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '-' when i + 1 < text.Length && text[i + 1] is '-':
                    i = Through(text, i, "\n");
                    statement.Append(' ');
                    break;
                case '/' when i + 1 < text.Length && text[i + 1] is '*':
                    i = Through(text, i, "*/");
                    statement.Append(' ');
                    break;
                case '\'' or '"':
                    int end = text.IndexOf(text[i], i + 1);
                    end = end < 0 ? text.Length - 1 : end;
                    statement.Append(text[i]).Append('…').Append(text[i]);
                    i = end;
                    break;
                case ';':
                    yield return statement.ToString();
                    statement.Clear();
                    break;
                default:
                    statement.Append(text[i]);
                    break;
            }
        }

        yield return statement.ToString();
    }

    private static int Through(string text, int from, string end)
    {
        int at = text.IndexOf(end, from + 2, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + end.Length - 1;
    }
}

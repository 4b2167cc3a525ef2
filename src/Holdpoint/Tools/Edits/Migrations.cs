using Holdpoint.Sql;

namespace Holdpoint.Tools.Edits;

/// <summary>What a migration in a file would drop when it is run forwards; its way back is not asked for.
/// Pure.</summary>
internal static class Migrations
{
    /// <summary>Calls of the libraries for migrations that drop what holds data.</summary>
    private static readonly string[] Calls =
    [
        "dropTable(", "dropTableIfExists(", "dropColumn(", "dropColumns(", "removeColumn(", "drop_table", "drop_column",
        "remove_column", "remove_columns", "DeleteModel(", "RemoveField(", "DropTable(", "DropColumn(",
        "dropIfExists(", "Schema::drop", "dropSchema(", "drop_schema", "dropDatabase(", ".truncate(", "dropCollection(",
        "remove(:", "drop table(", "drop(table(", "drop_if_exists(table(",
    ];

    /// <summary>Where the part begins that takes the migration back.</summary>
    private static readonly string[] Backs =
    [
        "exports.down", "down:", "async down(", "down(", "def down", "def downgrade", "function down", "void Down(",
        "-- +goose Down", "-- migrate:down", "-- +migrate Down", "--rollback", "-- rollback", "-- Down",
        "def rollback", "func Down", "reverse_code", "fun down",
    ];

    /// <summary>Whether a path is that of a migration.</summary>
    public static bool Is(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        bool code = name.EndsWith(".sql", StringComparison.Ordinal) || name.EndsWith(".js", StringComparison.Ordinal)
            || name.EndsWith(".ts", StringComparison.Ordinal) || name.EndsWith(".py", StringComparison.Ordinal)
            || name.EndsWith(".rb", StringComparison.Ordinal) || name.EndsWith(".php", StringComparison.Ordinal)
            || name.EndsWith(".cs", StringComparison.Ordinal) || name.EndsWith(".exs", StringComparison.Ordinal)
            || name.EndsWith(".go", StringComparison.Ordinal) || name.EndsWith(".kt", StringComparison.Ordinal);
        bool back = name.EndsWith(".down.sql", StringComparison.Ordinal)
            || name.EndsWith("_down.sql", StringComparison.Ordinal) || name is "down.sql"
            || name.EndsWith(".undo.sql", StringComparison.Ordinal)
            || (name is ['U', >= '0' and <= '9', ..] && name.Contains("__", StringComparison.Ordinal));
        return code && !back && (path.Contains("migrat", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/alembic/versions/", StringComparison.Ordinal));
    }

    /// <summary>What is dropped, as a clause; null for nothing.</summary>
    public static string? Drops(string path, string text)
    {
        string forward = Forward(text);
        if (path.EndsWith(".sql", StringComparison.Ordinal))
        {
            return Statement(forward);
        }

        foreach (string call in Calls)
        {
            int at = forward.IndexOf(call, StringComparison.Ordinal);
            if (at >= 0 && !IsComment(forward, at))
            {
                int end = forward.IndexOf('\n', at);
                string line = forward[at..(end < 0 ? forward.Length : end)].Trim();
                return $"drops what holds data: {(line.Length > 60 ? line[..60] + "…" : line)}";
            }
        }

        // SQL inside of a call: op.execute("DROP TABLE …"), queryRunner.query(`…`).
        int drop = forward.IndexOf("DROP ", StringComparison.OrdinalIgnoreCase);
        int stop = drop < 0 ? -1 : forward.AsSpan(drop).IndexOfAny("\"'`;\n");
        return drop < 0 || IsComment(forward, drop) ? null
            : Statement(stop < 0 ? forward[drop..] : forward.Substring(drop, stop))
                ?? Statement(Altered(forward, drop));
    }

    /// <summary>The statement around <c>DROP COLUMN</c>, which begins with ALTER.</summary>
    private static string Altered(string text, int drop)
    {
        int start = text.LastIndexOf("ALTER ", drop, StringComparison.OrdinalIgnoreCase);
        int stop = text.AsSpan(drop).IndexOfAny("\"'`;\n");
        return start < 0 || drop - start > 200 ? "" : text[start..(stop < 0 ? text.Length : drop + stop)];
    }

    private static string? Statement(string sql)
    {
        foreach (SqlStep step in SqlReader.Read(sql, new SqlContext(Dialect.Postgres, SqlClient.None)).Steps)
        {
            if (step is SqlStep.Deed { Kind: DeedKind.Deletes } deed)
            {
                return deed.Summary;
            }
        }

        return null;
    }

    private static bool IsComment(string text, int at)
    {
        int start = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        return text.AsSpan(start, Math.Max(0, at - start)).TrimStart() is ['#', ..] or ['/', '/', ..] or ['-', '-', ..]
            or ['*', ..];
    }

    /// <summary>The text without the part that takes it back.</summary>
    private static string Forward(string text)
    {
        int cut = text.Length;
        foreach (string back in Backs)
        {
            int at = text.IndexOf(back, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])))
            {
                cut = Math.Min(cut, at);
            }
        }

        return text[..cut];
    }
}

using System.Text;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>What stands in the way of restoring a database, or would be left over: what came into it after it was
/// saved, and tables that have lost a column. Pure.</summary>
internal static class PostgresExtras
{
    /// <summary>Kinds of things in the order in which they go; what hangs on a saved table goes with that.</summary>
    private static readonly string[] Order =
    [
        "event trigger", "constraint", "view", "materialized view", "foreign table", "table", "partitioned table",
        "column", "sequence", "aggregate", "procedure", "function", "domain", "enum", "range", "type", "schema",
        "large object",
    ];

    /// <summary>SQL that drops it, for the transaction that restores; empty where nothing is to go.</summary>
    /// <remarks>What hangs on it is dropped too: all that was saved is made again in that transaction.</remarks>
    public static string Drops(Inventory saved, Inventory now)
    {
        HashSet<(string, string)> known = [.. saved.Objects.Select(o => (o.Type, o.Name))];
        var sql = new StringBuilder();
        foreach (InventoryObject extra in now.Objects.Where(o => !known.Contains((o.Type, o.Name)))
            .OrderBy(o => Array.IndexOf(Order, o.Type)))
        {
            sql.Append(Drop(extra.Type, extra.Name));
        }

        // pg_restore --clean takes the default away from a column before it drops the table: that must be there.
        HashSet<(string, string)> there = [.. now.Objects.Select(o => (o.Type, o.Name))];
        foreach (string table in saved.Objects
            .Where(o => o.Type is "column" && !there.Contains((o.Type, o.Name)) && LastDot(o.Name) > 0)
            .Select(o => o.Name[..LastDot(o.Name)]).Distinct(StringComparer.Ordinal)
            .Where(t => there.Contains(("table", t)) || there.Contains(("partitioned table", t))))
        {
            sql.Append(Drop("table", table));
        }

        foreach (string extension in now.Extensions.Except(saved.Extensions))
        {
            sql.Append("DROP EXTENSION IF EXISTS \"")
                .Append(extension.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\" CASCADE;\n");
        }

        return sql.ToString();
    }

    private static string Drop(string type, string name) => type switch
    {
        "constraint" => Of(name) is var (constraint, table)
            ? $"ALTER TABLE IF EXISTS {table} DROP CONSTRAINT IF EXISTS {constraint} CASCADE;\n"
            : "",
        "column" => LastDot(name) is > 0 and var dot
            ? $"ALTER TABLE IF EXISTS {name[..dot]} DROP COLUMN IF EXISTS {name[(dot + 1)..]} CASCADE;\n"
            : "",
        "partitioned table" => $"DROP TABLE IF EXISTS {name} CASCADE;\n",
        "enum" or "range" => $"DROP TYPE IF EXISTS {name} CASCADE;\n",
        "large object" => $"SELECT lo_unlink({name});\n",
        "event trigger" or "view" or "materialized view" or "foreign table" or "table" or "sequence" or "aggregate"
            or "procedure" or "function" or "domain" or "type" or "schema" =>
            $"DROP {type.ToUpperInvariant()} IF EXISTS {name} CASCADE;\n",
        _ => "",
    };

    /// <summary>The parts of <c>name of table</c>, where a quoted name may hold the same word.</summary>
    private static (string Name, string Table)? Of(string text)
    {
        const string Between = " of ";
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] is '"';
            if (!quoted && text.AsSpan(i).StartsWith(Between))
            {
                return (text[..i], text[(i + Between.Length)..]);
            }
        }

        return null;
    }

    private static int LastDot(string name)
    {
        bool quoted = false;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            quoted ^= name[i] is '"';
            if (!quoted && name[i] is '.')
            {
                return i;
            }
        }

        return -1;
    }
}

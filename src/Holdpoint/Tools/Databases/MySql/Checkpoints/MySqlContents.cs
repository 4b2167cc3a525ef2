using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>What databases of a server consist of: names only.</summary>
internal sealed class MySqlContents
{
    private readonly List<MySqlTable> _tables = [];
    private readonly List<MySqlThing> _things = [];

    public string Version { get; private set; } = "";

    public bool IsMariaDb => Version.Contains("MariaDB", StringComparison.Ordinal);

    /// <summary>Names of tables are kept in lower case.</summary>
    public bool IsCaseless { get; private set; }

    /// <summary>Those of the databases that are there.</summary>
    public List<string> Databases { get; } = [];

    public IReadOnlyList<MySqlTable> Tables => _tables;

    /// <summary>Views, routines, triggers, events.</summary>
    public IReadOnlyList<MySqlThing> Things => _things;

    /// <summary>Databases that tables of other databases refer to.</summary>
    public HashSet<string> ReferredTo { get; } = new(StringComparer.Ordinal);

    /// <summary>Accounts that were given rights on them.</summary>
    public List<string> Grantees { get; } = [];

    public long Bytes => _tables.Sum(t => t.Bytes);

    /// <summary>Asks a server; or says why it could not be asked.</summary>
    public static (MySqlContents? Contents, string Problem) Read(
        ImmutableArray<string> databases, MySqlDial dial, Bench bench)
    {
        (ImmutableArray<string>? lines, string problem) = MySqlRun.Lines(Questions(databases), dial, bench);
        if (lines is null)
        {
            return (null, problem);
        }

        var contents = new MySqlContents();
        Dictionary<(string, string), MySqlTable> tables = [];
        foreach (string line in lines.Value)
        {
            string[] f = [.. line.Split('\t').Select(MySqlText.Field)];
            switch (f)
            {
                case ["server", var version, var caseless]:
                    contents.Version = version;
                    contents.IsCaseless = caseless is not "0";
                    break;
                case ["database", var name]:
                    contents.Databases.Add(name);
                    break;
                case ["table", var schema, var name, "VIEW", _, _, var lacks]:
                    contents._things.Add(new MySqlThing("VIEW", schema, name) { LacksTables = lacks is "1" });
                    break;
                case ["table", var schema, var name, var type, var next, var bytes, _]:
                    tables[(schema, name)] = new MySqlTable(schema, name, type, Number(next), Number(bytes) ?? 0);
                    contents._tables.Add(tables[(schema, name)]);
                    break;
                case ["column", var schema, var name, var column, var type]
                    when tables.TryGetValue((schema, name), out MySqlTable? table):
                    table.Columns.Add((column, type));
                    break;
                case ["thing", var type, var schema, var name]:
                    contents._things.Add(new MySqlThing(type, schema, name));
                    break;
                case ["referred", var schema]:
                    contents.ReferredTo.Add(schema);
                    break;
                case ["grantee", var name]:
                    contents.Grantees.Add(name);
                    break;
            }
        }

        return contents.Version.Length > 0 ? (contents, "") : (null, "it gave no answer");
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Questions(ImmutableArray<string> databases)
    {
        string all = $"({string.Join(", ", databases.Select(MySqlText.Text))})";
        return
            $"""
            SELECT 'server', VERSION(), @@lower_case_table_names;
            SELECT 'database', SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN {all} ORDER BY 2;
            SELECT 'table', TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, IFNULL(AUTO_INCREMENT, ''),
                IFNULL(DATA_LENGTH + INDEX_LENGTH, 0), TABLE_COMMENT LIKE 'View ''%'
                FROM information_schema.TABLES WHERE TABLE_SCHEMA IN {all} ORDER BY 2, 3;
            SELECT 'column', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA IN {all} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION;
            SELECT 'thing', ROUTINE_TYPE, ROUTINE_SCHEMA, ROUTINE_NAME FROM information_schema.ROUTINES
                WHERE ROUTINE_SCHEMA IN {all} ORDER BY 2, 3, 4;
            SELECT 'thing', 'TRIGGER', TRIGGER_SCHEMA, TRIGGER_NAME FROM information_schema.TRIGGERS
                WHERE TRIGGER_SCHEMA IN {all} ORDER BY 3, 4;
            SELECT 'thing', 'EVENT', EVENT_SCHEMA, EVENT_NAME FROM information_schema.EVENTS
                WHERE EVENT_SCHEMA IN {all} ORDER BY 3, 4;
            SELECT DISTINCT 'referred', UNIQUE_CONSTRAINT_SCHEMA FROM information_schema.REFERENTIAL_CONSTRAINTS
                WHERE UNIQUE_CONSTRAINT_SCHEMA IN {all} AND CONSTRAINT_SCHEMA <> UNIQUE_CONSTRAINT_SCHEMA;
            SELECT DISTINCT 'grantee', GRANTEE FROM information_schema.SCHEMA_PRIVILEGES WHERE TABLE_SCHEMA IN {all}
                UNION SELECT DISTINCT 'grantee', GRANTEE FROM information_schema.TABLE_PRIVILEGES
                WHERE TABLE_SCHEMA IN {all} ORDER BY 2;

            """;
    }
}

/// <summary>A table.</summary>
/// <param name="Type">As information_schema has it; a SEQUENCE is one too.</param>
/// <param name="Next">The next value of its counter; null where it has none.</param>
internal sealed record MySqlTable(string Schema, string Name, string Type, long? Next, long Bytes)
{
    /// <summary>In their order, with their types.</summary>
    public List<(string Name, string Type)> Columns { get; } = [];

    public string Shown => $"{Schema}.{Name}";

    /// <summary>It keeps what its rows were before.</summary>
    public bool KeepsVersions => Type is "SYSTEM VERSIONED";
}

/// <summary>A view, a routine, a trigger, an event.</summary>
internal sealed record MySqlThing(string Type, string Schema, string Name)
{
    /// <summary>A view of tables that are gone: it answers nobody, and nothing can make it again.</summary>
    public bool LacksTables { get; init; }

    public string Shown => $"{Schema}.{Name}";
}

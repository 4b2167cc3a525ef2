using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Live;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql;

/// <summary>Asks a MySQL or MariaDB through its own client and the client's option files, read-only: the catalogue,
/// then the rows of what would be lost.</summary>
internal static class MySqlCatalogue
{
    /// <summary>No change, no long statement, no long wait for anybody's lock.</summary>
    private const string ReadOnly =
        "SET SESSION TRANSACTION READ ONLY; SET SESSION lock_wait_timeout = 1;\n"
        + "/*M!100101 SET SESSION max_statement_time = 2 */;\n/*!50708 SET SESSION max_execution_time = 2000 */;\n";

    private const string Tables =
        """
        SELECT 'server', VERSION(), CURRENT_USER(), @@global.read_only;
        SELECT 'table', TABLE_SCHEMA, TABLE_NAME, IF(TABLE_TYPE LIKE '%VIEW%', 'v', 'r'), IFNULL(TABLE_ROWS, ''),
            IFNULL(DATA_LENGTH + INDEX_LENGTH, 0)
            FROM information_schema.TABLES
            WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') LIMIT 20000;
        SELECT 'key', CONSTRAINT_NAME, CONSTRAINT_SCHEMA, TABLE_NAME, UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME,
            DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS;
        SELECT 'trigger', EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS;

        """;

    public static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, ImmutableArray<SqlStep.Deed> deeds, IWorld world, MeasureBudget budget)
    {
        if (ClientRun.Hindrance(connection, world) is { } hindrance)
        {
            return (null, hindrance);
        }

        Endpoint endpoint = connection.Dial(world);
        if (Arguments(connection, endpoint, world) is not { } words)
        {
            return (null, "where it connects is known only when it runs");
        }

        if (connection.Given.Any(g => g is { Name: "p" or "password", Value: null }))
        {
            return (null, "it asks for its password at the terminal; put it into the client's option file");
        }

        string place = connection.Of(world).Place;
        ImmutableDictionary<string, string?> variables = Variables(connection, endpoint, world);
        (string? text, string problem) = ClientRun.Ask(
            ["mysql", "mariadb"], words, ReadOnly + Tables, place, variables, world, budget);
        if (text is null)
        {
            return (null, problem);
        }

        var rows = new CatalogueRows(
            endpoint.Database ?? "", text.Contains("MariaDB", StringComparison.Ordinal) ? "MariaDB" : "MySQL");
        rows.Read(text, '\n', '\t');
        ImmutableArray<LiveCondition> conditions = CatalogueLosses.Conditions(deeds);
        string counts = LiveCatalogue.Counts(rows.Catalogue, deeds, conditions, Quoted, Text);
        if (counts.Length > 0 && ClientRun.Ask(["mysql", "mariadb"], [.. words, "--force"], ReadOnly + counts, place,
            variables, world, budget, partial: true).Text is { } counted)
        {
            rows.Read(counted, '\n', '\t', conditions);
        }

        return (rows.Catalogue, "");
    }

    /// <summary>The words for the client; null where one of them is not known.</summary>
    private static ImmutableArray<string>? Arguments(Connection connection, Endpoint endpoint, IWorld world)
    {
        if (endpoint.IsUnknown && connection.Profile is null)
        {
            return null;
        }

        var resolver = new ConnectionResolver(connection, world);
        List<string> first = [], words = [];
        foreach ((string name, Shell.Word? value) in connection.Given)
        {
            if (value is not null && name is not ("p" or "password"))
            {
                if (resolver.Text(value) is not { } text)
                {
                    return null;
                }

                // Option files must come first.
                bool file = name.StartsWith("defaults", StringComparison.Ordinal) || name is "login-path";
                if (file && name is not ("defaults-group-suffix" or "login-path") && !text.StartsWith('/'))
                {
                    text = $"{connection.Invocation.Directory.Text}/{text}";
                }

                (file ? first : words).Add(name is "S" ? $"--socket={text}" : $"--{name}={text}");
            }
            else if (name is "ssl")
            {
                words.Add("--ssl");
            }
        }

        Add("host", endpoint.HostSource is "the default of the client" ? null : endpoint.Host);
        Add("port", endpoint.Port);
        Add("user", endpoint.User);
        return
        [
            .. first, "--batch", "--skip-column-names", "--local-infile=0", "--connect-timeout=3", "--no-beep",
            .. words,
        ];

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                words.Add($"--{name}={value}");
            }
        }
    }

    /// <summary>A password stands in a variable: the arguments of a process can be read by everybody.</summary>
    private static ImmutableDictionary<string, string?> Variables(
        Connection connection, Endpoint endpoint, IWorld world)
    {
        ImmutableDictionary<string, string?> variables = connection.Invocation.Environment
            .Where(v => v.Key.StartsWith("MYSQL", StringComparison.Ordinal))
            .ToImmutableDictionary(v => v.Key, v => v.Value?.Text, StringComparer.Ordinal);
        string? given = connection.Given.Where(g => g.Name is "p" or "password" && g.Value is not null)
            .Select(g => g.Value is null ? null : new ConnectionResolver(connection, world).Text(g.Value))
            .LastOrDefault();
        return (given ?? (endpoint.Url is null ? null : endpoint.Password)) is { } password
            ? variables.SetItem("MYSQL_PWD", password)
            : variables;
    }

    private static string Quoted(CatalogueRelation table) => $"{Quoted(table.Schema)}.{Quoted(table.Name)}";

    private static string Quoted(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    private static string Text(string value) => "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "''", StringComparison.Ordinal) + "'";
}

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
        "SET SESSION TRANSACTION READ ONLY; SET SESSION lock_wait_timeout = 1; "
        + "SET SESSION time_zone = '+00:00';\n"
        + "/*M!100101 SET SESSION max_statement_time = 2 */;\n/*!50708 SET SESSION max_execution_time = 2000 */;\n";

    private const string Tables =
        """
        SELECT 'server', VERSION(), CURRENT_USER(), @@global.read_only;
        SELECT 'table', TABLE_SCHEMA, TABLE_NAME, IF(TABLE_TYPE LIKE '%VIEW%', 'v', 'r'), IFNULL(TABLE_ROWS, ''),
            IFNULL(DATA_LENGTH + INDEX_LENGTH, 0)
            FROM information_schema.TABLES
            WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') LIMIT 20000;
        SELECT 'written', TABLE_SCHEMA, TABLE_NAME, UPDATE_TIME FROM information_schema.TABLES
            WHERE UPDATE_TIME IS NOT NULL AND TABLE_TYPE = 'BASE TABLE'
            AND TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') LIMIT 20000;
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

        (MySqlDial? dial, string undialled) = MySqlDial.Of(connection, world);
        if (dial is null)
        {
            return (null, undialled);
        }

        ImmutableArray<string> words = dial.ForClient;
        string place = connection.Of(world).Place;
        (string? text, string problem) = ClientRun.Ask(
            ["mysql", "mariadb"], words, ReadOnly + Tables, place, dial.Variables, world, budget);
        if (text is null)
        {
            return (null, problem);
        }

        var rows = new CatalogueRows(
            dial.Database ?? "", text.Contains("MariaDB", StringComparison.Ordinal) ? "MariaDB" : "MySQL");
        rows.Read(text, '\n', '\t');
        ImmutableArray<LiveCondition> conditions = CatalogueLosses.Conditions(deeds);
        string counts = LiveCatalogue.Counts(rows.Catalogue, deeds, conditions, Quoted, MySqlText.Text);
        if (counts.Length > 0 && ClientRun.Ask(["mysql", "mariadb"], [.. words, "--force"], ReadOnly + counts, place,
            dial.Variables, world, budget, partial: true).Text is { } counted)
        {
            rows.Read(counted, '\n', '\t', conditions);
        }

        return (rows.Catalogue, "");
    }

    private static string Quoted(CatalogueRelation table) => MySqlText.Name(table.Schema, table.Name);
}

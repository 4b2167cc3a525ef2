using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Live;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Sqlite;

/// <summary>Asks a file of SQLite through <c>sqlite3 -readonly</c>, without the user's start file: what is in it, then
/// the rows of what would be lost.</summary>
internal static class SqliteCatalogue
{
    private const char Line = '\u001e';
    private const char Field = '\u001f';

    private const string Tables =
        """
        .timeout 300
        SELECT 'server', sqlite_version(), '', '0';
        SELECT 'table', 'main', name, CASE type WHEN 'view' THEN 'v' ELSE 'r' END, '', 0 FROM sqlite_master
            WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' LIMIT 20000;
        SELECT 'key', '', 'main', m.name, 'main', f."table", f.on_delete
            FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table';
        SELECT 'trigger', 'main', tbl_name, name FROM sqlite_master WHERE type = 'trigger';

        """;

    public static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, Word file, ImmutableArray<SqlStep.Deed> deeds, IWorld world, MeasureBudget budget)
    {
        if (ClientRun.Hindrance(connection, world) is { } hindrance)
        {
            return (null, hindrance);
        }

        if (new ConnectionResolver(connection, world).Text(file) is not { } text
            || (!text.StartsWith('/') && connection.Invocation.Directory.Text is null))
        {
            return (null, "which file it is, only run time knows");
        }

        string path = text.StartsWith('/') ? text : $"{connection.Invocation.Directory.Text}/{text}";
        Entry entry = world.Look(path);
        if (entry is { Kind: EntryKind.Missing } or { Kind: EntryKind.File, Bytes: 0 })
        {
            return (new CatalogueRows("main", "SQLite").Catalogue, "");
        }

        // The last words before the file: a name that begins with a dash is none of an option.
        ImmutableArray<string> words =
        [
            "-init", "/dev/null", "-readonly", "-batch", "-noheader", "-separator", $"{Field}", "-newline", $"{Line}",
            path,
        ];
        ImmutableDictionary<string, string?> none = ImmutableDictionary<string, string?>.Empty;
        (string? answer, string problem) = ClientRun.Ask(["sqlite3"], words, Tables, path, none, world, budget);
        if (answer is null)
        {
            return (null, problem);
        }

        var rows = new CatalogueRows("main", "SQLite");
        rows.Read(answer, Line, Field);
        Catalogue catalogue = rows.Catalogue;
        ImmutableArray<LiveCondition> conditions = CatalogueLosses.Conditions(deeds);
        string counts = LiveCatalogue.Counts(catalogue, deeds, conditions, t => Quoted(t.Name), Text);
        if (counts.Length > 0 && ClientRun.Ask(
            ["sqlite3"], words, $".timeout 300\n{counts}", path, none, world, budget, partial: true)
            .Text is { } counted)
        {
            rows.Read(counted, Line, Field, conditions);
        }

        // The shell does not follow foreign keys unless it is told to.
        return (Follows(connection) ? rows.Catalogue : rows.Catalogue with { References = [] }, "");
    }

    private static bool Follows(Connection connection) =>
        connection.Invocation.Name is not ("sqlite3" or "sqlite")
        || connection.Invocation.Arguments.Any(
            a => a.Shown.Contains("foreign_keys", StringComparison.OrdinalIgnoreCase))
        || connection.Invocation.Input is not (Input.Inherited or Input.Given)
        || (connection.Invocation.Input is Input.Given(var text)
            && text.Shown.Contains("foreign_keys", StringComparison.OrdinalIgnoreCase));

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}

using System.Collections.Immutable;
using System.Text;
using Holdpoint.Checkpoints;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>The files of a saved database, in the order in which they are read back: what makes it, its tables with
/// their rows, its views, its code.</summary>
/// <remarks>None of them but the first names the database, so that it can be read into another one.</remarks>
internal static class MySqlDump
{
    /// <summary>Writes the files of every database; null, or why it failed.</summary>
    public static string? Write(MySqlContents contents, string folder, MySqlDial dial, Bench bench)
    {
        foreach (string database in contents.Databases)
        {
            if (Write(contents, database, folder, dial, bench) is { } problem)
            {
                return $"{database}: {problem}";
            }
        }

        return null;
    }

    /// <summary>Makes a database as it was, where it is not there; null, or why it failed.</summary>
    public static string? Create(string folder, string database, MySqlDial dial, Bench bench) =>
        bench.World.Read(FileOf(folder, database, "database"), 1024 * 1024) is World.FileAnswer.Content content
            ? MySqlRun.Do(content.Text, dial, bench)
            : "the file that makes it cannot be read";

    /// <summary>Reads everything back into a database that is there; null, or why it failed.</summary>
    public static string? LoadAll(string folder, string database, string into, MySqlDial dial, Bench bench) =>
        LoadTables(folder, database, into, dial, bench) ?? LoadCode(folder, database, into, dial, bench);

    public static string? LoadTables(string folder, string database, string into, MySqlDial dial, Bench bench) =>
        MySqlRun.Load(FileOf(folder, database, "tables"), into, dial, bench);

    /// <summary>Views, routines, triggers, events.</summary>
    public static string? LoadCode(string folder, string database, string into, MySqlDial dial, Bench bench) =>
        MySqlRun.Load(FileOf(folder, database, "views"), into, dial, bench)
        ?? MySqlRun.Load(FileOf(folder, database, "code"), into, dial, bench);

    private static string? Write(
        MySqlContents contents, string database, string folder, MySqlDial dial, Bench bench)
    {
        ImmutableArray<MySqlTable> tables = [.. contents.Tables.Where(t => t.Schema == database)];
        ImmutableArray<string> views =
        [
            .. contents.Things.Where(t => t.Schema == database && t is { Type: "VIEW", LacksTables: false })
                .Select(t => t.Name),
        ];
        bool code = contents.Things.Any(t => t.Schema == database && t.Type is not "VIEW");
        (ImmutableArray<string>? lines, string problem) = MySqlRun.Lines(
            $"SHOW CREATE DATABASE IF NOT EXISTS {MySqlText.Name(database)};", dial, bench);
        if (lines is not [var line, ..] || line.Split('\t') is not [_, var made])
        {
            return problem;
        }

        ImmutableArray<string> versions =
            tables.Any(t => t.KeepsVersions) ? ["--dump-history"] : ImmutableArray<string>.Empty;
        foreach (string earlier in (ReadOnlySpan<string>)["tables", "views", "code"])
        {
            bench.Workshop.Remove(FileOf(folder, database, earlier));
        }

        return bench.Workshop.Write(FileOf(folder, database, "database"),
                Encoding.UTF8.GetBytes(MySqlText.Field(made) + ";\n"))
            ?? (tables.IsEmpty ? null : Dump("tables",
                ["--skip-triggers", .. versions, "--", database, .. tables.Select(t => t.Name)]))
            ?? (views.IsEmpty ? null : Dump("views", ["--skip-triggers", "--", database, .. views]))
            ?? (!code ? null : Dump("code",
                ["--no-create-info", "--no-data", "--no-create-db", "--triggers", "--routines", "--events", "--",
                    database]));

        string? Dump(string name, ImmutableArray<string> what) =>
            MySqlRun.Dump(FileOf(folder, database, name), what, contents.IsMariaDb, dial, bench);
    }

    /// <summary>A database may be called anything; its files are called by its bytes.</summary>
    private static string FileOf(string folder, string database, string what) =>
        Path.Join(folder, $"{(database.All(char.IsAsciiLetterOrDigit) ? database
            : "x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(database)))}.{what}.sql");
}

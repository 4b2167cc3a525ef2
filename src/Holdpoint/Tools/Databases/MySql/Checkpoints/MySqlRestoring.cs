using System.Collections.Immutable;
using System.Text;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>Brings databases back. MySQL knows no transaction of definitions, so tables are restored into a database
/// beside, compared there, and all take their places in one statement.</summary>
/// <remarks>
/// Killed before that statement, the original is whole; after it, its tables are whole and what is left of the code is
/// brought back by the same undo again, which also clears up. Where that way is closed (no right to make a database, a
/// key of another database), a database is restored in its place, table by table.
/// </remarks>
internal sealed class MySqlRestoring(Inventory saved, string folder, MySqlDial dial, Bench bench)
{
    /// <summary>Names of ours on the server: the same checkpoint takes the same again.</summary>
    private readonly string _mark = Sha256.Hex(Encoding.UTF8.GetBytes(folder))[..8];

    /// <summary>Brings all of them back; null, or why not and what is there now.</summary>
    public string? Run(ImmutableArray<string> databases)
    {
        (MySqlContents? now, string problem) = MySqlContents.Read(databases, dial, bench);
        if (now is null)
        {
            return problem;
        }

        foreach (string database in databases)
        {
            string? failed = !now.Databases.Contains(database) ? New(database)
                : databases.Length == 1 && !now.ReferredTo.Contains(database) && CanStage()
                    ? Beside(database, now)
                : InPlace(database, now);
            if (failed is not null)
            {
                return failed;
            }
        }

        return null;
    }

    /// <summary>Removes what was put aside, once all is compared.</summary>
    public string? Tidy() => Drop(Old) ?? Drop(Fresh);

    private string Fresh => $"holdpoint_new_{_mark}";

    private string Old => $"holdpoint_old_{_mark}";

    private string? Drop(string database) =>
        MySqlRun.Do($"DROP DATABASE IF EXISTS {MySqlText.Name(database)};", dial, bench) is { } failed
        && !IsDenied(failed)
            ? $"all is restored, but the database {database} was not removed: {failed}"
            : null;

    private string? New(string database) =>
        (MySqlDump.Create(folder, database, dial, bench)
            ?? MySqlDump.LoadAll(folder, database, database, dial, bench)) is { } failed
            ? $"the database {database} is restored in part: {failed}; undo again when that is mended"
            : null;

    private bool CanStage() => MySqlRun.Do(
        $"DROP DATABASE IF EXISTS {MySqlText.Name(Fresh)}; DROP DATABASE IF EXISTS {MySqlText.Name(Old)}; "
        + $"CREATE DATABASE {MySqlText.Name(Fresh)}; CREATE DATABASE {MySqlText.Name(Old)};", dial, bench) is null;

    private string? Beside(string database, MySqlContents now)
    {
        if (MySqlDump.LoadTables(folder, database, Fresh, dial, bench) is { } unloaded)
        {
            _ = Tidy();
            return $"nothing was changed in {database}: {unloaded}";
        }

        (Inventory? beside, MySqlContents? staged, string problem) = MySqlInventory.Read([Fresh], dial, bench);
        if (beside is null || staged is null || Lacking(beside, database) is { Length: > 0 } lacking
            && (problem = lacking).Length > 0)
        {
            _ = Tidy();
            return $"nothing was changed in {database}: {problem}";
        }

        var sql = new StringBuilder("SET SESSION foreign_key_checks = 0;\n");
        List<string> moves = [];
        foreach (MySqlThing thing in now.Things.Where(t => t.Schema == database))
        {
            sql.Append(Gone(thing));
        }

        moves.AddRange(now.Tables.Where(t => t.Schema == database).Select(t =>
            $"{MySqlText.Name(database, t.Name)} TO {MySqlText.Name(Old, t.Name)}"));
        moves.AddRange(staged.Tables.Select(t =>
            $"{MySqlText.Name(Fresh, t.Name)} TO {MySqlText.Name(database, t.Name)}"));
        if (moves.Count > 0)
        {
            sql.Append("RENAME TABLE ").AppendJoin(", ", moves).Append(";\n");
        }

        string? unmoved = MySqlRun.Do(sql.ToString(), dial, bench);
        string? uncoded = MySqlDump.LoadCode(folder, database, database, dial, bench);
        return unmoved is not null
            ? $"the tables of {database} are as they were, and its code is the saved one: {unmoved}; undo again"
            : uncoded is not null
                ? $"the tables of {database} are restored, its views and code not all: {uncoded}; undo again when "
                    + "that is mended"
            : null;
    }

    /// <summary>Table by table, in the database itself.</summary>
    private string? InPlace(string database, MySqlContents now)
    {
        bench.Say($"restoring {database} in its place, table by table");
        var sql = new StringBuilder("SET SESSION foreign_key_checks = 0;\n");
        foreach (MySqlThing thing in now.Things.Where(t => t.Schema == database))
        {
            sql.Append(Gone(thing));
        }

        foreach (MySqlTable table in now.Tables.Where(t => t.Schema == database
            && !saved.Tables.Any(s => s.Name == t.Shown)))
        {
            sql.Append("DROP TABLE IF EXISTS ").Append(MySqlText.Name(database, table.Name)).Append(";\n");
        }

        return (MySqlRun.Do(sql.ToString(), dial, bench)
            ?? MySqlDump.LoadAll(folder, database, database, dial, bench)) is { } failed
            ? $"the database {database} is restored in part: {failed}; undo again when that is mended"
            : null;
    }

    /// <summary>What the tables beside lack of those that were saved; empty where they are equal.</summary>
    private string Lacking(Inventory beside, string database)
    {
        string before = Fresh + ".", after = database + ".";
        ImmutableArray<Difference> differences = MySqlInventory.Between(
            saved with
            {
                Objects = [.. saved.Objects.Where(o => o.Type is "table")],
            },
            beside with
            {
                Tables = [.. beside.Tables.Select(t => t with { Name = Named(t.Name) })],
                Sequences = [.. beside.Sequences.Select(s => s with { Name = Named(s.Name) })],
                Objects =
                [
                    .. beside.Objects.Where(o => o.Type is "table").Select(o => o with { Name = Named(o.Name) }),
                ],
            },
            "restored");
        return MySqlCheckpoint.Some(differences);

        string Named(string name) => name.StartsWith(before, StringComparison.Ordinal)
            ? after + name[before.Length..]
            : name;
    }

    private static string Gone(MySqlThing thing) =>
        $"DROP {thing.Type} IF EXISTS {MySqlText.Name(thing.Schema, thing.Name)};\n";

    private static bool IsDenied(string problem) => problem.Contains("denied", StringComparison.OrdinalIgnoreCase);
}

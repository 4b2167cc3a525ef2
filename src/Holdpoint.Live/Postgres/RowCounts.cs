using System.Diagnostics;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Counts rows where that costs little: tables that the action names first, then those of which nothing is
/// known, then the small ones.</summary>
internal static class RowCounts
{
    /// <summary>A table of this size is counted in about ten milliseconds; of a larger one the estimate must
    /// do.</summary>
    private const long MaxBytes = 32L * 1024 * 1024;

    /// <summary>A table of which nothing is known may be any size: counting ends here.</summary>
    private const int MaxRows = 1_000_000;

    /// <summary>Statements of one action that choose rows; more are not counted.</summary>
    private const int MaxConditions = 8;

    /// <summary>What all counting together may take.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    /// <summary>The relations, those that were counted with their number.</summary>
    /// <param name="readable">Relations that this role may read.</param>
    /// <param name="times">The server keeps when transactions were committed.</param>
    public static async Task<List<CatalogueRelation>> AddAsync(
        NpgsqlConnection connection, Catalogue catalogue, HashSet<uint> readable, IReadOnlyList<string> first,
        bool times, CancellationToken cancel)
    {
        List<CatalogueRelation> relations = [.. catalogue.Relations];
        Dictionary<uint, int> places = relations.Index().ToDictionary(r => r.Item.Oid, r => r.Index);
        var clock = Stopwatch.StartNew();
        HashSet<string> named = new(first.Select(Last), StringComparer.OrdinalIgnoreCase);
        foreach (CatalogueRelation relation in catalogue.Relations
            .Where(r => r.Kind is "r" or "m" && r.Bytes <= MaxBytes && readable.Contains(r.Oid))
            .OrderByDescending(r => named.Contains(r.Name)).ThenByDescending(r => r.Rows is null).ThenBy(r => r.Bytes))
        {
            if (clock.Elapsed > Budget)
            {
                break;
            }

            if (await CountAsync(connection, relation, cancel) is var (rows, bytes))
            {
                relations[places[relation.Oid]] =
                    relation with
                    {
                        Rows = rows,
                        Counted = rows < MaxRows,
                        Bytes = bytes,
                        LastWrite = times && named.Contains(relation.Name)
                            ? await LastWriteAsync(connection, relation, cancel)
                            : null,
                    };
            }
        }

        return relations;
    }

    /// <summary>How many rows meet conditions; each within the time of a statement.</summary>
    public static async Task<List<ConditionCount>> OfConditionsAsync(
        NpgsqlConnection connection, Catalogue catalogue, IReadOnlyList<LiveCondition> conditions,
        CancellationToken cancel)
    {
        var names = new CatalogueNames(catalogue);
        List<ConditionCount> counts = [];
        foreach (LiveCondition condition in conditions.Take(MaxConditions))
        {
            long? rows = names.Find(condition.Relation) is { Keeps: true } relation
                ? await AskAsync(
                    connection,
                    $"SELECT count(*), 0::int8 FROM (SELECT FROM {Quoted(relation.Schema)}.{Quoted(relation.Name)} "
                    + $"WHERE {condition.Where} LIMIT {MaxRows}) AS counted",
                    cancel) is var (found, _) ? found : null
                : null;
            counts.Add(new ConditionCount(condition, rows, rows >= MaxRows));
        }

        return counts;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..].Trim('"');

    /// <summary>The rows, at most <see cref="MaxRows"/>, and the bytes; null where a lock or a policy of the table is
    /// in the way.</summary>
    private static async Task<(long Rows, long Bytes)?> CountAsync(
        NpgsqlConnection connection, CatalogueRelation relation, CancellationToken cancel)
    {
        string name = Quoted(relation.Schema) + "." + Quoted(relation.Name);
        return await AskAsync(
            connection,
            $"SELECT count(*), pg_total_relation_size({relation.Oid}::oid) FROM "
            + $"(SELECT FROM ONLY {name} LIMIT {MaxRows}) AS counted",
            cancel);
    }

    /// <summary>When a row that is there now was last written; null where nobody knows any more.</summary>
    private static async Task<DateTimeOffset?> LastWriteAsync(
        NpgsqlConnection connection, CatalogueRelation relation, CancellationToken cancel)
    {
        try
        {
            return (await Reading.ListAsync(
                connection,
                "SELECT max(pg_xact_commit_timestamp(x)) FROM (SELECT xmin AS x FROM ONLY "
                + $"{Quoted(relation.Schema)}.{Quoted(relation.Name)} LIMIT {MaxRows}) AS written",
                r => r.IsDBNull(0) ? null : (DateTimeOffset?)r.GetFieldValue<DateTimeOffset>(0), cancel))[0];
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    /// <summary>Two numbers; null where a lock, a policy of the table or the time is in the way, or the condition does
    /// not fit the table.</summary>
    private static async Task<(long Rows, long Bytes)?> AskAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel) && !reader.IsDBNull(1)
                ? (reader.GetInt64(0), reader.GetInt64(1))
                : null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.DatatypeMismatch
            or PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.SyntaxError
            or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.DivisionByZero)
        {
            return null;
        }
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

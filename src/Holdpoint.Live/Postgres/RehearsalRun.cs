using System.Collections.Immutable;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.Tools.Databases.Postgres.Rehearsal;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Runs statements in a transaction of a fresh session, looks what became of rows and objects, and rolls all
/// of it back.</summary>
internal static class RehearsalRun
{
    /// <summary>What a person may name. Temporary ones and those of the system are nobody's loss.</summary>
    private const string Objects =
        """
        WITH own AS (SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname <> 'information_schema'
                     AND nspname NOT LIKE 'pg\_%')
        SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence'
               WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'index' END
               || ' ' || n.nspname || '.' || c.relname
        FROM pg_catalog.pg_class c JOIN own n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'S', 'm', 'f', 'i')
        UNION ALL SELECT 'schema ' || nspname FROM own
        UNION ALL SELECT 'routine ' || n.nspname || '.' || p.proname || '('
               || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'
        FROM pg_catalog.pg_proc p JOIN own n ON n.oid = p.pronamespace
        UNION ALL SELECT CASE k.contype WHEN 'f' THEN 'foreign key ' ELSE 'constraint ' END
               || n.nspname || '.' || c.relname || '.' || k.conname
        FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
             JOIN own n ON n.oid = c.relnamespace
        UNION ALL SELECT 'trigger ' || n.nspname || '.' || c.relname || '.' || g.tgname
        FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
             JOIN own n ON n.oid = c.relnamespace WHERE NOT g.tgisinternal
        UNION ALL SELECT 'policy ' || n.nspname || '.' || c.relname || '.' || y.polname
        FROM pg_catalog.pg_policy y JOIN pg_catalog.pg_class c ON c.oid = y.polrelid
             JOIN own n ON n.oid = c.relnamespace
        UNION ALL SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
             JOIN own n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT 'type ' || n.nspname || '.' || t.typname
        FROM pg_catalog.pg_type t JOIN own n ON n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd', 'r')
        """;

    /// <summary>What the statistics of this transaction say; they miss rows that TRUNCATE and DROP took.</summary>
    private const string Changes =
        """
        SELECT schemaname::text || '.' || relname, n_tup_del, n_tup_upd, n_tup_ins
        FROM pg_catalog.pg_stat_xact_user_tables WHERE n_tup_del + n_tup_upd + n_tup_ins > 0
        """;

    private const string Transaction = "SELECT pg_catalog.txid_current()";

    public static async Task<LiveAnswer> RunAsync(LiveQuestion question)
    {
        using var deadline = new CancellationTokenSource(Math.Max(question.Milliseconds, 1));
        try
        {
            await using NpgsqlDataSource source = Connecting.Source(Dialing.ForRehearsal(question));
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(deadline.Token);
            return await RunAsync(connection, question, deadline.Token) is { } answer
                ? new LiveAnswer { Rehearsal = answer }
                : new LiveAnswer { Problem = "a statement ended the transaction itself: look at the database now" };
        }
        catch (Exception e) when (Connecting.Problem(e, question) is { } problem)
        {
            // The session is gone with its connection, and with it all that it did.
            return new LiveAnswer { Problem = problem };
        }
    }

    /// <summary>What the statements did; null where the transaction is not ours any more at their end.</summary>
    private static async Task<RehearsalAnswer?> RunAsync(
        NpgsqlConnection connection, LiveQuestion question, CancellationToken cancel)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel);
        long begun = (await Reading.ListAsync(connection, Transaction, r => r.GetInt64(0), cancel))[0];
        HashSet<string> before = [.. await Reading.ListAsync(connection, Objects, r => r.GetString(0), cancel)];
        Dictionary<string, long?> rows = [];
        foreach (string table in question.First)
        {
            rows[table] = await CountAsync(connection, transaction, table, cancel);
        }

        int ran = 0;
        foreach (string statement in question.Statements)
        {
            try
            {
                // A batch is sent as it is, one statement a message: the server refuses a second one in it.
                await using var batch = new NpgsqlBatch(connection, transaction);
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
                await batch.ExecuteNonQueryAsync(cancel);
                ran++;
            }
            catch (PostgresException e)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                return new RehearsalAnswer { Ran = ran, Failed = $"{e.MessageText} ({e.SqlState})" };
            }
        }

        if ((await Reading.ListAsync(connection, Transaction, r => r.GetInt64(0), cancel))[0] != begun)
        {
            return null;
        }

        HashSet<string> after = [.. await Reading.ListAsync(connection, Objects, r => r.GetString(0), cancel)];
        List<RehearsedTable> tables = [.. await Reading.ListAsync(
            connection, Changes,
            r => new RehearsedTable(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), cancel)];
        foreach ((string table, long? count) in rows)
        {
            await AddWholeAsync(connection, transaction, tables, table, count, cancel);
        }

        await transaction.RollbackAsync(CancellationToken.None);
        return new RehearsalAnswer
        {
            Ran = ran,
            Tables = [.. tables.OrderByDescending(t => t.Deleted).ThenBy(t => t.Name, StringComparer.Ordinal)],
            Gone = [.. before.Except(after).Order(StringComparer.Ordinal)],
            Made = [.. after.Except(before).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Adds a table that lost rows which no statistics count.</summary>
    private static async Task AddWholeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<RehearsedTable> tables, string table,
        long? before, CancellationToken cancel)
    {
        RehearsedTable known = tables.Find(t => t.Name == table) ?? new RehearsedTable(table, 0, 0, 0);
        long left = await CountAsync(connection, transaction, table, cancel) ?? 0;
        long gone = before is { } there ? there + known.Inserted - left : 0;
        if (gone > known.Deleted || before is null)
        {
            tables.RemoveAll(t => t.Name == table);
            tables.Add(known with { Deleted = Math.Max(gone, known.Deleted), Counted = before is not null });
        }
    }

    /// <summary>The rows of a table; null where it is not there, or cannot be counted.</summary>
    private static async Task<long?> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string table, CancellationToken cancel)
    {
        // A query that fails takes the transaction with it, but for a savepoint.
        await transaction.SaveAsync("counted", cancel);
        try
        {
            string name = string.Join('.', table.Split('.', 2)
                .Select(p => "\"" + p.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));
            ImmutableArray<long> rows = await Reading.ListAsync(
                connection, $"SELECT pg_catalog.count(*) FROM ONLY {name}", r => r.GetInt64(0), cancel);
            await transaction.ReleaseAsync("counted", cancel);
            return rows[0];
        }
        catch (PostgresException)
        {
            await transaction.RollbackAsync("counted", cancel);
            return null;
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Reads all that lies in a database in one snapshot, and keeps that open until its input ends: pg_dump reads
/// the same snapshot meanwhile.</summary>
internal static class InventoryReader
{
    /// <summary>hashtextextended came with 11.</summary>
    private const int OldestMajor = 11;

    /// <summary>hash_record_extended came with 14.</summary>
    private const int RowHashMajor = 14;

    /// <summary>Tables are summed side by side, as pg_dump copies them.</summary>
    private static readonly int Jobs = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Answers on the standard streams: a line with the database, a line with all of it.</summary>
    public static async Task RunAsync(LiveQuestion question, TextReader input, Stream output)
    {
        try
        {
            await using NpgsqlDataSource source = Connecting.Source(Dialing.ForLong(question));
            await using NpgsqlConnection connection = await source.OpenConnectionAsync();
            await RunAsync(question, source, connection, input, output);
        }
        catch (Exception e) when (Connecting.Problem(e, question) is { } problem)
        {
            await SayAsync(output, new InventoryAnswer { Problem = problem });
        }
    }

    private static async Task RunAsync(
        LiveQuestion question, NpgsqlDataSource source, NpgsqlConnection connection, TextReader input, Stream output)
    {
        await BeginAsync(connection);
        InventoryDatabase database = (await Reading.ListAsync(connection, InventoryQueries.Database, r =>
            new InventoryDatabase(r.GetString(0), r.GetString(1).Split(' ')[0], r.GetString(2), r.GetString(3),
                r.GetString(4), r.GetString(5), r.GetInt64(6), null)
            {
                PublicOwner = r.IsDBNull(7) ? null : r.GetString(7),
            }))[0];
        if (database.Major < OldestMajor)
        {
            await SayAsync(output, new InventoryAnswer
            {
                Problem = $"it is PostgreSQL {database.Version}; rows can be compared from {OldestMajor} on",
            });
            return;
        }

        database = database with { RowHash = database.Major >= RowHashMajor && !question.AsText };
        string snapshot = (await Reading.ListAsync(connection, "SELECT pg_export_snapshot()", r => r.GetString(0)))[0];
        await SayAsync(output, new InventoryAnswer { Database = database with { Snapshot = snapshot } });
        await SayAsync(output, new InventoryAnswer
        {
            Inventory = new Inventory
            {
                Database = database,
                Tables = question.Kind is LiveQuestion.InventoryKind
                    ? await SumsAsync(source, connection, snapshot, database.RowHash)
                    : await TablesAsync(connection),
                Sequences = await SequencesAsync(connection),
                Objects = await Reading.ListAsync(connection, InventoryQueries.Objects, r => new InventoryObject(
                    r.GetString(0), r.GetString(1), Sha256.Hex(Encoding.UTF8.GetBytes(r.GetString(2)))[..32])),
                Extensions = await Reading.ListAsync(connection, InventoryQueries.Extensions, r => r.GetString(0)),
                Roles = await Reading.ListAsync(connection, InventoryQueries.Roles, r => r.GetString(0)),
            },
        });

        // The snapshot lives as long as this transaction; pg_dump needs it until whoever asked is done.
        await input.ReadToEndAsync();
    }

    /// <summary>Their names alone, counted.</summary>
    private static async Task<ImmutableArray<InventoryTable>> TablesAsync(NpgsqlConnection connection)
    {
        var tables = ImmutableArray.CreateBuilder<InventoryTable>();
        foreach (string name in await Reading.ListAsync(connection, InventoryQueries.Tables, r => r.GetString(0)))
        {
            tables.Add((await Reading.ListAsync(connection, $"SELECT count(*) FROM ONLY {name}",
                r => new InventoryTable(name, r.GetInt64(0), "")))[0]);
        }

        return Ordered(tables);
    }

    /// <summary>Rows and checksums, several tables at once, all in the one snapshot.</summary>
    private static async Task<ImmutableArray<InventoryTable>> SumsAsync(
        NpgsqlDataSource source, NpgsqlConnection connection, string snapshot, bool rowHash)
    {
        var work = new ConcurrentQueue<(string Name, string Columns)>(
            await Reading.ListAsync(connection, InventoryQueries.Tables, r => (r.GetString(0), r.GetString(1))));
        var tables = new ConcurrentBag<InventoryTable>();
        int others = Math.Max(0, Math.Min(Jobs, work.Count) - 1);
        await Task.WhenAll([SumAsync(connection), .. Enumerable.Range(0, others).Select(_ => BesideAsync())]);
        return Ordered(tables);

        async Task SumAsync(NpgsqlConnection own)
        {
            while (work.TryDequeue(out (string Name, string Columns) next))
            {
                tables.Add((await Reading.ListAsync(
                    own, InventoryQueries.Sum(next.Name, rowHash ? next.Columns : null),
                    r => new InventoryTable(next.Name, r.GetInt64(0), r.GetString(1))))[0]);
            }
        }

        async Task BesideAsync()
        {
            NpgsqlConnection own;
            try
            {
                own = await source.OpenConnectionAsync();
            }
            catch (NpgsqlException)
            {
                // It has no room for another connection: the first one does it all.
                return;
            }

            await using (own)
            {
                await BeginAsync(own);
                await ExecuteAsync(own, $"SET TRANSACTION SNAPSHOT '{snapshot}'");
                await SumAsync(own);
            }
        }
    }

    private static ImmutableArray<InventoryTable> Ordered(IEnumerable<InventoryTable> tables) =>
        [.. tables.OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static async Task BeginAsync(NpgsqlConnection connection)
    {
        await ExecuteAsync(connection, InventoryQueries.Session);
        await ExecuteAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    private static async Task<ImmutableArray<InventorySequence>> SequencesAsync(NpgsqlConnection connection)
    {
        var sequences = ImmutableArray.CreateBuilder<InventorySequence>();
        foreach (string name in await Reading.ListAsync(connection, InventoryQueries.Sequences, r => r.GetString(0)))
        {
            sequences.Add((await Reading.ListAsync(connection, $"SELECT last_value, is_called FROM {name}",
                r => new InventorySequence(name, r.GetInt64(0), r.GetBoolean(1))))[0]);
        }

        return sequences.ToImmutable();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task SayAsync(Stream output, InventoryAnswer answer)
    {
        await JsonSerializer.SerializeAsync(output, answer, InventoryJson.Default.InventoryAnswer);
        output.WriteByte((byte)'\n');
        await output.FlushAsync();
    }
}

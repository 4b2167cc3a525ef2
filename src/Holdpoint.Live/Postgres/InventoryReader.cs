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

    /// <summary>Answers on the standard streams: a line with the database, a line with all of it.</summary>
    public static async Task RunAsync(LiveQuestion question, TextReader input, Stream output)
    {
        try
        {
            await using NpgsqlDataSource source = Connecting.Source(Dialing.ForLong(question));
            await using NpgsqlConnection connection = await source.OpenConnectionAsync();
            await RunAsync(question, connection, input, output);
        }
        catch (Exception e) when (Connecting.Problem(e, question) is { } problem)
        {
            await SayAsync(output, new InventoryAnswer { Problem = problem });
        }
    }

    private static async Task RunAsync(
        LiveQuestion question, NpgsqlConnection connection, TextReader input, Stream output)
    {
        await ExecuteAsync(connection, InventoryQueries.Session);
        await ExecuteAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
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

        string snapshot = (await Reading.ListAsync(connection, "SELECT pg_export_snapshot()", r => r.GetString(0)))[0];
        await SayAsync(output, new InventoryAnswer { Database = database with { Snapshot = snapshot } });
        await SayAsync(output, new InventoryAnswer
        {
            Inventory = new Inventory
            {
                Database = database,
                Tables = await TablesAsync(connection, question.Kind is LiveQuestion.InventoryKind),
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

    private static async Task<ImmutableArray<InventoryTable>> TablesAsync(NpgsqlConnection connection, bool sums)
    {
        var tables = ImmutableArray.CreateBuilder<InventoryTable>();
        foreach (string name in await Reading.ListAsync(connection, InventoryQueries.Tables, r => r.GetString(0)))
        {
            string sum = sums ? "coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text" : "''";
            tables.Add((await Reading.ListAsync(connection, $"SELECT count(*), {sum} FROM ONLY {name} AS t",
                r => new InventoryTable(name, r.GetInt64(0), r.GetString(1))))[0]);
        }

        return tables.ToImmutable();
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

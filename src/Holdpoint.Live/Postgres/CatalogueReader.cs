using System.Collections.Immutable;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Reads the catalogue of one database, and counts the rows of its small tables.</summary>
internal static class CatalogueReader
{
    /// <summary>A database of more relations is rare, and its answer would be megabytes.</summary>
    private const int MaxRelations = 20_000;

    public static async Task<LiveAnswer> ReadAsync(LiveQuestion question)
    {
        using var deadline = new CancellationTokenSource(Math.Max(question.Milliseconds, 1));
        try
        {
            await using NpgsqlDataSource source = Connecting.Source(Dialing.Of(question));
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(deadline.Token);
            return new LiveAnswer { Catalogue = await CatalogueAsync(connection, question, deadline.Token) };
        }
        catch (Exception e) when (Connecting.Problem(e, question) is { } problem)
        {
            return new LiveAnswer { Problem = problem };
        }
    }

    private static async Task<Catalogue> CatalogueAsync(
        NpgsqlConnection connection, LiveQuestion question, CancellationToken cancel)
    {
        (CatalogueServer server, ImmutableArray<string> path, bool times) = await ServerAsync(connection, cancel);
        await using (var fence = new NpgsqlCommand(Queries.Fence, connection))
        {
            await fence.ExecuteNonQueryAsync(cancel);
        }

        (List<CatalogueRelation> relations, HashSet<uint> readable) = await RelationsAsync(connection, cancel);
        bool cut = relations.Count > MaxRelations;
        if (cut)
        {
            relations.RemoveAt(MaxRelations);
        }

        var catalogue = new Catalogue
        {
            Server = server,
            SearchPath = path,
            Cut = cut,
            References = await Reading.ListAsync(connection, Queries.References, r => new CatalogueReference(
                r.GetString(0), r.GetFieldValue<uint>(1), r.GetFieldValue<uint>(2), r.GetString(3)), cancel),
            Dependents = await Reading.ListAsync(connection, Queries.Dependents, r => new CatalogueDependent(
                r.GetFieldValue<uint>(0), r.GetFieldValue<uint>(1), r.GetString(2)), cancel),
            EventTriggers = await Reading.ListAsync(connection, Queries.EventTriggers, r => r.GetString(0), cancel),
            Relations = [.. relations],
        };
        if (!question.Code.IsEmpty)
        {
            catalogue = catalogue with
            {
                Code = await CodeReader.ReadAsync(connection, catalogue, question.Code, cancel),
            };
        }

        return question.Uncounted ? catalogue : catalogue with
        {
            Counts = [.. await RowCounts.OfConditionsAsync(connection, catalogue, question.Conditions, cancel)],
            Relations = [.. await RowCounts.AddAsync(connection, catalogue, readable, question.First, times, cancel)],
        };
    }

    private static async Task<(CatalogueServer, ImmutableArray<string>, bool)> ServerAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Queries.Server, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var server = new CatalogueServer
        {
            Version = reader.GetString(0).Split(' ')[0],
            Database = reader.GetString(1),
            Role = reader.GetString(2),
            InRecovery = reader.GetBoolean(3),
            Replicas = reader.GetInt32(4),
            Slots = reader.GetInt32(5),
            CountsSince = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        };
        return (server, [.. reader.GetFieldValue<string[]>(6)], reader.GetBoolean(8));
    }

    private static async Task<(List<CatalogueRelation>, HashSet<uint>)> RelationsAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        List<CatalogueRelation> relations = [];
        HashSet<uint> readable = [];
        await using var command = new NpgsqlCommand(Queries.Relations, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxRelations + 1 });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var relation = new CatalogueRelation
            {
                Oid = reader.GetFieldValue<uint>(0),
                Schema = reader.GetString(1),
                Name = reader.GetString(2),
                Kind = reader.GetString(3),
                Rows = reader.IsDBNull(4) ? null : reader.GetInt64(4),
                Bytes = reader.GetInt64(5),
                Triggers = [.. reader.GetFieldValue<string[]>(6)],
                Written = reader.IsDBNull(8) ? null : reader.GetInt64(8),
            };
            relations.Add(relation);
            if (reader.GetBoolean(7))
            {
                readable.Add(relation.Oid);
            }
        }

        return (relations, readable);
    }
}

using System.Collections.Immutable;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Runs a query of the catalogue and makes something of each row.</summary>
internal static class Reading
{
    public static async Task<ImmutableArray<T>> ListAsync<T>(
        NpgsqlConnection connection, string query, Func<NpgsqlDataReader, T> read,
        CancellationToken cancel = default)
    {
        ImmutableArray<T>.Builder list = ImmutableArray.CreateBuilder<T>();
        await using var command = new NpgsqlCommand(query, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            list.Add(read(reader));
        }

        return list.ToImmutable();
    }
}

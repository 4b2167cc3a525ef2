using System.Collections.Immutable;
using Holdpoint.Tools.Databases.Postgres.Live;
using Npgsql;

namespace Holdpoint.Live.Postgres;

/// <summary>Reads the routines, triggers and rules to which some names lead. Their text alone: nothing of it
/// runs.</summary>
internal static class CodeReader
{
    /// <summary>Routines that are looked at; a database of more is cut, and that is said.</summary>
    private const int MaxRoutines = 5_000;

    public static async Task<StoredCode> ReadAsync(
        NpgsqlConnection connection, Catalogue catalogue, IReadOnlyList<string> names, CancellationToken cancel)
    {
        List<CatalogueRoutine> routines = [.. await Reading.ListAsync(connection, Queries.Routines, r =>
            new CatalogueRoutine(r.GetFieldValue<uint>(0), r.GetString(1), r.GetString(2), r.GetString(3),
                r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5))
            {
                SearchPath = Setting(r.GetFieldValue<string[]>(6)),
            }, cancel)];
        var code = new StoredCode
        {
            Routines = [.. routines.Take(MaxRoutines)],
            Cut = routines.Count > MaxRoutines,
            Triggers = await Reading.ListAsync(connection, Queries.Triggers, r => new CatalogueTrigger(
                r.GetFieldValue<uint>(0), r.GetString(1), r.GetFieldValue<uint>(2), r.GetInt16(3)), cancel),
            Rules = await Reading.ListAsync(connection, Queries.Rules, r => new CatalogueRule(
                r.GetFieldValue<uint>(0), r.GetString(1), r.GetString(2), r.GetBoolean(3),
                r.GetFieldValue<uint>(4).ToString(System.Globalization.CultureInfo.InvariantCulture)), cancel),
            Calls = await Reading.ListAsync(connection, Queries.Calls, r => new CatalogueCall(
                r.GetFieldValue<uint>(0), r.GetFieldValue<uint>(1), r.GetString(2)), cancel),
        };

        // What the server must write out itself opens relations: it is asked of what is reached alone.
        StoredCode reached = CodeClosure.Of(catalogue, code, names);
        return reached with
        {
            Routines = [.. await EachAsync(reached.Routines, async r => r.Source is { Length: > 0 } || r.Kind is "a" ? r
                : r with { Source = await TextAsync(connection, Queries.BodyOf, r.Oid, cancel) })],
            Rules = [.. await EachAsync(reached.Rules, async r => r with
            {
                Source = await TextAsync(connection, Queries.RuleOf, uint.Parse(
                    r.Source ?? "0", System.Globalization.CultureInfo.InvariantCulture), cancel),
            })],
        };
    }

    private static string? Setting(string[] settings) =>
        settings.FirstOrDefault(s => s.StartsWith("search_path=", StringComparison.Ordinal)) is { } path
            ? path["search_path=".Length..].Replace("\"", "", StringComparison.Ordinal)
            : null;

    private static async Task<List<T>> EachAsync<T>(IEnumerable<T> items, Func<T, Task<T>> change)
    {
        List<T> changed = [];
        foreach (T item in items)
        {
            changed.Add(await change(item));
        }

        return changed;
    }

    /// <summary>A text that the server writes out; null where somebody's lock is in the way.</summary>
    private static async Task<string?> TextAsync(
        NpgsqlConnection connection, string query, uint oid, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(query, connection);
        command.Parameters.Add(new NpgsqlParameter<uint> { TypedValue = oid, DataTypeName = "oid" });
        try
        {
            return await command.ExecuteScalarAsync(cancel) as string;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.UndefinedFunction)
        {
            return null;
        }
    }
}

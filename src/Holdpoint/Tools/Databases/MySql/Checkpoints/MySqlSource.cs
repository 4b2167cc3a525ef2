using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Postgres.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>Databases of one MySQL or MariaDB server that can be saved whole.</summary>
/// <param name="Databases">In order, each once.</param>
internal sealed record MySqlSource(string Place, MySqlDial Dial, ImmutableArray<string> Databases)
    : CheckpointSource(MySqlCheckpoint.KindId, Place, null)
{
    /// <summary>The server's own: accounts and settings, which no copy of a database brings back.</summary>
    private static readonly ImmutableArray<string> OfServer =
        ["mysql", "information_schema", "performance_schema", "sys"];

    /// <summary>One server is saved at once.</summary>
    public override string Key => Dial.Server;

    public override CheckpointSource With(CheckpointSource other) =>
        this with { Databases = Ordered(Databases.Concat(((MySqlSource)other).Databases)) };

    /// <summary>The databases that a measured effect falls on; null where it falls on something else, or how they are
    /// reached is not known.</summary>
    public static MySqlSource? Of(Measurement measured, IWorld world)
    {
        if (measured.Effect.Probe is not DatabaseProbe { Connection: { Scheme: "mysql", File: null } connection } probe
            || connection.Invocation.Outside is not null || !probe.Deeds.All(PostgresSource.IsInDatabase)
            || MySqlDial.Of(connection, world).Dial is not { } dial)
        {
            return null;
        }

        // A key of another database takes rows there too.
        ImmutableArray<string> databases = Ordered(probe.Deeds.Select(d => DatabaseOf(d, dial.Database))
            .Concat(measured.Losses.Select(l => SchemaOf(l.Resource.Name))).OfType<string>());
        return databases.IsEmpty || databases.Any(d => OfServer.Contains(d, StringComparer.OrdinalIgnoreCase))
            ? null
            : new MySqlSource(measured.Effect.Target.Place, dial, databases);
    }

    private static string? DatabaseOf(SqlStep.Deed deed, string? current) => deed.Type is "database" or "schema"
        ? deed.Name
        : deed.Type is "table" or "rows" or "view" ? SchemaOf(deed.Name) ?? current
        : current;

    private static string? SchemaOf(string name) =>
        name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : null;

    private static ImmutableArray<string> Ordered(IEnumerable<string> names) =>
        [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

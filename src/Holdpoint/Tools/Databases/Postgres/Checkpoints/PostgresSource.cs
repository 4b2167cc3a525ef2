using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Clis;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A PostgreSQL database that can be saved whole.</summary>
internal sealed record PostgresSource(string Place, Dial Dial)
    : CheckpointSource(PostgresCheckpoint.KindId, Place, null)
{
    /// <summary>What only a whole server holds: a copy of one database does not bring it back.</summary>
    private static readonly ImmutableArray<string> OutsideOfDatabases =
        ["role", "user", "group", "tablespace", "cluster", "log", "slot", "replication-slot", "setting", "file",
            "code", "backup", "wal", "server", "session", "process"];

    /// <summary>The database that a measured effect falls on; null where it falls on something else, or how it is
    /// reached is not known.</summary>
    public static PostgresSource? Of(Measurement measured, IWorld world)
    {
        Connection? connection = measured.Effect.Probe switch
        {
            DatabaseProbe probe when probe.Deeds.All(IsInDatabase) => probe.Connection,
            CliProbe { NamesPlace: true } or CliProbe { Whole: true } => ByUrl(measured),
            _ => null,
        };
        return connection is null ? null : Of(connection, measured.Effect.Target.Place, world);
    }

    public static PostgresSource? Of(Connection connection, string place, IWorld world) =>
        connection is { Scheme: "postgresql", File: null } && connection.Invocation.Outside is null
        && connection.Dial(world) is { IsUnknown: false } endpoint
            ? new PostgresSource(place, new Dial(endpoint, CatalogueQuestion.Variables(connection.Invocation)))
            : null;

    /// <summary>Whether a copy of the databases holds what a deed takes.</summary>
    internal static bool IsInDatabase(SqlStep.Deed deed) => !OutsideOfDatabases.Contains(deed.Type);

    private static Connection? ByUrl(Measurement measured)
    {
        foreach (Sign sign in measured.Effect.Target.Signs)
        {
            if (sign.Kind is SignKind.Url && measured.Effect.Invocation is { } invocation
                && PostgresConnection.Of(sign.Value, invocation) is { } connection)
            {
                return connection;
            }
        }

        return null;
    }
}

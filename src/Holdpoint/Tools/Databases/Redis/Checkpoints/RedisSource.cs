using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>Keys of a Redis that can be saved.</summary>
internal sealed record RedisSource(string Place, RedisDial Dial, RedisScope Scope)
    : CheckpointSource(RedisCheckpoint.KindId, Place, null)
{
    /// <summary>One server is saved at once.</summary>
    public override string Key => string.Join(' ', Dial.Words);

    public override CheckpointSource With(CheckpointSource other) =>
        this with { Scope = Scope.With(((RedisSource)other).Scope) };

    /// <summary>The keys that a measured effect falls on; null where it falls on something else, or how they are
    /// reached is not known.</summary>
    public static RedisSource? Of(Measurement measured, IWorld world) =>
        measured.Effect.Probe is DatabaseProbe { Connection: { Scheme: "redis" } connection } probe
        && connection.Invocation.Outside is null
        && !probe.Deeds.Any(d => d.Type is "cluster" or "server" or "session" or "user" or "setting" or "code")
        && RedisDial.Of(connection, world) is { } dial
            ? new RedisSource(measured.Effect.Target.Place, dial, RedisScope.Of(probe.Deeds, dial.Database))
            : null;
}

/// <summary>Which keys of a server.</summary>
/// <param name="Databases">By number; null for all of them.</param>
/// <param name="Keys">Of the only database; null for all that are in the databases.</param>
internal sealed record RedisScope(ImmutableSortedSet<int>? Databases, ImmutableSortedSet<string>? Keys)
{
    public static RedisScope Of(ImmutableArray<SqlStep.Deed> deeds, int database)
    {
        ImmutableSortedSet<int> own = [database];
        if (deeds.All(d => RedisQuestion.Keys(d).Length > 0))
        {
            return new(own, ImmutableSortedSet.CreateRange(StringComparer.Ordinal,
                deeds.SelectMany(d => RedisQuestion.Keys(d))));
        }

        // A script may choose another database, two databases are swapped, an index lies over all.
        return deeds.All(d => d.Name is "the database in use" || d is { Type: "rows" or "group", Name: not "keys" })
            ? new(own, null)
            : new(null, null);
    }

    public RedisScope With(RedisScope other) =>
        Databases is null || other.Databases is null ? new(null, null)
        : Keys is not null && other.Keys is not null && Databases.SetEquals(other.Databases)
            ? new(Databases, Keys.Union(other.Keys))
        : new(Databases.Union(other.Databases), null);
}

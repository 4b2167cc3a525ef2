using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>What would be saved before an action, and which of its effects that would bring back. Pure.</summary>
/// <param name="Sources">Each place once.</param>
/// <param name="Covered">Indices of the measurements that are brought back by them.</param>
/// <param name="Uncovered">Indices of those that lose something and are not.</param>
internal sealed record CheckpointPlan(
    ImmutableArray<CheckpointSource> Sources, ImmutableArray<int> Covered, ImmutableArray<int> Uncovered)
{
    /// <summary>About how large it will be; null where nothing tells.</summary>
    public long? Bytes => Sources.Any(s => s.Bytes is null) ? null : Sources.Sum(s => s.Bytes);

    /// <summary>What to save so that the losses of an action can be brought back.</summary>
    public static CheckpointPlan Of(ImmutableArray<Measurement> measurements, IWorld world)
    {
        Dictionary<(string, string), CheckpointSource> sources = [];
        var covered = ImmutableArray.CreateBuilder<int>();
        var uncovered = ImmutableArray.CreateBuilder<int>();
        for (int i = 0; i < measurements.Length; i++)
        {
            if (!Loses(measurements[i]))
            {
                continue;
            }

            if (CheckpointKinds.All.Where(k => k.IsFor(measurements[i].Effect.Kind))
                .Select(k => k.Of(measurements[i], world)).FirstOrDefault(s => s is not null) is not { } source)
            {
                uncovered.Add(i);
                continue;
            }

            (source.Covers ? covered : uncovered).Add(i);
            var key = (source.Kind, source.Key);
            sources[key] = sources.TryGetValue(key, out CheckpointSource? other) ? other.With(source) : source;
        }

        return new([.. sources.Values], covered.ToImmutable(), uncovered.ToImmutable());
    }

    /// <summary>The measurements as they are once the sources are saved and proved.</summary>
    /// <param name="how">Where the backup is: "checkpoint 20261130-151203-k3v9".</param>
    public ImmutableArray<Measurement> With(
        ImmutableArray<Measurement> measurements, string how, DateTimeOffset verified)
    {
        var recovery = new Recovery.FromBackup(how, verified);
        return
        [
            .. measurements.Select((m, i) => !Covered.Contains(i) ? m : m with
            {
                Effect = m.Effect with { Recovery = Better(m.Effect.Recovery, recovery) },
                Losses = [.. m.Losses.Select(l => l with { Recovery = Better(l.Recovery, recovery) })],
            }),
        ];
    }

    /// <summary>Whether two measurements of one action take the same things, whatever protects them.</summary>
    public static bool TakeTheSame(ImmutableArray<Measurement> before, ImmutableArray<Measurement> after) =>
        before.Length == after.Length && before.Zip(after).All(p =>
            p.First.Effect.Kind == p.Second.Effect.Kind && p.First.Effect.Resource == p.Second.Effect.Resource
            && p.First.Effect.Target.Place == p.Second.Effect.Target.Place && p.First.Count == p.Second.Count
            && (p.First.Unmeasured is null) == (p.Second.Unmeasured is null)
            && p.First.Losses.Select(l => l.Resource).SequenceEqual(p.Second.Losses.Select(l => l.Resource)));

    private static Recovery Better(Recovery known, Recovery saved) =>
        known.Gravity <= saved.Gravity && known is not Recovery.FromBackup { LastVerified: null } ? known : saved;

    /// <summary>Whether an effect takes something that nothing brings back easily.</summary>
    private static bool Loses(Measurement measured) =>
        measured.Effect.Kind is EffectKind.Destroy or EffectKind.Modify or EffectKind.Weaken
        && measured.Effect.Forbidden is null
        && (IsLost(measured.Effect.Recovery) || measured.Losses.Any(l => l.HoldsData && IsLost(l.Recovery)));

    private static bool IsLost(Recovery recovery) => recovery is
        Recovery.Never or Recovery.Unknown or Recovery.FromBackup or Recovery.Window;
}

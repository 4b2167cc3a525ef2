using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Memory;

/// <summary>A state that was seen at a place while an alarm stood: noted, not accepted.</summary>
/// <param name="Seen">The day, <c>2026-02-26</c>.</param>
internal sealed record Sighting(string Lineage, long Serial, string Seen, int Resources);

/// <summary>What is remembered of the state at one place.</summary>
internal sealed record RememberedState(string Key, string Workspace)
{
    private static readonly ImmutableSortedDictionary<string, int> None = ImmutableSortedDictionary.Create<string,
        int>(StringComparer.Ordinal);

    /// <summary>One; two after a merge of branches that each saw another state, until a person accepts one.</summary>
    public ImmutableSortedSet<string> Lineages { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public long Serial { get; init; }

    /// <summary>The day on which it was last seen to change, <c>2026-02-26</c>; empty when unknown.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Managed addresses without the key of their own instance, each with the number of its
    /// instances.</summary>
    public ImmutableSortedDictionary<string, int> Addresses { get; init; } = None;

    /// <summary>The systems found in it, with the number of their resources.</summary>
    public ImmutableSortedDictionary<string, int> Systems { get; init; } = None;

    /// <summary>Its contents cannot be read: it has addresses, but nobody knows which.</summary>
    public bool Encrypted { get; init; }

    /// <summary>The last state seen here while an alarm stood; null when none was.</summary>
    public Sighting? Sighted { get; init; }

    public int Resources => Addresses.Values.Sum();

    /// <summary>A state as it would be remembered; null for what is no state.</summary>
    public static RememberedState? Of(StateReading reading, string key, string workspace, string today) =>
        reading switch
    {
        StateReading.Read { State: var state } => new RememberedState(key, workspace)
        {
            Lineages = Lineage(state.Lineage),
            Serial = state.Serial,
            Seen = today,
            Addresses = Count(state.Instances.Where(i => i.Deposed is null).Select(i => i.ConfigAddress)),
            Systems = state.Systems.Systems
                .Aggregate(None.ToBuilder(), (all, s) =>
                {
                    all[s.Name] = all.GetValueOrDefault(s.Name) + s.Resources;
                    return all;
                }).ToImmutable(),
        },
        StateReading.Encrypted encrypted => new RememberedState(key, workspace)
        {
            Lineages = Lineage(encrypted.Lineage),
            Serial = encrypted.Serial ?? 0,
            Seen = today,
            Encrypted = true,
        },
        StateReading.Unsupported old => new RememberedState(key, workspace)
        {
            Lineages = Lineage(old.Lineage),
            Serial = old.Serial ?? 0,
            Seen = today,
            Addresses = Count(old.Addresses),
        },
        _ => null,
    };

    private static ImmutableSortedSet<string> Lineage(string? lineage) =>
        lineage is { Length: > 0 }
            ? ImmutableSortedSet.Create<string>(StringComparer.Ordinal, lineage)
            : ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, int> Count(IEnumerable<string> addresses)
    {
        // A dictionary first: sorting once is linear enough for a state of 50,000 resources.
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string address in addresses)
        {
            counted[address] = counted.GetValueOrDefault(address) + 1;
        }

        return counted.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}

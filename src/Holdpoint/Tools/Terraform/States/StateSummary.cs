using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Tools.Terraform.Systems;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>What Holdpoint keeps of a state: every instance with its signs, and no secret.</summary>
internal sealed record StateSummary
{
    public required long Serial { get; init; }

    /// <summary>Empty where the file says none.</summary>
    public required string Lineage { get; init; }

    /// <summary>Empty where the file says none.</summary>
    public required string TerraformVersion { get; init; }

    /// <summary>The managed instances, in the file's order; deposed objects are instances of their own.</summary>
    public required ImmutableArray<StateInstance> Instances { get; init; }

    /// <summary>How many data source instances there are; a destroy only forgets them.</summary>
    public required int DataInstances { get; init; }

    public required int Outputs { get; init; }

    /// <summary>Accounts, regions, hosts and environment tags seen in the instances: what may tell an
    /// environment.</summary>
    public ImmutableArray<Sign> Signs { get; init; } = [];

    /// <summary>The systems of the instances, found when first asked for: the radius and the memory both ask.</summary>
    public SystemMap Systems => field ??= SystemFinder.Find(Instances);
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>What a plan would do, as <c>show -json</c> tells it.</summary>
internal sealed record PlanSummary
{
    /// <summary>"1.2"; the major number decides what can be read.</summary>
    public required string FormatVersion { get; init; }

    /// <summary>Empty where the plan says none.</summary>
    public required string TerraformVersion { get; init; }

    /// <summary>Every change of a managed resource, no-ops among them, in the plan's order; deposed objects
    /// too.</summary>
    public required ImmutableArray<ResourceChange> Changes { get; init; }

    /// <summary>Changes put off to a later run, because something they need is not known yet.</summary>
    public ImmutableArray<ResourceChange> Deferred { get; init; } = [];

    /// <summary>The state that the plan was made against; null when the plan has none: Terraform saw no
    /// state.</summary>
    public StateSummary? Prior { get; init; }

    /// <summary>Outputs that change.</summary>
    public int OutputChanges { get; init; }

    /// <summary>Resources that were changed outside of Terraform.</summary>
    public int Drifted { get; init; }

    /// <summary>The provider actions that the plan would invoke, by address.</summary>
    public ImmutableArray<string> ActionInvocations { get; init; } = [];

    /// <summary><c>sha256:</c> and 64 hex digits over all that it would change: resources with their values, outputs,
    /// provider actions, what is put off. Nothing of when or where it was made is in it.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Planning failed half-way: what is listed is not all.</summary>
    public bool Errored { get; init; }

    /// <summary>False when more runs are needed to reach the configuration; null where the plan does not say
    /// (OpenTofu).</summary>
    public bool? Complete { get; init; }

    /// <summary>False when there is nothing to apply; null where the plan does not say.</summary>
    public bool? Applyable { get; init; }

    public int Creates => Count(PlanAction.Create);

    public int Updates => Count(PlanAction.Update);

    public int Deletes => Count(PlanAction.Delete);

    public int Forgets => Count(PlanAction.Forget);

    public int Replaces => Changes.Count(c => c.Replaces);

    public int Imports => Changes.Count(c => c.Imports);

    /// <summary>It creates, and touches nothing that exists: what a plan against a lost state looks like.</summary>
    public bool OnlyCreates => Creates > 0 && Imports == 0
        && Changes.All(c => c.Action is PlanAction.Create or PlanAction.Read);

    private int Count(PlanAction action) => Changes.Count(c => c.Action == action);
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>What a plan does with one object.</summary>
internal enum PlanAction
{
    NoOp,
    Read,
    Create,
    Update,
    Delete,

    /// <summary>Drops it from the state; the real thing stays, unmanaged.</summary>
    Forget,
    DeleteThenCreate,
    CreateThenDelete,

    /// <summary>A new one is made, the old one stays in the world, unmanaged.</summary>
    CreateThenForget,

    /// <summary>A list of actions that this reader does not know; judged like a deletion.</summary>
    Unknown,
}

/// <summary>The change that a plan has for one managed object.</summary>
internal sealed record ResourceChange
{
    public required string Address { get; init; }

    /// <summary>Where it was before a <c>moved</c> block; null when it did not move.</summary>
    public string? PreviousAddress { get; init; }

    /// <summary>The module's path with its keys; null in the root module.</summary>
    public string? Module { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>As <c>show -json</c> has it: <c>registry.terraform.io/hashicorp/aws</c>; empty where it says
    /// none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The key of a deposed object; null for the current one.</summary>
    public string? Deposed { get; init; }

    public required PlanAction Action { get; init; }

    /// <summary>Terraform's reason, such as <c>delete_because_no_resource_config</c>; null where it gives
    /// none.</summary>
    public string? Reason { get; init; }

    /// <summary>It is taken into the state from the real world.</summary>
    public bool Imports { get; init; }

    /// <summary>Attributes of interest as they are now; empty for a create.</summary>
    public AttributeSet Before { get; init; }

    /// <summary>Attributes of interest as they would be; what is not known until apply is missing.</summary>
    public AttributeSet After { get; init; }

    /// <summary>Protections that this change turns off, each a clause: "deletion_protection goes from true to
    /// false".</summary>
    public ImmutableArray<string> ProtectionsOff { get; init; } = [];

    /// <summary>The SHA-256 of its JSON, so of every value that changes; empty for a no-op.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The object that exists now is destroyed.</summary>
    public bool Destroys => Action is PlanAction.Delete or PlanAction.Unknown || Replaces;

    public bool Replaces => Action is PlanAction.DeleteThenCreate or PlanAction.CreateThenDelete;

    /// <summary>The object stays in the world, but no state knows it any more.</summary>
    public bool Forgets => Action is PlanAction.Forget or PlanAction.CreateThenForget;
}

using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>What the loss of one object means, told from its type and its attributes.</summary>
/// <param name="HoldsData">It holds what its configuration cannot make again.</param>
internal sealed record Standing(bool HoldsData, Recovery Recovery)
{
    /// <summary>What stands in the way of losing it; null where nothing does, or nothing tells.</summary>
    public string? Protection { get; init; }

    /// <summary>Backups that die with it; null where none are known to.</summary>
    public string? BackupsLost { get; init; }

    /// <summary>Size, engine, protection, final snapshot: each "name value".</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Its storage; null where no attribute tells.</summary>
    public long? Bytes { get; init; }

    /// <summary>It guards something else: losing it weakens that.</summary>
    public bool Guards { get; init; }
}

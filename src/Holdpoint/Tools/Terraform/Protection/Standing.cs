using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>What the loss of one object means, told from its type and its attributes.</summary>
/// <param name="HoldsData">It holds what its configuration cannot make again.</param>
internal sealed record Standing(bool HoldsData, Recovery Recovery)
{
    /// <summary>What stands in the way of losing it; null where nothing does, or nothing tells.</summary>
    public string? Protection { get; init; }

    /// <summary>Backups that die with it; null where none are known to.</summary>
    public string? BackupsLost { get; init; }

    /// <summary>Engine, protection, final snapshot: each "name value".</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Rows and storage; empty where no attribute tells.</summary>
    public ImmutableArray<Amount> Amounts { get; init; } = [];

    /// <summary>Its storage; null where no attribute tells.</summary>
    public long? Bytes => Amounts.FirstOrDefault(a => a.Unit is Amount.Bytes)?.Number;

    /// <summary>It guards something else: losing it weakens that.</summary>
    public bool Guards { get; init; }
}

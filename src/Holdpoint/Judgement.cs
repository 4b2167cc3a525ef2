using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Approvals;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Shell;

namespace Holdpoint;

/// <summary>All that the stages made of one action.</summary>
/// <param name="Reading">Null where the action was no shell command.</param>
internal sealed record Judgement(
    Action Action,
    Reading? Reading,
    ImmutableArray<Effect> Effects,
    BlastRadius Radius,
    Verdict Verdict,
    TimeSpan Took)
{
    /// <summary>What can be saved before the action, and the verdict after that; null where the action is allowed, or
    /// nothing can be saved.</summary>
    public WayTo? Saved { get; init; }

    /// <summary>Who has to approve it, by the policy.</summary>
    public NeededApprovals Approvals { get; init; }

    /// <summary>What a grant says to it; null where none was asked for.</summary>
    public GrantAnswer? Grant { get; init; }

    /// <summary>Refusals of the same effects lately, the newest first; at most <see
    /// cref="Refusals.MaxShown"/>.</summary>
    public ImmutableArray<Refusal> Tried { get; init; } = [];

    /// <summary>How many of them there are.</summary>
    public int TriedTimes { get; init; }

    /// <summary>Problems met on the way that a person should know: a malformed policy file, a journal that cannot be
    /// written.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}

/// <summary>A way to do an action: what is saved first, and the verdict once that is proved.</summary>
internal sealed record WayTo(CheckpointPlan Plan, Verdict Verdict);

using System.Collections.Immutable;
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
    /// <summary>Problems met on the way that a person should know: a malformed policy file, a journal that cannot be
    /// written.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}

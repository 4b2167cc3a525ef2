using System.Collections.Immutable;

namespace Holdpoint;

/// <summary>How a program writes a plan into a file, and then does just what that file says.</summary>
/// <param name="Plan">Its arguments that make the plan.</param>
/// <param name="Out">The option for the plan's file, which stands in the same word: <c>-out=</c>.</param>
/// <param name="Apply">Its arguments that do what was planned; the file comes last.</param>
/// <param name="Asks">It would have asked a person itself before it did anything.</param>
internal sealed record PlanFirst(
    ImmutableArray<string> Plan, string Out, ImmutableArray<string> Apply, bool Asks)
{
    /// <summary>Variables that add arguments: where the machine has one of them, the two steps are not the
    /// command.</summary>
    public ImmutableArray<string> Unless { get; init; } = [];
}

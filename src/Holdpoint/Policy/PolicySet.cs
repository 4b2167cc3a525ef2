using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Policy;

/// <summary>The policy in force: the built-in one, tightened or configured by the files found.</summary>
internal sealed record PolicySet
{
    public static readonly PolicySet BuiltIn = new();

    /// <summary>What was wrong with files that were found, as messages for a person; the built-in policy stands in their place.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];
}

using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Policy;

/// <summary>The policy in force: the built-in one, tightened or configured by the files found.</summary>
internal sealed record PolicySet
{
    public static readonly PolicySet BuiltIn = new();

    /// <summary>What was wrong with files that were found, as messages for a person; the built-in policy stands in their place.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Rows that files changed, by rule id; a rule that is not here answers by its defaults.</summary>
    public ImmutableDictionary<string, Row> Rows { get; init; } = ImmutableDictionary<string, Row>.Empty;

    /// <summary>What a rule answers in an environment.</summary>
    public Decision Answer(Rule rule, EnvironmentKind environment) =>
        !Rows.IsEmpty && rule.Configurable && Rows.TryGetValue(rule.Id, out Row row) ? row[environment] : rule.Defaults[environment];
}

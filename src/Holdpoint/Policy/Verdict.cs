using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>The three answers, from lax to strict.</summary>
internal enum Decision
{
    Allow,
    Ask,
    Deny,
}

/// <summary>Why one effect was judged so.</summary>
/// <param name="Rule">The id of the rule that decided.</param>
/// <param name="Said">What a person reads: the deed, then what is known of it; at least one.</param>
internal sealed record Reason(
    Decision Decision, string Rule, ImmutableArray<Statement> Said, Measurement Measurement, Placement Placement)
{
    /// <summary>The same as one paragraph.</summary>
    public string Message => Statement.Paragraph(Said);
}

/// <summary>The answer to an action.</summary>
/// <param name="Rule">The rule that decided; "nothing-at-stake" when no effect was found.</param>
/// <param name="Reasons">Strictest first; those that agree with an allow are kept for explain.</param>
/// <param name="Safer">A safer way, where one exists.</param>
internal sealed record Verdict(Decision Decision, string Rule, ImmutableArray<Reason> Reasons, string? Safer);

using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>What a rule answers in each environment, before any policy file is read.</summary>
internal readonly record struct Row(Decision Development, Decision Staging, Decision Unknown, Decision Production)
{
    public static readonly Row Allow = new(Decision.Allow, Decision.Allow, Decision.Allow, Decision.Allow);
    public static readonly Row Ask = new(Decision.Ask, Decision.Ask, Decision.Ask, Decision.Ask);
    public static readonly Row Deny = new(Decision.Deny, Decision.Deny, Decision.Deny, Decision.Deny);

    public Decision this[EnvironmentKind environment] => environment switch
    {
        EnvironmentKind.Development => Development,
        EnvironmentKind.Staging => Staging,
        EnvironmentKind.Production => Production,
        _ => Unknown,
    };

    /// <summary>The same row with one answer replaced.</summary>
    public Row With(EnvironmentKind environment, Decision decision) => environment switch
    {
        EnvironmentKind.Development => this with { Development = decision },
        EnvironmentKind.Staging => this with { Staging = decision },
        EnvironmentKind.Production => this with { Production = decision },
        _ => this with { Unknown = decision },
    };
}

/// <summary>One line of the verdict table: which measured effects it concerns, and what it answers where.
/// Pure.</summary>
internal abstract class Rule
{
    /// <summary>Kebab-case and stable: policy files and journals name it.</summary>
    public abstract string Id { get; }

    /// <summary>One line: what the rule is about.</summary>
    public abstract string Title { get; }

    /// <summary>The user's documentation in Markdown: when it speaks, why, and what to do then.</summary>
    public abstract string Documentation { get; }

    /// <summary>The answers before any policy file.</summary>
    public abstract Row Defaults { get; }

    /// <summary>False for a rule that no policy file may change.</summary>
    public virtual bool Configurable => true;

    /// <summary>Whether the rule has anything to say of an effect.</summary>
    public abstract bool Concerns(Measurement measurement);

    /// <summary>The rule's answer to one effect; null when the effect does not concern it.</summary>
    public Reason? Judge(Measurement measurement, Placement placement, PolicySet policy) =>
        Concerns(measurement)
            ? Explain(policy.Answer(this, placement.Environment), measurement, placement)
            : null;

    /// <summary>The answer with its message; apart from <see cref="Concerns"/> so that only the winner's is
    /// written.</summary>
    public Reason Explain(Decision decision, Measurement measurement, Placement placement) =>
        new(
            decision,
            Id,
            Explanation.Of(measurement, placement, decision, Closing(measurement, placement)),
            measurement,
            placement);

    /// <summary>What the rule adds at the end of its message, one sentence; null for nothing.</summary>
    protected virtual string? Closing(Measurement measurement, Placement placement) => null;

    /// <summary>A safer way to the same end; null where none is known.</summary>
    public virtual string? Safer(Measurement measurement) => measurement.Effect.Safer;
}

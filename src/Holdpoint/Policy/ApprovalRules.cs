using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Environments;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>How many persons must approve, by environment and by rule.</summary>
internal sealed record ApprovalRules
{
    /// <summary>One for production, by any approver.</summary>
    public static readonly ApprovalRules BuiltIn = new();

    public ImmutableDictionary<EnvironmentKind, int> Environments { get; init; } =
        ImmutableDictionary<EnvironmentKind, int>.Empty.Add(EnvironmentKind.Production, 1);

    /// <summary>By the rule's id, wherever its environment needs approvers at all.</summary>
    public ImmutableDictionary<string, int> Rules { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Whose account an action runs under may not approve it.</summary>
    public bool NotByStarter { get; init; }

    /// <summary>The number of a key of a policy file.</summary>
    public int this[string key] => key is PolicyKeys.NotByStarter ? NotByStarter ? 1 : 0
        : Environment(key) is { } environment ? Environments.GetValueOrDefault(environment)
        : Rules.GetValueOrDefault(key);

    public ApprovalRules With(string key, int number) => key is PolicyKeys.NotByStarter
            ? this with { NotByStarter = number > 0 }
        : Environment(key) is { } environment
            ? this with { Environments = Environments.SetItem(environment, number) }
        : this with { Rules = Rules.SetItem(key, number) };

    private static EnvironmentKind? Environment(string key)
    {
        foreach ((string word, EnvironmentKind environment) in PolicyKeys.Columns)
        {
            if (word == key)
            {
                return environment;
            }
        }

        return null;
    }

    /// <summary>What a verdict needs: as much as the one of its reasons that needs most.</summary>
    public NeededApprovals Of(Verdict verdict)
    {
        int most = 0;
        foreach (Reason reason in verdict.Reasons)
        {
            if (reason.Decision is Decision.Ask
                && Environments.GetValueOrDefault(reason.Placement.Environment) is > 0 and var number)
            {
                most = Math.Max(most, Math.Max(number, Rules.GetValueOrDefault(reason.Rule)));
            }
        }

        return new NeededApprovals(most, NotByStarter);
    }
}

using System.Collections.Immutable;
using Holdpoint.Policy.Rules;

namespace Holdpoint.Policy;

/// <summary>Every rule, by hand: one line each. Of answers that are equally strict the first rule's is given.</summary>
internal static class RuleList
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new HoldpointItself(),
        new Forbidden(),
        new UnreadableCommand(),
        new NetworkCode(),
        new SecretSent(),
        new SecretShown(),
        new RunTimeCode(),
        new DestroyAlarmedState(),
        new DestroyWholeSystems(),
        new DestroyWeakened(),
        new StateAlarm(),
        new Unmeasured(),
        new DestroyIrreversible(),
        new DestroyWindow(),
        new DestroyRecoverable(),
        new ModifyIrreversible(),
        new ChosenRows(),
        new Weaken(),
        new Expose(),
        new UnknownCode(),
        new CreateModify(),
        new Read(),
    ];

    /// <summary>The rule of an id; null when there is none.</summary>
    public static Rule? Find(string id)
    {
        foreach (Rule rule in All)
        {
            if (rule.Id == id)
            {
                return rule;
            }
        }

        return null;
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>Stage 5: blast radius × policy → verdict. Pure.</summary>
internal static class Judge
{
    public const string NothingAtStake = "nothing-at-stake";

    /// <summary>The strictest answer over all effects; of equally strict ones that of the first rule in the
    /// list.</summary>
    public static Verdict Decide(BlastRadius radius, ImmutableArray<Placement> placements, PolicySet policy)
    {
        if (radius.Measurements.IsEmpty)
        {
            return new Verdict(Decision.Allow, NothingAtStake, [], null);
        }

        var answers = new Answer[radius.Measurements.Length];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = Strictest(radius.Measurements[i], placements[i], policy, i);
        }

        Array.Sort(answers, Answer.Order);
        var reasons = ImmutableArray.CreateBuilder<Reason>(answers.Length);
        foreach (Answer answer in answers)
        {
            reasons.Add(RuleList.All[answer.Rule]
                .Explain(answer.Decision, radius.Measurements[answer.Effect], placements[answer.Effect]));
        }

        return new Verdict(answers[0].Decision, reasons[0].Rule, reasons.MoveToImmutable(), Safer(answers, radius));
    }

    private static Answer Strictest(Measurement measurement, Placement placement, PolicySet policy, int effect)
    {
        // An effect that no rule concerns cannot happen (a test tries all kinds); if it did, a person is asked.
        var best = new Answer(Decision.Ask, RuleList.All.Length - 1, effect);
        bool found = false;
        for (int i = 0; i < RuleList.All.Length; i++)
        {
            Rule rule = RuleList.All[i];
            if (rule.Concerns(measurement) && policy.Answer(rule, placement.Environment) is var decision
                && (!found || decision > best.Decision))
            {
                best = new Answer(decision, i, effect);
                found = true;
            }
        }

        return best;
    }

    private static string? Safer(Answer[] answers, BlastRadius radius)
    {
        foreach (Answer answer in answers)
        {
            if (answer.Decision is not Decision.Allow
                && RuleList.All[answer.Rule].Safer(radius.Measurements[answer.Effect]) is { } safer)
            {
                return safer;
            }
        }

        return null;
    }

    /// <summary>The answer to one effect: indices into the rules and the measurements.</summary>
    private readonly record struct Answer(Decision Decision, int Rule, int Effect)
    {
        public static readonly Comparison<Answer> Order = static (a, b) =>
            a.Decision != b.Decision ? b.Decision.CompareTo(a.Decision)
            : a.Rule != b.Rule ? a.Rule.CompareTo(b.Rule)
            : a.Effect.CompareTo(b.Effect);
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy;

/// <summary>Stage 5: blast radius × policy → verdict. Pure.</summary>
internal static class Judge
{
    public const string NothingAtStake = "nothing-at-stake";

    public static Verdict Decide(BlastRadius radius, ImmutableArray<Placement> placements, PolicySet policy)
    {
        Decision decision = Decision.Allow;
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        for (int i = 0; i < radius.Measurements.Length; i++)
        {
            Measurement m = radius.Measurements[i];
            Decision d = m.Effect.Kind is EffectKind.Read ? Decision.Allow : Decision.Ask;
            decision = d > decision ? d : decision;
            reasons.Add(new Reason(d, "thin", m.Effect.Summary, m, placements[i]));
        }

        return new Verdict(decision, "thin", reasons.ToImmutable(), null);
    }
}

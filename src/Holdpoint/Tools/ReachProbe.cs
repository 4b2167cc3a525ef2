using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools;

/// <summary>Asks what code that could not be read has in reach: the connections and accounts of its
/// environment.</summary>
/// <param name="Given">Variables that the action itself put there.</param>
/// <param name="Clean">Nothing comes from the world's environment.</param>
internal sealed record ReachProbe(ImmutableArray<KeyValuePair<string, string>> Given, bool Clean) : Probe
{    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        signs.AddRange(effect.Target.Signs);
        signs.AddRange(Reach.Of(Given, "the command"));
        if (!Clean)
        {
            signs.AddRange(Reach.Of(world.Variables, "the environment"));
        }

        if (signs.Count == 0)
        {
            return new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Summary = effect.Summary + "; nothing is in its reach",
            });
        }

        Target target = effect.Target with { Place = signs[0].Shown, Signs = signs.DrainToImmutable() };
        return new Measurement(effect with { Target = target });
    }
}

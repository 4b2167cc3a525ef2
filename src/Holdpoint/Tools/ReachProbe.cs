using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools;

/// <summary>Asks what code that could not be read has in reach: its environment, and the files of variables that it
/// loads.</summary>
/// <param name="Given">Variables that the action itself put there.</param>
/// <param name="Clean">Nothing comes from the world's environment.</param>
/// <param name="Files">Absolute paths of files of variables.</param>
internal sealed record ReachProbe(
    ImmutableArray<KeyValuePair<string, string>> Given, bool Clean, ImmutableArray<string> Files) : Probe
{
    /// <summary>Bytes of a file of variables.</summary>
    private const int MaxFile = 64 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        signs.AddRange(effect.Target.Signs);
        signs.AddRange(Reach.Of(Given, "the command"));
        foreach (string file in Files)
        {
            if (world.Read(file, MaxFile) is FileAnswer.Content content)
            {
                signs.AddRange(Reach.Of(DotEnv.Read(content.Text), file));
            }
        }

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

        Target target = effect.Target with { Place = Shown(signs[0]), Signs = signs.DrainToImmutable() };
        return new Measurement(effect with { Target = target });
    }

    private static string Shown(Sign sign) =>
        sign.Kind is SignKind.Url or SignKind.Host ? HostSigns.WithoutUser(sign.Value) : sign.Value;
}

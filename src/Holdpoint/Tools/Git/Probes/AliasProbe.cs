using Holdpoint.Radius;
using Holdpoint.Tools.Git.Commands;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What a command that git does not have stands for: an alias is expanded and what it does is
/// measured.</summary>
internal sealed record AliasProbe(GitPlace Place, GitCall Call) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        string name = Call.Command ?? "";
        if (GitReader.Anywhere(Place, world, budget) is not { } git)
        {
            return new Measurement(effect) { Unmeasured = Place.Unknown ?? "git is not on PATH" };
        }

        if (git.Setting("alias." + name.ToLowerInvariant()) is not { } alias)
        {
            return new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Recovery = GitEffects.NothingLost,
                Summary = $"runs git-{name}, a program beside git, or nothing",
            });
        }

        Measurement worst = new(effect with
        {
            Kind = EffectKind.Read,
            Recovery = GitEffects.NothingLost,
            Summary = $"runs the alias {name}, which loses nothing",
        });
        foreach (Effect inner in AliasCommand.Expand(Call, name, alias))
        {
            Measurement measured = inner.Probe?.Measure(inner, world, budget) ?? new Measurement(inner);
            worst = Grave(measured) > Grave(worst) ? measured : worst;
        }

        return worst with { Facts = worst.Facts.Add(new Fact($"alias {name}", alias, "git config")) };
    }

    /// <summary>One effect stands for all: the gravest.</summary>
    private static int Grave(Measurement measurement) =>
        ((int)measurement.Effect.Kind * 4) + measurement.Effect.Recovery switch
        {
            Recovery.Trivial or Recovery.FromSource => 0,
            Recovery.Window or Recovery.FromBackup => 1,
            _ => 2,
        } + (measurement.Effect.Forbidden is null ? 0 : 100);
}

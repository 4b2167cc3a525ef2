using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
using Holdpoint.Tools.Terraform.Measuring;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>One folder in which a program over Terraform would run it.</summary>
/// <param name="Shown">What a person calls it.</param>
/// <param name="Run">Terraform's own command line there; null where it cannot be told.</param>
/// <param name="Why">Why it cannot; null where it can.</param>
internal sealed record TerraformUnit(string Shown, Invocation? Run, string? Why)
{
    public Deed Deed { get; init; } = Deed.Destroy;
}

/// <summary>Where a program over Terraform would run it.</summary>
/// <param name="Unknown">Why not all are known; null when they are.</param>
internal sealed record TerraformUnits(ImmutableArray<TerraformUnit> Units, string? Unknown)
{
    public static TerraformUnits None(string why) => new([], why);
}

/// <summary>Measures what a program over Terraform (Terragrunt, CDKTF, Atmos) would destroy, by the states of the
/// folders in which it runs Terraform.</summary>
internal static class UnderlyingStates
{
    /// <summary>States read for one command; a person reads no more.</summary>
    private const int MaxUnits = 40;

    /// <summary>One measurement for each unit, and one for those that are not known.</summary>
    /// <param name="words">What the words tell: the answer where no state does.</param>
    public static ImmutableArray<Measurement> Measure(
        Measurement words, TerraformUnits found, IWorld world, MeasureBudget budget)
    {
        if (found.Units.IsEmpty)
        {
            return [words with { Unmeasured = found.Unknown ?? "no unit of it is here" }];
        }

        var all = ImmutableArray.CreateBuilder<Measurement>();
        foreach (TerraformUnit unit in found.Units.Take(MaxUnits))
        {
            all.Add(OfUnit(words, unit, world, budget));
        }

        string? rest = found.Units.Length > MaxUnits ? $"more than {MaxUnits} units" : found.Unknown;
        if (rest is not null)
        {
            all.Add(words with { Unmeasured = rest });
        }

        return all.ToImmutable();
    }

    private static Measurement OfUnit(Measurement words, TerraformUnit unit, IWorld world, MeasureBudget budget)
    {
        Effect effect = words.Effect with
        {
            Resource = words.Effect.Resource with { Name = unit.Shown },
            Summary = $"{words.Effect.Summary} ({unit.Shown})",
        };
        words = words with { Effect = effect };
        if (unit.Run is not { } run)
        {
            return words with { Unmeasured = unit.Why };
        }

        if (Scene.Locate(run, Forerunners.None, world, out string why) is not { } scene)
        {
            return words with { Unmeasured = why };
        }

        // The folder is found by what the last run left: where it left no state, nothing is known.
        if (unit.Deed is Deed.Destroy && scene.Initialised is null
            && (scene.Place.File is null || !world.Look(scene.Place.File).Exists))
        {
            return words with { Unmeasured = $"no state of {unit.Shown} lies where it was run last" };
        }

        return new TerraformProbe(unit.Deed, run, Forerunners.None).Measure(effect, world, budget);
    }
}

using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Measuring;

/// <summary>What a destroy would take: the state itself tells, no provider is needed.</summary>
internal static class DestroyMeasure
{
    public static Measurement Of(Measurement start, Stage stage)
    {
        Scene scene = stage.Scene;
        switch (stage.Sight)
        {
            case StateSight.Hidden hidden:
                return start with { Unmeasured = hidden.Why };
            case StateSight.None when scene.Bare:
                return start with { Unmeasured = scene.WhyBare };
            case StateSight.None:
                return Untouched(start, "there is no state, so there is nothing to destroy");
            case StateSight.Held { Reading: StateReading.Read { State: var state }, Source: var source }:
                return OfState(start, state, Scope(scene), source);
            case StateSight.Held { Reading: StateReading.Encrypted }:
                return start with { Unmeasured = "the state is encrypted: its contents cannot be read" };
            case StateSight.Held { Reading: StateReading.Unsupported old }:
                return start with { Count = old.Addresses.IsEmpty ? null : old.Addresses.Length, Unit = "resources",
                    Unmeasured = old.Why };
            default:
                return start with { Unmeasured = "the state cannot be read" };
        }
    }

    /// <summary>It would change nothing.</summary>
    public static Measurement Untouched(Measurement start, string why) => start with
    {
        Effect = start.Effect with { Kind = EffectKind.Read, Recovery = new Recovery.Trivial(why),
            Summary = $"changes nothing: {why}" },
        Count = 0,
        Unit = "resources",
    };

    private static Measurement OfState(Measurement start, StateSummary state,
        (DestroyScope Scope, string? Unknown) scope, string source)
    {
        if (state.Instances.IsEmpty)
        {
            return Untouched(start, "the state is empty, so there is nothing to destroy");
        }

        TerraformLosses losses = TerraformRadius.OfDestroy(state, scope.Scope, source);
        if (losses.Count == 0 && scope.Unknown is null)
        {
            string targets = string.Join(", ", losses.Unmatched.DefaultIfEmpty("the targets"));
            return Untouched(start, $"nothing in the state matches {targets}");
        }

        Measurement measured = losses.Over(start);
        return measured with
        {
            Effect = measured.Effect with { Summary = Told(start.Effect.Summary, losses) },
            Unmeasured = scope.Unknown,
        };
    }

    /// <summary>The words' clause and what the systems say.</summary>
    public static string Told(string summary, TerraformLosses losses) =>
        losses.SystemsSentence is { } systems ? $"{summary}: {systems}" : summary;

    /// <summary>What the options narrow it to. One that cannot be known could be anything: everything is then
    /// counted.</summary>
    private static (DestroyScope Scope, string? Unknown) Scope(Scene scene)
    {
        if (scene.Line.UnknownValue("target", "exclude") is { } unknown)
        {
            return (DestroyScope.Everything, unknown);
        }

        if (scene.Line.Flags.Any(f => f.Name is "target-file" or "exclude-file"))
        {
            return (DestroyScope.Everything, "the targets stand in a file");
        }

        return (new DestroyScope(Known(scene.Line.Values("target")), Known(scene.Line.Values("exclude"))), null);
    }

    private static ImmutableArray<string> Known(IEnumerable<Word> words) =>
        [.. words.Select(w => w.Text).OfType<string>()];
}

using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Terraform.Commands;
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
                return OfState(start, stage, state, source);
            case StateSight.Held { Reading: StateReading.Encrypted }:
                return start with { Unmeasured = "the state is encrypted: its contents cannot be read" };
            case StateSight.Held { Reading: StateReading.Unsupported old, Source: var source }:
                return OfOld(start, old, source);
            default:
                return start with { Unmeasured = "the state cannot be read" };
        }
    }

    /// <summary>An old state tells names and types only: what holds data can be named, not how it is
    /// protected.</summary>
    private static Measurement OfOld(Measurement start, StateReading.Unsupported old, string source)
    {
        StateSummary named = OldStates.Summary(old);
        return named.Instances.IsEmpty
            ? start with { Unmeasured = old.Why }
            : InPart(Told(start, TerraformRadius.OfDestroy(named, DestroyScope.Everything, source)), old.Why);
    }

    /// <summary>It would change nothing.</summary>
    public static Measurement Untouched(Measurement start, string why) => start with
    {
        Effect = start.Effect with { Kind = EffectKind.Read, Recovery = new Recovery.Trivial(why),
            Summary = $"changes nothing: {why}" },
        Count = 0,
        Unit = "resources",
    };

    private static Measurement OfState(Measurement start, Stage stage, StateSummary state, string source)
    {
        if (state.Instances.IsEmpty)
        {
            return Untouched(start, "the state is empty, so there is nothing to destroy");
        }

        (DestroyScope scope, string? unknown) = Scope(stage.Scene);
        TerraformLosses losses = TerraformRadius.OfDestroy(state, scope, source);
        if (unknown is null && !scope.IsEverything && (losses.Unmatched.Length > 0 || stage.Scene.Configuration.Moves))
        {
            return OfMoved(start, stage, losses);
        }

        return Told(start, losses) with { Unmeasured = unknown };
    }

    /// <summary>Addresses of the configuration may name what the state still knows by another one: a <c>moved</c>
    /// block, or a <c>count</c> that came or went, moves it first. Only a plan tells.</summary>
    private static Measurement OfMoved(Measurement start, Stage stage, TerraformLosses losses)
    {
        CommandLine line = stage.Scene.Line;
        Measurement planned = ApplyMeasure.Of(
            start, stage, line with { Flags = line.Flags.Add(new Flag("destroy", null)) });
        string missing = string.Join(", ", losses.Unmatched.DefaultIfEmpty("the targets"));
        if (planned is { Unmeasured: null })
        {
            string summary = $"{start.Effect.Summary}: {planned.Effect.Summary}";
            return planned.Count is 0
                ? Untouched(start, $"nothing matches {missing}")
                : planned with { Effect = planned.Effect with { Summary = summary } };
        }

        string why = losses.Unmatched.IsEmpty ? "the configuration has a moved block"
            : $"{missing} is not in the state by this name";
        string unknown = $"{why}, and what it stands for could not be planned: {planned.Unmeasured}";
        return losses.Count > 0 ? InPart(Told(start, losses), unknown) : start with { Unmeasured = unknown };
    }

    /// <summary>What is known goes; of the rest nobody knows whether it comes back.</summary>
    private static Measurement InPart(Measurement known, string why) => known with
    {
        Effect = known.Effect.Recovery is Recovery.Never ? known.Effect
            : known.Effect with { Recovery = new Recovery.Unknown("not all of it could be measured") },
        Unmeasured = why,
    };

    private static Measurement Told(Measurement start, TerraformLosses losses)
    {
        Measurement measured = losses.Over(start);
        return measured with
        {
            Effect = measured.Effect with { Summary = Told(start.Effect.Summary, losses) },
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

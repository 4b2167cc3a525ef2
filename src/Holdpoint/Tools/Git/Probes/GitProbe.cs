using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>A question about a repository; without one, or where it does not answer, the effect stands as the words
/// told it.</summary>
internal abstract record GitProbe(GitPlace Place) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        GitReader.Open(Place, world, budget, out string problem) is { } git
            ? Ask(effect, git, budget)
            : Unmeasured(effect, problem);

    protected abstract Measurement Ask(Effect effect, GitReader git, MeasureBudget budget);

    protected static Measurement Unmeasured(Effect effect, string why) =>
        new(effect) { Unmeasured = why.Length == 0 ? "git gave no answer" : why };

    /// <summary>The words sound grave, and the world says that nothing would be lost.</summary>
    protected static Measurement Nothing(Effect effect, string because, params ImmutableArray<Fact> facts) =>
        new(effect with { Kind = EffectKind.Read, Recovery = GitEffects.NothingLost,
            Summary = $"{effect.Summary}: {because}" })
        {
            Count = 0,
            Unit = "files",
            Facts = facts,
        };
}

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

    /// <summary>Every path that it may write, so that it can be saved first: lost or not; null, with the reason, where
    /// that cannot be told.</summary>
    public virtual Touched? Touches(GitReader git, out string problem)
    {
        problem = "";
        return Touched.Nothing;
    }

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

/// <summary>Paths that a command may write, from the root of the work tree or absolute.</summary>
/// <param name="Uncommitted">Those that hold what no commit holds.</param>
/// <param name="Others">Those that it writes beside: a commit holds what is there, or nothing is there.</param>
internal sealed record Touched(ImmutableArray<string> Uncommitted, ImmutableArray<string> Others)
{
    public static readonly Touched Nothing = new([], []);
}

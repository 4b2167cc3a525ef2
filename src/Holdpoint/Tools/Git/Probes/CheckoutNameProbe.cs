using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary><c>git checkout NAME</c>: changing to a branch loses nothing, restoring a path may; only the world tells
/// which it is.</summary>
internal sealed record CheckoutNameProbe(GitPlace Place, string Name) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        // One stat call answers nearly every time: no path of this name, so git can only change the branch.
        Measurement branch = new(effect with
        {
            Kind = EffectKind.Read,
            Recovery = GitEffects.NothingLost,
            Summary = $"changes to {Name}, which keeps every change",
        });
        bool path = Place.Unknown is null && Place.Directory is not null
            && world.Look(Path.Join(Place.Folder, Name)).Exists;
        if (!path || GitReader.Open(Place, world, budget, out _) is not { } git
            || Commits.Resolve(git, Name) is not null
            || !git.Run("ls-files", "--error-unmatch", "-z", "--", Name).Ok)
        {
            return branch;
        }

        return new WorkTreeProbe(Place, WorkScope.Unstaged, [Name], null).Measure(
            effect with { Summary = $"writes the index over {Name}" }, world, budget);
    }
}

using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>What a change of owner or mode means for paths.</summary>
internal sealed class RightsFates(IWorld world, WorkTrees trees, Tally tally)
{
    private static readonly Recovery Lost = new Recovery.Never("the former rights are written down nowhere");

    public void Change(string path, bool recursive, bool opensToAll)
    {
        string real = world.RealPath(path) ?? path;
        if ((Places.WhyRoot(path, world.Home) ?? Places.WhyRoot(real, world.Home)) is { } root)
        {
            if (recursive)
            {
                tally.Forbidden ??= $"the rights of all below {path} would change, and it is {root}";
            }
            else
            {
                tally.Add(EffectKind.Modify, Lost);
            }
        }
        else if (!trees.IsOwn(real) && !trees.IsDisposable(real))
        {
            // Alone, a file's mode is set every day; a tree's former modes are nowhere.
            if (recursive || (opensToAll && Places.IsSystem(real)))
            {
                tally.Add(EffectKind.Modify, Lost);
            }
            else if (opensToAll)
            {
                tally.Add(EffectKind.Expose, new Recovery.Trivial("set the mode back"));
            }
        }
        else if (recursive && opensToAll)
        {
            tally.Add(EffectKind.Expose, new Recovery.Trivial("set the modes back"));
        }
    }
}

using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Self;

/// <summary>Tells of a path on this machine whether it is a guarded file, under whatever name: links are followed, and
/// another name of the same file counts.</summary>
internal sealed class GuardedFiles(IWorld world, WorkTrees trees)
{
    /// <summary>A folder of hooks holds a few files.</summary>
    private const int MaxBelow = 64;

    private List<(GuardPlace Place, FileIdentity Identity)>? _known;

    /// <summary>The guarded place that is changed when a path is; null for none.</summary>
    /// <param name="path">Absolute and normal.</param>
    /// <param name="real">The same, with links resolved.</param>
    public GuardPlace? Of(string path, string real) =>
        IsElsewhere(real) ? null : GuardPlaces.Of(path) ?? GuardPlaces.Of(real) ?? SameFile(real);

    /// <summary>In a temporary folder that the agent does not work in: a clone, a test's fixture.</summary>
    public bool IsElsewhere(string real) =>
        trees.IsTemporary(real) && !PathText.IsWithin(trees.Start, PathText.Parent(PathText.Parent(real)));

    /// <summary>Most files have one name, and are not looked at further.</summary>
    private GuardPlace? SameFile(string real)
    {
        if (world.IdentityOf(real) is not { Links: > 1 } identity)
        {
            return null;
        }

        _known ??= [.. Known()];
        foreach ((GuardPlace place, FileIdentity known) in _known)
        {
            if (known.IsSame(identity))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The guarded files of this machine, this home and this work tree.</summary>
    private IEnumerable<(GuardPlace Place, FileIdentity Identity)> Known()
    {
        foreach ((GuardPlace place, string path) in
            GuardPlaces.In([world.Home, trees.Start, trees.Own ?? trees.Start]))
        {
            IEnumerable<string> files = place.Below
                ? (world.List(path) ?? []).Take(MaxBelow).Select(e => e.Path)
                : [path];
            foreach (string file in files)
            {
                if (world.IdentityOf(file) is { } identity)
                {
                    yield return (place, identity);
                }
            }
        }
    }
}

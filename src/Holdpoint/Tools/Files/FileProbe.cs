using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Asks the disk what the touched paths hold, and git what it could bring back.</summary>
internal sealed record FileProbe(ImmutableArray<FileTouch> Touches, Word Directory) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var tally = new Tally();
        var trees = new WorkTrees(world, budget, Directory.Text ?? "/");
        var removals = new RemovalFates(world, budget, trees, tally);
        var fates = new Fates(
            world, trees, tally, removals, new ReplacementFates(world, budget, trees, tally, removals),
            new RightsFates(world, trees, tally));
        foreach (FileTouch touch in Touches)
        {
            if (tally.Forbidden is not null)
            {
                // Nothing that could be found changes that any more.
                break;
            }

            foreach (string path in Paths(touch, fates))
            {
                Add(touch, path, fates);
            }
        }

        return tally.Measurement(effect, "files");
    }

    private void Add(FileTouch touch, string path, Fates fates)
    {
        switch (touch.Kind)
        {
            case TouchKind.Remove:
                fates.Removals.Remove(path, touch.Recursive, touch.Force, path);
                break;
            case TouchKind.Wipe:
                Wipe(touch, path, fates);
                break;
            case TouchKind.Overwrite when touch.OnlyIfAbsent && fates.World.Look(path).Kind is EntryKind.File:
                break; // The test before it will see the file, and this will not run.
            case TouchKind.Overwrite:
                fates.Replacements.Replace(
                    path, BaseNames(touch, fates.World), touch.Recursive, touch.Empties);
                break;
            case TouchKind.MoveAway:
                if (Places.WhyRoot(path, fates.World.Home) is { } why)
                {
                    fates.Tally.Forbidden ??= $"{path} is {why}";
                }

                break;
            case TouchKind.Access:
                fates.Rights.Change(path, touch.Recursive, touch.OpensToAll);
                break;
        }
    }

    private static void Wipe(FileTouch touch, string path, Fates fates)
    {
        fates.Replacements.Replace(path, [], wholeTrees: false);
        fates.Removals.Remove(path, touch.Recursive, force: true, path);
        if (!fates.World.Look(path).Exists && !fates.Trees.IsTemporary(path))
        {
            // Who shreds a file means it to be gone for good: one that is not there yet is asked for all the same.
            fates.Tally.CannotSee($"{path} is not there now, and nothing would bring it back");
        }
    }

    private ImmutableArray<string> BaseNames(FileTouch touch, IWorld world) =>
    [
        .. touch.Into.Select(w => PathText.Absolute(w, Directory)).OfType<string>()
            .SelectMany(p => Globs.Expand(p, world) ?? [])
            .Select(PathText.Name).Take(Globs.MaxMatches),
    ];

    /// <summary>The paths that a touch stands for now; what cannot be known is noted.</summary>
    private List<string> Paths(FileTouch touch, Fates fates)
    {
        bool takes = touch.Kind is TouchKind.Remove or TouchKind.Wipe;
        if (PathText.Absolute(touch.Path, Directory) is not { } path)
        {
            // Known where it is set: where it is not, the word is empty and names nothing.
            if (touch.Path.Pieces is [{ Kind: PieceKind.Unknown, Value: Word.TemporaryFolder }]
                || (UnknownPaths.WithoutTemporaryFolder(touch.Path) is { } bare
                    && UnknownPaths.IsNowhere(bare, fates.World)))
            {
                return [];
            }

            fates.Tally.CannotSee($"what {touch.Path.Shown} stands for is known only when it runs");
            return [];
        }

        bool pattern = PathText.HasGlob(path);
        if (touch.Kind is TouchKind.MoveAway && pattern)
        {
            return [path];
        }

        // A pattern that stands for a root is one, whatever lies there now.
        if (pattern && takes && touch.Recursive && Places.WhyRoot(path, fates.World.Home) is { } root)
        {
            fates.Tally.Forbidden ??= $"{touch.Path.Shown} is {root}";
            return [];
        }

        if (pattern && takes && touch.Recursive && Places.IsEverything(PathText.Name(path)))
        {
            NoteEverythingIn(PathText.Parent(path), fates);
            if (fates.Tally.Unmeasured is not null)
            {
                return [];
            }
        }

        if (Globs.Expand(path, fates.World) is { } found)
        {
            return found;
        }

        fates.Tally.CannotSee($"{touch.Path.Shown} matches more than can be looked at");
        return [];
    }

    private static void NoteEverythingIn(string folder, Fates fates)
    {
        string real = fates.World.RealPath(folder) ?? folder;
        fates.Tally.WholeTree |= fates.Trees.Own is { } own && PathText.IsWithin(own, real);
        if (fates.Trees.IsTemporaryRoot(real))
        {
            fates.Tally.CannotSee($"{folder} is where every program keeps its temporary files");
        }
    }

    /// <summary>What the measuring of one effect shares.</summary>
    private sealed record Fates(
        IWorld World, WorkTrees Trees, Tally Tally, RemovalFates Removals, ReplacementFates Replacements,
        RightsFates Rights);
}

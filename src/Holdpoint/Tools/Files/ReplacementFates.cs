using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>What would become of files that are written over.</summary>
internal sealed class ReplacementFates(
    IWorld world, MeasureBudget budget, WorkTrees trees, Tally tally, RemovalFates removals)
{
    private readonly GuardedFiles _guarded = new(world, trees);

    /// <summary>Adds what writing to a path would take.</summary>
    /// <param name="path">Absolute, normal, without globs; a link is followed, as the write follows it.</param>
    /// <param name="into">Base names that are written into the path where it is a folder.</param>
    /// <param name="wholeTrees">The sources may be folders, which are mixed with those of the same name.</param>
    /// <param name="empties">Nothing takes the place of what the file holds: it is lost as if it were removed.</param>
    public void Replace(string path, ImmutableArray<string> into, bool wholeTrees, bool empties = false)
    {
        if (world.RealPath(path) is not { } real)
        {
            return; // A loop of links: the write fails.
        }

        // A link of another name is the guarded file all the same; of its own name, SelfTool tells.
        if (GuardPlaces.Of(path) is null && _guarded.Of(path, real) is { } guarded)
        {
            tally.Forbidden ??= real == path ? $"{path} is another name of {guarded.What}"
                : $"{path} leads to {real}, which is {guarded.What}";
        }

        Entry entry = world.Look(real);
        if (entry.Kind is not EntryKind.Folder)
        {
            File(entry, path, empties);
            return;
        }

        foreach (string name in into)
        {
            string below = PathText.Join(real, name);
            Entry target = world.Look(world.RealPath(below) ?? below);
            if (target.Kind is EntryKind.Folder && wholeTrees && !trees.IsOwn(target.Path)
                && !trees.IsDisposable(target.Path))
            {
                tally.CannotSee($"files of {target.Path} may be replaced by others of their names");
            }
            else
            {
                File(target, below, empties);
            }
        }
    }

    private void File(Entry entry, string shown, bool empties)
    {
        if (Places.IsRawDevice(entry.Path))
        {
            tally.Forbidden ??= $"{shown} is a raw device";
        }
        else if (entry.Kind is EntryKind.Unreadable)
        {
            tally.CannotSee($"{shown} cannot be seen from here");
        }
        else if (!entry.Exists && trees.GitFolderAbove(entry.Path) is { } git && !trees.IsDisposable(entry.Path)
            && !IsGitScratch(entry.Path[(git.Length + 1)..]))
        {
            tally.CannotSee($"{shown} is a file of git's own, and not there now");
        }
        else if (entry is { Kind: EntryKind.File, Bytes: > 0 } && !trees.IsDisposable(entry.Path))
        {
            Existing(entry, empties);
        }
    }

    private void Existing(Entry file, bool empties)
    {
        string name = PathText.Name(file.Path);
        bool own = trees.IsOwn(file.Path);
        string? git = trees.GitFolderAbove(file.Path);
        bool ordinary = git is not null ? IsGitScratch(file.Path[(git.Length + 1)..]) : !KnownNames.IsPrecious(name);
        if (own && ordinary && !empties)
        {
            tally.Add(EffectKind.Modify, new Recovery.Trivial("a file of the agent's own work tree"));
        }
        else if (IsClean(file))
        {
            tally.Add(EffectKind.Modify, new Recovery.FromSource("git checkout"));
        }
        else if (own && ordinary)
        {
            removals.Content(file);
        }
        else if (git is null && !KnownNames.IsPrecious(name) && !Places.IsSystem(file.Path)
            && budget.Memory?.MadeAt(file.Path) is not null)
        {
            tally.Add(EffectKind.Modify, new Recovery.Trivial(RemovalFates.MadeInSession));
        }
        else
        {
            string why = git is not null ? "a file of git's own" : "what it holds is nowhere else";
            tally.Add(file.Path, new Recovery.Never(why), named: true, holdsData: true, file.Bytes);
        }
    }

    private bool IsClean(Entry file) =>
        trees.TopOf(PathText.Parent(file.Path)) is { } top && trees.IndexOf(top, file.Path) is { Problem: null } index
        && index.StatusOf(file, world) is GitStatus.Clean;

    /// <summary>Files in .git that people and tools write to.</summary>
    private static bool IsGitScratch(string path) =>
        path.StartsWith("hooks/", StringComparison.Ordinal) || path.StartsWith("info/", StringComparison.Ordinal)
        || path.EndsWith("_MSG", StringComparison.Ordinal) || path.EndsWith("_EDITMSG", StringComparison.Ordinal)
        || path is "description";
}

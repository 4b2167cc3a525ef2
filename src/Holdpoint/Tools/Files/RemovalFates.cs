using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>What would become of paths that are removed: which files, whether git or a build brings them
/// back.</summary>
internal sealed class RemovalFates(IWorld world, MeasureBudget budget, WorkTrees trees, Tally tally)
{
    /// <summary>Beyond this a tree is not looked at file by file: a hook has seconds, and nobody reads more.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>How what the memory of the session proves comes back.</summary>
    public const string MadeInSession = "made in this session";

    private readonly Mounts _mounts = new(world);
    private int _seen;

    /// <summary>Adds what removing a path would take.</summary>
    /// <param name="path">Absolute, normal, without globs; a link itself is removed, not what it points to.</param>
    /// <param name="scope">The folder for which git is asked at once; the path itself when it stands alone.</param>
    public void Remove(string path, bool recursive, bool force, string scope)
    {
        string? folder = world.RealPath(PathText.Parent(path));
        string real = folder is null ? path : path is "/" ? "/" : PathText.Join(folder, PathText.Name(path));
        if (recursive && (Places.WhyRoot(path, world.Home) ?? Places.WhyRoot(real, world.Home)) is { } root)
        {
            tally.Forbidden ??= $"{path} is {root}";
            return;
        }

        Entry entry = world.Look(real);
        if (entry.Exists && (recursive || entry.Kind is not EntryKind.Folder))
        {
            budget.Memory?.Takes(real);
        }

        switch (entry.Kind)
        {
            case EntryKind.Missing:
                Missing(real, recursive && force);
                break;
            case EntryKind.Unreadable:
                tally.CannotSee($"{path} cannot be seen from here");
                break;
            case EntryKind.Folder when recursive:
                Folder(entry, scope == path ? real : scope);
                break;
            case EntryKind.Folder:
                break; // Without -r it stays.
            case EntryKind.File:
                File(entry, scope == path ? real : scope);
                break;
            default:
                Special(entry);
                break;
        }
    }

    private void Missing(string real, bool insists)
    {
        if (real.Contains("/.git/", StringComparison.Ordinal) && !trees.IsDisposable(real)
            && !real.Contains("/.git/hooks/", StringComparison.Ordinal)
            && !real.EndsWith(".lock", StringComparison.Ordinal) && !real.EndsWith("/gc.log", StringComparison.Ordinal)
            && !real.Contains("/.git/rebase-", StringComparison.Ordinal))
        {
            tally.CannotSee($"{real} is a part of git's own repository, and not there now");
            return;
        }

        // What stands beside the work tree is seen as well as the tree itself.
        bool visible = trees.IsOwn(real) || trees.IsDisposable(real) || trees.TopOf(PathText.Parent(real)) is not null
            || (trees.Own is { } own && PathText.Parent(own) == PathText.Parent(real));
        if (!visible && (insists || trees.Own is null))
        {
            tally.CannotSee($"{real} is not there or cannot be seen from here");
        }
    }

    /// <summary>Links, pipes, sockets: nothing is kept in them.</summary>
    private void Special(Entry entry)
    {
        bool device = entry.Kind is EntryKind.Device && Places.IsRawDevice(entry.Path);
        tally.Add(entry.Path, new Recovery.Trivial("made again"), named: device, holdsData: false, 0);
    }

    private void Folder(Entry folder, string scope)
    {
        string path = folder.Path;
        if (trees.Own is { } own && PathText.IsWithin(own, path))
        {
            tally.WholeTree = true;
        }

        if (trees.IsTemporaryRoot(path))
        {
            tally.CannotSee($"{path} is where every program keeps its temporary files");
            return;
        }

        if (_mounts.At(path) is { } mount && !IsBuild(path))
        {
            if (mount == path)
            {
                tally.Forbidden ??= $"{path} is a mount point";
            }

            tally.CannotSee($"another file system is mounted at {mount}");
            return;
        }

        if (trees.IsDisposable(path))
        {
            tally.Add(path, new Recovery.Trivial("a temporary folder or a cache"), named: false, holdsData: false, 0);
        }
        else if (trees.IsGitFolder(path))
        {
            Repository(path);
        }
        else if (trees.GitFolderAbove(path) is not null)
        {
            InRepository(path);
        }
        else if (IsBuild(path))
        {
            tally.Add(path, new Recovery.Trivial("the build makes it again"), named: false, holdsData: false, 0);
        }
        else
        {
            Walk(path, scope);
        }
    }

    private void Walk(string top, string scope)
    {
        if (trees.TopOf(top) is { } repository)
        {
            _ = trees.IndexOf(repository, scope); // One question for the whole walk.
        }

        var folders = new Stack<string>([top]);
        bool empty = true;
        while (folders.TryPop(out string? folder))
        {
            if (world.List(folder) is not { } entries)
            {
                tally.CannotSee($"{folder} cannot be read");
                continue;
            }

            foreach (Entry entry in entries)
            {
                empty = false;
                if (++_seen > MaxEntries || world.Clock.GetUtcNow() > budget.Deadline)
                {
                    tally.CannotSee($"{top} holds more than can be looked at");
                    return;
                }

                Each(entry, scope, folders);
            }
        }

        if (empty)
        {
            tally.Add(top, new Recovery.Trivial("an empty folder"), named: false, holdsData: false, 0);
        }
    }

    private void Each(Entry entry, string scope, Stack<string> folders)
    {
        if (entry.Kind is EntryKind.File)
        {
            File(entry, scope);
        }
        else if (entry.Kind is not EntryKind.Folder)
        {
            Special(entry);
        }
        else if (trees.IsGitFolder(entry.Path))
        {
            Repository(entry.Path);
        }
        else if (IsBuildHere(entry.Path))
        {
            tally.Add(entry.Path, new Recovery.Trivial("the build makes it again"), named: false, holdsData: false, 0);
        }
        else
        {
            folders.Push(entry.Path);
        }
    }

    /// <summary>Adds what emptying a file would take: as much as removing it.</summary>
    public void Content(Entry file) => File(file, file.Path);

    /// <summary>Adds what removing one file would take.</summary>
    private void File(Entry file, string scope)
    {
        string path = file.Path;
        string name = PathText.Name(path);
        if (!trees.IsDisposable(path) && trees.GitFolderAbove(path) is not null)
        {
            // A stale lock is what git itself tells people to remove.
            if (name is "gc.log" || name.EndsWith(".lock", StringComparison.Ordinal)
                || name.EndsWith("_EDITMSG", StringComparison.Ordinal))
            {
                Trivial(file, "a lock of git");
            }
            else
            {
                Never(file, "a file of git's own", holdsData: true);
            }
        }
        else if (trees.IsDisposable(path) || (IsBuild(PathText.Parent(path)) && !Places.IsSystem(path)))
        {
            Trivial(file, "a temporary file, a cache or a build's");
        }
        else if (file.Bytes == 0 && !Places.IsSystem(path))
        {
            Trivial(file, "it is empty");
        }
        else
        {
            InTree(file, name, scope);
        }
    }

    private void InTree(Entry file, string name, string scope)
    {
        GitIndex? index = trees.TopOf(PathText.Parent(file.Path)) is { } top ? trees.IndexOf(top, scope) : null;
        GitStatus? status = index is { Problem: null } ? index.StatusOf(file, world) : null;
        switch (status)
        {
            case GitStatus.Clean:
                tally.Add(
                    file.Path, new Recovery.FromSource("git checkout"), !trees.IsOwn(file.Path), holdsData: false,
                    file.Bytes);
                break;
            case GitStatus.Changed:
                Never(file, "changes that are not committed", holdsData: true);
                break;
            case var _ when KnownNames.IsPrecious(name):
                Never(file, "git does not hold it", holdsData: true);
                break;
            case var _ when KnownNames.IsMadeAgain(name) && (status is not null || trees.IsOwn(file.Path)):
                Trivial(file, "made again");
                break;
            case var _ when IsOfSession(file.Path):
                Trivial(file, MadeInSession);
                break;
            default:
                Never(file, index?.Problem ?? (status is GitStatus.Ignored ? "git ignores it" : "git does not hold it"),
                    holdsData: true);
                break;
        }
    }

    /// <summary>What the agent made itself in this session and nobody else put there; a part of the system never is,
    /// whoever wrote it.</summary>
    private bool IsOfSession(string path) => !Places.IsSystem(path) && budget.Memory?.MadeAt(path) is not null;

    private void Trivial(Entry file, string how) =>
        tally.Add(file.Path, new Recovery.Trivial(how), named: false, holdsData: false, file.Bytes);

    private void Never(Entry file, string why, bool holdsData) =>
        tally.Add(file.Path, new Recovery.Never(why), named: true, holdsData, file.Bytes);

    /// <summary>Whether a folder, or one that it lies in, is made by a build.</summary>
    public bool IsBuild(string path)
    {
        string? top = trees.TopOf(path) ?? (trees.IsOwn(path) ? trees.Own : null);
        for (string at = path; at != top && at.Length > 1; at = PathText.Parent(at))
        {
            // Above a project the name of a folder tells nothing: people keep work in ~/build too.
            if ((top is not null || at == path || KnownNames.IsBuildFolder(PathText.Name(at))) && IsBuildHere(at))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBuildHere(string path)
    {
        string name = PathText.Name(path);
        bool always = KnownNames.IsBuildFolder(name);
        bool beside = KnownNames.IsBuildFolderOfProject(name);
        if ((!always && !beside && !KnownNames.MayBeBuildFolder(name)) || Places.IsSystem(path))
        {
            return false;
        }

        GitIndex? index = trees.TopOf(PathText.Parent(path)) is { } top ? trees.IndexOf(top, path) : null;
        if (index is { Problem: null } && index.HasTrackedBelow(path))
        {
            return false;
        }

        bool ignored = index is { Problem: null } && index.Ignores(path);
        return always || ((ignored || (beside && BesideProject(path))) && !HoldsPrecious(path));
    }

    private bool BesideProject(string path) =>
        world.List(PathText.Parent(path)) is { } siblings
        && siblings.Any(e => KnownNames.IsProjectFile(PathText.Name(e.Path)));

    /// <summary>A build folder by a common name may hold somebody's database; a few thousand names tell.</summary>
    private bool HoldsPrecious(string top)
    {
        var folders = new Stack<string>([top]);
        int left = 5_000;
        while (folders.TryPop(out string? folder))
        {
            foreach (Entry entry in world.List(folder) ?? [])
            {
                if (--left < 0)
                {
                    return false;
                }

                if (entry.Kind is EntryKind.Folder && !KnownNames.IsBuildFolder(PathText.Name(entry.Path)))
                {
                    folders.Push(entry.Path);
                }
                else if (entry is { Kind: EntryKind.File, Bytes: > 0 }
                    && KnownNames.IsPrecious(PathText.Name(entry.Path)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A part of a repository's own folder: its refs, reflogs, objects, hooks.</summary>
    private void InRepository(string path)
    {
        // What a rebase that broke off leaves behind: git itself tells people to remove it.
        if (PathText.Name(path) is "rebase-merge" or "rebase-apply" or "sequencer")
        {
            tally.Add(path, new Recovery.Trivial("the trace of a rebase"), named: false, holdsData: false, 0);
        }
        else
        {
            tally.Add(
                path, new Recovery.Never("a part of git's own repository"), named: true, holdsData: true, 0,
                "git.repository");
        }
    }

    /// <summary>A repository's own folder: what is pushed can be cloned again, the rest is gone.</summary>
    private void Repository(string gitFolder)
    {
        bool own = PathText.Parent(gitFolder) == trees.Own;
        if (!own && IsOfSession(gitFolder))
        {
            tally.Add(gitFolder, new Recovery.Trivial(MadeInSession), named: false, holdsData: false, 0);
            return;
        }

        string[] question = ["--git-dir=" + gitFolder, "rev-list", "--count", "--all", "--not", "--remotes"];
        RunAnswer answer = GitIndex.Ask(world, budget, PathText.Parent(gitFolder), question);
        if (answer is not RunAnswer.Ended { ExitCode: 0 } ended || !long.TryParse(ended.Text.Trim(), out long unpushed))
        {
            tally.Add(gitFolder, new Recovery.Never("its history cannot be read"), named: true, holdsData: true, 0,
                "git.repository");
            return;
        }

        tally.Facts.Add(new Fact("commits that no remote has", unpushed.ToString(), "git rev-list"));
        if (unpushed == 0 && !own)
        {
            tally.Add(
                gitFolder, new Recovery.FromSource("git clone"), named: true, holdsData: false, 0, "git.repository");
            return;
        }

        string why = unpushed > 0
            ? $"{unpushed} commits are nowhere else"
            : "its branches, hooks and settings are nowhere else";
        tally.Add(gitFolder, new Recovery.Never(why), named: true, holdsData: true, 0, "git.repository");
        if (own && unpushed > 0)
        {
            tally.Forbidden ??= $"{gitFolder} holds {unpushed} commits that are nowhere else";
        }
    }
}

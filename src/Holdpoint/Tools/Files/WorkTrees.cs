using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Where the agent works, and which git work tree governs a path; asked once per folder.</summary>
internal sealed class WorkTrees(IWorld world, MeasureBudget budget, string directory)
{
    private readonly Dictionary<string, string?> _tops = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), GitIndex> _indexes = [];
    private readonly Dictionary<string, string?> _gitFolders = new(StringComparer.Ordinal);
    private string? _own;
    private bool _ownKnown;

    /// <summary>The directory in which the action starts.</summary>
    public string Start { get; } = PathText.Normal(budget.Start.Length > 0 ? budget.Start : directory);

    /// <summary>The agent's work tree: the git top level above its directory, else the directory itself unless that is
    /// a root, a home, a folder of the system or a temporary folder; null where there is none to be seen.</summary>
    public string? Own
    {
        get
        {
            if (!_ownKnown)
            {
                _ownKnown = true;
                _own = FindOwn();
            }

            return _own;
        }
    }

    /// <summary>Whether a path lies in the agent's work tree.</summary>
    public bool IsOwn(string path) => Own is { } own && PathText.IsWithin(path, own);

    /// <summary>Whether a path lies below a temporary folder, and not in a work tree or a home that happens to lie
    /// there too.</summary>
    public bool IsTemporary(string path) =>
        Places.IsTemporary(path, world.Variable("TMPDIR")) && !IsOwn(path) && !IsOfHome(path);

    /// <summary>Whether a path is a temporary folder as a whole.</summary>
    public bool IsTemporaryRoot(string path) => Places.TemporaryRoot(path, world.Variable("TMPDIR")) == path;

    /// <summary>Whether nothing is lost with what lies at a path, because of where it lies.</summary>
    public bool IsDisposable(string path) => IsTemporary(path) || Places.IsCache(path, world.Home);

    /// <summary>The top of the git work tree that holds a path; null for none.</summary>
    public string? TopOf(string path) => Nearest(path, _tops, IsTop);

    /// <summary>The folder of a git repository's own (<c>.git</c>, a bare repository) that a path lies below; null for
    /// none.</summary>
    public string? GitFolderAbove(string path) => Nearest(PathText.Parent(path), _gitFolders, IsGitFolder);

    /// <summary>The nearest folder that is or holds a path and of which something is true; what was found is kept for
    /// every folder on the way.</summary>
    private static string? Nearest(string path, Dictionary<string, string?> known, Func<string, bool> isIt)
    {
        var passed = new List<string>();
        string? found = null;
        for (string at = path; at is not ("/" or ""); at = PathText.Parent(at))
        {
            if (known.TryGetValue(at, out found))
            {
                break;
            }

            passed.Add(at);
            if (isIt(at))
            {
                found = at;
                break;
            }
        }

        foreach (string folder in passed)
        {
            known[folder] = found;
        }

        return found;
    }

    private bool IsTop(string path) =>
        world.Look(PathText.Join(path, ".git")).Kind is EntryKind.Folder or EntryKind.File or EntryKind.Link;

    /// <summary>Whether a folder is a repository's own, by what git itself looks for in it.</summary>
    public bool IsGitFolder(string path) =>
        world.Look(PathText.Join(path, "HEAD")).Kind is EntryKind.File or EntryKind.Link
        && world.Look(PathText.Join(path, "objects")).Kind is EntryKind.Folder;

    /// <summary>What git knows below a folder (or of a file), within one work tree.</summary>
    public GitIndex IndexOf(string top, string scope)
    {
        string within = PathText.IsWithin(scope, top) ? scope : top;
        foreach (((string knownTop, string knownScope), GitIndex known) in _indexes)
        {
            if (knownTop == top && PathText.IsWithin(within, knownScope))
            {
                return known;
            }
        }

        return _indexes[(top, within)] = GitIndex.Load(world, budget, top, within);
    }

    /// <summary>In a home that lies below a temporary folder itself, as sandboxes have it; what the home's TMPDIR holds
    /// is temporary all the same.</summary>
    private bool IsOfHome(string path) => PathText.IsWithin(path, world.Home) && Places.IsTemporary(world.Home, null)
        && !(world.Variable("TMPDIR") is ['/', ..] own && PathText.IsBelow(PathText.Normal(own), world.Home)
            && PathText.IsWithin(path, PathText.Normal(own)));

    private string? FindOwn()
    {
        string start = world.RealPath(Start) ?? Start;
        if (world.Look(start).Kind is not EntryKind.Folder)
        {
            return null;
        }

        string? top = TopOf(start);
        if (top is not null && Places.WhyRoot(top, world.Home) is null)
        {
            return top;
        }

        bool ordinary = Places.WhyRoot(start, world.Home) is null && !Places.IsSystem(start)
            && Places.TemporaryRoot(start, world.Variable("TMPDIR")) != start;
        return ordinary ? start : null;
    }
}

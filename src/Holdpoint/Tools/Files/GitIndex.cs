using System.Collections.Immutable;
using System.Text;
using Holdpoint.Radius;
using Holdpoint.Tools.Git;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>What git says of a file.</summary>
internal enum GitStatus
{
    /// <summary>Tracked, and its content is what the index holds.</summary>
    Clean,

    /// <summary>Tracked, with changes that git does not hold.</summary>
    Changed,

    /// <summary>Not tracked, and not ignored.</summary>
    Untracked,

    /// <summary>Not tracked, and ignored (or git did not list it).</summary>
    Ignored,
}

/// <summary>What git knows of the files below one folder, read once by plumbing that runs no hook, no filter and no
/// monitor.</summary>
internal sealed class GitIndex
{
    /// <summary>A listing of some 100,000 files; a longer one is not looked at file by file.</summary>
    private const long MaxListing = 16 * 1024 * 1024;

    /// <summary>Files are hashed to know whether git holds their content; beyond this they count as changed.</summary>
    private const long MaxHashed = 128 * 1024 * 1024;

    private readonly Dictionary<string, string> _tracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foldersWithTracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foldersWithUntracked = new(StringComparer.Ordinal);
    private long _hashed;

    private GitIndex(string top)
    {
        Top = top;
    }

    /// <summary>The top level of the work tree.</summary>
    public string Top { get; }

    /// <summary>Why git could not be asked; null when it could.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads what git knows of a path and everything below it.</summary>
    public static GitIndex Load(IWorld world, MeasureBudget budget, string top, string scope)
    {
        string pathspec = scope == top ? "." : scope[(top.Length + 1)..];
        RunAnswer answer = Ask(
            world, budget, top, "ls-files", "-z", "-t", "-s", "-c", "-o", "--exclude-standard", "--", pathspec);
        if (answer is not RunAnswer.Ended { ExitCode: 0 } ended)
        {
            string why = answer is RunAnswer.Failed failed ? failed.Why : "git cannot list the files of " + top;
            return new GitIndex(top) { Problem = why };
        }

        var index = new GitIndex(top);
        foreach (string row in ended.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            index.Add(row);
        }

        return index;
    }

    /// <summary>Runs git for an answer.</summary>
    public static RunAnswer Ask(
        IWorld world, MeasureBudget budget, string directory, params ReadOnlySpan<string> arguments) =>
        world.Run(new RunRequest(
            "git", [.. Safe, .. arguments], directory, CleanEnvironment, budget.Deadline, MaxListing));

    /// <summary>Whether something below a folder is tracked.</summary>
    public bool HasTrackedBelow(string folder) => _foldersWithTracked.Contains(folder);

    /// <summary>Whether git ignores all that is in a folder.</summary>
    public bool Ignores(string folder) =>
        !_foldersWithTracked.Contains(folder) && !_foldersWithUntracked.Contains(folder);

    public GitStatus StatusOf(Entry file, IWorld world)
    {
        if (_tracked.TryGetValue(file.Path, out string? id))
        {
            return HoldsSame(file, id, world) ? GitStatus.Clean : GitStatus.Changed;
        }

        return _untracked.Contains(file.Path) ? GitStatus.Untracked : GitStatus.Ignored;
    }

    private static readonly ImmutableArray<string> Safe =
    [
        .. QuietGit.Options, "--literal-pathspecs", "-c", "core.untrackedCache=false",
    ];

    /// <summary>Nothing that the agent exported may send git elsewhere.</summary>
    private static readonly ImmutableDictionary<string, string?> CleanEnvironment =
        QuietGit.Variables.SetItems(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
            ["GIT_OBJECT_DIRECTORY"] = null,
            ["GIT_COMMON_DIR"] = null,
            ["GIT_NAMESPACE"] = null,
            ["GIT_CONFIG"] = null,
            ["GIT_CONFIG_COUNT"] = null,
            ["GIT_CONFIG_PARAMETERS"] = null,
            ["GIT_CEILING_DIRECTORIES"] = null,
        });

    /// <summary>Rows: <c>H 100644 id 0 TAB path</c> for what is tracked, <c>? path</c> for what is not.</summary>
    private void Add(string row)
    {
        bool other = row.StartsWith("? ", StringComparison.Ordinal);
        int tab = other ? 1 : row.IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0)
        {
            return;
        }

        string path = PathText.Join(Top, row[(tab + 1)..].TrimEnd('/'));
        HashSet<string> folders = other ? _foldersWithUntracked : _foldersWithTracked;
        if (other)
        {
            _untracked.Add(path);
        }
        else if (row[..tab].Split(' ') is [_, _, var id, ..])
        {
            _tracked[path] = id;
        }

        for (string at = PathText.Parent(path); at.Length >= Top.Length && folders.Add(at); at = PathText.Parent(at))
        {
        }
    }

    /// <summary>Compares by content, since times can be set; a file that a filter or line endings change counts as
    /// changed.</summary>
    private bool HoldsSame(Entry file, string id, IWorld world)
    {
        _hashed += file.Bytes;
        if (_hashed > MaxHashed || world.Read(file.Path, MaxHashed) is not FileAnswer.Content content)
        {
            return false;
        }

        byte[] named = [.. Encoding.ASCII.GetBytes($"blob {content.Bytes.Length}\0"), .. content.Bytes.Span];
        return (id.Length == 40 ? Sha1.Hex(named) : Sha256.Hex(named)) == id;
    }
}

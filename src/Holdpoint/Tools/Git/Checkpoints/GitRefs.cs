using System.Collections.Immutable;
using Holdpoint.Tools.Files;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>A ref and where it stands.</summary>
/// <param name="Name">Full: <c>refs/heads/main</c>.</param>
/// <param name="Hash">The object, a tag's own for a tag.</param>
internal sealed record KeptRef(string Name, string Hash)
{
    /// <summary>The ref that it stands for; null where it stands by itself.</summary>
    public string? To { get; init; }

    /// <summary>As a person names it.</summary>
    public string Short => Name.Split('/', 3) is ["refs", "heads" or "tags" or "remotes", var name] ? name : Name;
}

/// <summary>The refs of a repository and their reflogs.</summary>
internal static class GitRefs
{
    public const string Stash = "refs/stash";

    private const string Remotes = "refs/remotes/";

    /// <summary>A reflog of a busy year is 1 MB.</summary>
    private const long MaxLog = 64L * 1024 * 1024;

    /// <summary>Names in which git keeps what is going on.</summary>
    private static readonly ImmutableArray<string> Going =
    [
        "HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "AUTO_MERGE",
        "MERGE_AUTOSTASH",
    ];

    /// <summary>Every ref.</summary>
    /// <param name="remotes">Those that tell where a remote's branches were seen, too.</param>
    public static ImmutableArray<KeptRef> All(GitReader git, bool remotes) =>
        [.. Read(git).Where(r => remotes || !IsRemote(r.Name))];

    /// <summary>The refs of some names, those of them that there are.</summary>
    public static ImmutableArray<KeptRef> Named(GitReader git, ImmutableArray<string> names) =>
        names.IsEmpty ? [] : [.. Read(git, [.. names]).Where(r => names.Contains(r.Name))];

    /// <summary>Where the remote-tracking branches stand: what they hold, the remotes have as well.</summary>
    public static IEnumerable<string> Elsewhere(GitReader git, ImmutableArray<KeptRef> but) => Read(git, Remotes)
        .Where(r => !but.Any(b => b.Name == r.Name)).Select(r => r.Hash).Distinct();

    /// <summary>The objects that a merge, a rebase, the stand of HEAD name.</summary>
    public static IEnumerable<string> Pending(GitReader git) => Going
        .Select(n => git.Run("rev-parse", "--verify", "--quiet", n)).Where(a => a.Ok).Select(a => a.FirstLine)
        .Where(GitAtWork.IsHash).Distinct();

    /// <summary>What HEAD stands for, a branch or a commit.</summary>
    public static KeptRef Head(GitReader git) => new(
        "HEAD", git.Run("rev-parse", "--verify", "--quiet", "HEAD") is { Ok: true } at ? at.FirstLine : "")
    {
        To = git.Run("symbolic-ref", "--quiet", "HEAD") is { Ok: true } branch ? branch.FirstLine : null,
    };

    /// <summary>The names of all reflogs.</summary>
    public static IEnumerable<string> Logs(GitAtWork git)
    {
        return Below(Path.Join(git.CommonDirectory, "logs")).Concat(Below(git.Logs)).Distinct();

        IEnumerable<string> Below(string folder)
        {
            var open = new Stack<string>([folder]);
            while (open.TryPop(out string? at))
            {
                foreach (Entry entry in git.Reader.World.List(at) ?? [])
                {
                    if (entry.Kind is EntryKind.Folder)
                    {
                        open.Push(entry.Path);
                    }
                    else if (entry.Kind is EntryKind.File)
                    {
                        yield return entry.Path;
                    }
                }
            }
        }
    }

    /// <summary>The file of a ref's reflog.</summary>
    public static string LogOf(GitAtWork git, string name) => name is "HEAD"
        ? Path.Join(git.Logs, name)
        : Path.Join(git.CommonDirectory, "logs", name);

    /// <summary>The lines of a reflog; empty where there is none.</summary>
    public static string[] Lines(string file, IWorld world) => world.Read(file, MaxLog) is FileAnswer.Content content
        ? content.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        : [];

    /// <summary>The objects that lines of a reflog name.</summary>
    public static IEnumerable<string> ObjectsOf(IEnumerable<string> lines) =>
        lines.SelectMany(l => l.Split(' ', 3).Take(2)).Where(GitAtWork.IsHash).Distinct();

    /// <summary>A reflog as it was, and what came to it since.</summary>
    public static string Merged(string[] then, string[] now, bool isStash)
    {
        HashSet<string> known = [.. then.Select(Entry)];
        string[] lines = [.. then, .. now.Where(l => !known.Contains(Entry(l)))];
        if (isStash)
        {
            // Entries are counted, so each must follow on the one before.
            string before = new('0', lines.Length > 0 ? lines[0].IndexOf(' ') : 40);
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = before + lines[i][lines[i].IndexOf(' ')..];
                before = lines[i].Split(' ', 3)[1];
            }
        }

        return GitAtWork.Lines(lines);

        static string Entry(string line) => line[(line.IndexOf(' ') + 1)..];
    }

    public static bool IsRemote(string name) => name.StartsWith(Remotes, StringComparison.Ordinal);

    /// <summary>The folder of a file, so that one can be put there.</summary>
    public static string FolderOf(string file) => PathText.Parent(file);

    private static IEnumerable<KeptRef> Read(GitReader git, params string[] patterns) => git
        .Run(["for-each-ref", "--format=%(refname)%09%(objectname)%09%(symref)", .. patterns]).Lines
        .Select(l => l.Split('\t')).Where(f => f.Length >= 3 && GitAtWork.IsHash(f[1]))
        .Select(f => new KeptRef(f[0], f[1]) { To = f[2].Trim() is { Length: > 0 } to ? to : null });
}

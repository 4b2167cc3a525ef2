using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Which changes a command writes over.</summary>
internal enum WorkScope
{
    /// <summary>Those of the index and of the work tree.</summary>
    Everything,

    /// <summary>Those of the work tree against the index: the index is the source.</summary>
    Unstaged,

    /// <summary>Those of the index; <c>reset --merge</c> keeps the others.</summary>
    Staged,
}

/// <summary>Which uncommitted work a command would write over, and which commits it would leave to the
/// reflog.</summary>
/// <param name="Paths">Pathspecs; empty for the whole work tree.</param>
/// <param name="Source">The commit that is written; null for the index or HEAD.</param>
internal sealed record WorkTreeProbe(GitPlace Place, WorkScope Scope, ImmutableArray<string> Paths, string? Source)
    : GitProbe(Place)
{
    /// <summary>A stat call for each file that the source would create: enough for a large directory that comes
    /// back.</summary>
    private const int MaxLooks = 20_000;

    /// <summary>The branch is set to the source.</summary>
    public bool MovesBranch { get; init; }

    /// <summary>The paths stand for more than is known: everything is measured.</summary>
    public bool PathsUnknown { get; init; }

    /// <summary>What is written over may be a file that git does not track.</summary>
    public bool MayBeUntracked { get; init; }

    /// <summary>skip-worktree files are written too.</summary>
    public bool SkippedToo { get; init; }

    /// <summary>One side of a conflict is written: a file that still holds git's marks was not resolved by hand, and
    /// git can write it again.</summary>
    public bool TakesSide { get; init; }

    /// <summary>Nothing of the action runs before it: a name that git does not know now, it will not know
    /// then.</summary>
    public bool First { get; init; }

    /// <summary>Why submodules would lose work that is not measured; null where they are left alone.</summary>
    public string? Submodules { get; init; }

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (git.Top is not { } top)
        {
            return Unmeasured(effect, $"{git.Folder} has no work tree");
        }

        ImmutableArray<string> paths = PathsUnknown ? [] : Paths;
        if (Status.Read(git, paths, MayBeUntracked, out string problem) is not { } entries)
        {
            return Unmeasured(effect, problem);
        }

        List<(string, string)> lost = Lost(git, top, paths, entries);

        if (First && Source is { } source and not "-" && Commits.Resolve(git, source) is null
            && Unmatched(git, [source]) is not null)
        {
            return Nothing(effect, $"git knows nothing of the name {FileLosses.Clean(source)}, and refuses");
        }

        if (lost.Count == 0 && Unmatched(git, paths) is { } unmatched)
        {
            // Of another commit's files the index says nothing.
            return First && Source is null ? Nothing(effect, "git knows no file of this name, and refuses")
                : Unmeasured(effect, unmatched);
        }

        Commits? left = MovesBranch ? LeftBehind(git) : new Commits(0, []);
        if (lost.Count == 0 && left is { Count: 0 })
        {
            return Submodules is { } why && git.World.Look(Path.Join(top, ".gitmodules")).Exists
                ? Unmeasured(effect, why)
                : Nothing(effect, "nothing here is uncommitted", new Fact("uncommitted files", "0", "git status"));
        }

        return Lose(effect, git, top, lost, left);
    }

    public override Touched? Touches(GitReader git, out string problem)
    {
        ImmutableArray<string> paths = PathsUnknown ? [] : Paths;
        problem = $"{git.Folder} has no work tree";
        if (git.Top is not { } top || Status.Read(git, paths, MayBeUntracked, out problem) is not { } entries)
        {
            return null;
        }

        HashSet<string> lost = [.. Lost(git, top, paths, entries).Select(l => l.Item1)];
        return FromSource(git, Source, paths, out problem) is { } other
            ? new Touched([.. lost], [.. entries.Select(e => e.Path).Concat(other).Distinct().Except(lost)])
            : null;
    }

    /// <summary>The paths in which the index and a commit differ; null, with the reason, where git gave no
    /// answer.</summary>
    public static string[]? FromSource(
        GitReader git, string? source, ImmutableArray<string> paths, out string problem)
    {
        problem = "";
        if (source is null or "HEAD" or "@")
        {
            return [];
        }

        string? commit = Commits.Resolve(git, source is "-" ? "@{-1}" : source);
        GitAnswer answer = commit is null ? default : git.Run(
            ["diff-index", "--cached", "--name-only", "--no-renames", "-z", commit, "--", .. paths]);
        problem = commit is null ? $"git knows no commit {FileLosses.Clean(source)}" : answer.Problem;
        return commit is not null && answer.Ok ? answer.Records : null;
    }

    /// <summary>The files that hold what would be lost, and what they are.</summary>
    private List<(string, string)> Lost(
        GitReader git, string top, ImmutableArray<string> paths, List<StatusEntry> entries)
    {
        List<(string, string)> lost =
        [
            .. entries.Where(e => Lost(e) && !(TakesSide && AbortProbe.IsMarked(git.World, top, e)))
                .Select(e => (e.Path, What(e))),
        ];
        lost.AddRange(Untracked(git, top, paths).Select(p => (p, "untracked")));
        if (Scope is not WorkScope.Staged)
        {
            bool skipped = SkippedToo || Source is not null and not ("HEAD" or "@");
            lost.AddRange(HiddenChanges.Read(git, top, paths, skipped)
                .Select(p => (p, "modified, hidden from status")));
        }

        return lost;
    }

    private static Measurement Lose(Effect effect, GitReader git, string top, List<(string, string)> lost,
        Commits? left)
    {
        Recovery reflog = left is { Count: > 0 } && Commits.Resolve(git, "HEAD") is { } head
            ? Reflog.Only(git.ReflogDays(), "the reflog", $"git reset --keep {head[..Reflog.ShownHash]}")
            : new Recovery.Unknown("git could not tell which commits would be left behind");
        ImmutableArray<Fact> facts = [new Fact("uncommitted files", $"{lost.Count}", "git status")];
        if (left is { Count: > 0 })
        {
            facts = facts.Add(new Fact("commits that only the reflog would hold", $"{left.Count}", "git rev-list"));
        }

        if (lost.Count == 0)
        {
            return new Measurement(effect with { Recovery = reflog,
                Summary = "leaves commits to the reflog: no branch or remote holds them" })
            {
                Count = left?.Count,
                Unit = "commits",
                Losses = [.. left?.Losses(reflog) ?? []],
                Facts = facts,
                Unmeasured = left is null ? "git could not tell which commits would be left behind" : null,
            };
        }

        Measurement files = FileLosses.Of(effect, git.World, top, lost, GitEffects.NeverCommitted);
        return files with
        {
            Losses = [.. files.Losses.Concat(left?.Losses(reflog) ?? []).Take(BlastRadius.MaxNamedLosses)],
            Facts = facts,
        };
    }

    private bool Lost(StatusEntry entry) => Scope switch
    {
        WorkScope.Everything => entry.Staged || entry.Changed || entry.Unmerged || entry.Untracked,
        WorkScope.Unstaged => entry.Changed || entry.Unmerged,
        _ => entry.Staged || entry.Unmerged,
    };

    private static string What(StatusEntry entry) => entry switch
    {
        { Untracked: true } => "untracked",
        { Unmerged: true } => "in conflict",
        { Changed: true } => "modified",
        _ => "staged",
    };

    /// <summary>Files that the source holds and the index does not: where something lies at their place, git writes
    /// over it.</summary>
    private IEnumerable<string> Untracked(GitReader git, string top, ImmutableArray<string> paths)
    {
        if (Scope is not WorkScope.Everything || (Source is null && !MovesBranch))
        {
            return [];
        }

        if (Commits.Resolve(git, Source ?? "HEAD") is not { } commit)
        {
            return [];
        }

        GitAnswer answer = git.Run(["diff-index", "--cached", "--diff-filter=D", "--name-only", "--no-renames", "-z",
            commit, "--", .. paths]);
        return answer.Records.Take(MaxLooks).Where(p =>
            git.World.Look(Path.Join(top, p)).Kind is EntryKind.File or EntryKind.Link);
    }

    /// <summary>A name that matches nothing now may match when the command runs: it is not proof that nothing
    /// goes.</summary>
    private static string? Unmatched(GitReader git, ImmutableArray<string> paths)
    {
        if (paths.IsEmpty)
        {
            return null;
        }

        GitAnswer tracked = git.Run(["ls-files", "--error-unmatch", "-z", "--", .. paths]);
        return tracked.Ok ? null : $"no tracked file is named {FileLosses.Clean(string.Join(' ', paths.Take(5)))} yet";
    }

    /// <summary>Commits of HEAD that neither the new place nor any other ref holds; null where git gave no
    /// answer.</summary>
    private Commits? LeftBehind(GitReader git)
    {
        if (Source is null or "HEAD" or "@" || Commits.Resolve(git, "HEAD") is not { } head)
        {
            return new Commits(0, []);
        }

        string? target = Commits.Resolve(git, Source);
        if (target == head)
        {
            return new Commits(0, []);
        }

        GitAnswer current = git.Run("symbolic-ref", "--quiet", "--short", "HEAD");
        string[] others = current.Ok ? ["--exclude=" + current.FirstLine, "--branches"] : ["--branches"];
        return Commits.Only(git, [head], [.. target is null ? []
            : (string[])[target], .. others, "--tags", "--remotes"]);
    }
}

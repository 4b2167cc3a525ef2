using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>What differs between what was saved of a repository and what is there.</summary>
internal static class GitDifferences
{
    /// <summary>Enough of a hash for any repository.</summary>
    private const int Shown = 12;

    /// <summary>Refs, stash entries, reflogs, commits that nothing holds any more.</summary>
    public static IEnumerable<Difference> OfRefs(KeptRepository kept, string folder, GitAtWork git, Bench bench)
    {
        ImmutableArray<KeptRef> now = GitRefs.Named(git.Reader, [.. kept.Refs.Select(r => r.Name)]);
        foreach (KeptRef then in kept.Refs.Where(r => r.Name is not GitRefs.Stash && !now.Contains(r)))
        {
            KeptRef? other = now.FirstOrDefault(n => n.Name == then.Name);

            // An annotated tag holds a message and a signature, which no commit does.
            bool annotated = then.Name.StartsWith("refs/tags/", StringComparison.Ordinal) && git.Run(
                "", ["cat-file", "-t", then.Hash], More(Path.Join(folder, GitPack.Folder))).FirstLine is "tag";
            yield return new Difference(
                then.Short, $"{then.Short}: stood at {Cut(then.Hash)}, "
                    + (other is null ? "is gone now" : $"is at {Cut(other.Hash)} now"))
            {
                IsData = annotated,
                IsMissing = other is null,
                Gone = annotated ? 1 : 0,
            };
        }

        if (kept.RestoresHead && GitRefs.Head(git.Reader) is var head && head != kept.Head)
        {
            yield return new Difference(
                "HEAD", $"HEAD: was {Cut(kept.Head.To ?? kept.Head.Hash)}, is {Cut(head.To ?? head.Hash)} now");
        }

        foreach (Difference difference in GitStash.Differences(kept, folder, git, bench.World)
            .Concat(OfLogs(kept, folder, git, bench.World)).Concat(OfCommits(kept, folder, git)))
        {
            yield return difference;
        }
    }

    /// <summary>Whether HEAD is where it was: only then the index fits.</summary>
    public static bool IsAtHead(KeptRepository kept, GitAtWork git) =>
        GitRefs.Head(git.Reader).Hash == kept.Head.Hash;

    /// <summary>Whether the index holds something else than the saved one, and would be brought back.</summary>
    public static bool IsIndexOther(KeptRepository kept, string tree, GitAtWork git) => kept.Index is { } index
        && (IsAtHead(kept, git) || kept.RestoresHead || kept.Refs.Any(r => r.Name == kept.Head.To))
        && git.Reader.World.Look(tree + index).Exists && git.Listed() != git.Listed(tree + index);

    private static IEnumerable<Difference> OfLogs(KeptRepository kept, string folder, GitAtWork git, IWorld world)
    {
        foreach ((int number, string log) in kept.Logs.Index())
        {
            HashSet<string> now = [.. GitRefs.Lines(log, world)];
            int gone = log == GitRefs.LogOf(git, GitRefs.Stash) ? 0
                : GitRefs.Lines(KeptRepository.LogCopy(folder, number), world).Count(l => !now.Contains(l));
            if (gone > 0)
            {
                yield return new Difference(log, $"{log}: {Policy.Words.Counted(gone, "entries")} gone")
                {
                    IsMissing = now.Count == 0,
                };
            }
        }
    }

    /// <summary>Commits that were held when it was saved, and are not any more.</summary>
    private static IEnumerable<Difference> OfCommits(KeptRepository kept, string folder, GitAtWork git)
    {
        string objects = Path.Join(folder, GitPack.Folder);
        string[] refs = [.. kept.Refs.Where(r => r.Name is not GitRefs.Stash).Select(r => r.Hash)];
        HashSet<string> gone = git.Missing(kept.Loose);
        List<string> lost = [.. Subjects(git, objects, refs, "--not", "--all")];
        lost.AddRange(Subjects(git, objects,
            [.. git.Run(GitAtWork.Lines(gone), ["cat-file", "--batch-check"], More(objects)).Lines
                .Where(l => l.Contains(" commit ", StringComparison.Ordinal)).Select(l => l.Split(' ')[0])],
            "--not", "--all", "--reflog"));
        foreach (string subject in lost.Distinct().Take(BlastRadius.MaxNamedLosses))
        {
            yield return new Difference(subject, $"commit {subject}: no ref holds it now")
            {
                IsData = true,
                IsMissing = true,
                Gone = 1,
            };
        }

        if (gone.Count > 0)
        {
            yield return new Difference(
                "objects", $"{Policy.Words.Counted(gone.Count, "objects")} that nothing referred to are gone")
            {
                IsMissing = true,
            };
        }
    }

    private static IEnumerable<string> Subjects(GitAtWork git, string objects, string[] tips, params string[] held)
    {
        if (tips.Length == 0)
        {
            return [];
        }

        GitAnswer answer = git.Run(
            GitAtWork.Lines(tips),
            ["rev-list", $"--max-count={BlastRadius.MaxNamedLosses}", "--format=%s", "--stdin", .. held],
            More(objects));
        return answer.Lines.Where(l => !l.StartsWith("commit ", StringComparison.Ordinal)).Select(FileLosses.Clean);
    }

    /// <summary>The saved objects can be read beside the repository's own.</summary>
    private static (string, string) More(string objects) => ("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects);

    private static string Cut(string name) => GitAtWork.IsHash(name) ? name[..Shown] : name;
}

/// <summary>The stash: a ref whose reflog is the list of entries.</summary>
internal static class GitStash
{
    /// <summary>The saved entries as the list shows them, the newest first: object and message.</summary>
    public static ImmutableArray<(string Hash, string Message)> Entries(
        KeptRepository kept, string folder, IWorld world) =>
        Copy(kept, folder) is { } copy ? Entries(GitRefs.Lines(copy, world)) : [];

    /// <summary>Entries that are gone.</summary>
    public static IEnumerable<Difference> Differences(KeptRepository kept, string folder, GitAtWork git, IWorld world)
    {
        HashSet<string> now =
            [.. Entries(GitRefs.Lines(GitRefs.LogOf(git, GitRefs.Stash), world)).Select(e => e.Hash)];
        foreach ((int number, (string hash, string message)) in Entries(kept, folder, world).Index())
        {
            if (!now.Contains(hash))
            {
                string name = $"stash@{{{number}}}: {FileLosses.Clean(message)}";
                yield return new Difference(name, $"{name}: is gone now")
                {
                    IsData = true,
                    IsMissing = true,
                    Gone = 1,
                };
            }
        }
    }

    /// <summary>The saved copy of its reflog; null where it was not saved.</summary>
    public static string? Copy(KeptRepository kept, string folder) => kept.Refs.Any(r => r.Name is GitRefs.Stash)
        && kept.Logs.Index().FirstOrDefault(l => l.Item.EndsWith("/logs/" + GitRefs.Stash, StringComparison.Ordinal))
            is { Item: not null } log
        ? KeptRepository.LogCopy(folder, log.Index)
        : null;

    private static ImmutableArray<(string Hash, string Message)> Entries(string[] lines) =>
        [.. lines.AsEnumerable().Reverse().Where(l => l.Split(' ', 3).Length == 3)
            .Select(l => (l.Split(' ', 3)[1], l.IndexOf('\t') is > 0 and var tab ? l[(tab + 1)..] : ""))];
}

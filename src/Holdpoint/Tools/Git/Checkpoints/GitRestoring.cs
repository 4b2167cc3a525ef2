using System.Collections.Immutable;
using System.Text;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>Brings refs, reflogs and stash entries back, whose objects are there.</summary>
internal static class GitRestoring
{
    /// <summary>
    /// 1 the refs, all or none; 2 what HEAD stands for; 3 the reflogs, with what came to them since; 4 the stash, which
    /// is a reflog; 5 the files of a history that was rewritten.
    /// </summary>
    /// <returns>Null, or why it could not be done.</returns>
    public static string? Refs(KeptRepository kept, string folder, GitAtWork git, Bench bench)
    {
        // Setting a ref writes into its reflog, so the entries of the stash are read before.
        string stashLog = GitRefs.LogOf(git, GitRefs.Stash);
        string[] stashed = GitRefs.Lines(stashLog, bench.World);
        string before = GitRefs.Head(git.Reader).Hash;

        // 1
        ImmutableArray<KeptRef> now = GitRefs.Named(git.Reader, [.. kept.Refs.Select(r => r.Name)]);
        ImmutableArray<KeptRef> other =
            [.. kept.Refs.Where(r => r.Name is not (GitRefs.Stash or "HEAD") && !now.Contains(r))];
        string lines = GitAtWork.Lines(other.Where(r => r.To is null).Select(r => $"update {r.Name} {r.Hash}"));
        GitAnswer answer = lines.Length == 0 ? default
            : git.Run("start\n" + lines + "prepare\ncommit\n", ["update-ref", "--no-deref", "--stdin"]);
        if (answer.Exit != 0)
        {
            return answer.Problem;
        }

        // 2
        foreach (KeptRef alias in other.Where(r => r.To is not null).Append(kept.Head))
        {
            if (alias.Name is "HEAD" && (!kept.RestoresHead || GitRefs.Head(git.Reader) == kept.Head))
            {
                continue;
            }

            answer = alias.To is { } to ? git.Run("", ["symbolic-ref", alias.Name, to])
                : git.Run("", ["update-ref", "--no-deref", "HEAD", alias.Hash]);
            if (!answer.Ok)
            {
                return answer.Problem;
            }
        }

        // 3
        foreach ((int number, string log) in kept.Logs.Index())
        {
            string[] then = GitRefs.Lines(KeptRepository.LogCopy(folder, number), bench.World);
            string[] there = GitRefs.Lines(log, bench.World);
            if (log != stashLog && then.Except(there).Any()
                && Write(log, GitRefs.Merged(then, there, isStash: false), bench) is { } unwritten)
            {
                return unwritten;
            }
        }

        // 4, 5
        return Stash(kept, folder, git, stashLog, stashed, bench) ?? Files(kept, git, before, bench);
    }

    private static string? Stash(
        KeptRepository kept, string folder, GitAtWork git, string log, string[] stashed, Bench bench)
    {
        if (GitStash.Copy(kept, folder) is not { } copy)
        {
            return null;
        }

        string[] then = GitRefs.Lines(copy, bench.World);
        string merged = GitRefs.Merged(then, stashed, isStash: true);
        string[] last = merged.TrimEnd('\n').Split('\n')[^1].Split(' ', 3);
        if (then.Length == 0 || last.Length < 3)
        {
            return null;
        }

        GitAnswer set = git.Run("", ["update-ref", GitRefs.Stash, last[1]]);
        return set.Ok ? Write(log, merged, bench) : set.Problem;
    }

    /// <summary>Writes the files of the history that is back over those of the one that replaced it; changes since
    /// stay, and where a filter would have to run it is left to the person.</summary>
    private static string? Files(KeptRepository kept, GitAtWork git, string before, Bench bench)
    {
        string now = GitRefs.Head(git.Reader).Hash;
        if (!kept.Rewritten || git.Reader.Top is null || before == now || before.Length == 0 || now.Length == 0)
        {
            return null;
        }

        if (git.Reader.HasFilters || !git.Run("", ["read-tree", "-m", "-u", before, now]).Ok)
        {
            bench.Say("the files of the work tree were left as they are: git status shows them");
        }

        return null;
    }

    private static string? Write(string file, string text, Bench bench) =>
        bench.Workshop.MakeFolder(GitRefs.FolderOf(file))
        ?? bench.Workshop.Write(file, Encoding.UTF8.GetBytes(text));
}

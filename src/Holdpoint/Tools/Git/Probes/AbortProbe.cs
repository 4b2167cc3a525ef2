using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>What giving up a merge, a rebase or a pick would throw away: what somebody resolved or edited since it
/// stopped.</summary>
/// <param name="How">The command as a person reads it.</param>
/// <param name="Hard">It resets hard; the others keep what is not in the index.</param>
internal sealed record AbortProbe(GitPlace Place, string How, bool Hard) : GitProbe(Place)
{
    /// <summary>The marks of a conflict stand in the first megabyte, or we say that they do not.</summary>
    private const long MaxRead = 4L * 1024 * 1024;

    /// <summary>The same action begins it and does nothing else: git refuses to begin over changes that giving up would
    /// throw away.</summary>
    public bool Begun { get; init; }

    private static readonly string[] Signs =
        ["MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "sequencer"];

    protected override Measurement Ask(Effect effect, GitReader git, MeasureBudget budget)
    {
        if (git.Top is not { } top)
        {
            return Unmeasured(effect, $"{git.Folder} has no work tree");
        }

        if (Status.Read(git, [], untracked: false, out string problem) is not { } entries)
        {
            return Unmeasured(effect, problem);
        }

        bool busy = Array.Exists(Signs, s => git.World.Look(Path.Join(git.GitDirectory, s)).Exists);
        if (!busy)
        {
            // An earlier part of the same action may begin it; a clean tree has nothing to lose either way.
            return entries.Exists(e => e.Staged || e.Changed) && !Begun
                ? Unmeasured(effect, "nothing of this kind is going on now, and the work tree has uncommitted changes")
                : Nothing(effect, Begun ? "nothing of this kind is going on yet" : "nothing here is uncommitted");
        }

        HashSet<string> resolved = [.. git.Run("ls-files", "-z", "--resolve-undo", "--full-name")
            .Records.Select(r => r[(r.IndexOf('\t') + 1)..])];
        bool untouched = !entries.Exists(e => e.Unmerged) && resolved.Count == 0;
        List<(string, string)> lost = [.. resolved.Select(p => (p, "resolved"))];
        foreach (StatusEntry entry in entries.Where(e => !resolved.Contains(e.Path)))
        {
            if (entry.MarkedConflict && !HasMarks(git.World, Path.Join(top, entry.Path)))
            {
                lost.Add((entry.Path, "resolved"));
            }
            else if (Hard && !entry.Unmerged && (entry.Changed || (entry.Staged && untouched)))
            {
                lost.Add((entry.Path, "modified"));
            }
        }

        return lost.Count == 0
            ? Nothing(effect, "nothing was resolved by hand",
                new Fact("files in conflict", $"{entries.Count(e => e.Unmerged)}", "git status"))
            : FileLosses.Of(effect, git.World, top, lost, GitEffects.NeverCommitted);
    }

    /// <summary>The files and folders in which git keeps what is going on, those of them that there are.</summary>
    public static IEnumerable<string> Going(GitReader git) => Signs.Concat(Notes)
        .Select(s => Path.Join(git.GitDirectory, s)).Where(p => git.World.Look(p).Exists);

    /// <summary>What it resets, and what differs from where it goes back to.</summary>
    public override Touched? Touches(GitReader git, out string problem)
    {
        problem = $"{git.Folder} has no work tree";
        if (git.Top is null || Status.Read(git, [], untracked: false, out problem) is not { } entries)
        {
            return null;
        }

        List<string> others = [];
        foreach (string start in Starts)
        {
            if (git.World.Read(Path.Join(git.GitDirectory, start), MaxRead) is FileAnswer.Content content
                && content.Text.Trim() is { Length: > 0 } commit && Commits.Resolve(git, commit) is not null)
            {
                if (WorkTreeProbe.FromSource(git, commit, [], out problem) is not { } paths)
                {
                    return null;
                }

                others.AddRange(paths);
            }
        }

        problem = "";
        ImmutableArray<string> lost = [.. entries.Select(e => e.Path)];
        return new Touched(lost, [.. others.Distinct().Except(lost)]);
    }

    /// <summary>What lies beside the signs while something is going on.</summary>
    private static readonly string[] Notes =
        ["MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "MERGE_AUTOSTASH", "REBASE_HEAD", "SQUASH_MSG", "MERGE_RR"];

    /// <summary>Where the commit stands that it goes back to.</summary>
    private static readonly string[] Starts =
        ["rebase-merge/orig-head", "rebase-apply/orig-head", "rebase-apply/abort-safety", "sequencer/head",
            "ORIG_HEAD"];

    /// <summary>Whether a file is in conflict and still holds the marks of it.</summary>
    public static bool IsMarked(IWorld world, string top, StatusEntry entry) =>
        entry.MarkedConflict && HasMarks(world, Path.Join(top, entry.Path));

    private static bool HasMarks(IWorld world, string path) =>
        world.Read(path, MaxRead) is FileAnswer.Content content && content.Bytes.Span.IndexOf("<<<<<<< "u8) >= 0;
}

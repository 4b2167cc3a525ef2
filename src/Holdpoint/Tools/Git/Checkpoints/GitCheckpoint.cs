using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Files.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>What git commands destroy: uncommitted and untracked files copied as they are, the index, refs, reflogs and
/// stash entries with their objects in a pack; proved in a scratch repository.</summary>
/// <remarks>Nothing is written into the repository when it is saved. What lies there could be pushed with everything
/// else, rewritten with the history, and reached by whoever may use git in it: docs/decisions/0018.</remarks>
internal sealed class GitCheckpoint : CheckpointKind
{
    public const string KindId = "git";

    private const string FilesFolder = "files";

    private static readonly FilesCheckpoint Files = new();

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => GitSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var git = (GitSource)source;
        if (GitAtWork.Open(git.At, bench, out string problem) is not { } repository
            || GitTaking.Read(git, repository, folder, bench, out problem) is not (var kept, var paths))
        {
            return new PartAnswer.Failed(problem);
        }

        string files = Path.Join(folder, FilesFolder);
        ImmutableArray<string> outer = Outer(paths);
        string? unsaved = outer.IsEmpty ? null
            : bench.Workshop.MakeFolder(files)
                ?? (Files.Take(new FilesSource(outer, null), files, bench) as PartAnswer.Failed)?.Why;
        if ((unsaved ?? kept.Write(folder, bench.Workshop)) is { } failed)
        {
            return new PartAnswer.Failed(failed);
        }

        int stashed = GitStash.Entries(kept, folder, bench.World).Length;
        string what = string.Join(", ",
            new[] { outer.IsEmpty ? "" : Shown(kept, files, bench.World), kept.Shown(stashed, bench.World) }
                .Where(w => w.Length > 0));
        return new PartAnswer.Saved(new SavedPart
        {
            Kind = KindId,
            Place = git.Top,
            What = $"{(what.Length > 0 ? what : "HEAD")} of {git.Top}",
            Folder = "",
        });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (KeptRepository.Read(folder, bench.World) is not { } kept)
        {
            return new ProofAnswer.Broken("its list cannot be read");
        }

        string files = Path.Join(folder, FilesFolder);
        if (bench.World.Look(files).Exists && Files.Verify(part, files, bench) is not ProofAnswer.Equal and var bad)
        {
            return bad;
        }

        GitAtWork? git = GitAtWork.Open(kept.Place, bench, out string problem);
        if (git is null && (!kept.Elsewhere.IsEmpty || kept.Remote is not null))
        {
            return new ProofAnswer.Untried($"what its remote-tracking branches hold was not saved, and {problem}");
        }

        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            return GitPack.Broken(kept, folder, scratch, git?.Objects, bench) is { } broken
                ? new ProofAnswer.Broken(broken)
                : (git is null ? null : kept.Remote?.Unproved(git, kept.Refs[0].Hash))
                    ?? new ProofAnswer.Equal(string.Join("; ", new[]
                    {
                        kept.Tips.IsEmpty && kept.Loose.IsEmpty ? ""
                            : "put into a scratch repository: every object there",
                        bench.World.Look(files).Exists ? "files copied out again, equal" : "",
                    }.Where(h => h.Length > 0)));
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (KeptRepository.Read(folder, bench.World) is not { } kept)
        {
            return new DifferenceAnswer.Failed("its list cannot be read");
        }

        if (GitAtWork.Open(kept.Place, bench, out string problem) is not { } git)
        {
            return new DifferenceAnswer.Failed(problem);
        }

        if (kept.Remote is { } remote)
        {
            return new DifferenceAnswer.Found(
                remote.Differs(git, kept.Refs[0].Hash) is { } difference ? [difference] : []);
        }

        string files = Path.Join(folder, FilesFolder);
        HashSet<string> uncommitted = [.. kept.Uncommitted];
        var found = ImmutableArray.CreateBuilder<Difference>();
        found.AddRange(GitDifferences.OfRefs(kept, folder, git, bench));
        switch (bench.World.Look(files).Exists ? Files.Compare(part, files, bench) : null)
        {
            case DifferenceAnswer.Found ofFiles:
                found.AddRange(ofFiles.Differences.Where(d => d.Name != kept.Index)
                    .Select(d => uncommitted.Contains(d.Name) ? d : d with { IsData = false, Gone = 0 }));
                break;
            case DifferenceAnswer.Failed failed:
                return failed;
        }

        if (kept.Index is not null && GitDifferences.IsIndexOther(kept, files + "/tree", git))
        {
            found.Add(new Difference("the index", "the index: is another one now"));
        }

        return new DifferenceAnswer.Found(found.ToImmutable());
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        if (KeptRepository.Read(folder, bench.World) is not { } kept
            || kept.Remote is not null
            || Compare(part, folder, bench) is not DifferenceAnswer.Found { Differences: var all }
            || all.All(d => d.IsMissing))
        {
            return null;
        }

        return new GitSource(part.Place, kept.Place, new GitScope
        {
            Files = KeptFiles.Read(Path.Join(folder, FilesFolder), bench.World)?.Paths
                .Remove(kept.Index ?? "") ?? [],
            Refs = [.. kept.Refs.Select(r => r.Name)],
            Index = kept.Index is not null,
            Head = kept.RestoresHead,
        }, null);
    }

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        string problem = "its list cannot be read";
        if (KeptRepository.Read(folder, bench.World) is not { } kept
            || GitAtWork.Open(kept.Place, bench, out problem) is not { } git)
        {
            return problem;
        }

        if (bench.World.Look(git.Index + ".lock").Exists)
        {
            return $"another git is at work: {git.Index}.lock is there";
        }

        if ((GitPack.Bring(folder, git.Objects, bench) ?? Absent(kept, git)
            ?? kept.Remote?.Push(kept.Refs[0].Hash) ?? GitRestoring.Refs(kept, folder, git, bench)) is { } unset)
        {
            return unset;
        }

        string files = Path.Join(folder, FilesFolder);
        if (KeptFiles.Read(files, bench.World) is { } saved)
        {
            // The index of another commit would turn its changes around.
            if (kept.Index is { } index && !GitDifferences.IsAtHead(kept, git))
            {
                saved = new KeptFiles
                {
                    Paths = saved.Paths.Remove(index),
                    Files = [.. saved.Files.Where(f => f.Path != index)],
                };
            }

            if (FilesCheckpoint.Restore(saved, files, bench) is { } uncopied)
            {
                return uncopied;
            }
        }

        return Compare(part, folder, bench) switch
        {
            DifferenceAnswer.Found { Differences: var left }
                when left.FirstOrDefault(d => d.IsData || d.IsMissing) is { } other => $"not as it was: {other.Line}",
            DifferenceAnswer.Failed failed => failed.Why,
            _ => null,
        };
    }

    /// <summary>What is neither saved nor there any more; null where nothing is.</summary>
    private static string? Absent(KeptRepository kept, GitAtWork git) => git.Missing(kept.Tips).Count > 0
        ? "objects that its remote-tracking branches held when it was saved are gone: git fetch brings them, then again"
        : null;

    private static string Shown(KeptRepository kept, string files, IWorld world) =>
        KeptFiles.Read(files, world) is { } saved
            && saved.Files.Count(f => f.Kind is EntryKind.File && f.Path != kept.Index) is > 0 and var count
            ? Policy.Words.Counted(count, "files")
            : "";

    /// <summary>Those that do not lie in another one.</summary>
    private static ImmutableArray<string> Outer(ImmutableArray<string> paths)
    {
        HashSet<string> all = new(paths, StringComparer.Ordinal);
        return [.. paths.Where(p => !Above(p).Any(all.Contains)).Order(StringComparer.Ordinal)];

        static IEnumerable<string> Above(string path)
        {
            for (int at = path.LastIndexOf('/'); at > 0; at = path.LastIndexOf('/', at - 1))
            {
                yield return path[..at];
            }
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Files.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>The objects of a checkpoint: packs in a folder of its own, which no command of the repository reaches and
/// no push sends.</summary>
internal static class GitPack
{
    /// <summary>Below a part's folder; git can be given it as a place of more objects.</summary>
    public const string Folder = "objects";

    private const string PackFolder = "objects/pack";

    /// <summary>Variables that would lead git out of a scratch repository.</summary>
    private static readonly ImmutableDictionary<string, string?> Alone = new[]
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES",
    }.ToImmutableDictionary(n => n, _ => (string?)null);

    /// <summary>Packs what some objects reach and others do not, and some objects by themselves.</summary>
    /// <returns>Null, or why it is not there.</returns>
    public static string? Save(
        GitAtWork git, ImmutableArray<string> tips, ImmutableArray<string> elsewhere, ImmutableArray<string> alone,
        string folder, Bench bench)
    {
        string packs = Path.Join(folder, PackFolder);
        if (bench.Workshop.MakeFolder(packs) is { } problem)
        {
            return problem;
        }

        // A bitmap would leave out what is told by it to be elsewhere; what is proved is the plain difference.
        ImmutableArray<string> options =
            ["pack-objects", "--quiet", "--non-empty", "--delta-base-offset", "--no-use-bitmap-index"];
        if (!tips.IsEmpty && git.Run(Range(tips, elsewhere, "--not\n", ""),
            [.. options, "--revs", Path.Join(packs, "pack")]) is { Ok: false } failed)
        {
            return failed.Problem;
        }

        return !alone.IsEmpty && git.Run(GitAtWork.Lines(alone), [.. options, Path.Join(packs, "pack")])
            is { Ok: false } unpacked ? unpacked.Problem : null;
    }

    /// <summary>Puts the packs into a scratch repository, and looks whether all that was saved is in them, intact, and
    /// hangs together.</summary>
    /// <returns>Null, or what is broken.</returns>
    public static string? Broken(KeptRepository kept, string folder, string scratch, string? objects, Bench bench)
    {
        string repository = Path.Join(scratch, "repository.git");
        if (bench.Workshop.MakeFolder(repository) is { } unmade)
        {
            return unmade;
        }

        // Named, since a person may have told git not to find bare repositories by itself.
        var place = new GitPlace(repository, [], Alone.SetItem("GIT_DIR", repository), null);
        ImmutableArray<string> format = kept.ObjectFormat is "sha1" ? [] : [$"--object-format={kept.ObjectFormat}"];
        if (bench.Workshop.Run(new RunRequest(
            "git", ["init", "-q", "--bare", "--template=", .. format, repository], "/",
            QuietGit.Variables.SetItems(Alone), bench.World.Clock.GetUtcNow() + bench.Patience, 1024 * 1024))
            is not RunAnswer.Ended { ExitCode: 0 }
            || GitAtWork.Open(place, bench, out string problem) is not { } git)
        {
            return "no scratch repository could be made";
        }

        if (objects is not null && !kept.Elsewhere.IsEmpty)
        {
            _ = bench.Workshop.Write(
                Path.Join(repository, "objects/info/alternates"), System.Text.Encoding.UTF8.GetBytes(objects + "\n"));
        }

        if (Bring(folder, Path.Join(repository, "objects"), bench) is { } uncopied)
        {
            return uncopied;
        }

        HashSet<string> packed = new(StringComparer.Ordinal);
        foreach (string pack in Packs(folder, bench.World).Where(p => p.EndsWith(".idx", StringComparison.Ordinal)))
        {
            Probes.GitAnswer listed = git.Run(
                "", ["verify-pack", "-v", Path.Join(repository, PackFolder, Path.GetFileName(pack))]);
            if (!listed.Ok)
            {
                return listed.Problem;
            }

            packed.UnionWith(listed.Lines.Select(l => l.Split(' ', 2)[0]).Where(GitAtWork.IsHash));
        }

        if (kept.Loose.FirstOrDefault(o => !packed.Contains(o)) is { } lost && !kept.Tips.Contains(lost))
        {
            return $"object {lost} is not in it";
        }

        if (kept.Tips.IsEmpty)
        {
            return null;
        }

        Probes.GitAnswer reached = git.Run(
            Range(kept.Tips, kept.Elsewhere, "", "^"), ["rev-list", "--objects", "--no-object-names", "--stdin"]);
        return !reached.Ok ? reached.Problem
            : reached.Lines.FirstOrDefault(o => !packed.Contains(o)) is { } absent ? $"object {absent} is not in it"
            : Refs(git, kept);
    }

    /// <summary>Copies the packs into a folder of objects; one that is there already stays.</summary>
    public static string? Bring(string folder, string objects, Bench bench)
    {
        string target = Path.Join(objects, "pack");
        string? problem = bench.Workshop.MakeFolder(target);

        // Git knows a pack by its index, which so comes last.
        foreach (string file in Packs(folder, bench.World)
            .OrderBy(f => f.EndsWith(".idx", StringComparison.Ordinal)).ThenBy(f => f, StringComparer.Ordinal))
        {
            string copy = Path.Join(target, Path.GetFileName(file));
            if (problem is null && !bench.World.Look(copy).Exists)
            {
                problem = FilesCheckpoint.Run("cp", ["--", file, copy], "/", bench)
                    ?? FilesCheckpoint.Run("chmod", ["444", "--", copy], "/", bench);
            }
        }

        return problem;
    }

    /// <summary>Sets the refs, and reads them again.</summary>
    private static string? Refs(GitAtWork git, KeptRepository kept)
    {
        ImmutableArray<KeptRef> refs = [.. kept.Refs.Where(r => r.To is null && r.Name is not "HEAD")];
        Probes.GitAnswer set = git.Run(
            GitAtWork.Lines(refs.Select(r => $"create {r.Name} {r.Hash}")), ["update-ref", "--no-deref", "--stdin"]);
        return !set.Ok ? set.Problem
            : GitRefs.Named(git.Reader, [.. refs.Select(r => r.Name)]).Except(refs).Any()
                ? "a ref stands elsewhere than it was put"
            : null;
    }

    private static IEnumerable<string> Packs(string folder, IWorld world) =>
        (world.List(Path.Join(folder, PackFolder)) ?? []).Where(e => e.Kind is EntryKind.File).Select(e => e.Path);

    private static string Range(
        ImmutableArray<string> tips, ImmutableArray<string> elsewhere, string between, string before) =>
        GitAtWork.Lines(tips) + (elsewhere.IsEmpty ? "" : between)
            + GitAtWork.Lines(elsewhere.Select(e => before + e));
}

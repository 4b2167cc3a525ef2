using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Files.Checkpoints;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>Reads what of a repository is to be saved.</summary>
internal static class GitTaking
{
    /// <summary>Room that is left to the machine.</summary>
    private const long Spare = 256L * 1024 * 1024;

    /// <summary>Variables of this process that choose the repository, and that an undo later may not have.</summary>
    private static readonly ImmutableArray<string> Choosing =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

    /// <summary>The files to be copied and all else that must be known; null, with the reason, where it cannot be
    /// told.</summary>
    public static (KeptRepository Kept, ImmutableArray<string> Files)? Read(
        GitSource source, GitAtWork git, string folder, Bench bench, out string problem)
    {
        GitScope scope = source.Scope;
        KeptRef head = GitRefs.Head(git.Reader);
        if (Files(scope, git, out problem) is not { } files)
        {
            return null;
        }

        ImmutableArray<KeptRef> refs = scope.AllRefs ? GitRefs.All(git.Reader, remotes: scope.Whole)
            : GitRefs.Named(git.Reader, scope.Refs);
        if (scope.Remote is { } remote && refs.IsEmpty)
        {
            problem = $"{remote.Tracking} is not there";
            return null;
        }

        if (scope.Branch && head.To is { } branch)
        {
            refs = [.. refs.Union(GitRefs.Named(git.Reader, [branch]))];
        }

        string[] logs = scope.Remote is not null ? [] : scope.Reflogs ? [.. GitRefs.Logs(git)]
            : [.. refs.Select(r => GitRefs.LogOf(git, r.Name)).Where(l => bench.World.Look(l).Exists)];
        if (logs.Length > 0 && !git.HasLogFiles)
        {
            problem = "its reflogs are kept in a form (reftable) that is not saved";
            return null;
        }

        var kept = new KeptRepository
        {
            Directory = source.At.Directory ?? source.Top,
            Locators = source.At.Locators,
            Variables = source.At.Variables.ToImmutableSortedDictionary()
                .AddRange(Choosing.Where(n => !source.At.Variables.ContainsKey(n))
                    .Select(n => KeyValuePair.Create(n, bench.World.Variable(n)))),
            ObjectFormat = git.Reader.Setting("extensions.objectformat") ?? "sha1",
            Head = head,
            RestoresHead = scope.Head || (scope.Branch && head.To is null),
            Rewritten = scope.Whole,
            Index = scope.Index ? git.Index : null,
            Refs = refs,
            Logs = [.. logs],
            Elsewhere = scope.Whole ? [] : [.. GitRefs.Elsewhere(git.Reader, refs)],
            Remote = scope.Remote,
            Uncommitted = [.. files.Uncommitted],
        };
        ImmutableArray<string> all =
        [
            .. files.Uncommitted.Concat(files.Others).Concat(scope.Files).Concat(scope.Linked)
                .Concat(scope.Index ? Indices(git).Concat(AbortProbe.Going(git.Reader)) : [])
                .Concat(scope.Linked.Select(l => Open(l, bench)?.Reader.GitDirectory).OfType<string>())
                .Concat(scope.Whole ? [Path.Join(git.CommonDirectory, "config")] : [])
                .Distinct(StringComparer.Ordinal),
        ];
        problem = Unsaved(all, bench);
        return problem.Length == 0 && Pack(kept, scope, git, folder, bench, out problem) is { } packed
            ? (packed, all)
            : null;
    }

    /// <summary>Packs the objects and copies the reflogs.</summary>
    private static KeptRepository? Pack(
        KeptRepository kept, GitScope scope, GitAtWork git, string folder, Bench bench, out string problem)
    {
        problem = "";
        string[] ofLogs = [.. kept.Logs.SelectMany(l => GitRefs.ObjectsOf(GitRefs.Lines(l, bench.World))).Distinct()];
        HashSet<string> gone = git.Missing(ofLogs);
        string[] held = [.. ofLogs.Where(o => !gone.Contains(o))];
        IEnumerable<string> ofIndex = scope.Index && git.Listed() is { } listed ? GitAtWork.ObjectsOf(listed) : [];
        HashSet<string>? unreachable = scope.Unreachable ? Unreachable(git, out problem) : [];
        if (unreachable is null)
        {
            return null;
        }

        kept = kept with
        {
            Tips =
            [
                .. kept.Refs.Select(r => r.Hash).Concat(GitRefs.Pending(git.Reader)).Concat(ofIndex)
                    .Concat(scope.Linked.SelectMany(l => OfLinked(l, bench))).Concat(held).Distinct(),
            ],
            Loose = [.. unreachable.Union(scope.Reflogs ? held : [])],
        };
        problem = GitPack.Save(git, kept.Tips, kept.Elsewhere, [.. unreachable], folder, bench)
            ?? (kept.Logs.IsEmpty ? null : bench.Workshop.MakeFolder(Path.Join(folder, "logs"))) ?? "";
        foreach ((int number, string log) in kept.Logs.Index())
        {
            problem = problem.Length > 0 ? problem : bench.Workshop.Write(
                KeptRepository.LogCopy(folder, number),
                System.Text.Encoding.UTF8.GetBytes(GitAtWork.Lines(GitRefs.Lines(log, bench.World)))) ?? "";
        }

        return problem.Length == 0 ? kept : null;
    }

    /// <summary>The files that the commands write, absolute.</summary>
    private static Touched? Files(GitScope scope, GitAtWork git, out string problem)
    {
        problem = "";
        List<string> uncommitted = [], others = [];
        foreach (GitProbe probe in scope.Trees)
        {
            if (probe.Touches(git.Reader, out problem) is not { } touched || git.Reader.Top is not { } top)
            {
                return null;
            }

            uncommitted.AddRange(touched.Uncommitted.Select(p => Path.Combine(top, p)));
            others.AddRange(touched.Others.Select(p => Path.Combine(top, p)));
        }

        return new Touched([.. uncommitted.Distinct()], [.. others.Distinct().Except(uncommitted)]);
    }

    /// <summary>The file of the index, and the one that it builds on.</summary>
    private static string[] Indices(GitAtWork git) =>
        git.Reader.Run("rev-parse", "--shared-index-path") is { Ok: true, FirstLine: { Length: > 0 } shared }
            ? [git.Index, Path.GetFullPath(shared, git.Reader.Folder)]
            : [git.Index];

    private static GitAtWork? Open(string linked, Bench bench) =>
        GitAtWork.Open(GitPlace.At(linked), bench, out _);

    private static IEnumerable<string> OfLinked(string linked, Bench bench) => Open(linked, bench) is { } git
        ? GitRefs.Pending(git.Reader).Concat(git.Listed() is { } listed ? GitAtWork.ObjectsOf(listed) : [])
        : [];

    /// <summary>Objects that no ref, no reflog and no index reaches; null, with the reason, where git gave no
    /// answer.</summary>
    private static HashSet<string>? Unreachable(GitAtWork git, out string problem)
    {
        GitAnswer all = git.Run(
            "", ["cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"]);
        GitAnswer reached = git.Run(
            "", ["rev-list", "--objects", "--no-object-names", "--all", "--reflog", "--indexed-objects"]);
        problem = all.Ok ? reached.Problem : all.Problem;
        if (!all.Ok || !reached.Ok)
        {
            return null;
        }

        HashSet<string> objects = [.. all.Lines];
        objects.ExceptWith(reached.Lines);
        return objects;
    }

    /// <summary>Why files cannot be saved; empty where they can.</summary>
    private static string Unsaved(ImmutableArray<string> files, Bench bench)
    {
        // A name that is no UTF-8 cannot be named here: it would look as if nothing were there.
        if (files.FirstOrDefault(f => f.Contains('\uFFFD') && !bench.World.Look(f).Exists) is { } strange)
        {
            return $"the name of {FileLosses.Clean(strange)} is no UTF-8";
        }

        long bytes = files.Sum(f => bench.World.Look(f).Bytes);
        return files.Length > KeptFiles.MaxFiles ? $"it writes more than {KeptFiles.MaxFiles} files"
            : bytes > 0 && bench.Workshop.FreeBytes(bench.Workshop.NewScratchPath()) is { } free
                && free < (bytes * 2) + Spare
                ? $"{Policy.Words.Bytes(bytes)} of files are to be copied, and {Policy.Words.Bytes(free)} are free"
            : "";
    }
}

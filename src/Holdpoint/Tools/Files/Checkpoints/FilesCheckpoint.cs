using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Files.Checkpoints;

/// <summary>Files of this machine: copied outside of the tree that they lie in (by reference where the file system
/// can), proved by copying them once more and comparing what came out with what was there.</summary>
internal sealed class FilesCheckpoint : CheckpointKind
{
    public const string KindId = "files";

    private const string Tree = "tree";

    /// <summary>What the arguments of one program may hold together: the system stops at 2 MB, environment
    /// included.</summary>
    private const int MaxArguments = 512 * 1024;

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => FilesSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var files = (FilesSource)source;
        string tree = Path.Join(folder, Tree);
        if (Copy("", files.Paths, tree, bench) is { } problem)
        {
            return new PartAnswer.Failed(problem);
        }

        if (KeptFiles.Of(files.Paths, bench, out string unread) is not { } kept)
        {
            return new PartAnswer.Failed(unread);
        }

        if ((Relink(kept, tree, bench) ?? kept.Write(folder, bench.Workshop)) is { } unwritten)
        {
            return new PartAnswer.Failed(unwritten);
        }

        if (kept.Different(tree, bench) is { } other)
        {
            return new PartAnswer.Failed($"{other.Path} changed while it was copied");
        }

        int count = kept.Files.Count(f => f.Kind is EntryKind.File);
        return new PartAnswer.Saved(new SavedPart
        {
            Kind = KindId,
            Place = files.Place,
            What = $"{Policy.Words.Counted(count, "files")} "
                + $"({Policy.Words.Bytes(kept.Files.Sum(f => f.Bytes))}) in {files.Place}",
            Folder = "",
        });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (KeptFiles.Read(folder, bench.World) is not { } saved)
        {
            return new ProofAnswer.Broken("its list of files cannot be read");
        }

        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            if ((Copy(Path.Join(folder, Tree), Present(saved), scratch, bench) ?? Relink(saved, scratch, bench))
                is { } problem)
            {
                return new ProofAnswer.Untried(problem);
            }

            return saved.Different(scratch, bench) is { } other
                ? new ProofAnswer.Broken($"{other.Path} did not come back as it was")
                : new ProofAnswer.Equal("copied out again: "
                    + $"{Policy.Words.Counted(saved.Files.Count(f => f.Kind is EntryKind.File), "files")} equal");
        }
        finally
        {
            bench.Workshop.Remove(scratch);
        }
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (KeptFiles.Read(folder, bench.World) is not { } saved)
        {
            return new DifferenceAnswer.Failed("its list of files cannot be read");
        }

        return new DifferenceAnswer.Found(
        [
            .. saved.Files.Where(f => !f.IsAt("", bench)).Select(f => Differs(f, bench)),
            .. saved.Torn("", bench).Where(t => t.Other.IsAt("", bench)).Select(t => new Difference(
                t.Other.Path, $"{t.Other.Path}: is a file of its own now, and was {t.First.Path} too")),
        ]);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        ImmutableArray<string> there = KeptFiles.Read(folder, bench.World) is not { } saved ? []
            : [.. saved.Files.Where(f => f.Kind is not EntryKind.Folder && !f.IsAt("", bench)).Select(f => f.Path)
                .Where(p => bench.World.Look(p).Exists)];
        return there.IsEmpty ? null : new FilesSource(there, there.Sum(p => bench.World.Look(p).Bytes));
    }

    public override string? Restore(SavedPart part, string folder, Bench bench) =>
        KeptFiles.Read(folder, bench.World) is { } saved
            ? Restore(saved, folder, bench)
            : "its list of files cannot be read";

    /// <summary>Brings back files of a list, those of it that are not there as they were.</summary>
    public static string? Restore(KeptFiles saved, string folder, Bench bench)
    {
        // A place at which nothing is comes back as a whole, with its times and rights.
        string tree = Path.Join(folder, Tree);
        ImmutableArray<string> gone = [.. Present(saved).Where(p => !bench.World.Look(p).Exists)];
        if (Copy(tree, gone, "", bench) is { } uncopied)
        {
            return uncopied;
        }

        List<string> over = [];
        foreach (KeptFile file in saved.Files.Where(f => !f.IsAt("", bench)))
        {
            bool stays = file.Kind is EntryKind.Folder && bench.World.Look(file.Path).Kind is EntryKind.Folder;
            string? problem = stays
                ? file.Mode is null ? null : Run("chmod", [file.Mode, "--", file.Path], "/", bench)
                : bench.Workshop.Remove(file.Path);
            if ((problem ?? (file.Kind is EntryKind.Folder && !stays ? bench.Workshop.MakeFolder(file.Path) : null))
                is { } unmade)
            {
                return unmade;
            }

            if (file.Kind is not (EntryKind.Folder or EntryKind.Missing))
            {
                over.Add(file.Path);
            }
        }

        return Copy(tree, [.. over], "", bench) ?? Relink(saved, "", bench)
            ?? (saved.Different("", bench) is { } other ? $"{other.Path} did not come back as it was" : null);
    }

    /// <summary>The places at which something was.</summary>
    private static ImmutableArray<string> Present(KeptFiles saved)
    {
        HashSet<string> missing =
            [.. saved.Files.Where(f => f.Kind is EntryKind.Missing).Select(f => f.Path)];
        return [.. saved.Paths.Where(p => !missing.Contains(p))];
    }

    private static Difference Differs(KeptFile file, Bench bench)
    {
        Entry now = bench.World.Look(file.Path);
        bool same = file.Kind is EntryKind.File && now.Kind is EntryKind.File
            && bench.Workshop.DigestOf(file.Path) == file.Sha256;
        return new Difference(file.Path, $"{file.Path}: " + (!now.Exists ? "is missing now"
            : file.Kind is EntryKind.Missing ? "is there now, and was not"
            : same ? "has other rights now" : "is another one now"))
        {
            IsData = file.Kind is EntryKind.File or EntryKind.Link && !same,
            IsMissing = !now.Exists,
            // A link holds no data: no loss names it.
            Gone = file.Kind is EntryKind.File && !same ? 1 : 0,
        };
    }

    /// <summary>Makes the names of one file names of one file again.</summary>
    private static string? Relink(KeptFiles kept, string root, Bench bench)
    {
        foreach ((KeptFile first, KeptFile other) in kept.Torn(root, bench).ToArray())
        {
            if (Run("ln", ["-f", "--", root + first.Path, root + other.Path], "/", bench) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Copies what lies at paths below one root to the same paths below another one, where nothing is; with
    /// rights, times and links, and those of the folders that are made on the way.</summary>
    private static string? Copy(string from, ImmutableArray<string> paths, string to, Bench bench)
    {
        if (to.Length > 0 && bench.Workshop.MakeFolder(to) is { } problem)
        {
            return problem;
        }

        // Folders that are there already keep what they have. One call for all below the same: names of one file stay
        // such within a call.
        var calls = paths.Where(p => bench.World.Look(from + p).Exists)
            .GroupBy(p => OperatingSystem.IsLinux() ? Above(p, to, bench) : p, StringComparer.Ordinal);
        foreach (IGrouping<string, string> call in calls)
        {
            string above = call.Key;
            List<string> below = [];
            int length = 0;
            foreach (string path in call)
            {
                if (!OperatingSystem.IsLinux())
                {
                    if ((bench.Workshop.MakeFolder(PathText.Parent(to + path))
                        ?? Run("cp", ["-pR", "--", from + path, to + path], "/", bench)) is { } uncopied)
                    {
                        return uncopied;
                    }

                    continue;
                }

                string name = path[(above.Length > 1 ? above.Length + 1 : 1)..];
                if (length + name.Length > MaxArguments)
                {
                    if (CopyAll(from + above, below, to + above, bench) is { } unfinished)
                    {
                        return unfinished;
                    }

                    (below, length) = ([], 0);
                }

                below.Add(name);
                length += name.Length + 1;
            }

            if (CopyAll(from + above, below, to + above, bench) is { } failed)
            {
                return failed;
            }
        }

        return null;
    }

    /// <summary>The nearest folder above a path that a root has.</summary>
    private static string Above(string path, string root, Bench bench)
    {
        string above = PathText.Parent(path);
        while (above.Length > 1 && !bench.World.Look(root + above).Exists)
        {
            above = PathText.Parent(above);
        }

        return above;
    }

    private static string? CopyAll(string from, List<string> names, string to, Bench bench) => names.Count == 0 ? null
        : Run("cp", ["-a", "--reflink=auto", "--parents", "--", .. names, to], from, bench);

    /// <summary>Runs a program that moves files; null, or what it said.</summary>
    public static string? Run(string program, ImmutableArray<string> arguments, string directory, Bench bench) =>
        bench.Workshop.Run(new RunRequest(
            program, arguments, directory, ImmutableDictionary<string, string?>.Empty.Add("LC_ALL", "C"),
            bench.World.Clock.GetUtcNow() + bench.Patience, 1024 * 1024))
            .Complaint(ended => ended.Errors.Trim().Split('\n')[0]);
}

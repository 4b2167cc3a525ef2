using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
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
    private const string ListName = "files.json";
    private const long MaxList = 256L * 1024 * 1024;

    /// <summary>Files beyond which a tree is not one's own work any more.</summary>
    private const int MaxFiles = 200_000;

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) => FilesSource.Of(measured, world);

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var files = (FilesSource)source;
        string tree = Path.Join(folder, Tree);
        var list = ImmutableArray.CreateBuilder<KeptFile>();
        foreach (string path in files.Paths)
        {
            if (Copy("", path, tree, bench) is { } problem)
            {
                return new PartAnswer.Failed(problem);
            }

            if (!List(path, list, bench))
            {
                return new PartAnswer.Failed($"{path} cannot be read to its end, or holds more than {MaxFiles} files");
            }
        }

        ImmutableArray<KeptFile> kept = list.ToImmutable();
        if (Different(kept, tree, bench) is { } other)
        {
            return new PartAnswer.Failed($"{other.Path} changed while it was copied");
        }

        long bytes = kept.Sum(f => f.Bytes);
        int count = kept.Count(f => f.Kind is EntryKind.File);
        return bench.Workshop.Write(Path.Join(folder, ListName), JsonSerializer.SerializeToUtf8Bytes(
            new KeptFiles { Paths = files.Paths, Files = kept }, KeptFilesJson.Default.KeptFiles)) is { } unwritten
            ? new PartAnswer.Failed(unwritten)
            : new PartAnswer.Saved(new SavedPart
            {
                Kind = KindId,
                Place = files.Place,
                What = $"{Policy.Words.Counted(count, "files")} ({Policy.Words.Bytes(bytes)}) in {files.Place}",
                Folder = "",
            });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new ProofAnswer.Broken("its list of files cannot be read");
        }

        string scratch = bench.Workshop.NewScratchPath();
        try
        {
            foreach (string path in saved.Paths)
            {
                if (Copy(Path.Join(folder, Tree), path, scratch, bench) is { } problem)
                {
                    return new ProofAnswer.Untried(problem);
                }
            }

            return Different(saved.Files, scratch, bench) is { } other
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
        if (Saved(folder, bench.World) is not { } saved)
        {
            return new DifferenceAnswer.Failed("its list of files cannot be read");
        }

        return new DifferenceAnswer.Found(
        [
            .. saved.Files.Where(f => !f.IsAt("", bench)).Select(f =>
            {
                bool gone = !bench.World.Look(f.Path).Exists;
                return new Difference(f.Path, gone ? $"{f.Path}: is missing now" : $"{f.Path}: is another one now")
                {
                    IsData = f.Kind is EntryKind.File,
                    IsMissing = gone,
                    Gone = f.Kind is EntryKind.File ? 1 : 0,
                };
            }),
        ]);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench)
    {
        ImmutableArray<string> there = Saved(folder, bench.World) is not { } saved ? []
            : [.. saved.Files.Where(f => f.Kind is not EntryKind.Folder && !f.IsAt("", bench)).Select(f => f.Path)
                .Where(p => bench.World.Look(p).Exists)];
        return there.IsEmpty ? null : new FilesSource(there, there.Sum(p => bench.World.Look(p).Bytes));
    }

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        if (Saved(folder, bench.World) is not { } saved)
        {
            return "its list of files cannot be read";
        }

        foreach (string path in saved.Paths)
        {
            // A place at which nothing is comes back as a whole, with its times and rights.
            if (!bench.World.Look(path).Exists && Copy(Path.Join(folder, Tree), path, "", bench) is { } problem)
            {
                return problem;
            }
        }

        foreach (KeptFile file in saved.Files.Where(f => !f.IsAt("", bench)))
        {
            string? problem = file.Kind is EntryKind.Folder
                ? bench.Workshop.MakeFolder(file.Path)
                : bench.Workshop.Remove(file.Path) ?? Copy(Path.Join(folder, Tree), file.Path, "", bench);
            if (problem is not null)
            {
                return problem;
            }
        }

        return Different(saved.Files, "", bench) is { } other ? $"{other.Path} did not come back as it was" : null;
    }

    /// <summary>The first of the files that is not below a root as it was kept; null where all are.</summary>
    private static KeptFile? Different(ImmutableArray<KeptFile> files, string root, Bench bench) =>
        files.FirstOrDefault(f => !f.IsAt(root, bench));

    /// <summary>Copies what lies at a path below one root to the same path below another one, where nothing is; with
    /// rights, times and links, and those of the folders that are made on the way.</summary>
    private static string? Copy(string from, string path, string to, Bench bench)
    {
        if (to.Length > 0 && bench.Workshop.MakeFolder(to) is { } problem)
        {
            return problem;
        }

        // Folders that are there already keep what they have.
        string above = PathText.Parent(path);
        while (above.Length > 1 && !bench.World.Look(to + above).Exists)
        {
            above = PathText.Parent(above);
        }

        string below = path[(above.Length > 1 ? above.Length + 1 : 1)..];
        string? unmade = OperatingSystem.IsLinux() ? null
            : bench.Workshop.MakeFolder(PathText.Parent(to + path));
        ImmutableArray<string> arguments = OperatingSystem.IsLinux()
            ? ["-a", "--reflink=auto", "--parents", "--", below, to + above]
            : ["-pR", "--", below, to + path];
        return unmade ?? bench.Workshop.Run(new RunRequest(
            "cp", arguments, from + above, ImmutableDictionary<string, string?>.Empty.Add("LC_ALL", "C"),
            bench.World.Clock.GetUtcNow() + bench.Patience, 1024 * 1024)) switch
        {
            RunAnswer.Ended { ExitCode: 0 } => null,
            RunAnswer.Ended ended => ended.Errors.Trim().Split('\n')[0],
            RunAnswer.Failed failed => failed.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Adds all that lies at a path; false where it cannot be read, or is too much.</summary>
    private static bool List(string path, ImmutableArray<KeptFile>.Builder list, Bench bench)
    {
        Entry entry = bench.World.Look(path);
        string? digest = entry.Kind is EntryKind.File ? bench.Workshop.DigestOf(path) : null;
        list.Add(new KeptFile(path, entry.Kind, entry.Bytes, digest));
        return list.Count <= MaxFiles && (entry.Kind is not EntryKind.File || digest is not null)
            && (entry.Kind is not EntryKind.Folder || (bench.World.List(path) is { } below
                && below.OrderBy(e => e.Path, StringComparer.Ordinal).All(e => List(e.Path, list, bench))));
    }

    private static KeptFiles? Saved(string folder, IWorld world)
    {
        try
        {
            return world.Read(Path.Join(folder, ListName), MaxList) is FileAnswer.Content content
                ? JsonSerializer.Deserialize(content.Bytes.Span, KeptFilesJson.Default.KeptFiles)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What was kept: the file <c>files.json</c> of a part.</summary>
internal sealed record KeptFiles
{
    /// <summary>The places, absolute.</summary>
    public required ImmutableArray<string> Paths { get => field.IsDefault ? [] : field; init; }

    public required ImmutableArray<KeptFile> Files { get => field.IsDefault ? [] : field; init; }
}

/// <summary>One of them.</summary>
/// <param name="Path">Absolute, where it was.</param>
/// <param name="Sha256">Of a file's content; null of what is none.</param>
internal sealed record KeptFile(string Path, EntryKind Kind, long Bytes, string? Sha256)
{
    /// <summary>Whether the same lies below a root.</summary>
    public bool IsAt(string root, Bench bench)
    {
        Entry entry = bench.World.Look(root + Path);
        return entry.Kind == Kind
            && (Kind is not EntryKind.File || (entry.Bytes == Bytes && bench.Workshop.DigestOf(root + Path) == Sha256));
    }
}

/// <summary>The JSON of kept files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptFiles))]
internal sealed partial class KeptFilesJson : JsonSerializerContext;

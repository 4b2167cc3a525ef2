using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Files.Checkpoints;

/// <summary>What was kept: the file <c>files.json</c> of a part.</summary>
internal sealed record KeptFiles
{
    private const string Name = "files.json";
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Files beyond which a tree is not one's own work any more.</summary>
    public const int MaxFiles = 200_000;

    /// <summary>The places, absolute.</summary>
    public required ImmutableArray<string> Paths { get => field.IsDefault ? [] : field; init; }

    public required ImmutableArray<KeptFile> Files { get => field.IsDefault ? [] : field; init; }

    /// <summary>All that lies at some places; null, and then which one it is, where it cannot be read to its end, or is
    /// too much.</summary>
    public static KeptFiles? Of(ImmutableArray<string> paths, Bench bench, out string problem)
    {
        var list = ImmutableArray.CreateBuilder<KeptFile>();
        foreach (string path in paths)
        {
            if (!List(path, list, bench))
            {
                problem = $"{path} cannot be read to its end, or holds more than {MaxFiles} files";
                return null;
            }
        }

        problem = "";
        return new KeptFiles { Paths = paths, Files = list.ToImmutable() };
    }

    /// <summary>The list in a part's folder; null where it cannot be read.</summary>
    public static KeptFiles? Read(string folder, IWorld world) =>
        JsonFile.Read(world, Path.Join(folder, Name), MaxBytes, KeptFilesJson.Default.KeptFiles);

    /// <summary>Writes the list into a part's folder; null, or why it is not there.</summary>
    public string? Write(string folder, IWorkshop workshop) => workshop.Write(
        Path.Join(folder, Name), JsonSerializer.SerializeToUtf8Bytes(this, KeptFilesJson.Default.KeptFiles));

    /// <summary>The first of the files that is not below a root as it was kept; null where all are.</summary>
    public KeptFile? Different(string root, Bench bench) =>
        Files.FirstOrDefault(f => !f.IsAt(root, bench)) ?? Torn(root, bench).FirstOrDefault().Other;

    /// <summary>Names that were those of one file and are not any more: each with the first name of the
    /// file.</summary>
    public IEnumerable<(KeptFile First, KeptFile Other)> Torn(string root, Bench bench)
    {
        foreach (IGrouping<string?, KeptFile> names in Files.Where(f => f.Linked is not null).GroupBy(f => f.Linked))
        {
            KeptFile first = names.First();
            FileIdentity? one = bench.World.IdentityOf(root + first.Path);
            foreach (KeptFile other in names.Skip(1))
            {
                if (one is null || bench.World.IdentityOf(root + other.Path) is not { } two || !one.Value.IsSame(two))
                {
                    yield return (first, other);
                }
            }
        }
    }

    private static bool List(string path, ImmutableArray<KeptFile>.Builder list, Bench bench)
    {
        Entry entry = bench.World.Look(path);
        string? digest = entry.Kind is EntryKind.File ? bench.Workshop.DigestOf(path) : null;
        FileTraits? traits = entry.Exists ? bench.World.TraitsOf(path) : null;
        list.Add(new KeptFile(path, entry.Kind, entry.Bytes, digest)
        {
            Mode = traits is { } known && entry.Kind is not EntryKind.Link ? Convert.ToString(known.Mode, 8) : null,
            Target = traits?.Target,
            Linked = entry.Kind is EntryKind.File && bench.World.IdentityOf(path) is { Links: > 1 } identity
                ? $"{identity.Device:x}-{identity.Number:x}"
                : null,
        });
        return list.Count <= MaxFiles && (entry.Kind is not EntryKind.File || digest is not null)
            && (entry.Kind is not EntryKind.Folder || (bench.World.List(path) is { } below
                && below.OrderBy(e => e.Path, StringComparer.Ordinal).All(e => List(e.Path, list, bench))));
    }
}

/// <summary>One of them.</summary>
/// <param name="Path">Absolute, where it was.</param>
/// <param name="Kind"><see cref="EntryKind.Missing"/> where nothing was: what is there later goes when it is brought
/// back.</param>
/// <param name="Sha256">Of a file's content; null of what is none.</param>
internal sealed record KeptFile(string Path, EntryKind Kind, long Bytes, string? Sha256)
{
    /// <summary>The rights in octal; null of a link, and where nobody told.</summary>
    public string? Mode { get; init; }

    /// <summary>Where a link leads, as written.</summary>
    public string? Target { get; init; }

    /// <summary>The same for all names of one file; null where it has one name.</summary>
    public string? Linked { get; init; }

    /// <summary>Whether the same lies below a root.</summary>
    public bool IsAt(string root, Bench bench)
    {
        Entry entry = bench.World.Look(root + Path);
        if (entry.Kind != Kind
            || (Kind is EntryKind.File && (entry.Bytes != Bytes || bench.Workshop.DigestOf(root + Path) != Sha256)))
        {
            return false;
        }

        return (Mode is null && Target is null) || (bench.World.TraitsOf(root + Path) is { } traits
            && (Mode is null || Convert.ToString(traits.Mode, 8) == Mode) && traits.Target == Target);
    }
}

/// <summary>The JSON of kept files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptFiles))]
internal sealed partial class KeptFilesJson : JsonSerializerContext;

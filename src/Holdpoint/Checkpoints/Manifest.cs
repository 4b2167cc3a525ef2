using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Holdpoint.Checkpoints;

/// <summary>What a checkpoint holds, and what is proved of it; the file <c>manifest.json</c> of its folder,
/// docs/formats/checkpoint.md.</summary>
/// <remarks>No secret is in it: what opens a database is looked for again when it is needed.</remarks>
internal sealed record Manifest
{
    public const int CurrentFormat = 1;

    /// <summary>The version of this format: <see cref="CurrentFormat"/>.</summary>
    public required int Format { get; init; }

    /// <summary>Time, its part of the second, a random end: names in order are times in order,
    /// <c>20261130-151203-k3v9</c>.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Taken { get; init; }

    /// <summary>The action that it was taken for, without secrets.</summary>
    public required string Command { get; init; }

    public required string Directory { get; init; }

    /// <summary>What the action was measured as when it was taken; empty where it was taken for none.</summary>
    public string Fingerprint { get; init; } = "";

    public required ImmutableArray<SavedPart> Parts { get => field.IsDefault ? [] : field; init; }

    [JsonIgnore]
    public long Bytes => Parts.Sum(p => p.Bytes);

    /// <summary>Every part of it was restored as a test.</summary>
    [JsonIgnore]
    public bool IsVerified => !Parts.IsEmpty && Parts.All(p => p.Verified is not null);
}

/// <summary>One thing that a checkpoint brings back: a database, some files.</summary>
internal sealed record SavedPart
{
    /// <summary>The kind of checkpoint that made it and knows how to restore it.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it comes from, as the verdict named it.</summary>
    public required string Place { get; init; }

    /// <summary>What it is, for a person: "database shop, 5 tables, 60 rows".</summary>
    public required string What { get; init; }

    /// <summary>Its folder below the checkpoint's.</summary>
    public required string Folder { get; init; }

    /// <summary>What the kind has to know again: host, port, version; never a secret.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get => field ?? NoSettings; init; } = NoSettings;

    /// <summary>Its folder is encrypted, as one archive.</summary>
    [JsonPropertyName("sealed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSealed { get; init; }

    /// <summary>Every file of the part, so that one that changed or is gone is found.</summary>
    public ImmutableArray<SavedFile> Files { get => field.IsDefault ? [] : field; init; }

    /// <summary>The last time that it was restored as a test and equal; null when never.</summary>
    public Verification? Verified { get; init; }

    /// <summary>Why it is not verified; null where it is.</summary>
    public string? Problem { get; init; }

    [JsonIgnore]
    public long Bytes => Files.Sum(f => f.Bytes);

    private static readonly ImmutableSortedDictionary<string, string> NoSettings =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>A file of a part.</summary>
/// <param name="Path">Below the folder of the part.</param>
/// <param name="Sha256">64 hex digits.</param>
internal sealed record SavedFile(string Path, long Bytes, string Sha256);

/// <summary>A proof that a part restores.</summary>
/// <param name="How">One clause: "restored into a scratch PostgreSQL 15.18: 5 tables, 60 rows, equal".</param>
internal sealed record Verification(DateTimeOffset At, string How, double Seconds);

/// <summary>The JSON of manifests.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

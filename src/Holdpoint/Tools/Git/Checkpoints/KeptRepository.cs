using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Holdpoint.Tools.Git.Probes;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Checkpoints;

/// <summary>What was saved of a repository: the file <c>git.json</c> of a part.</summary>
internal sealed record KeptRepository
{
    private const string Name = "git.json";
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>Where git is started, and how it is told which repository it is.</summary>
    public required string Directory { get; init; }

    public ImmutableArray<string> Locators { get => field.IsDefault ? [] : field; init; }

    public ImmutableSortedDictionary<string, string?> Variables
    {
        get => field ?? ImmutableSortedDictionary<string, string?>.Empty;
        init;
    }

    /// <summary><c>sha1</c> or <c>sha256</c>.</summary>
    public required string ObjectFormat { get; init; }

    public required KeptRef Head { get; init; }

    /// <summary>HEAD is brought back too.</summary>
    public bool RestoresHead { get; init; }

    /// <summary>The files of the work tree are written from HEAD: history was rewritten below it.</summary>
    public bool Rewritten { get; init; }

    /// <summary>The file of the index; null where it is not saved.</summary>
    public string? Index { get; init; }

    /// <summary>The refs that are brought back.</summary>
    public ImmutableArray<KeptRef> Refs { get => field.IsDefault ? [] : field; init; }

    /// <summary>Files of reflogs; the first lies in <c>logs/0</c> of the part.</summary>
    public ImmutableArray<string> Logs { get => field.IsDefault ? [] : field; init; }

    /// <summary>What must be reachable from what was saved.</summary>
    public ImmutableArray<string> Tips { get => field.IsDefault ? [] : field; init; }

    /// <summary>Those of them that the action may take the last hold from though no ref goes.</summary>
    public ImmutableArray<string> Loose { get => field.IsDefault ? [] : field; init; }

    /// <summary>Commits of remote-tracking branches: what they hold was not saved.</summary>
    public ImmutableArray<string> Elsewhere { get => field.IsDefault ? [] : field; init; }

    /// <summary>A remote's branch, whose ref is the only one; null for everything else.</summary>
    public KeptRemote? Remote { get; init; }

    /// <summary>Files that held what no commit holds, absolute.</summary>
    public ImmutableArray<string> Uncommitted { get => field.IsDefault ? [] : field; init; }

    [JsonIgnore]
    public GitPlace Place => new(Directory, Locators, Variables.ToImmutableDictionary(), null);

    public static KeptRepository? Read(string folder, IWorld world) =>
        JsonFile.Read(world, Path.Join(folder, Name), MaxBytes, KeptRepositoryJson.Default.KeptRepository);

    /// <summary>Writes it into a part's folder; null, or why it is not there.</summary>
    public string? Write(string folder, IWorkshop workshop) => workshop.Write(
        Path.Join(folder, Name),
        JsonSerializer.SerializeToUtf8Bytes(this, KeptRepositoryJson.Default.KeptRepository));

    /// <summary>The copy of a reflog in the part's folder.</summary>
    public static string LogCopy(string folder, int number) => Path.Join(folder, "logs", $"{number}");

    /// <summary>For a person: what else than files was saved.</summary>
    public string Shown(int stashed, IWorld world)
    {
        int refs = Refs.Count(r => r.Name is not GitRefs.Stash);
        string[] parts =
        [
            .. refs == 0 ? [] : (string[])[Policy.Words.Counted(refs, "refs")],
            .. stashed == 0 ? [] : (string[])[Policy.Words.Counted(stashed, "stash entries")],
            .. Logs.IsEmpty || stashed > 0 ? [] : (string[])[Policy.Words.Counted(Logs.Length, "reflogs")],
            .. Index is null || !world.Look(Index).Exists ? [] : (string[])["the index"],
        ];
        return string.Join(", ", parts);
    }
}

/// <summary>The JSON of kept repositories.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(KeptRepository))]
internal sealed partial class KeptRepositoryJson : JsonSerializerContext;

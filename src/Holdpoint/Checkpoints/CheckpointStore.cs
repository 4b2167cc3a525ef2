using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>The checkpoints of this user: one folder each, below <c>checkpoints</c> beside the journal.</summary>
/// <remarks>
/// A folder gets its name when all that is in it has reached the disk; what has not come so far is called
/// <c>.taking-…</c>, holds a lock, and is swept away by whoever finds the lock free. docs/formats/checkpoint.md.
/// </remarks>
internal sealed class CheckpointStore(IWorld world, IWorkshop workshop)
{
    private const string ManifestName = "manifest.json";
    private const string LockName = "lock";
    private const string Unfinished = ".taking-";

    /// <summary>A manifest lists the files of its parts: 100,000 of them are some 15 MB.</summary>
    private const long MaxManifest = 64L * 1024 * 1024;

    public string Folder { get; } = Path.Join(JournalFile.Folder(world), "checkpoints");

    /// <summary>The folder of a checkpoint.</summary>
    public string FolderOf(string id) => Path.Join(Folder, id);

    /// <summary>A new id: the time, two letters for the part of the second, two that nobody else has then.</summary>
    public string NewId()
    {
        const string Letters = TypedLetters.All;
        DateTimeOffset now = world.Clock.GetUtcNow();
        int part = now.Millisecond * Letters.Length * Letters.Length / 1000;
        return $"{now:yyyyMMdd-HHmmss}-{Letters[part / Letters.Length]}{Letters[part % Letters.Length]}"
            + TypedLetters.New(2);
    }

    /// <summary>Begins a checkpoint: its folder, unfinished and locked, or why it cannot be.</summary>
    public (Begun? Begun, string Problem) Begin(string id)
    {
        string folder = Path.Join(Folder, Unfinished + id);
        return workshop.MakeFolder(folder) is { } problem ? (null, problem)
            : workshop.TryLock(Path.Join(folder, LockName)) is { } held ? (new Begun(id, folder, held), "")
            : (null, $"{folder} cannot be locked");
    }

    /// <summary>Writes the manifest and gives the checkpoint its name.</summary>
    /// <returns>Null, or why it is not there.</returns>
    public string? Finish(Begun begun, Manifest manifest) =>
        workshop.Write(Path.Join(begun.Folder, ManifestName), Json(manifest))
        ?? workshop.Publish(begun.Folder, FolderOf(begun.Id));

    /// <summary>Replaces the manifest of a finished checkpoint in one step.</summary>
    public string? Update(Manifest manifest) =>
        workshop.Write(Path.Join(FolderOf(manifest.Id), ManifestName), Json(manifest));

    /// <summary>The lock of a finished checkpoint: whoever restores, proves or removes it holds it.</summary>
    public IDisposable? TryLock(string id) => workshop.TryLock(Path.Join(FolderOf(id), LockName));

    /// <summary>Removes a checkpoint: first its name goes, then what is in it.</summary>
    public string? Remove(string id)
    {
        string unfinished = Path.Join(Folder, Unfinished + id);
        return workshop.Publish(FolderOf(id), unfinished) ?? workshop.Remove(unfinished);
    }

    /// <summary>Removes what was never finished and whose maker is gone; returns what could not be removed.</summary>
    public ImmutableArray<string> Sweep()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (Entry entry in world.List(Folder) ?? [])
        {
            if (entry.Kind is EntryKind.Folder
                && Path.GetFileName(entry.Path).StartsWith(Unfinished, StringComparison.Ordinal)
                && workshop.TryLock(Path.Join(entry.Path, LockName)) is { } held)
            {
                using (held)
                {
                    if (workshop.Remove(entry.Path) is { } problem)
                    {
                        problems.Add(problem);
                    }
                }
            }
        }

        return problems.ToImmutable();
    }

    /// <summary>All checkpoints, newest first.</summary>
    public ImmutableArray<ManifestAnswer> All() =>
    [
        .. (world.List(Folder) ?? []).Where(e => e.Kind is EntryKind.Folder)
            .Select(e => Path.GetFileName(e.Path)).Where(n => !n.StartsWith('.'))
            .OrderDescending(StringComparer.Ordinal).Select(Read),
    ];

    /// <summary>The checkpoint of an id.</summary>
    public ManifestAnswer Read(string id)
    {
        if (id.Length == 0 || id.AsSpan().ContainsAny('/', '\0') || id.StartsWith('.'))
        {
            return new ManifestAnswer.Bad(id, "it is no name of a checkpoint");
        }

        switch (world.Read(Path.Join(FolderOf(id), ManifestName), MaxManifest))
        {
            case FileAnswer.Content content:
                try
                {
                    return JsonSerializer.Deserialize(content.Bytes.Span, ManifestJson.Default.Manifest) switch
                    {
                        null => new ManifestAnswer.Bad(id, "its manifest is empty"),
                        { Format: not Manifest.CurrentFormat } other => new ManifestAnswer.Bad(
                            id, $"its manifest has format {other.Format}, this program reads {Manifest.CurrentFormat}"),
                        { } manifest when manifest.Id != id =>
                            new ManifestAnswer.Bad(id, $"its manifest is that of {manifest.Id}"),
                        { } manifest when manifest.Parts.Any(p => !IsPlain(p.Folder)
                            || p.Files.Any(f => !IsPlain(f.Path))) =>
                            new ManifestAnswer.Bad(id, "its manifest names files outside of its folder"),
                        { } manifest => new ManifestAnswer.Read(manifest),
                    };
                }
                catch (JsonException e)
                {
                    return new ManifestAnswer.Bad(id, $"its manifest cannot be read: {e.Message}");
                }

            case FileAnswer.Unreadable unreadable:
                return new ManifestAnswer.Bad(id, $"its manifest cannot be read: {unreadable.Why}");
            default:
                return new ManifestAnswer.Bad(id, world.Look(FolderOf(id)).Exists
                    ? "it has no manifest"
                    : "there is no checkpoint of that name; `holdpoint checkpoints list` shows them");
        }
    }

    /// <summary>The files of a part as they lie on the disk now, with their digests.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public ImmutableArray<SavedFile> FilesIn(string folder)
    {
        var files = ImmutableArray.CreateBuilder<SavedFile>();
        Add(folder, "");
        return files.ToImmutable();

        void Add(string at, string below)
        {
            foreach (Entry entry in (world.List(at) ?? []).OrderBy(e => e.Path, StringComparer.Ordinal))
            {
                string name = below + Path.GetFileName(entry.Path);
                if (entry.Kind is EntryKind.Folder)
                {
                    Add(entry.Path, name + "/");
                }
                else if (entry.Kind is EntryKind.File)
                {
                    files.Add(new SavedFile(name, entry.Bytes, workshop.DigestOf(entry.Path)
                        ?? throw new IOException($"{entry.Path} cannot be read")));
                }
            }
        }
    }

    /// <summary>The first file of a part that is gone or is not what was saved; null where all are.</summary>
    public string? Damage(SavedPart part, string folder)
    {
        foreach (SavedFile file in part.Files)
        {
            if (workshop.DigestOf(Path.Join(folder, file.Path)) is var digest && digest != file.Sha256)
            {
                return digest is null ? $"its file {file.Path} is gone or cannot be read"
                    : $"its file {file.Path} is not what was saved";
            }
        }

        return null;
    }

    private static bool IsPlain(string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.Split('/').Any(p => p is "" or "." or "..");

    private static byte[] Json(Manifest manifest) =>
        JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
}

/// <summary>A checkpoint that is being taken; disposing lets its lock go.</summary>
internal sealed record Begun(string Id, string Folder, IDisposable Lock) : IDisposable
{
    public void Dispose() => Lock.Dispose();
}

/// <summary>The answer to reading a checkpoint's manifest.</summary>
internal abstract record ManifestAnswer
{
    internal sealed record Read(Manifest Manifest) : ManifestAnswer;

    /// <summary>There is something of that name, or nothing, that cannot be used.</summary>
    internal sealed record Bad(string Id, string Why) : ManifestAnswer;
}

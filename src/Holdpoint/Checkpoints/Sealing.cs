using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>Encrypts checkpoints with age, to keys whose other half is elsewhere, and opens them again.</summary>
/// <remarks>
/// A part's folder becomes one archive, <c>N.sealed/part.age</c>; then the manifest names that, and then the folder
/// goes. Whatever comes in between leaves the one or the other, and the next pass clears up
/// (docs/formats/checkpoint.md).
/// </remarks>
internal sealed class Sealing(CheckpointStore store, Bench bench)
{
    /// <summary>age's own file of recipients; where one of them is, checkpoints are sealed to all keys in it.</summary>
    private const string RecipientsName = "recipients.txt";

    private const string Suffix = ".sealed";
    private const string Archive = "part.age";

    /// <summary>A tool that says nothing but errors.</summary>
    private const long MaxOutput = 1024 * 1024;

    /// <summary>The file of recipients of this user, else of this machine; null where there is none.</summary>
    public static string? Recipients(IWorld world)
    {
        string own = Path.Join(world.Home, ".config/holdpoint", RecipientsName);
        const string Machine = "/etc/holdpoint/" + RecipientsName;
        return world.Look(own).Exists ? own : world.Look(Machine).Exists ? Machine : null;
    }

    /// <summary>Seals every part that is not, where a file of recipients asks for it.</summary>
    /// <returns>The checkpoint as it lies there now, and what could not be sealed; null where all is as it should
    /// be.</returns>
    public (Manifest Manifest, string? Problem) Seal(Manifest manifest)
    {
        if (Recipients(bench.World) is not { } recipients)
        {
            return (manifest, null);
        }

        string folder = store.FolderOf(manifest.Id);
        foreach (SavedPart part in manifest.Parts.Where(p => !p.IsSealed))
        {
            bench.Say($"encrypting {part.What}");
            string name = part.Folder + Suffix;
            if (Write(Path.Join(folder, part.Folder), Path.Join(folder, name), recipients) is { } problem)
            {
                return (manifest, $"checkpoint {manifest.Id} is NOT encrypted: {problem}");
            }

            SavedPart done = part with
            {
                Folder = name,
                IsSealed = true,
                Files = store.FilesIn(Path.Join(folder, name)),
            };
            Manifest next = manifest with { Parts = manifest.Parts.Replace(part, done) };
            if (store.Update(next) is { } unwritten)
            {
                return (manifest, $"checkpoint {manifest.Id} is NOT encrypted: {unwritten}");
            }

            manifest = next;
        }

        foreach (SavedPart part in manifest.Parts.Where(p => p.IsSealed))
        {
            if (bench.Workshop.Remove(Path.Join(folder, part.Folder[..^Suffix.Length])) is { } left)
            {
                return (manifest, $"checkpoint {manifest.Id} is encrypted, but {left}");
            }
        }

        return (manifest, null);
    }

    /// <summary>Seals what was left open: whoever took it was killed before it came to that.</summary>
    public void SealLeft()
    {
        if (Recipients(bench.World) is null)
        {
            return;
        }

        foreach (ManifestAnswer answer in store.All())
        {
            if (answer is ManifestAnswer.Read { Manifest: var manifest } && manifest.Parts.Any(p => !p.IsSealed))
            {
                using IDisposable? held = store.TryLock(manifest.Id);
                if (held is not null && Seal(manifest).Problem is { } problem)
                {
                    bench.Say(problem);
                }
            }
        }
    }

    /// <summary>Where the parts of a checkpoint can be read: as they lie there, or opened into folders that go away
    /// again.</summary>
    /// <param name="identity">A file with the other half of the key; null where none was given.</param>
    public (OpenedCheckpoint? Opened, string Problem) Open(Manifest manifest, string? identity)
    {
        var opened = new OpenedCheckpoint(bench.Workshop);
        foreach (SavedPart part in manifest.Parts)
        {
            string folder = Path.Join(store.FolderOf(manifest.Id), part.Folder);
            if (!part.IsSealed)
            {
                opened.Add(part.Folder, folder, isScratch: false);
                continue;
            }

            if (Unsealed(part, folder, identity, out string scratch) is { } problem)
            {
                _ = bench.Workshop.Remove(scratch);
                opened.Dispose();
                return (null, problem);
            }

            opened.Add(part.Folder, Path.Join(scratch, "part"), isScratch: true);
        }

        return (opened, "");
    }

    private string? Write(string from, string sealedFolder, string recipients)
    {
        string unfinished = sealedFolder + ".new";
        string plain = Path.Join(unfinished, "part.tar");
        string? problem = bench.Workshop.Remove(unfinished)
            ?? bench.Workshop.Remove(sealedFolder)
            ?? bench.Workshop.MakeFolder(unfinished)
            ?? Run("tar", ["--create", "--numeric-owner", "--xattrs", "--file=" + plain, "--directory=" + from, "."])
            ?? Run("age", ["--recipients-file", recipients, "--output", Path.Join(unfinished, Archive), plain])
            ?? bench.Workshop.Remove(plain)
            ?? bench.Workshop.Publish(unfinished, sealedFolder);
        if (problem is not null)
        {
            _ = bench.Workshop.Remove(unfinished);
        }

        return problem;
    }

    private string? Unsealed(SavedPart part, string folder, string? identity, out string scratch)
    {
        scratch = bench.Workshop.NewScratchPath();
        if (identity is null)
        {
            return $"{part.What} is encrypted: --identity FILE names the key that opens it";
        }

        bench.Say($"decrypting {part.What}");
        string plain = Path.Join(scratch, "part.tar");
        string target = Path.Join(scratch, "part");
        return store.Damage(part, folder)
            ?? bench.Workshop.MakeFolder(target)
            ?? Run("age", ["--decrypt", "--identity", identity, "--output", plain, Path.Join(folder, Archive)])
            ?? Run("tar", ["--extract", "--preserve-permissions", "--numeric-owner", "--xattrs", "--file=" + plain,
                "--directory=" + target])
            ?? bench.Workshop.Remove(plain);
    }

    private string? Run(string program, ImmutableArray<string> arguments) =>
        bench.Workshop.Run(new RunRequest(
            program, arguments, "/", ImmutableDictionary<string, string?>.Empty.Add("LC_ALL", "C"),
            bench.World.Clock.GetUtcNow() + bench.Patience, MaxOutput)) switch
        {
            RunAnswer.Ended { ExitCode: 0 } => null,
            RunAnswer.Ended ended => $"{program}: {Printable.Line(ended.Errors.Trim())}",
            RunAnswer.Failed failed when program is "age" => $"{failed.Why}; the package age brings it",
            RunAnswer.Failed failed => failed.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>A checkpoint whose parts can be read; what was decrypted for it goes away with it.</summary>
internal sealed class OpenedCheckpoint(IWorkshop workshop) : IDisposable
{
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _scratch = [];

    /// <summary>The folder in which a part can be read.</summary>
    public string FolderOf(SavedPart part) => _folders[part.Folder];

    public void Dispose()
    {
        foreach (string folder in _scratch)
        {
            _ = workshop.Remove(folder);
        }
    }

    /// <summary>A part, by the name of its folder in the manifest.</summary>
    public void Add(string part, string folder, bool isScratch)
    {
        _folders.Add(part, folder);
        if (isScratch)
        {
            _scratch.Add(Path.GetDirectoryName(folder) ?? folder);
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>An archive that is laid over a folder. Pure.</summary>
/// <param name="Archive">Null when it comes through a pipe.</param>
/// <param name="Into">The folder; null for the directory.</param>
internal sealed record Unpacking(Word? Archive, Word? Into, bool Zip)
{
    public static Unpacking? Read(string name, ImmutableArray<Word> words) =>
        name switch
        {
            "unzip" => Zipped(words),
            "7z" or "7za" or "7zz" or "unrar" or "cpio" or "pax" => Packed(name, words),
            _ => Tarred(words),
        };

    /// <summary>Archives that are not listed before: what they hold is not known.</summary>
    private static Unpacking? Packed(string name, ImmutableArray<Word> words)
    {
        bool Has(params ReadOnlySpan<string> wanted)
        {
            foreach (Word word in words)
            {
                if (word.Text is { } text && wanted.Contains(text))
                {
                    return true;
                }
            }

            return false;
        }

        bool Letter(char letter) => words.Any(w => w.Text is ['-', not '-', ..] cluster && cluster.Contains(letter));
        Word? into = words.FirstOrDefault(w => w.Prefix is ['-', 'o', not ('+' or '-'), ..]);
        return name switch
        {
            "unrar" => words is [{ Text: "x" or "e" }, ..] && Has("-o+", "-y")
                ? new Unpacking(null, null, false)
                : null,
            "cpio" => (Letter('i') || Has("--extract")) && (Letter('u') || Has("--unconditional")) && !Letter('t')
                ? new Unpacking(null, null, false)
                : null,
            "pax" => Letter('r') && !Letter('w') && !Letter('k') ? new Unpacking(null, null, false) : null,
            _ => words is [{ Text: "x" or "e" }, ..] && Has("-aoa", "-y")
                ? new Unpacking(null, into is null ? null : new Word(into.Prefix[2..]), false)
                : null,
        };
    }

    /// <summary>The words of tar, whose first cluster may stand without a dash: <c>tar xzf a.tgz</c>.</summary>
    public static ImmutableArray<Word> Dashed(ImmutableArray<Word> words) =>
        words is [{ Text: [not '-', ..] old }, ..] ? [new Word("-" + old), .. words[1..]] : words;

    private static Unpacking? Tarred(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(
            Dashed(words), "fCTXbHIKNgVLF", "extract", "get", "file=", "directory=", "exclude=", "strip-components=",
            "keep-old-files", "skip-old-files", "keep-newer-files", "transform=", "files-from=", "exclude-from=",
            "to-stdout", "list", "create", "help", "version");
        bool extracts = read.Has("x", "extract") || read.Has("get");
        bool keeps = read.Has("k", "keep-old-files") || read.Has("skip-old-files") || read.Has("O", "to-stdout")
            || FileTouches.AsksForHelp(read);
        Word? archive = read.Value("f", "file");
        return extracts && !keeps
            ? new Unpacking(archive?.Text is "-" ? null : archive, read.Value("C", "directory"), Zip: false)
            : null;
    }

    private static Unpacking? Zipped(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(words, "dxP");

        // Without -o it asks before it replaces, and nobody answers.
        bool replaces = read.Has("o") && !read.Has("n") && !read.Has("l", "t") && !read.Has("p", "Z");
        return replaces && read.Operands is [var archive, ..]
            ? new Unpacking(archive, read.Value("d", "d"), Zip: true)
            : null;
    }
}

/// <summary>Lists the archive and looks whether a precious file stands in its way: a state, a database, keys.</summary>
internal sealed record ArchiveProbe(Unpacking Unpacking, Word Directory) : Probe
{
    private const long MaxListing = 8 * 1024 * 1024;
    private const int MaxNames = 20_000;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var tally = new Tally();
        var trees = new WorkTrees(world, budget, Directory.Text ?? "/");
        var replacements = new ReplacementFates(
            world, budget, trees, tally, new RemovalFates(world, budget, trees, tally));
        string? into = Unpacking.Into is { } folder ? PathText.Absolute(folder, Directory) : Directory.Text;
        if (into is null || world.Look(world.RealPath(into) ?? into).Kind is not EntryKind.Folder
            || trees.IsDisposable(into))
        {
            return tally.Measurement(effect, "files");
        }

        string[]? names = Names(world, budget);
        if (names is null)
        {
            // What cannot be listed may hold anything; what lies openly in the folder is what it could replace.
            names = [.. (world.List(into) ?? []).Where(e => e.Kind is EntryKind.File).Select(e => PathText.Name(e.Path))
                .Where(KnownNames.IsPrecious)];
        }

        var guarded = new GuardedFiles(world, trees);
        foreach (string name in names.Take(MaxNames))
        {
            string path = PathText.Normal(into + "/" + name);
            if (!name.EndsWith('/') && guarded.Of(path, world.RealPath(path) ?? path) is { } place
                && (trees.IsOwn(path) || PathText.IsWithin(path, world.Home)))
            {
                tally.Forbidden ??= $"{path} is {place.What}";
            }

            if (KnownNames.IsPrecious(PathText.Name(name)) || !trees.IsOwn(into))
            {
                replacements.Replace(path, [], wholeTrees: false);
            }
        }

        return tally.Measurement(effect, "files");
    }

    private string[]? Names(IWorld world, MeasureBudget budget)
    {
        if (Unpacking.Archive is not { } archive || PathText.Absolute(archive, Directory) is not { } path
            || world.Look(world.RealPath(path) ?? path).Kind is not EntryKind.File)
        {
            return null;
        }

        // A name with a colon would be a host to tar.
        var request = new RunRequest(
            Unpacking.Zip ? "unzip" : "tar", Unpacking.Zip ? ["-Z1", path] : ["--force-local", "-tf", path], "/",
            ImmutableDictionary<string, string?>.Empty.Add("TAR_OPTIONS", null).Add("UNZIP", null).Add("ZIPINFO", null),
            budget.Deadline, MaxListing);
        return world.Run(request) is RunAnswer.Ended { ExitCode: 0 } ended
            ? ended.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : null;
    }
}

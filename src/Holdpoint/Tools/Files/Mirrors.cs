using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>An rsync that removes: what the destination has and the source has not, or the source itself.
/// Pure.</summary>
/// <param name="Removed">Removes in the destination.</param>
/// <param name="TakesSources">Removes the sources when they are there.</param>
internal sealed record Mirror(ImmutableArray<Word> Sources, Word Destination, bool Removed, bool TakesSources)
{
    public static Mirror? Read(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(
            words, "efTBMy", "delete", "delete-before", "delete-during", "delete-delay", "delete-after",
            "delete-excluded", "delete-missing-args", "del", "remove-source-files", "dry-run", "list-only", "exclude=",
            "include=", "filter=", "exclude-from=", "include-from=", "files-from=", "rsh=", "rsync-path=", "log-file=",
            "log-file-format=", "temp-dir=", "partial-dir=", "compare-dest=", "copy-dest=", "link-dest=", "backup-dir=",
            "suffix=", "backup", "bwlimit=", "port=", "timeout=", "max-size=", "min-size=", "password-file=",
            "out-format=", "chmod=", "chown=", "usermap=", "groupmap=", "info=", "debug=", "max-delete=",
            "compress-level=", "contimeout=", "modify-window=", "block-size=", "protocol=", "iconv=", "checksum-seed=",
            "address=", "sockopts=", "read-batch=", "write-batch=", "help", "version");
        bool removes = read.Has("delete", "del") || read.Has("delete-before", "delete-during")
            || read.Has("delete-delay", "delete-after") || read.Has("delete-excluded", "delete-missing-args");
        bool takes = read.Has("remove-source-files");
        bool looks = read.Has("n", "dry-run") || read.Has("list-only", "help") || read.Has("backup", "b");
        return read.Operands.Count < 2 || looks || !(removes || takes)
            ? null
            : new Mirror([.. read.Operands.SkipLast(1)], read.Operands[^1], removes, takes);
    }

    /// <summary><c>host:path</c>, <c>host::module</c>, <c>rsync://…</c>.</summary>
    public static bool IsElsewhere(Word word) =>
        word.Prefix is var text && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && !text.AsSpan(0, colon).Contains('/');

    /// <summary>The path of <c>host:path</c>; a word that names no host as it is.</summary>
    public static Word WithoutHost(Word word) => IsElsewhere(word) && word.Text is { } text
        ? new Word(text[(text.LastIndexOf(':') + 1)..])
        : word;
}

/// <summary>Compares the names below the destination with those below the sources.</summary>
internal sealed record MirrorProbe(Mirror Mirror, Word Directory) : Probe
{
    /// <summary>As many as are looked at when a tree is removed.</summary>
    private const int MaxEntries = RemovalFates.MaxEntries;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var tally = new Tally();
        var trees = new WorkTrees(world, budget, Directory.Text ?? "/");
        var removals = new RemovalFates(world, budget, trees, tally);
        if (Mirror.Removed)
        {
            Destination(removals, trees, tally, world);
        }

        foreach (Word source in Mirror.TakesSources ? Mirror.Sources : [])
        {
            if (!Mirror.IsElsewhere(source) && PathText.Absolute(source, Directory) is { } path)
            {
                removals.Remove(path, recursive: true, force: false, path);
            }
            else
            {
                tally.CannotSee($"{source.Shown} cannot be seen from here");
            }
        }

        return tally.Measurement(effect, "files");
    }

    private void Destination(RemovalFates removals, WorkTrees trees, Tally tally, IWorld world)
    {
        if (Mirror.IsElsewhere(Mirror.Destination)
            || PathText.Absolute(Mirror.Destination, Directory) is not { } destination)
        {
            tally.CannotSee($"{Mirror.Destination.Shown} cannot be seen from here");
            return;
        }

        string real = world.RealPath(destination) ?? destination;
        if ((Places.WhyRoot(destination, world.Home) ?? Places.WhyRoot(real, world.Home)) is { } why)
        {
            tally.Forbidden ??= $"{destination} is {why}";
            return;
        }

        if (trees.IsDisposable(real) || !world.Look(real).Exists)
        {
            return;
        }

        foreach (Word source in Mirror.Sources)
        {
            if (Mirror.IsElsewhere(source) || PathText.Absolute(source, Directory) is not { } path)
            {
                tally.CannotSee($"what {source.Shown} holds cannot be seen from here");
                return;
            }

            // With a slash its content is laid into the destination, without it the folder itself.
            bool content = source.Text is [.., '/'] || PathText.Name(path) is "." || source.Text is "." or "..";
            string below = content ? real : PathText.Join(real, PathText.Name(path));
            Missing(world.RealPath(path) ?? path, below, removals, tally, world);
        }
    }

    /// <summary>What a filter keeps is counted as well: too much is the careful side.</summary>
    private static void Missing(string source, string destination, RemovalFates removals, Tally tally, IWorld world)
    {
        var folders = new Stack<string>([""]);
        int seen = 0;
        while (folders.TryPop(out string? folder))
        {
            HashSet<string> kept = [.. (world.List(source + folder) ?? []).Select(e => PathText.Name(e.Path))];
            foreach (Entry entry in world.List(destination + folder) ?? [])
            {
                if (++seen > MaxEntries)
                {
                    tally.CannotSee($"{destination} holds more than can be compared");
                    return;
                }

                string name = PathText.Name(entry.Path);
                if (!kept.Contains(name))
                {
                    removals.Remove(entry.Path, recursive: true, force: false, destination);
                }
                else if (entry.Kind is EntryKind.Folder)
                {
                    folders.Push(folder + "/" + name);
                }
            }
        }
    }
}

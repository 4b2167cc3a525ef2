using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Files;

/// <summary>Several files that the passes of a loop move to one path: where no folder is, each takes the place of the
/// one before, and only the last is left. Pure.</summary>
/// <param name="From">The sources, in the order of the passes.</param>
internal sealed record Pile(ImmutableArray<Word> From, Word To)
{
    /// <summary>A pattern of cmd's stands for files, never for folders.</summary>
    public bool FilesOnly { get; private init; }

    /// <summary>Reads what one invocation would pile up, with the earlier passes of its loop; null for
    /// nothing.</summary>
    public static Pile? Read(ImmutableArray<Invocation> invocations, int at)
    {
        if (Move(invocations[at]) is not var (source, to))
        {
            return null;
        }

        // 1. Earlier passes of the same words, to the same path.
        List<Word> sources = [source];
        for (int i = at - 1; i >= 0 && AreOfOne(invocations[i], invocations[at]); i--)
        {
            if (Move(invocations[i]) is var (earlier, same) && same.SameAs(to))
            {
                sources.Insert(0, earlier);
            }
        }

        bool each = source.HasUnknown
            && invocations[at].Wrappers.Any(w => w is "xargs" or "find" or "parallel" or "fd");
        sources = each && Listed.Paths(source, invocations[at].Directory) is { } listed ? [.. listed] : sources;
        bool several = each || sources.Count > 1 || source.Pieces.Any(p => p.OneByOne);
        bool last = at + 1 == invocations.Length || !AreOfOne(invocations[at + 1], invocations[at])
            || Move(invocations[at + 1]) is null;

        // 2. A folder that the same action makes first is one by then.
        return several && last && !IsMadeBefore(invocations, at, to)
            ? new Pile([.. sources], to) { FilesOnly = invocations[at].Wrappers.Any(w => w is "cmd" or "move") }
            : null;
    }

    /// <summary>Whether one command of one text was run twice: two passes of a loop.</summary>
    private static bool AreOfOne(Invocation one, Invocation other) =>
        one.Span == other.Span && one.Within == other.Within && one.File == other.File;

    /// <summary>The one source and the exact path that a call of mv has; null for other calls, and for a path that is a
    /// folder by its words.</summary>
    private static (Word Source, Word To)? Move(Invocation invocation)
    {
        if (invocation.Name is not ("mv" or "gmv") || invocation.Outside is not null
            || Copies.Read("mv", invocation.Arguments) is not
                { Sources: [var source], Destination: { Text: { } to } path, Keeps: false, Exchanges: false }
            || path.HasGlob || to.EndsWith('/') || PathText.Name(to) is "." or ".." or "" or "~"
            || PathText.Absolute(path, invocation.Directory) is not { } absolute
            || Places.IsHarmlessDevice(absolute))
        {
            return null;
        }

        return (source, path);
    }

    private static bool IsMadeBefore(ImmutableArray<Invocation> invocations, int at, Word to)
    {
        string? path = PathText.Absolute(to, invocations[at].Directory);
        var makings = new List<Making>();
        for (int i = 0; i < at; i++)
        {
            if (!AreOfOne(invocations[i], invocations[at]))
            {
                FileMakings.Add(invocations[i], makings);
                if (invocations[i].Name is "git")
                {
                    Git.GitMakings.Add(invocations[i], makings);
                }
            }
        }

        return makings.Exists(m => m == Making.Anywhere || (m.Kind is not MakingKind.Gone
            && PathText.Absolute(m.Path, m.Directory) is { } made && path is not null
            && PathText.IsWithin(made, path)));
    }
}

/// <summary>Looks whether a folder is where files are moved one after the other, and which of them are lost when there
/// is none.</summary>
internal sealed record PileProbe(Pile Pile, Word Directory) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var tally = new Tally();
        if (PathText.Absolute(Pile.To, Directory) is not { } to
            || world.Look(world.RealPath(to) ?? to).Kind is EntryKind.Folder)
        {
            return tally.Measurement(effect, "files");
        }

        if (Pile.From.Any(w => w.HasUnknown))
        {
            tally.CannotSee($"{to} is no folder: each file that is found takes the place of the one before");
            return tally.Measurement(effect, "files");
        }

        var trees = new WorkTrees(world, budget, Directory.Text ?? "/");
        var removals = new RemovalFates(world, budget, trees, tally);
        List<string> files =
        [
            .. Pile.From.Select(w => PathText.Absolute(w, Directory)).OfType<string>()
                .SelectMany(p => (Globs.Expand(p, world) ?? []).Order(StringComparer.Ordinal)).Take(Globs.MaxMatches),
        ];

        // A folder that comes first is the place into which the rest goes; one that comes later stays where it is.
        bool[] folders = [.. files.Select(f => world.Look(f).Kind is EntryKind.Folder)];
        if (Pile.FilesOnly || folders is [false, ..])
        {
            foreach (string file in files.Where((_, i) => !folders[i]).SkipLast(1))
            {
                removals.Remove(file, recursive: false, force: true, file);
            }
        }

        return tally.Measurement(effect, "files");
    }
}

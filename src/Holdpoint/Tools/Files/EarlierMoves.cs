using System.Collections.Immutable;
using Holdpoint.Sessions;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>What an earlier part of the same action moves to a path that a later one removes: the disk shows it at
/// another name now. Pure.</summary>
internal static class EarlierMoves
{
    /// <summary>Moves before one removal that are followed, the nearest first; of more it is not known what they put
    /// there.</summary>
    private const int MaxMoves = 100;

    /// <summary>More sources than this are asked for by the first of them.</summary>
    private const int MaxSources = 64;

    /// <summary>A quick look that most actions do not pass.</summary>
    public static bool Any(ReadOnlySpan<Invocation> earlier)
    {
        foreach (Invocation invocation in earlier)
        {
            if (Moves(invocation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds, for every path that is removed, the sources that would lie there by then.</summary>
    public static void Add(ImmutableArray<Invocation> invocations, int at, List<FileTouch> touches)
    {
        if (!touches.Exists(t => t.Kind is TouchKind.Remove or TouchKind.Wipe))
        {
            return;
        }

        List<Reached>? reached = null;
        int moves = 0;
        for (int i = at - 1; i >= 0; i--)
        {
            if (!Moves(invocations[i]))
            {
                continue;
            }

            if (moves++ >= MaxMoves)
            {
                FileTouch removed = touches.Find(t => t.Kind is TouchKind.Remove or TouchKind.Wipe) ?? touches[0];
                touches.Add(removed with { Path = Word.Unknown("what many moves before put there") });
                return;
            }

            if (Packing.Swallowed(invocations[i].Name, invocations[i].Arguments) is ({ } archive, var swallowed))
            {
                reached ??= [.. Removed(touches, invocations[at].Directory)];
                var packed = new Making(MakingKind.Moved, archive, invocations[i].Directory) { From = swallowed };
                AddSources(packed, reached, touches);
                continue;
            }

            var makings = new List<Making>();
            FileMakings.Add(invocations[i], makings);
            if (invocations[i].Name is "git")
            {
                Git.GitMakings.Add(invocations[i], makings);
            }

            foreach (Making making in makings.Where(m => m is { Kind: MakingKind.Moved, From.IsEmpty: false }))
            {
                reached ??= [.. Removed(touches, invocations[at].Directory)];
                AddSources(making, reached, touches);
            }
        }
    }

    private static bool Moves(Invocation invocation) => invocation.Name is "mv" or "gmv"
        || Packing.Swallowed(invocation.Name, invocation.Arguments) is not null
        || (invocation.Name is "git" && invocation.Arguments.Any(a => a.Text is "mv"));

    private static IEnumerable<Reached> Removed(List<FileTouch> touches, Word directory) => touches
        .Where(t => t.Kind is TouchKind.Remove or TouchKind.Wipe)
        .Select(t => new Reached(PathText.Absolute(t.Path, directory) ?? "", t))
        .Where(r => r.Path.Length > 0);

    private static void AddSources(Making making, List<Reached> reached, List<FileTouch> touches)
    {
        if (PathText.Absolute(making.Path, making.Directory) is not { } to)
        {
            return;
        }

        foreach (Word source in making.From)
        {
            if (touches.Count >= MaxSources || Whole(source, making.Directory) is not { } whole
                || PathText.Absolute(whole, making.Directory) is not { } from)
            {
                continue;
            }

            foreach (Reached met in reached.ToArray())
            {
                if (Lies(met.Path, to, PathText.Join(to, PathText.Name(from))) is not { } rest)
                {
                    continue;
                }

                // A part of what was moved has the same name in it; of a pattern's part only the whole is known.
                bool part = rest.Length > 0 && !PathText.HasGlob(from + rest);
                FileTouch touch = met.Touch with
                {
                    Path = part ? new Word(from + rest) : whole,
                    Recursive = !part || met.Touch.Recursive,
                };
                touches.Add(touch);
                reached.Add(new Reached(part ? from + rest : from, touch));
            }
        }
    }

    /// <summary>What of a source is removed, as the rest of a path below it: empty for all, null for nothing.</summary>
    private static string? Lies(string removed, string to, string below) =>
        Meets(removed, to) || Meets(removed, below) ? ""
        : PathText.IsWithin(removed, below) ? removed[below.Length..]
        : PathText.IsWithin(removed, to) ? removed[to.Length..]
        : null;

    /// <summary>Whether removing a path takes what was moved to another; a pattern takes what its folder
    /// holds.</summary>
    private static bool Meets(string removed, string moved) =>
        PathText.IsWithin(moved, PathText.HasGlob(removed) ? PathText.Parent(removed) : removed);

    /// <summary>The word as it reads from any directory; null where that is not known.</summary>
    private static Word? Whole(Word word, Word directory) =>
        word.Prefix is ['/', ..] ? word
        : directory.Text is { } from ? new Word([new Piece(PieceKind.Text, from + "/"), .. word.Pieces])
        : null;

    private sealed record Reached(string Path, FileTouch Touch);
}

using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Wrappers;

/// <summary>find: an invocation itself, and one for each command that it would run on what it finds.</summary>
internal sealed class FindExec(Session session)
{
    /// <summary>Roots that get a command of their own; beyond, what is found is unknown.</summary>
    private const int MaxRoots = 8;

    private const string Mark = "{}";

    public Outcome? Run(Launch launch)
    {
        ImmutableArray<Word> words = launch.Arguments;
        if (!words.Any(w => w.Text is "-exec" or "-execdir" or "-ok" or "-okdir"))
        {
            return null;
        }

        session.Launcher.Emit(launch, "find");
        ImmutableArray<Word> roots = Roots(words);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Text is not ("-exec" or "-execdir" or "-ok" or "-okdir") || i + 1 >= words.Length)
            {
                continue;
            }

            int end = i + 1;
            while (
                end < words.Length
                && words[end].Text is not ";"
                && !(words[end].Text is "+" && words[end - 1].Text is Mark)
            )
            {
                end++;
            }

            RunOn(launch, roots, words[(i + 1)..end], words[i].Text is "-execdir" or "-okdir");
            i = end;
        }

        return Outcome.Unknown;
    }

    private void RunOn(Launch launch, ImmutableArray<Word> roots, ImmutableArray<Word> command, bool inFolder)
    {
        foreach (Word root in roots)
        {
            Word found = Found(root, inFolder);
            ImmutableArray<Word> words = [.. command.Select(w => Words.Replace(w, Mark, found))];
            if (words is not [var program, .. var arguments] || !session.Charge(Words.Length(words), launch.Span))
            {
                return;
            }

            Launch inner = launch.Then(program, arguments, "find") with { Files = [] };
            session.Launcher.Start(
                inFolder
                    ? inner with
                    {
                        Directory = Words.Resolve(launch.Directory, Found(root, inFolder: false)),
                    }
                    : inner
            );
        }
    }

    private static Word Found(Word root, bool inFolder)
    {
        var piece = new Piece(PieceKind.Unknown, Mark);
        if (inFolder)
        {
            return new Word([new Piece(PieceKind.Text, "./"), piece]);
        }

        if (root.Pieces.IsEmpty)
        {
            return new Word([piece]);
        }

        Word slash = root.Text is [.., '/'] ? root : Words.Concat(root, new Word("/"));
        return Words.Concat(slash, new Word([piece]));
    }

    private static ImmutableArray<Word> Roots(ImmutableArray<Word> words)
    {
        int from = 0;
        while (
            from < words.Length
            && words[from].Text
                is "-H"
                    or "-L"
                    or "-P"
                    or ['-', 'O', ..]
                    or "-D"
                    or "-E"
                    or "-x"
                    or "-X"
                    or "-s"
                    or "-d"
        )
        {
            from += words[from].Text is "-D" ? 2 : 1;
        }

        int end = from = Math.Min(from, words.Length);
        while (end < words.Length && words[end].Prefix is not ['-' or '(' or '!' or ',', ..])
        {
            end++;
        }

        ImmutableArray<Word> roots = words[from..end];
        return roots.IsEmpty ? [new Word(".")]
            : roots.Length > MaxRoots || roots.Any(r => r.MaySplit)
                ? [Word.Empty, .. roots.Where(r => !r.MaySplit).Take(MaxRoots)]
            : roots;
    }
}

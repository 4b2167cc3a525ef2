using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>A call of cp, mv, install or ln: sources, and the destination they may replace. Pure.</summary>
/// <param name="Destination">Null for <c>ln target</c>, which makes a link of the same name in the directory.</param>
/// <param name="Linked">What lies at the destination afterwards is the source itself, under another name.</param>
/// <param name="Exact">The destination is never a folder to put the sources into.</param>
/// <param name="Keeps">What is there is kept aside, or not replaced at all.</param>
internal sealed record Copies(
    string Name, ImmutableArray<Word> Sources, Word? Destination, bool Linked, bool Exact, bool Keeps, bool Tree)
{
    /// <summary>Options that are not known may stand among the words: any destination may be meant.</summary>
    public bool MayHoldMore { get; private init; }

    /// <summary>Source and destination change places.</summary>
    public bool Exchanges { get; private init; }

    /// <summary>Reads the words; null where nothing is written but help or folders.</summary>
    public static Copies? Read(string name, ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(
            words, name is "install" ? "gmoSt" : "St", "target-directory=", "suffix=", "no-clobber",
            "no-target-directory", "force", "interactive", "backup", "recursive", "archive", "directory", "mode=",
            "owner=", "group=", "symbolic", "update", "verbose", "relative", "logical", "physical", "no-dereference",
            "preserve", "sparse=", "reflink", "parents", "link", "symbolic-link", "exchange", "help", "version");
        if (FileTouches.AsksForHelp(read) || (name is "install" && read.Has("d", "directory")))
        {
            return null;
        }

        Word? into = read.Value("t", "target-directory");
        bool hard = name is "cp" ? read.Has("l", "link") : name is "ln" && !read.Has("s", "symbolic");
        return new Copies(
            name,
            [.. into is null && read.Operands.Count > 1 ? read.Operands.SkipLast(1) : read.Operands],
            into ?? (read.Operands.Count > 1 ? read.Operands[^1] : null),
            hard || (name is "cp" && read.Has("s", "symbolic-link")),
            read.Has("T", "no-target-directory"),
            (name is not "ln" && read.Has("n", "no-clobber")) || read.Has("b", "backup")
                || (name is "ln" && !read.Has("f", "force")),
            read.Has("r", "R") || read.Has("a", "archive") || read.Has("recursive"))
        {
            MayHoldMore = read.MayHoldMore,
            Exchanges = read.Has("exchange"),
        };
    }

    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        if (Read(name, words) is not { } read)
        {
            return;
        }

        if (read.Destination is not { } destination)
        {
            if (name is "ln" && read.Sources is [var target])
            {
                touches.Add(new FileTouch(TouchKind.Link, target));
            }

            return;
        }

        foreach (Word source in read.Sources)
        {
            switch (name)
            {
                // Renamed over the bin that swallows everything.
                case "mv" when destination.Text is "/dev/null":
                    touches.Add(new FileTouch(TouchKind.Remove, source) { Recursive = true });
                    break;
                case "mv":
                    touches.Add(new FileTouch(TouchKind.MoveAway, source));
                    break;
                case "ln" or "cp" when name is "ln" || read.Linked:
                    touches.Add(new FileTouch(TouchKind.Link, source));
                    break;
            }
        }

        // What is kept aside, or not replaced at all, is not lost.
        touches.Add(new FileTouch(read.Keeps ? TouchKind.Modify : TouchKind.Overwrite, destination)
        {
            Recursive = read.Tree,
            Empties = read.Sources.Any(Emptyings.IsVoid),
            Into = read.Exact ? [] : read.Sources,
        });
    }
}

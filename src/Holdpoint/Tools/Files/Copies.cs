using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>Reads cp, mv, install and ln: sources, and the destination they may replace.</summary>
internal static class Copies
{
    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        GnuArguments read = GnuArguments.Read(
            words, name is "install" ? "gmoSt" : "St", "target-directory=", "suffix=", "no-clobber",
            "no-target-directory", "force", "interactive", "backup", "recursive", "archive", "directory", "mode=",
            "owner=", "group=", "symbolic", "update", "verbose", "relative", "logical", "physical", "no-dereference",
            "preserve", "sparse=", "reflink", "parents", "link", "symbolic-link", "help", "version");
        if (FileTouches.AsksForHelp(read) || (name is "install" && read.Has("d", "directory")))
        {
            return;
        }

        Word? into = read.Value("t", "target-directory");
        ImmutableArray<Word> sources = [.. into is null ? read.Operands.SkipLast(1) : read.Operands];
        Word? destination = into ?? (read.Operands.Count > 1 ? read.Operands[^1] : null);
        if (destination is null)
        {
            LinkHere(name, read, touches);
            return;
        }

        bool links = name is "cp" && (read.Has("l", "link") || read.Has("s", "symbolic-link"));
        Sources(links ? "ln" : name, sources, destination, touches);

        // What is kept aside, or not replaced at all, is not lost.
        bool keeps = (name is not "ln" && read.Has("n", "no-clobber")) || read.Has("b", "backup")
            || (name is "ln" && !read.Has("f", "force"));
        bool tree = read.Has("r", "R") || read.Has("a", "archive") || read.Has("recursive");
        touches.Add(new FileTouch(keeps ? TouchKind.Modify : TouchKind.Overwrite, destination)
        {
            Recursive = tree,
            Into = read.Has("T", "no-target-directory") ? [] : sources,
        });
    }

    private static void Sources(
        string name, ImmutableArray<Word> sources, Word destination, ICollection<FileTouch> touches)
    {
        foreach (Word source in sources)
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
                case "ln":
                    touches.Add(new FileTouch(TouchKind.Link, source));
                    break;
            }
        }
    }

    /// <summary><c>ln -s target</c> makes a link of the same name in the directory.</summary>
    private static void LinkHere(string name, GnuArguments read, ICollection<FileTouch> touches)
    {
        if (name is "ln" && read.Operands is [var target])
        {
            touches.Add(new FileTouch(TouchKind.Link, target));
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>Reads rm and its kin.</summary>
internal static class Removals
{
    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        switch (name)
        {
            case "rm":
                Rm(words, touches);
                break;
            case "rimraf":
                Each(
                    GnuArguments.Read(
                        words, "", "glob", "no-glob", "preserve-root", "no-preserve-root", "verbose", "help",
                        "version"),
                    TouchKind.Remove, recursive: true, touches);
                break;
            case "unlink":
                Each(GnuArguments.Read(words, "", "help", "version"), TouchKind.Remove, recursive: false, touches);
                break;
            case "shred":
                Each(
                    GnuArguments.Read(
                        words, "ns", "force", "iterations=", "random-source=", "size=", "remove", "verbose", "exact",
                        "zero", "help", "version"),
                    TouchKind.Wipe, recursive: false, touches);
                break;
            default: // srm, wipe, scrub
                GnuArguments read = GnuArguments.Read(words, "p", "recursive", "help", "version");
                Each(read, TouchKind.Wipe, read.Has("r", "R") || read.Has("recursive"), touches);
                break;
        }
    }

    /// <summary>The arguments of a program that is not known, where they would remove a tree if it were rm.</summary>
    public static void AddIfLikeRm(ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        bool recursive = false, force = false;
        foreach (Word word in words)
        {
            if (word.Text is ['-', not '-', ..] cluster
                && cluster.Skip(1).All(c => "rRfvidI".Contains(c, StringComparison.Ordinal)))
            {
                recursive |= cluster.AsSpan().IndexOfAny('r', 'R') > 0;
                force |= cluster.Contains('f', StringComparison.Ordinal);
            }

            recursive |= word.Text is "--recursive";
            force |= word.Text is "--force" or "--no-preserve-root";
        }

        if (recursive && force)
        {
            Rm(words, touches);
        }
    }

    private static void Rm(ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        GnuArguments read = GnuArguments.Read(
            words, "", "force", "interactive", "one-file-system", "no-preserve-root", "preserve-root", "recursive",
            "dir", "verbose", "help",
            "version");
        bool recursive = read.Has("r", "R") || read.Has("recursive") || read.MayHoldMore;
        Each(read, TouchKind.Remove, recursive, touches);
    }

    private static void Each(GnuArguments read, TouchKind kind, bool recursive, ICollection<FileTouch> touches)
    {
        if (FileTouches.AsksForHelp(read))
        {
            return;
        }

        bool force = read.Has("f", "force") || read.MayHoldMore;
        foreach (Word operand in read.Operands)
        {
            touches.Add(new FileTouch(kind, operand) { Recursive = recursive, Force = force });
        }
    }
}

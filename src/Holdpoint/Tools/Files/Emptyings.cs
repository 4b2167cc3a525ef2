using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Tools.Files;

/// <summary>Which writings put nothing, or noise, in the place of what a file held: the same loss as removing it.
/// Pure.</summary>
internal static class Emptyings
{
    /// <summary>Whether a path is that of a device that gives nothing anybody could want to keep.</summary>
    public static bool IsVoid(Word? path) =>
        path?.Text is "/dev/null" or "/dev/zero" or "/dev/urandom" or "/dev/random" or "/dev/full";

    /// <summary>Whether a program prints nothing at all; the bare redirection <c>&gt; file</c> is one.</summary>
    public static bool PrintsNothing(Invocation invocation) => invocation.Name switch
    {
        ":" or "true" or "false" => true,
        "" => invocation.OpensOnly,
        "echo" => invocation.Arguments is [{ Text: "-n" or "-ne" or "-en" }, .. var rest] && AreEmpty(rest),
        "printf" => invocation.Arguments is not [] && AreEmpty(invocation.Arguments),
        "cat" or "head" or "tail" => GivesNothing(invocation),
        _ => false,
    };

    /// <summary>Whether a program reads the very file that its output goes to: the shell empties it before the program
    /// sees it (<c>sort f &gt; f</c>).</summary>
    public static bool ReadsItself(Invocation invocation, Word output)
    {
        bool reads = invocation.Name is "cat" or "head" or "tail" or "sort" or "uniq" or "grep" or "sed" or "awk"
            or "jq" or "yq" or "cut" or "tr" or "tac" or "fmt" or "fold" or "column" or "rev" or "nl" or "iconv"
            or "xmllint";
        if (!reads || PathText.Absolute(output, invocation.Directory) is not { } path || Places.IsHarmlessDevice(path))
        {
            return false;
        }

        return invocation.Arguments.Any(a => PathText.Absolute(a, invocation.Directory) == path)
            || (invocation.Input is Input.FromFile(var from)
                && PathText.Absolute(from, invocation.Directory) == path);
    }

    /// <summary>Whether nothing comes to a program through its standard input.</summary>
    public static bool IsFedNothing(Invocation invocation) => invocation.Input switch
    {
        Input.Given(var text) => text.Text is "",
        Input.FromFile(var path) => IsVoid(path),
        Input.Piped(var producer) => PrintsNothing(producer),
        _ => false,
    };

    /// <summary>Marks the files of a program that writes what it is fed.</summary>
    public static void OfInput(string name, Invocation invocation, List<FileTouch> touches)
    {
        for (int i = 0; i < touches.Count && name is "tee" or "sponge" && IsFedNothing(invocation); i++)
        {
            touches[i] = touches[i] with { Empties = true };
        }
    }

    /// <summary>Takes the mark from files that are written after all.</summary>
    /// <param name="later">What the same action runs after it: who empties a file first to add to it then, writes
    /// it.</param>
    public static void Spare(Invocation invocation, ReadOnlySpan<Invocation> later, List<FileTouch> touches)
    {
        for (int i = 0; i < touches.Count; i++)
        {
            if (touches[i] is { Empties: true, Kind: TouchKind.Overwrite } touch
                && IsWrittenBy(later, PathText.Absolute(touch.Path, invocation.Directory)))
            {
                touches[i] = touch with { Empties = false };
            }
        }
    }

    private static bool IsWrittenBy(ReadOnlySpan<Invocation> later, string? path)
    {
        foreach (Invocation invocation in path is null ? [] : later)
        {
            foreach (OpenedFile file in invocation.Files)
            {
                if (file.Kind is not RedirectKind.Input && PathText.Absolute(file.Path, invocation.Directory) == path
                    && !PrintsNothing(invocation))
                {
                    return true;
                }
            }

            if (invocation.Name is "tee" or "dd" or "cp" && !IsFedNothing(invocation)
                && !invocation.Arguments.Any(a => IsVoid(a) || a.Text is "count=0" or ['i', 'f', '=', '/', 'd', ..])
                && invocation.Arguments.Any(a => PathText.Absolute(a, invocation.Directory) == path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEmpty(ImmutableArray<Word> words) => words.All(w => w.Text is "");

    private static bool GivesNothing(Invocation invocation)
    {
        ImmutableArray<Word> words = invocation.Arguments;
        if (invocation.Name is not "cat" && words.Any(w => w.Text is "-c0" or "-n0" or "--bytes=0" or "--lines=0")
            || words is [{ Text: "-c" or "-n" }, { Text: "0" }, ..])
        {
            return true;
        }

        List<Word> files = [.. words.Where(w => w.Prefix is not ['-', _, ..])];
        return files.Count > 0 ? files.TrueForAll(f => IsVoid(f)) : IsFedNothing(invocation);
    }
}

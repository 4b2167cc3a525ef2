using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Files;

/// <summary>Reads programs of another purpose that write over a file beside it: compilers, converters, editors. Pure.
/// </summary>
internal static class Outputs
{
    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        switch (name)
        {
            case "fallocate":
                GnuArguments fallocate = GnuArguments.Read(
                    words, "lo", "length=", "offset=", "punch-hole", "zero-range", "collapse-range", "insert-range");
                if (fallocate.Has("z", "zero-range") || fallocate.Has("p", "punch-hole")
                    || fallocate.Has("c", "collapse-range"))
                {
                    Over(fallocate.Operands, touches, empties: true);
                }

                break;
            case "patch":
                GnuArguments patch = GnuArguments.Read(
                    words, "iodpBDFgrVxzY", "input=", "output=", "directory=", "strip=", "dry-run");
                if (!patch.Has("dry-run"))
                {
                    Over([.. patch.Values("o", "output"), .. patch.Operands.Take(1)], touches);
                }

                break;
            case "uniq" or "xxd":
                GnuArguments pair = GnuArguments.Read(words, "fswclos");
                Over(pair.Operands.Skip(1).Take(1), touches);
                break;
            case "objcopy":
                Over(GnuArguments.Read(words, "IOFBjNKLWGRx").Operands.Skip(1).Take(1), touches);
                break;
            case "ffmpeg":
                if (words.Any(w => w.Text is "-y"))
                {
                    Over(words[^1..], touches);
                }

                break;
            case "convert" or "magick":
                Over(words[^1..].Where(IsPrecious), touches);
                break;
            case "rename" or "prename" or "mmv":
                Renamed(name, words, touches);
                break;
            case "rsync":
                Mirrored(words, touches);
                break;
            case "scp":
                GnuArguments scp = GnuArguments.Read(words, "cDFiJloPSX");
                Copied(scp.Operands, scp.Has("r"), touches);
                break;
            default:
                Over(Named(words).Where(IsPrecious), touches);
                break;
        }
    }

    /// <summary>What an editor does to the files that it edits, by its commands.</summary>
    public static void Edited(
        string name, ImmutableArray<Word> words, Input input, ICollection<FileTouch> touches)
    {
        if (EditorCommands.IsEditor(name))
        {
            string? text = input is Input.Given(var script) ? script.Shown : null;
            EditorCommands read = EditorCommands.Read(name, words, text);
            if (read is { Deletes: true, Saves: true })
            {
                Over(read.Edited, touches, read.DeletesAll);
            }
        }
    }

    /// <summary>The values of <c>-o FILE</c> and <c>--output=FILE</c>.</summary>
    private static IEnumerable<Word> Named(ImmutableArray<Word> words)
    {
        GnuArguments read = GnuArguments.Read(words, "o", "output=", "out=", "out-file=");
        return [.. read.Values("o", "output"), .. read.Values("out", "out-file")];
    }

    /// <summary>A build's output is made again; a secret, a state or a database is not.</summary>
    private static bool IsPrecious(Word word) =>
        word.Text is { Length: > 0 } path && KnownNames.IsPrecious(PathText.Name(path));

    /// <summary>New names are known for the plain <c>rename FROM TO FILE…</c>; a pattern may name any file.</summary>
    private static void Renamed(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        GnuArguments read = GnuArguments.Read(words, name is "mmv" ? "" : "e", "force", "no-act", "dry-run");
        if (read.Has("n", "no-act") || read.Has("dry-run"))
        {
            return;
        }

        if (name is "rename" && read.Operands is [{ Text: [not ('s' or 'y' or '$'), ..] or ['.', ..] } from,
            { Text: { } to }, .. var files])
        {
            Over(files.Where(f => f.Text is not null).Select(f => new Word(
                (f.Text ?? "").Replace(from.Text ?? "", to, StringComparison.Ordinal))), touches);
        }
        else if (name is "mmv" ? read.Has("d", "o") : read.Has("f", "force"))
        {
            touches.Add(new FileTouch(TouchKind.Overwrite, Word.Unknown("the new names")) { Force = true });
        }
    }

    /// <summary>rsync without deleting still writes over what is there.</summary>
    private static void Mirrored(ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        GnuArguments read = GnuArguments.Read(
            words, "efTBMy", "exclude=", "include=", "filter=", "exclude-from=", "include-from=", "files-from=", "rsh=",
            "rsync-path=", "dry-run", "list-only", "backup", "update", "ignore-existing", "existing", "log-file=",
            "temp-dir=", "link-dest=", "bwlimit=", "chmod=", "chown=", "port=", "info=");
        if (!read.Has("n", "dry-run") && !read.Has("u", "update") && !read.Has("b", "backup")
            && !read.Has("ignore-existing", "list-only"))
        {
            Copied(read.Operands, trees: false, touches);
        }
    }

    /// <summary>What is copied to this machine, or on it, lies over what is there.</summary>
    private static void Copied(List<Word> operands, bool trees, ICollection<FileTouch> touches)
    {
        if (operands.Count < 2 || Mirror.IsElsewhere(operands[^1]))
        {
            return;
        }

        // The content of a folder has names that only the world knows.
        ImmutableArray<Word> sources =
            [.. operands.SkipLast(1).Where(s => s.Text is not [.., '/']).Select(Mirror.WithoutHost)];
        if (!sources.IsEmpty)
        {
            touches.Add(new FileTouch(TouchKind.Overwrite, operands[^1]) { Into = sources, Recursive = trees });
        }
    }

    private static void Over(IEnumerable<Word> paths, ICollection<FileTouch> touches, bool empties = false)
    {
        foreach (Word path in paths)
        {
            if (path.Text is not "-")
            {
                touches.Add(new FileTouch(TouchKind.Overwrite, path) { Empties = empties });
            }
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Files;

/// <summary>Reads programs that write to a file that they are given.</summary>
internal static class Writes
{
    public static void Add(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        switch (name)
        {
            case "tee":
                GnuArguments tee = GnuArguments.Read(
                    words, "", "append", "ignore-interrupts", "output-error", "help", "version");
                Each(tee.Operands, tee.Has("a", "append") ? TouchKind.Modify : TouchKind.Overwrite, tee, touches);
                break;
            case "sponge":
                GnuArguments sponge = GnuArguments.Read(words, "");
                Each(sponge.Operands, sponge.Has("a") ? TouchKind.Modify : TouchKind.Overwrite, sponge, touches);
                break;
            case "ssh-keygen":
                // Only what makes a new key writes over the old one.
                GnuArguments key = GnuArguments.Read(words, "abCDEFfIJjKMmNnOPRrSsTtVWwYZz");
                if (!"lyRFHpceiBDLkQs".Any(c => key.Has(c.ToString())))
                {
                    Each(key.Values("f", "f"), TouchKind.Overwrite, key, touches);
                }

                break;
            case "openssl":
                for (int i = 0; i + 1 < words.Length; i++)
                {
                    if (words[i].Text is "-out" or "-keyout")
                    {
                        touches.Add(new FileTouch(TouchKind.Overwrite, words[i + 1]));
                    }
                }

                break;
            case "dd":
                Dd(words, touches);
                break;
            case "truncate":
                GnuArguments truncate = GnuArguments.Read(
                    words, "rs", "no-create", "io-blocks", "reference=", "size=", "help", "version");
                bool grows = truncate.Value("s", "size")?.Text is ['+' or '>' or '%', ..];
                Each(truncate.Operands, grows ? TouchKind.Modify : TouchKind.Overwrite, truncate, touches);
                break;
            case "sort":
                GnuArguments sort = GnuArguments.Read(
                    words, "oktSTz", "output=", "key=", "field-separator=", "buffer-size=", "temporary-directory=",
                    "files0-from=", "compress-program=", "batch-size=", "parallel=", "random-source=", "help",
                    "version");
                Each(sort.Values("o", "output"), TouchKind.Overwrite, sort, touches);
                break;
            case "curl":
                GnuArguments curl = GnuArguments.Read(
                    words, "AbcCdDeEFHKmoPQrtTuUwxXyYz", "output=", "data=", "header=", "request=", "user=", "url=");
                Each(curl.Values("o", "output"), TouchKind.Overwrite, curl, touches);
                break;
            default: // wget
                GnuArguments wget = GnuArguments.Read(
                    words, "aeioOPtTwQUlDARXIB", "output-document=", "output-file=", "header=", "directory-prefix=");
                Each(wget.Values("O", "output-document"), TouchKind.Overwrite, wget, touches);
                break;
        }
    }

    /// <summary>Programs that change files in their place only when they are told to.</summary>
    public static void InPlace(string name, ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        switch (name)
        {
            case "perl":
                GnuArguments perl = GnuArguments.Read(words, "eEIMmFC");
                if (perl.Has("i"))
                {
                    Each(perl.Operands.Skip(perl.Has("e", "E") ? 0 : 1), TouchKind.Modify, perl, touches);
                }

                break;
            case "awk" or "gawk":
                GnuArguments awk = GnuArguments.Read(
                    words, "fivFeEl", "include=", "file=", "assign=", "source=", "field-separator=");
                if (awk.Values("i", "include").Any(v => v.Text is "inplace"))
                {
                    Each(awk.Operands.Skip(awk.Has("f", "file") || awk.Has("e", "source") ? 0 : 1),
                        TouchKind.Overwrite, awk, touches);
                }

                break;
            default:
                GnuArguments sed = GnuArguments.Read(
                    words, "efl", "expression=", "file=", "in-place", "line-length=", "quiet", "silent",
                    "regexp-extended", "separate", "null-data", "unbuffered", "follow-symlinks", "debug", "posix",
                    "sandbox", "help", "version");
                if (sed.Has("i", "in-place"))
                {
                    // A copy may be kept; what is cut away by number or as a whole was chosen without looking at it.
                    bool copies = words.Any(w => w.Text is ['-', 'i', _, ..] or ['-', '-', 'i', 'n', ..] && w.Text
                        is not ("--in-place" or "-ie" or "-iE" or "-ir" or "-in" or "-iz"));
                    bool cuts = !copies && SedScript.Read(Scripts.OfSed(words)).Deletes;
                    Each(sed.Operands.Skip(sed.Has("e", "f") || sed.Has("expression", "file") ? 0 : 1),
                        cuts ? TouchKind.Overwrite : TouchKind.Modify, sed, touches);
                }

                break;
        }
    }

    private static void Dd(ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        foreach (Word word in words)
        {
            if (word.Pieces is [{ Kind: PieceKind.Text } first, ..]
                && first.Value.StartsWith("of=", StringComparison.Ordinal))
            {
                var path = new Word([first with { Value = first.Value["of=".Length..] }, .. word.Pieces[1..]]);
                touches.Add(new FileTouch(TouchKind.Overwrite, path) { Force = true });
            }
        }
    }

    private static void Each(IEnumerable<Word> paths, TouchKind kind, GnuArguments read, ICollection<FileTouch> touches)
    {
        if (FileTouches.AsksForHelp(read))
        {
            return;
        }

        foreach (Word path in paths)
        {
            if (path.Text is not "-")
            {
                touches.Add(new FileTouch(kind, path));
            }
        }
    }
}

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
                Word? size = truncate.Value("s", "size");
                bool grows = size?.Text is ['+' or '>' or '%', ..];
                bool nothing = size?.Text?.TrimStart('<', '/') is ['0', ..] || Emptyings.IsVoid(
                    truncate.Value("r", "reference"));
                Each(truncate.Operands, grows ? TouchKind.Modify : TouchKind.Overwrite, truncate, touches, nothing);
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
                    // Lines that are not printed are not there any more.
                    bool silent = perl.Has("n") && !perl.Has("p") && !Says(perl.Values("e", "E"));
                    Each(perl.Operands.Skip(perl.Has("e", "E") ? 0 : 1),
                        silent ? TouchKind.Overwrite : TouchKind.Modify, perl, touches, silent);
                }

                break;
            case "awk" or "gawk":
                GnuArguments awk = GnuArguments.Read(
                    words, "fivFeEl", "include=", "file=", "assign=", "source=", "field-separator=");
                if (awk.Values("i", "include").Any(v => v.Text is "inplace"))
                {
                    List<Word> rest = awk.Operands;
                    bool given = awk.Has("f", "file") || awk.Has("e", "source");
                    IEnumerable<Word> codes = given ? awk.Values("e", "source") : rest.Take(1);
                    Each(rest.Skip(given ? 0 : 1), TouchKind.Overwrite, awk, touches,
                        !awk.Has("f", "file") && codes.All(c => c.Text?.Contains('{') == true) && !Says(codes));
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
                    SedScript? script = copies ? null : SedScript.Read(Scripts.OfSed(words));
                    Each(sed.Operands.Skip(sed.Has("e", "f") || sed.Has("expression", "file") ? 0 : 1),
                        script is { Deletes: true } ? TouchKind.Overwrite : TouchKind.Modify, sed, touches,
                        script is { DeletesAll: true });
                }

                break;
        }
    }

    /// <summary>Whether code prints anything, as far as it is known.</summary>
    private static bool Says(IEnumerable<Word> codes) => codes.Any(c => c.Text is not { } code
        || code.Contains("print", StringComparison.Ordinal) || code.Contains("say", StringComparison.Ordinal));

    private static void Dd(ImmutableArray<Word> words, ICollection<FileTouch> touches)
    {
        bool nothing = words.Any(w => w.Text is ['i', 'f', '=', .. var source] && Emptyings.IsVoid(new Word(source)))
            || words.Any(w => w.Text is "count=0");
        foreach (Word word in words)
        {
            if (word.Pieces is [{ Kind: PieceKind.Text } first, ..]
                && first.Value.StartsWith("of=", StringComparison.Ordinal))
            {
                var path = new Word([first with { Value = first.Value["of=".Length..] }, .. word.Pieces[1..]]);
                touches.Add(new FileTouch(TouchKind.Overwrite, path) { Force = true, Empties = nothing });
            }
        }
    }

    private static void Each(
        IEnumerable<Word> paths, TouchKind kind, GnuArguments read, ICollection<FileTouch> touches,
        bool empties = false)
    {
        if (FileTouches.AsksForHelp(read))
        {
            return;
        }

        foreach (Word path in paths)
        {
            if (path.Text is not "-")
            {
                touches.Add(new FileTouch(kind, path) { Empties = empties });
            }
        }
    }
}

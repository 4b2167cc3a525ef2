using System.Collections.Immutable;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Programs that give a file another name or make another file of it: which becomes which.</summary>
internal static class Copies
{
    /// <summary>From where to where; null when it is no copy of one file.</summary>
    public static (Word From, Word To)? Of(string? name, ImmutableArray<Word> arguments)
    {
        switch (name)
        {
            case "mv" or "cp" or "gcp" or "ln" or "gln" or "link" or "install" or "ginstall" or "rsync" or "ditto":
                return arguments is [.., { Prefix: not ['-', ..] } from, { Prefix: not ['-', ..] } to]
                    && !Downloads.IsRemote(from) && !Downloads.IsRemote(to) ? (from, Into(from, to)) : null;
            case "dd":
                Word? input = null, output = null;
                foreach (Word word in arguments)
                {
                    input = word.Prefix.StartsWith("if=", StringComparison.Ordinal)
                        ? Evaluation.Words.Skip(word, 3) : input;
                    output = word.Prefix.StartsWith("of=", StringComparison.Ordinal)
                        ? Evaluation.Words.Skip(word, 3) : output;
                }

                return input is not null && output is not null ? (input, output) : null;
            case "gzip" or "bzip2" or "xz" or "zstd" or "lz4"
                when arguments is [.., { Text: not (null or ['-', ..]) } packed]
                    && !arguments.Any(a => a.Text is ['-', not '-', ..] && a.Text.AsSpan().ContainsAny('c', 'd')):
                return (packed, new Word(packed.Text + Suffix(name, arguments)));
            case "zip" or "7z" when arguments.Where(a => a.Prefix is not ['-', ..]).ToArray() is
                [var archive, .. var members] && members.Length > 0:
                return (members[^1], archive);
            case "tar" or "gtar" or "bsdtar":
                return Archive(arguments);
            case "openssl":
                Word? from1 = After(arguments, "-in"), to1 = After(arguments, "-out");
                return from1 is not null && to1 is not null ? (from1, to1) : null;
            default:
                return null;
        }
    }

    private static Word? After(ImmutableArray<Word> arguments, string option)
    {
        for (int i = 0; i + 1 < arguments.Length; i++)
        {
            if (arguments[i].Text == option)
            {
                return arguments[i + 1];
            }
        }

        return null;
    }

    private static string Suffix(string name, ImmutableArray<Word> arguments) =>
        After(arguments, "-S")?.Text ?? name switch
        {
            "gzip" => ".gz",
            "bzip2" => ".bz2",
            "zstd" => ".zst",
            _ => "." + name,
        };

    /// <summary>tar cf ARCHIVE … FILE</summary>
    private static (Word, Word)? Archive(ImmutableArray<Word> arguments)
    {
        for (int i = 0; i + 2 < arguments.Length; i++)
        {
            if (arguments[i].Text is { } letters && (i == 0 || letters.StartsWith('-'))
                && letters.TrimStart('-') is { } flags && flags.Contains('c') && flags.EndsWith('f')
                && arguments[i + 1].Text is not "-" && !Downloads.IsRemote(arguments[i + 1]))
            {
                return (arguments[^1], arguments[i + 1]);
            }
        }

        return null;
    }

    /// <summary>A folder keeps the file's own name.</summary>
    private static Word Into(Word from, Word to) =>
        to.Text is "." or [.., '/'] && from.Text is { } path
            ? new Word(to.Text.TrimEnd('/') + "/" + path[(path.LastIndexOf('/') + 1)..])
            : to;
}

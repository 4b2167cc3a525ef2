using System.Collections.Immutable;

namespace Holdpoint.Shell.Wrappers;

/// <summary>How bytes travel through an action: from program to program by pipes, variables, substitutions, and files
/// that the action itself writes.</summary>
internal static class Flow
{
    /// <summary>Programs looked at behind one; more are not written by hand.</summary>
    private const int MaxPrograms = 64;

    /// <summary>Programs whose output holds what they read: copied, encoded, packed, filtered.</summary>
    public static bool Passes(string? name) => name is "cat" or "tac" or "head" or "tail" or "nl" or "rev" or "tee"
        or "sort" or "uniq" or "tr" or "cut" or "paste" or "fold" or "fmt" or "column" or "expand" or "pr" or "split"
        or "sed" or "gsed" or "awk" or "gawk" or "mawk" or "nawk" or "grep" or "egrep" or "fgrep" or "zgrep" or "rg"
        or "ag" or "jq" or "yq" or "echo" or "printf" or "less" or "more" or "most" or "bat" or "batcat" or "dd" or "pv"
        or "buffer" or "mbuffer" or "base64" or "base32" or "basenc" or "uuencode" or "xxd" or "od" or "hexdump" or "hd"
        or "strings" or "iconv" or "dos2unix" or "unix2dos" or "openssl" or "envsubst" or "diff" or "comm" or "join"
        or "gzip" or "pigz" or "gunzip" or "zcat" or "bzip2" or "bunzip2" or "bzcat" or "xz" or "unxz" or "xzcat"
        or "zstd" or "unzstd" or "zstdcat" or "lz4" or "tar" or "gtar" or "bsdtar" or "zip" or "7z" or "cpio" or "pax"
        or "ar" or "cp" or "gcp" or "mv" or "ln" or "link" or "install" or "ginstall" or "rsync" or "";

    /// <summary>The programs from which a program's output may come, nearest first; not itself.</summary>
    /// <param name="whole">Only through programs whose output holds what they read.</param>
    public static IEnumerable<Invocation> Into(Invocation invocation, bool whole = false)
    {
        List<Invocation> found = [];
        Feed(invocation, found);
        for (int i = 0; i < found.Count && i < MaxPrograms; i++)
        {
            yield return found[i];
            if (!whole || Passes(found[i].Name))
            {
                Feed(found[i], found);
            }
        }
    }

    /// <summary>The programs from which a text may come, nearest first.</summary>
    public static IEnumerable<Invocation> Behind(Word text)
    {
        List<Invocation> found = [];
        Producers(text, found);
        for (int i = 0; i < found.Count && i < MaxPrograms; i++)
        {
            yield return found[i];
            if (Passes(found[i].Name))
            {
                Feed(found[i], found);
            }
        }
    }

    /// <summary>The programs whose output a text holds.</summary>
    public static void Producers(Word text, List<Invocation> found)
    {
        foreach (Piece piece in text.Pieces)
        {
            if (piece.Producer is { } producer && found.Count < MaxPrograms
                && !found.Exists(f => ReferenceEquals(f, producer)))
            {
                found.Add(producer);
            }
        }
    }

    /// <summary>What an action wrote into a file before a program reads it; null when it did not.</summary>
    public static Word? Written(Invocation invocation, Word path)
    {
        ImmutableDictionary<string, Word> written = invocation.Written;
        return !written.IsEmpty && path.Text is { Length: > 0 } text && invocation.Directory.Text is { } directory
            && written.TryGetValue(
                AbsolutePath.Normal(text[0] == '/' ? text : directory + "/" + text), out Word? content)
            ? content
            : null;
    }

    private static void Feed(Invocation invocation, List<Invocation> found)
    {
        switch (invocation.Input)
        {
            case Input.Piped(var producer) when !found.Exists(f => ReferenceEquals(f, producer)):
                found.Add(producer);
                break;
            case Input.Given(var text):
                Producers(text, found);
                break;
            case Input.FromFile(var path) when Written(invocation, path) is { } content:
                Producers(content, found);
                break;
        }

        if (!Passes(invocation.Name))
        {
            return;
        }

        foreach (Word argument in invocation.Arguments)
        {
            Producers(argument, found);
            if (Written(invocation, argument) is { } content)
            {
                Producers(content, found);
            }
        }
    }
}

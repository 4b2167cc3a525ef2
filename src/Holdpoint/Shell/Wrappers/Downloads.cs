using System.Collections.Immutable;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Files that a program of the network fills: <c>curl -o x.sh</c>; what runs them runs code from the
/// network.</summary>
internal static class Downloads
{
    /// <summary>The name of the invocation that stands for a connection which foreign code opened.</summary>
    public const string Socket = "(socket)";

    private static readonly Wrapper Curl = new()
    {
        Valued = "oAbcCdDeEFhHKmPQrTtuUwxXyYz",
        LongValued = "output output-dir header data data-raw request user user-agent cookie max-time connect-timeout "
            + "retry proxy url form",
    };

    private static readonly Wrapper Wget = new()
    {
        Valued = "OPoaUtTwQADeBi",
        LongValued = "output-document directory-prefix output-file header user password tries timeout",
    };

    private static readonly Wrapper Other = new()
    {
        Valued = "doxsjkP",
        LongValued = "out dir output OutFile Uri",
        OneDash = true,
    };

    private static readonly Wrapper Copier = new()
    {
        Valued = "eFMBTPicJSlo",
        LongValued = "rsh port filter exclude include",
    };

    /// <summary>The file that is filled, as written; null when there is none or its name cannot be told.</summary>
    public static string? Target(string? name, ImmutableArray<Word> arguments)
    {
        switch (name)
        {
            case "curl" or "wget" or "wget2":
                return Fetched(arguments, name is not "curl");
            case "aria2c" or "http" or "https" or "xh" or "xhs" or "iwr" or "Invoke-WebRequest" or "axel":
                return Given(arguments, named: name is "aria2c" or "axel");
            case "rsync" or "scp" or "sftp":
                return Copied(arguments);
            case "aws" when arguments is [{ Text: "s3" }, { Text: "cp" }, var from, var to, ..] && IsUrl(from):
                return Into(to.Text, Last(from.Text));
            case "gsutil" or "s3cmd" or "mc" when arguments is [{ Text: "cp" or "get" }, var from, var to, ..]
                && IsUrl(from):
                return Into(to.Text, Last(from.Text));
            default:
                return null;
        }
    }

    /// <summary>A word that names a file of another machine: <c>host:path</c>, <c>rsync://host/path</c>.</summary>
    public static bool IsRemote(Word word)
    {
        string text = word.Prefix;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return text is not ['-', ..] && ((colon > 1 && (slash < 0 || colon < slash))
            || (word.HasUnknown && colon < 0 && slash < 0 && word.Suffix.StartsWith(':')));
    }

    private static bool IsUrl(Word word) => word.Prefix.Contains("://", StringComparison.Ordinal);

    private static string? Fetched(ImmutableArray<Word> arguments, bool wget)
    {
        bool named = wget;
        string? folder = null;
        Word? source = null;
        var line = new Line(arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(wget ? Wget : Curl, out string option, out Word? value))
            {
                source ??= word;
                line.Skip(1);
                continue;
            }

            bool output = wget ? option is "O" or "output-document" : option is "o" or "output";
            if (output && value is not null)
            {
                return value.Text is "-" ? null : value.Text;
            }

            named |= option is "O" or "remote-name";
            folder = option is "P" or "directory-prefix" or "output-dir" ? value?.Text : folder;
        }

        string last = Last(source?.Text);
        return !named || last.Length == 0 ? null : folder is null ? last : folder + "/" + last;
    }

    private static string? Given(ImmutableArray<Word> arguments, bool named)
    {
        string? file = null, folder = null;
        Word? source = null;
        var line = new Line(arguments);
        while (line.Next is { } word)
        {
            if (line.Option(Other, out string option, out Word? value))
            {
                file = option is "o" or "out" or "output" or "OutFile" ? value?.Text : file;
                folder = option is "dir" || (named && option is "d") ? value?.Text : folder;
                continue;
            }

            source ??= word;
            line.Skip(1);
        }

        file ??= named ? Last(source?.Text) : null;
        return string.IsNullOrEmpty(file) ? null : folder is null ? file : folder + "/" + file;
    }

    /// <summary>A copy from another machine to this one.</summary>
    private static string? Copied(ImmutableArray<Word> arguments)
    {
        List<Word> words = [];
        var line = new Line(arguments);
        while (line.Next is { } word)
        {
            if (!line.Option(Copier, out _, out _))
            {
                words.Add(word);
                line.Skip(1);
            }
        }

        return words is [.., var from, var to] && IsRemote(from) && !IsRemote(to)
            ? Into(to.Text, Last(from.Text?[(from.Text.IndexOf(':') + 1)..]))
            : null;
    }

    /// <summary>A file of its own name where the place is a folder.</summary>
    private static string? Into(string? to, string name) =>
        to is null or "-" ? null
            : to is "." or ".." or [.., '/'] ? (name.Length == 0 ? null : to.TrimEnd('/') + "/" + name)
            : to;

    private static string Last(string? url)
    {
        string path = url?.Split('?', '#')[0] ?? "";
        return path[(path.LastIndexOf('/') + 1)..];
    }
}

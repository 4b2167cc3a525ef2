using System.Collections.Immutable;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Files that a program of the network fills: <c>curl -o x.sh</c>; a shell that runs them runs code from the
/// network.</summary>
internal static class Downloads
{
    private static readonly Wrapper Curl = new()
    {
        Valued = "oAbcCdDeEFhHKmPQrTtuUwxXyYz",
        LongValued = "output header data data-raw request user user-agent cookie max-time connect-timeout retry "
            + "proxy url form",
    };

    private static readonly Wrapper Wget = new()
    {
        Valued = "OPoaUtTwQADeBi",
        LongValued = "output-document directory-prefix output-file header user password tries timeout",
    };

    /// <summary>The file that is filled, as written; null when there is none or its name cannot be told.</summary>
    public static string? Target(string? name, ImmutableArray<Word> arguments)
    {
        if (name is not ("curl" or "wget"))
        {
            return null;
        }

        bool wget = name == "wget";
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
            folder = option is "P" or "directory-prefix" ? value?.Text : folder;
        }

        string path = source?.Text?.Split('?', '#')[0] ?? "";
        string last = path[(path.LastIndexOf('/') + 1)..];
        return !named || last.Length == 0 ? null : folder is null ? last : folder + "/" + last;
    }
}

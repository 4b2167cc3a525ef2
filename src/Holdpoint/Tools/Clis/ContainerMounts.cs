using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Wrappers;

namespace Holdpoint.Tools.Clis;

/// <summary>What a container has of this machine: folders and named volumes mounted into it. Pure.</summary>
internal static class ContainerMounts
{
    /// <summary>Where paths lie that only the container has: below it nothing is at stake here.</summary>
    private const string Nowhere = "/tmp/.only-in-the-container";

    /// <summary>The same invocation on this machine's files; null when the container has none of them.</summary>
    public static Invocation? Here(Invocation invocation)
    {
        if (invocation.Outside is not { Kind: OutsideKind.Container, Runner: var runner })
        {
            return null;
        }

        (List<(string Inside, string Source)> mounts, string? folder) = Read(runner);
        mounts.RemoveAll(m => m.Source is not ['/' or '.' or '~', ..]);
        if (mounts.Count == 0)
        {
            return null;
        }

        bool any = false;
        Word Moved(Word word)
        {
            if (word.Text is not ['/', ..] path)
            {
                return word;
            }

            if (Of(mounts, path) is var (inside, source))
            {
                any = true;
                string start = source.StartsWith('/') ? source : $"{runner.Directory.Text}/{source}";
                return InPlaceOf(inside, start, word);
            }

            return new Word(Nowhere + path);
        }

        Word directory = Moved(invocation.Directory.Text is null ? new Word(folder ?? "/") : invocation.Directory);
        ImmutableArray<Word> arguments = [.. invocation.Arguments.Select(Moved)];
        ImmutableArray<OpenedFile> files = [.. invocation.Files.Select(f => f with { Path = Moved(f.Path) })];
        return any
            ? invocation with { Directory = directory, Arguments = arguments, Files = files, Outside = null }
            : null;
    }

    /// <summary>The word with one folder in the place of another; what is a pattern in it stays one.</summary>
    private static Word InPlaceOf(string inside, string start, Word word)
    {
        ImmutableArray<Piece> pieces = word.Pieces;
        string first = pieces[0].Kind is PieceKind.Text && pieces[0].Value.Length >= inside.Length
            ? pieces[0].Value
            : word.Shown;
        string rest = first[inside.Length..].TrimStart('/');
        var text = new Piece(
            PieceKind.Text, rest.Length == 0 && pieces.Length == 1 ? start : start.TrimEnd('/') + "/" + rest);
        return first == pieces[0].Value ? new Word([text, .. pieces[1..]]) : new Word([text]);
    }

    /// <summary>The file of this machine that a container sees under a path; null where it is the container's own.
    /// </summary>
    public static Word? File(Invocation invocation, Word file)
    {
        if (invocation.Outside is not { Kind: OutsideKind.Container, Runner: var runner } || file.Text is not { } text)
        {
            return null;
        }

        (List<(string Inside, string Source)> mounts, string? folder) = Read(runner, reads: true);
        string path = text.StartsWith('/') ? text : AbsolutePath.Normal($"{folder ?? "/"}/{text}");
        if (Of(mounts, path) is not var (inside, source) || source is not ['/' or '.', ..])
        {
            return null;
        }

        string start = source.StartsWith('/') ? source : $"{runner.Directory.Text}/{source}";
        return new Word(AbsolutePath.Normal(start + "/" + path[inside.Length..]));
    }

    /// <summary>The named volume in which a path of the invocation lies; null for none.</summary>
    public static string? Volume(Invocation invocation)
    {
        if (invocation.Outside is not { Kind: OutsideKind.Container, Runner: var runner })
        {
            return null;
        }

        (List<(string Inside, string Source)> mounts, string? folder) = Read(runner);
        mounts.RemoveAll(m => m.Source is ['/' or '.' or '~', ..]);
        string start = (invocation.Directory.Text ?? folder ?? "").TrimEnd('/');
        foreach (Word word in invocation.Arguments)
        {
            string path = word.Shown is ['/', ..] absolute ? absolute
                : word.Shown is ['-', ..] ? "" : $"{start}/{word.Shown}";
            if (Of(mounts, path) is var (_, source))
            {
                return source;
            }
        }

        return null;
    }

    private static (string Inside, string Source)? Of(List<(string Inside, string Source)> mounts, string path)
    {
        foreach ((string inside, string source) in mounts)
        {
            if (path.StartsWith(inside, StringComparison.Ordinal)
                && (path.Length == inside.Length || inside.EndsWith('/') || path[inside.Length] is '/' or '*'))
            {
                return (inside, source);
            }
        }

        return null;
    }

    /// <summary>The mounts, the most exact first, and the folder in which the command starts.</summary>
    /// <param name="reads">Those count too that are only read.</param>
    private static (List<(string Inside, string Source)> Mounts, string? Folder) Read(
        Invocation runner, bool reads = false)
    {
        List<(string Inside, string Source)> mounts = [];
        string? folder = null;
        var line = new Line(runner.Arguments);
        var table = new Wrapper { Valued = "vw", LongValued = "volume mount workdir" };
        while (!line.Ended)
        {
            if (!line.Option(table, out string option, out Word? value))
            {
                line.Skip(1);
            }
            else if (option is "w" or "workdir")
            {
                folder = value?.Text;
            }
            else if (value is not null
                && (option is "mount" ? OfFields(value.Shown, reads) : OfColons(value.Shown, reads)) is { } mount)
            {
                mounts.Add(mount);
            }
        }

        mounts.Sort((a, b) => b.Inside.Length.CompareTo(a.Inside.Length));
        return (mounts, folder);
    }

    /// <summary><c>source:inside:options</c>; one that is only read takes no harm.</summary>
    private static (string Inside, string Source)? OfColons(string text, bool reads)
    {
        string[] parts = text.Split(':');
        return parts.Length < 2 || (!reads && parts.Length > 2 && parts[2].Split(',').Contains("ro"))
            ? null
            : (parts[1], parts[0]);
    }

    /// <summary><c>type=bind,source=…,target=…</c></summary>
    private static (string Inside, string Source)? OfFields(string text, bool reads)
    {
        string? source = null, inside = null;
        foreach (string field in text.Split(','))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? field : field[..equals];
            string value = equals < 0 ? "" : field[(equals + 1)..];
            switch (key)
            {
                case "source" or "src":
                    source = value;
                    break;
                case "target" or "destination" or "dst":
                    inside = value;
                    break;
                case "readonly" or "ro" when !reads:
                    return null;
            }
        }

        return source is null || inside is null ? null : (inside, source);
    }
}

using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Shell.Syntax;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>A path of an invocation that is guarded, or may turn out to be.</summary>
/// <param name="Place">Null when only a link or what lies below could make it guarded.</param>
/// <param name="Folder">It goes as a whole, with what lies below.</param>
internal sealed record GuardedTouch(string Path, GuardPlace? Place, bool Folder, RedirectKind? Redirection);

/// <summary>Finds the guarded paths that an invocation changes. Pure.</summary>
internal static class GuardedTouches
{
    public static IEnumerable<GuardedTouch> Of(Invocation invocation)
    {
        List<GuardedTouch>? found = null;
        foreach (OpenedFile file in invocation.Files)
        {
            if (file.Kind is not (RedirectKind.Input or RedirectKind.HereDocument or RedirectKind.HereString)
                && MayConcern(file.Path, invocation.Directory)
                && Place(file.Path, invocation.Directory, false, file.Kind is not RedirectKind.Output) is { } touch)
            {
                (found ??= []).Add(touch with { Redirection = file.Kind });
            }
        }

        foreach (Word word in invocation.Arguments)
        {
            if (MayConcern(word, invocation.Directory))
            {
                return [.. found ?? [], .. OfArguments(invocation)];
            }
        }

        return found ?? [];
    }

    private static IEnumerable<GuardedTouch> OfArguments(Invocation invocation)
    {
        string name = invocation.Name ?? "";
        (name, ImmutableArray<Word> words) = name is "busybox" or "toybox"
            && invocation.Arguments is [{ Text: { } applet }, ..]
            ? (applet, invocation.Arguments[1..])
            : (name, invocation.Arguments);
        var touches = new List<FileTouch>();
        FileTouches.OfProgram(name, words, touches);
        Unpacked(name, words, touches);
        foreach (FileTouch touch in touches)
        {
            bool folder = touch.Kind is TouchKind.Remove or TouchKind.Wipe or TouchKind.MoveAway or TouchKind.Link
                || touch is { Kind: TouchKind.Access, Recursive: true } or { Kind: TouchKind.Access, Closes: true };
            foreach (Word path in Paths(touch))
            {
                // A whole folder is laid over one of its name; its content alone, over the destination itself.
                bool laid = touch is { Kind: TouchKind.Overwrite, Recursive: true }
                    && (path != touch.Path || touch.Into.Any(s => s.Text is "." or [.., '/', '.']));
                if (Place(path, invocation.Directory, folder || laid, touch.Kind is TouchKind.Modify) is { } guarded)
                {
                    yield return guarded;
                }
            }
        }

        if (!Readers.MayWrite(name, words))
        {
            yield break;
        }

        foreach (Word word in words)
        {
            Word path = word.Prefix is ['-', ..] or ['i' or 'o', 'f', '=', ..] ? AfterEquals(word) : word;
            if (Place(path, invocation.Directory, name is "git" or "mount") is { } guarded
                && (guarded.Place is not null || guarded.Folder))
            {
                yield return guarded;
            }
        }
    }

    /// <summary>The path itself, and the names that are put into it where it is a folder.</summary>
    private static IEnumerable<Word> Paths(FileTouch touch)
    {
        yield return touch.Path;
        foreach (Word source in touch.Into)
        {
            if (source.Text is { } text && PathText.Name(text.TrimEnd('/')) is { Length: > 0 } name)
            {
                yield return new Word([.. touch.Path.Pieces, new Piece(PieceKind.Text, "/" + name)]);
            }
        }
    }

    /// <summary>Folders that archives and mirrors are laid into.</summary>
    private static void Unpacked(string name, ImmutableArray<Word> words, List<FileTouch> touches)
    {
        Word? into = name switch
        {
            "tar" or "gtar" or "bsdtar" => After(words, "-C", "--directory"),
            "unzip" => After(words, "-d", "-d"),
            "rsync" => words.LastOrDefault(),
            "7z" or "7za" or "7zz" when words.FirstOrDefault(w => w.Prefix is ['-', 'o', _, ..]) is { } output =>
                new Word(output.Prefix[2..]),
            _ => null,
        };
        if (name is "find")
        {
            FindCommand find = FindCommand.Read(words);
            touches.AddRange(find.Outputs.Select(o => new FileTouch(TouchKind.Overwrite, o)));
            touches.AddRange(find.Removes ? find.Roots.Select(r => new FileTouch(TouchKind.MoveAway, r)) : []);
        }

        if (into is not null)
        {
            touches.Add(new FileTouch(TouchKind.MoveAway, into));
        }
    }

    private static Word? After(ImmutableArray<Word> words, string option, string other)
    {
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (words[i].Text == option || words[i].Text == other)
            {
                return words[i + 1];
            }
        }

        return null;
    }

    /// <summary>What a word names, where it is guarded or may be.</summary>
    /// <param name="modifies">It is changed in its place: a link of another name may lead to settings, and nobody else
    /// looks at it.</param>
    private static GuardedTouch? Place(Word word, Word directory, bool folder, bool modifies = false)
    {
        if (Path(word, directory) is not { } path)
        {
            return null;
        }

        GuardPlace? place = GuardPlaces.Of(path);
        bool below = folder && place is null
            && (GuardPlaces.Below(path).Any()
                || (PathText.Name(path) is ['.', ..] name && PathText.HasGlob(name)));
        return place is not null || below || GuardPlaces.HasName(path)
            || (modifies && path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            ? new GuardedTouch(path, place, below, null)
            : null;
    }

    /// <summary>The path; of one whose start is unknown, what is known of its end.</summary>
    private static string? Path(Word word, Word directory)
    {
        if (PathText.Absolute(word, directory) is { } path)
        {
            return path;
        }

        int from = word.Pieces.Length;
        while (from > 0 && word.Pieces[from - 1].Kind is not PieceKind.Unknown)
        {
            from--;
        }

        // Something unknown below a guarded folder is guarded.
        string start = PathText.Marked(word);
        if (start.LastIndexOf('/') is > 0 and var slash
            && PathText.Absolute(new Word(start[..slash]), directory) is { } above && GuardPlaces.Of(above) is not null)
        {
            return above;
        }

        var rest = new Word(word.Pieces[from..]);
        string end = PathText.Marked(rest);
        return end.Contains('/', StringComparison.Ordinal) ? PathText.Normal("/" + End(end))
            : !word.HasUnknown && directory.HasUnknown
                ? PathText.Normal("/" + End(Suffix(directory) + "/" + PathText.Marked(word)))
            : null;
    }

    /// <summary>The end of a text that is longer than any path: what it names stands there.</summary>
    private static string End(string text) => text.Length <= PathText.MaxPath ? text : text[^PathText.MaxPath..];

    private static string Suffix(Word directory)
    {
        string shown = directory.Pieces is [.., { Kind: PieceKind.Text } last] ? last.Value : "";
        return shown.Contains('/', StringComparison.Ordinal) ? shown : "";
    }

    private static Word AfterEquals(Word word) =>
        word.Text is { } text && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? new Word(text[(at + 1)..])
            : Word.Empty;

    /// <summary>A quick look that the words of most commands do not pass.</summary>
    private static bool MayConcern(Word word, Word directory)
    {
        if (word.HasGlob || word.HasUnknown)
        {
            return true;
        }

        string text = word.Text ?? "";
        return text.Contains("/.", StringComparison.Ordinal)
            || (text is ['-', _, '.', ..] or ['-', _, '=', '.', ..])
            || (text.Length > 3 && text[0] is '.' && text[1] is not ('/' or '.'))
            || text.Contains("holdpoint", StringComparison.OrdinalIgnoreCase)
            || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || text.Contains("/etc/", StringComparison.Ordinal)
            || text.EndsWith(".toml", StringComparison.OrdinalIgnoreCase)
            || text.Contains("line/", StringComparison.Ordinal)
            || text.EndsWith("bin", StringComparison.Ordinal)
            || (text is not ['/', ..] && MayHoldGuarded(directory));
    }

    /// <summary>Only a relative path depends on where it is written.</summary>
    private static bool MayHoldGuarded(Word directory) => directory.Text is not { } at
        || at.Contains("/.", StringComparison.Ordinal)
        || at.StartsWith("/etc/", StringComparison.Ordinal)
        || at.Contains("holdpoint", StringComparison.Ordinal);
}

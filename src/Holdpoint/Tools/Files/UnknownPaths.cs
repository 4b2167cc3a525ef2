using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>What can be said of a path with pieces that nobody knows. Pure.</summary>
internal static class UnknownPaths
{
    /// <summary>Programs whose answer, in a substitution, is a word without a slash and never empty.</summary>
    private static readonly string[] TameCommands =
        ["date", "uuidgen", "whoami", "id", "hostname", "uname", "nproc", "getconf", "mktemp"];

    private static readonly string[] TameVariables =
    [
        "$$", "$!", "$?", "$#", "$RANDOM", "$PPID", "$UID", "$EUID", "$BASHPID", "$SECONDS", "$EPOCHSECONDS",
        "$SRANDOM", "$LINENO", "$SHLVL",
    ];

    /// <summary>Whether the path surely lies in a place made for this very run, or below a temporary folder.</summary>
    public static bool IsTemporary(Word word, Word directory)
    {
        if (word.Pieces is [{ Kind: PieceKind.Unknown } made, ..] && IsMktemp(made.Value))
        {
            // Where mktemp fails the rest stands alone: it must not be a root by itself.
            var rest = new Word(word.Pieces[1..]);
            return !rest.HasUnknown && !Climbs(rest)
                && (rest.Text is "" or "/"
                    || Places.WhyRoot(PathText.Normal("/" + PathText.Marked(rest)), null) is null);
        }

        if (!word.Pieces.All(p => p.Kind is not PieceKind.Unknown || IsTame(p.Value)))
        {
            return false;
        }

        // Any tame text will do for the pieces that are not known.
        var tame = new Piece(PieceKind.Text, "0");
        var filled = new Word([.. word.Pieces.Select(p => p.Kind is PieceKind.Unknown ? tame : p)]);
        return PathText.Absolute(filled, directory) is { } path && Places.IsTemporary(path, null);
    }

    /// <summary>The path that <c>$TMPDIR/x</c> is where TMPDIR is not set, which is the only way in which it is not
    /// temporary; null for another word, and for what is not below it.</summary>
    public static string? WithoutTemporaryFolder(Word word)
    {
        if (word.Pieces is not [{ Kind: PieceKind.Unknown, Value: Word.TemporaryFolder }, ..])
        {
            return null;
        }

        var rest = new Word(word.Pieces[1..]);
        string text = PathText.Marked(rest);
        bool below = !rest.HasUnknown && text is ['/', not '/', ..] && !Climbs(rest)
            && !PathText.HasGlob(text.Split('/')[1]);
        return below && PathText.Normal(text) is { Length: > 1 } path ? path : null;
    }

    /// <summary>Whether a path begins with a folder that no machine has by itself, and this one has not.</summary>
    public static bool IsNowhere(string path, World.IWorld world)
    {
        string first = "/" + path.Split('/')[1];
        return Places.WhyRoot(first, null) is null && !Places.IsSystem(first) && !world.Look(first).Exists;
    }

    private static bool Climbs(Word word) => word.Shown.Split('/').Contains("..");

    private static bool IsMktemp(string source) =>
        Substituted(source) is { } command && command.Split(' ')[0] is "mktemp" or "gmktemp";

    private static bool IsTame(string source)
    {
        if (Array.Exists(TameVariables, v => source == v || source == "${" + v[1..] + "}"))
        {
            return true;
        }

        return Substituted(source) is { } command && command.IndexOfAny([';', '|', '&', '<', '>', '`', '$']) < 0
            && (IsMktemp(source) || !command.Contains('/', StringComparison.Ordinal))
            && Array.IndexOf(TameCommands, command.Split(' ')[0]) >= 0;
    }

    /// <summary>The command of <c>$(…)</c> or <c>`…`</c>.</summary>
    private static string? Substituted(string source) => source switch
    {
        ['$', '(', not '(', .., ')'] => source[2..^1].Trim(),
        ['`', .., '`'] when source.Length > 2 => source[1..^1].Trim(),
        _ => null,
    };
}

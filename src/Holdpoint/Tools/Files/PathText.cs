using System.Text;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Files;

/// <summary>Paths as text: absolute, without <c>.</c>, <c>..</c> and doubled slashes, globs as marks of their own.
/// Pure.</summary>
internal static class PathText
{
    /// <summary>Stands for <c>*</c> where the shell will match it, so that a star that was quoted is not mistaken for
    /// one.</summary>
    public const char Star = '\uE000';

    /// <summary>Stands for a matched <c>?</c>.</summary>
    public const char Any = '\uE001';

    /// <summary>Stands for the brackets of a matched <c>[…]</c>.</summary>
    public const char Open = '\uE002';
    public const char Close = '\uE003';

    /// <summary>Characters of a path: the system itself takes no longer one (PATH_MAX), and what is done step by step
    /// below such a folder is not followed.</summary>
    public const int MaxPath = 4096;

    /// <summary>The absolute path of a word, with glob marks; null when a piece is unknown, and when it is longer than
    /// any path.</summary>
    public static string? Absolute(Word word, Word directory)
    {
        if (word.HasUnknown)
        {
            return null;
        }

        string marked = Marked(word);
        string? path = marked.StartsWith('/') ? Normal(marked)
            : directory.Text is { } from ? Normal(Marked(directory) + "/" + marked)
            : null;
        return path is { Length: > MaxPath } ? null : path;
    }

    /// <summary>The known text of a word with glob marks; stops at the first unknown piece.</summary>
    public static string Marked(Word word)
    {
        if (!word.HasGlob && word.Text is { } plain)
        {
            return plain;
        }

        var text = new StringBuilder();
        foreach (Piece piece in word.Pieces)
        {
            if (piece.Kind is PieceKind.Unknown)
            {
                break;
            }

            _ = piece switch
            {
                { Kind: PieceKind.Text } => text.Append(piece.Value),
                { Value: "?" } => text.Append(Any),
                { Value: ['[', .. var inner, ']'] } => text.Append(Open).Append(inner).Append(Close),
                _ => text.Append(Star),
            };
        }

        return text.ToString();
    }

    /// <summary>An absolute path without <c>.</c>, <c>..</c> and doubled or trailing slashes.</summary>
    public static string Normal(string path) => AbsolutePath.Normal(path);

    /// <summary>A path with its glob marks as a person writes them.</summary>
    public static string Shown(string path) => HasGlob(path)
        ? path.Replace(Star, '*').Replace(Any, '?').Replace(Open, '[').Replace(Close, ']')
        : path;

    public static bool HasGlob(string path) => path.AsSpan().IndexOfAnyInRange(Star, Close) >= 0;

    /// <summary>The folder of an absolute, normal path; "/" for the root.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string Join(string folder, string name) => folder is "/" ? "/" + name : folder + "/" + name;

    /// <summary>Whether a path is a folder or lies below it; both absolute and normal.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder is "/"
        || (path.StartsWith(folder, StringComparison.Ordinal)
            && (path.Length == folder.Length || path[folder.Length] == '/'));

    /// <summary>Whether a path lies below a folder and is not the folder.</summary>
    public static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && IsWithin(path, folder) && path != "/";
}

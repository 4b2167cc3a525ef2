namespace Holdpoint.Shell;

/// <summary>Writes words so that a shell reads them back as they are.</summary>
internal static class ShellQuoting
{
    /// <summary>The word itself where that is safe, else in single quotes.</summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && word.All(IsSafe))
        {
            return word;
        }

        return "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    private static bool IsSafe(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '@' or '%' or '+' or ',' or '=';

    /// <summary>
    /// A command line from the words of an argument list: one word is a command line already; several are a program and
    /// its arguments, which a shell must not read a second time (<c>check rm "a b"</c> is about one file).
    /// </summary>
    public static string Join(IReadOnlyList<string> words) =>
        words is [var line] ? line : string.Join(' ', words.Select(Quote));
}

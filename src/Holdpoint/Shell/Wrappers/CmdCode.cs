using System.Text;

namespace Holdpoint.Shell.Wrappers;

/// <summary>Code of cmd, said in words of sh. Pure.</summary>
internal static class CmdCode
{
    /// <summary>A switch: <c>/s</c>, <c>/Q</c>; the shell of MSYS wants <c>//s</c>.</summary>
    public static bool IsSwitch(string word) =>
        word.TrimStart('/') is [var letter] && char.IsAsciiLetter(letter) && word.Length is 2 or 3 && word[0] is '/';

    public static string Translate(string code)
    {
        var said = new StringBuilder();
        foreach (List<string> words in Commands(code))
        {
            said.Append(Said(words)).Append('\n');
        }

        return said.ToString();
    }

    /// <summary>One command.</summary>
    public static string Said(List<string> words)
    {
        if (words is [var program, .. var moved] && program.Equals("move", StringComparison.OrdinalIgnoreCase)
            && moved.Where(w => !IsSwitch(w) && w is not "/-y" and not "/-Y").ToArray() is [var source, var to])
        {
            return Moved(WindowsPaths.Quoted(source), WindowsPaths.Quoted(to));
        }

        // if exist X rd X
        int from = words.FindIndex(IsRemover);
        if (from < 0 || words[0].Equals("echo", StringComparison.OrdinalIgnoreCase))
        {
            return string.Join(' ', words.Select(WindowsPaths.Quoted));
        }

        List<string> rest = words[(from + 1)..];
        bool below = rest.Exists(w => IsSwitch(w) && w[^1] is 's' or 'S');
        bool folder = words[from].ToLowerInvariant() is "rd" or "rmdir";
        IEnumerable<string> paths = rest.Where(w => !IsSwitch(w) && w is not ['/', _, ':', ..])
            .Select(WindowsPaths.Quoted);
        string remover = below ? "rm -r -f" : folder ? "rmdir" : "rm -f";
        return $"{remover} -- {string.Join(' ', paths)}";
    }

    private static bool IsRemover(string word) => word.Length is >= 2 and <= 5
        && word.ToLowerInvariant() is "rd" or "rmdir" or "del" or "erase";

    /// <summary>One match after the other: where there is no folder, each takes the place of the one before.</summary>
    private static string Moved(string source, string to) => source.AsSpan().ContainsAny('*', '?')
        ? $"for each in {source}; do mv -f -- \"$each\" {to}; done"
        : $"mv -f -- {source} {to}";

    private static IEnumerable<List<string>> Commands(string code)
    {
        List<string> words = [];
        var word = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i <= code.Length; i++)
        {
            char c = i < code.Length ? code[i] : '\n';
            if (c is '"')
            {
                quoted = !quoted;
            }
            else if (quoted && i < code.Length)
            {
                word.Append(c);
            }
            else if (c is '^' && i + 1 < code.Length)
            {
                word.Append(code[++i]);
            }
            else if (c is '@' && word.Length == 0)
            {
                // Only says that the command is not shown.
            }
            else if (c is ' ' or '\t' or ',' or ';' or '=' or '&' or '|' or '(' or ')' or '\n' or '\r')
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                if (c is '&' or '|' or '(' or ')' or '\n' && words.Count > 0)
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                word.Append(c);
            }
        }
    }
}

/// <summary>Paths of Windows as words of sh. Pure.</summary>
internal static class WindowsPaths
{
    /// <summary><c>C:\Users\x</c> is <c>/c/Users/x</c>, as MSYS has it; <c>%NAME%</c> a variable; stars stay
    /// stars.</summary>
    public static string Quoted(string word)
    {
        if (word is [_, ':', ..] && char.IsAsciiLetter(word[0]))
        {
            word = $"/{char.ToLowerInvariant(word[0])}/{word[2..].TrimStart('\\', '/')}";
        }

        var said = new StringBuilder();
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i] is '\\' ? '/' : word[i];
            int end = c is '%' ? word.IndexOf('%', i + 1) : -1;
            if (end > i + 1 && word.AsSpan((i + 1)..end) is var name && !name.ContainsAnyExcept(NameLetters))
            {
                said.Append(name.Equals("USERPROFILE", StringComparison.OrdinalIgnoreCase)
                    || name.Equals("HOMEPATH", StringComparison.OrdinalIgnoreCase) ? "\"$HOME\"" : $"\"${{{name}}}\"");
                i = end;
            }
            else
            {
                said.Append(char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '*' or '?' or '='
                    ? c.ToString()
                    : c is '\n' ? "' '" : c is '\'' ? "\\'" : $"'{c}'");
            }
        }

        return said.Length == 0 ? "''" : said.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}

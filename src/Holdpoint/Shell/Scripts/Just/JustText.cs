using System.Text;

namespace Holdpoint.Shell.Scripts.Just;

/// <summary>The words of a justfile: texts of all kinds, headers of recipes.</summary>
internal static class JustText
{
    private static readonly string[] Quotes = ["'''", "\"\"\"", "```", "'", "\"", "`"];

    /// <summary>The quote that begins at an index; null when none does.</summary>
    public static string? QuoteAt(string text, int at) =>
        at < text.Length && text[at] is '\'' or '"' or '`'
            ? Array.Find(Quotes, q => string.CompareOrdinal(text, at, q, 0, q.Length) == 0)
            : null;

    /// <summary>The index of the quote that closes one; -1 when there is none.</summary>
    public static int Close(string text, int open, string quote)
    {
        for (int i = open + quote.Length; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote[0] == '"')
            {
                i++;
            }
            else if (string.CompareOrdinal(text, i, quote, 0, quote.Length) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What a text between quotes stands for.</summary>
    public static string Decode(string inner, string quote)
    {
        string text = quote.Length == 3 ? Dedent(inner) : inner;
        if (quote[0] != '"' || !text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            decoded.Append(text[i] != '\\' || i + 1 >= text.Length ? text[i].ToString() : text[++i] switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                '\n' => "",
                var c => c.ToString(),
            });
        }

        return decoded.ToString();
    }

    /// <summary>A text that is one literal; null when it is anything else.</summary>
    public static string? Literal(string text)
    {
        text = text.Trim();
        return QuoteAt(text, 0) is { } quote && quote[0] != '`' && Close(text, 0, quote) is > 0 and var close
            ? Decode(text[quote.Length..close], quote)
            : null;
    }

    /// <summary>The head of a recipe; null when the line is none.</summary>
    public static JustRecipe? Header(string line, List<string> attributes)
    {
        int at = 0;
        List<string> words = Words(line.TrimStart('@'), ref at, ':');
        if (at < 0 || words.Count == 0 || !words[0].All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
        {
            return null;
        }

        var recipe = new JustRecipe(words[0], [.. words.Skip(1).Select(Parameter)]) { Attributes = attributes };
        string rest = line.TrimStart('@')[(at + 1)..];
        bool after = false;
        int end = 0;
        foreach (string word in Words(rest, ref end, '#'))
        {
            if (word == "&&")
            {
                after = true;
                continue;
            }

            int inner = 0;
            List<string> parts = word is ['(', .. var call, ')'] ? Words(call, ref inner, '\0') : [word];
            if (parts.Count > 0)
            {
                (after ? recipe.After : recipe.Before).Add(new JustNeed(parts[0], parts.GetRange(1, parts.Count - 1)));
            }
        }

        return recipe;
    }

    private static JustParameter Parameter(string word)
    {
        bool many = word is ['+' or '*', ..];
        string name = many ? word[1..] : word;
        bool exported = name.StartsWith('$');
        name = exported ? name[1..] : name;
        int equals = name.IndexOf('=', StringComparison.Ordinal);
        string? value = equals < 0 ? (word is ['*', ..] ? "''" : null) : name[(equals + 1)..];
        return new JustParameter(equals < 0 ? name : name[..equals], many, exported, value);
    }

    /// <summary>Words up to a character, texts and brackets kept whole.</summary>
    /// <param name="at">Set to the index of that character, or to -1 when it is not found.</param>
    private static List<string> Words(string text, ref int at, char until)
    {
        List<string> words = [];
        var word = new StringBuilder();
        int depth = 0;
        at = -1;

        // What nothing closes from here on, nothing closes further on.
        string unclosed = "";
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (QuoteAt(text, i) is { } quote && !unclosed.Contains(quote[0]))
            {
                int close = Close(text, i, quote);
                if (close < 0)
                {
                    unclosed += quote.Length == 1 ? quote : "";
                    word.Append(c);
                    continue;
                }

                word.Append(text, i, close + quote.Length - i);
                i = close + quote.Length - 1;
                continue;
            }

            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c == until)
            {
                at = i;
                break;
            }

            if (depth == 0 && c is ' ' or '\t' or '\n')
            {
                Flush();
                continue;
            }

            word.Append(c);
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private static string Dedent(string text)
    {
        string[] lines = text.StartsWith('\n') ? text[1..].Split('\n') : text.Split('\n');
        int indent = lines.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length)
            .DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(l => l[Math.Min(indent, l.Length - l.TrimStart().Length)..]));
    }
}

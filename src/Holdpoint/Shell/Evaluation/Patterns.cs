namespace Holdpoint.Shell.Evaluation;

/// <summary>Shell patterns over known text, for <c>${X#…}</c>, <c>${X/…}</c> and <c>case</c>.</summary>
internal static class Patterns
{
    /// <summary>Patterns longer than this are not tried: matching is quadratic.</summary>
    public const int MaxLength = 1000;

    /// <summary>Whether all of a text matches; a backslash quotes the next character of the pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // The usual way with one point to come back to: the last star.
        int p = 0,
            t = 0,
            star = -1,
            resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && One(pattern, p, text[t], out int length))
            {
                p += length;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>Takes the shortest or longest match off the front.</summary>
    public static string RemovePrefix(string text, string pattern, bool longest)
    {
        for (int n = 0; n <= text.Length; n++)
        {
            int length = longest ? text.Length - n : n;
            if (Matches(pattern, text.AsSpan(0, length)))
            {
                return text[length..];
            }
        }

        return text;
    }

    /// <summary>Takes the shortest or longest match off the end.</summary>
    public static string RemoveSuffix(string text, string pattern, bool longest)
    {
        for (int n = 0; n <= text.Length; n++)
        {
            int start = longest ? n : text.Length - n;
            if (Matches(pattern, text.AsSpan(start)))
            {
                return text[..start];
            }
        }

        return text;
    }

    /// <summary>Replaces the longest match at the first place, at all, at the front (<c>#</c>) or at the end
    /// (<c>%</c>).</summary>
    public static string Replace(string text, string pattern, string by, string how)
    {
        if (pattern.Length == 0)
        {
            return how switch
            {
                "/#" => by + text,
                "/%" => text + by,
                _ => text,
            };
        }

        if (how == "/%")
        {
            for (int start = 0; start <= text.Length; start++)
            {
                if (Matches(pattern, text.AsSpan(start)))
                {
                    return text[..start] + by;
                }
            }

            return text;
        }

        var result = new System.Text.StringBuilder();
        int at = 0;
        while (at < text.Length)
        {
            int length = Longest(pattern, text.AsSpan(at));
            if (length <= 0)
            {
                if (how == "/#")
                {
                    break;
                }

                result.Append(text[at++]);
                continue;
            }

            result.Append(by);
            at += length;
            if (how != "//")
            {
                break;
            }
        }

        return result.Append(text.AsSpan(at)).ToString();
    }

    /// <summary>The text as a pattern that matches only itself.</summary>
    public static string Quote(string text)
    {
        if (text.AsSpan().IndexOfAny(@"*?[]\") < 0)
        {
            return text;
        }

        var quoted = new System.Text.StringBuilder(text.Length + 4);
        foreach (char c in text)
        {
            if (c is '*' or '?' or '[' or ']' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.ToString();
    }

    private static int Longest(string pattern, ReadOnlySpan<char> text)
    {
        for (int length = text.Length; length > 0; length--)
        {
            if (Matches(pattern, text[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Whether the element of the pattern at an index matches one character, and how long that element
    /// is.</summary>
    private static bool One(ReadOnlySpan<char> pattern, int at, char c, out int length)
    {
        length = 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '\\' when at + 1 < pattern.Length:
                length = 2;
                return pattern[at + 1] == c;
            case '[':
                return Bracket(pattern[at..], c, ref length);
            default:
                return pattern[at] == c;
        }
    }

    private static bool Bracket(ReadOnlySpan<char> pattern, char c, ref int length)
    {
        int i = 1;
        bool negated = i < pattern.Length && pattern[i] is '!' or '^';
        i += negated ? 1 : 0;
        bool matched = false;
        for (bool first = true; i < pattern.Length && (first || pattern[i] != ']'); first = false)
        {
            if (
                pattern[i] == '['
                && i + 1 < pattern.Length
                && pattern[i + 1] == ':'
                && pattern[i..].IndexOf(":]") is var end and > 0
            )
            {
                matched |= Class(pattern.Slice(i + 2, end - 2), c);
                i += end + 2;
                continue;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
            }

            char low = pattern[i++];
            char high = low;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                high = pattern[i + 1];
                i += 2;
            }

            matched |= c >= low && c <= high;
        }

        if (i >= pattern.Length)
        {
            return c == '[';
        }

        length = i + 1;
        return matched != negated;
    }

    private static bool Class(ReadOnlySpan<char> name, char c) =>
        name switch
        {
            "alpha" => char.IsLetter(c),
            "digit" => char.IsAsciiDigit(c),
            "alnum" => char.IsLetterOrDigit(c),
            "upper" => char.IsUpper(c),
            "lower" => char.IsLower(c),
            "space" => char.IsWhiteSpace(c),
            "blank" => c is ' ' or '\t',
            "punct" => char.IsPunctuation(c) || char.IsSymbol(c),
            "xdigit" => char.IsAsciiHexDigit(c),
            _ => false,
        };
}

using System.Text;

namespace Holdpoint.Shell.Evaluation.StaticPrograms;

/// <summary>tr over sets of characters, ranges and the usual classes.</summary>
internal static class Translate
{
    public static string? Output(string[] arguments, string input)
    {
        bool deletes = false,
            squeezes = false;
        int i = 0;
        for (; i < arguments.Length && arguments[i] is ['-', _, ..]; i++)
        {
            switch (arguments[i])
            {
                case "-d":
                    deletes = true;
                    break;
                case "-s":
                    squeezes = true;
                    break;
                default:
                    return null;
            }
        }

        string[] sets = arguments[i..];
        if (sets.Length == 0 || Set(sets[0]) is not { Length: > 0 } from)
        {
            return null;
        }

        if (deletes)
        {
            return sets.Length == 1 && !squeezes
                ? string.Concat(input.Where(c => !from.Contains(c, StringComparison.Ordinal)))
                : null;
        }

        if (sets.Length == 1)
        {
            return squeezes ? Squeeze(input, from) : null;
        }

        if (Set(sets[1]) is not { Length: > 0 } to)
        {
            return null;
        }

        string translated = string.Concat(
            input.Select(c => from.LastIndexOf(c) is var at and >= 0 ? to[Math.Min(at, to.Length - 1)] : c)
        );
        return squeezes ? Squeeze(translated, to) : translated;
    }

    private static string Squeeze(string text, string set)
    {
        var result = new StringBuilder();
        foreach (char c in text)
        {
            if (result.Length == 0 || result[^1] != c || !set.Contains(c, StringComparison.Ordinal))
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static string? Set(string written)
    {
        string text = Escapes
            .Decode(written, EscapeStyle.Percent)
            .Replace("[:lower:]", "a-z", StringComparison.Ordinal)
            .Replace("[:upper:]", "A-Z", StringComparison.Ordinal)
            .Replace("[:digit:]", "0-9", StringComparison.Ordinal)
            .Replace("[:space:]", " \t\n\v\f\r", StringComparison.Ordinal);
        if (text.Contains("[:", StringComparison.Ordinal) || text.Contains("[=", StringComparison.Ordinal))
        {
            return null;
        }

        var set = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 2 >= text.Length || text[i + 1] != '-')
            {
                set.Append(text[i]);
                continue;
            }

            if (text[i + 2] < text[i])
            {
                return null;
            }

            for (int c = text[i]; c <= text[i + 2]; c++)
            {
                set.Append((char)c);
            }

            i += 2;
        }

        return set.ToString();
    }
}

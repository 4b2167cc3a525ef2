using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Clis;

/// <summary>Compares a rule's pattern with a command line. Pure.</summary>
internal static class CliPattern
{
    /// <summary>Words that <c>**</c> may stand for: no program nests its commands deeper.</summary>
    private const int MaxAny = 6;

    /// <summary>What the pattern left: the words that its stars took and the operands after it; null when it does not
    /// fit.</summary>
    public static CliMatch? Match(ReadOnlySpan<char> pattern, CliLine line)
    {
        List<Word>? stars = null;
        return Words(pattern, line, 0, ref stars) is { } end && Options(pattern, line)
            ? new CliMatch(stars is null ? [] : [.. stars], line.Operands[end..])
            {
                Path = line.Operands[..Math.Max(end - 1, 0)],
            }
            : null;
    }

    /// <summary>Where the operands after the pattern begin; null when it does not fit.</summary>
    private static int? Words(ReadOnlySpan<char> pattern, CliLine line, int at, ref List<Word>? stars)
    {
        while (Token(ref pattern) is { IsEmpty: false } token)
        {
            if (token[0] is '-' or '!' or '+' or '$')
            {
                continue;
            }

            if (token is "**")
            {
                return Any(pattern, line, at, ref stars);
            }

            if (at >= line.Operands.Length || !Fits(token, line.Operands[at], line.Kinds))
            {
                return null;
            }

            if (token.Contains('*'))
            {
                (stars ??= []).Add(line.Operands[at]);
            }

            at++;
        }

        return at;
    }

    private static int? Any(ReadOnlySpan<char> pattern, CliLine line, int at, ref List<Word>? stars)
    {
        int mark = stars?.Count ?? 0;
        for (int skip = 0; skip <= MaxAny && at + skip <= line.Operands.Length; skip++)
        {
            if (Words(pattern, line, at + skip, ref stars) is { } end)
            {
                return end;
            }

            stars?.RemoveRange(mark, stars.Count - mark);
        }

        return null;
    }

    private static bool Options(ReadOnlySpan<char> pattern, CliLine line)
    {
        while (Token(ref pattern) is { IsEmpty: false } token)
        {
            bool fits = token[0] switch
            {
                '-' => Has(token, line),
                '!' => !Has(token[1..], line),
                '+' => Anywhere(token[1..], line),
                '$' => Set(token[1..], line),
                _ => true,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Anywhere(ReadOnlySpan<char> alternatives, CliLine line)
    {
        foreach (Word word in line.Operands)
        {
            if (Fits(alternatives, word, line.Kinds))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A variable that the words set: <c>$VERSION=0</c>.</summary>
    private static bool Set(ReadOnlySpan<char> token, CliLine line)
    {
        int equals = token.IndexOf('=');
        return line.Variable((equals < 0 ? token : token[..equals]).ToString()) is { } value
            && (equals < 0 || Fits(token[(equals + 1)..], value, kinds: false));
    }

    /// <summary><c>--yes|-y</c>, or <c>--to=latest</c>.</summary>
    private static bool Has(ReadOnlySpan<char> token, CliLine line)
    {
        int equals = token.IndexOf('=');
        return equals < 0 ? line.Has(token)
            : line.Option(token[..equals]) is { Value: var value }
                && Fits(token[(equals + 1)..], value ?? new Word("true"), kinds: false);
    }

    private static bool Fits(ReadOnlySpan<char> alternatives, Word word, bool kinds)
    {
        if (alternatives is "*")
        {
            return true;
        }

        if (word.Text is not { } text)
        {
            return false;
        }

        if (!kinds || !text.Contains(',', StringComparison.Ordinal))
        {
            return One(alternatives, text, kinds);
        }

        foreach (Range part in text.AsSpan().Split(','))
        {
            if (One(alternatives, text.AsSpan(part), kinds))
            {
                return true;
            }
        }

        return false;
    }

    private static bool One(ReadOnlySpan<char> alternatives, ReadOnlySpan<char> text, bool kinds)
    {
        StringComparison comparison = kinds ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (Range part in alternatives.Split('|'))
        {
            ReadOnlySpan<char> one = alternatives[part];
            if (one.Contains('*') ? Glob(one, text, comparison) : one.Equals(text, comparison))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text is parts of a pattern in their order, with anything where a star stands.</summary>
    private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
    {
        int star = pattern.IndexOf('*');
        if (!text.StartsWith(pattern[..star], comparison))
        {
            return false;
        }

        text = text[star..];
        pattern = pattern[(star + 1)..];
        while (pattern.IndexOf('*') is >= 0 and var next)
        {
            int at = Find(pattern[..next], text, comparison);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + next)..];
            pattern = pattern[(next + 1)..];
        }

        return text.EndsWith(pattern, comparison);
    }

    /// <summary>Where a part of a pattern begins in a text; a question mark is any one character; -1 for
    /// nowhere.</summary>
    private static int Find(ReadOnlySpan<char> part, ReadOnlySpan<char> text, StringComparison comparison)
    {
        int mark = part.IndexOf('?');
        if (mark < 0)
        {
            return text.IndexOf(part, comparison);
        }

        for (int at = 0; at + part.Length <= text.Length; at++)
        {
            if (text[at..].StartsWith(part[..mark], comparison)
                && text[(at + mark + 1)..].StartsWith(part[(mark + 1)..], comparison))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The next word of a pattern; empty at its end.</summary>
    private static ReadOnlySpan<char> Token(ref ReadOnlySpan<char> pattern)
    {
        pattern = pattern.TrimStart(' ');
        int end = pattern.IndexOf(' ');
        ReadOnlySpan<char> token = end < 0 ? pattern : pattern[..end];
        pattern = pattern[token.Length..];
        return token;
    }
}

/// <summary>How a pattern fits.</summary>
/// <param name="Stars">The words that its stars took.</param>
/// <param name="Rest">The operands after it.</param>
internal sealed record CliMatch(ImmutableArray<Word> Stars, ImmutableArray<Word> Rest)
{
    /// <summary>The words before the last one that the pattern names: those of the thing, before its verb.</summary>
    public ImmutableArray<Word> Path { get; init; } = [];
}

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
    public static CliMatch? Match(string pattern, CliLine line)
    {
        var stars = new List<Word>();
        string[] tokens = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string token in tokens)
        {
            if ((token[0] is '-' && !Has(token, line)) || (token[0] is '!' && Has(token[1..], line)))
            {
                return null;
            }
        }

        string[] words = [.. tokens.Where(t => t[0] is not ('-' or '!'))];
        return Words(words, line.Operands, 0, stars) is { } end
            ? new CliMatch([.. stars], line.Operands[end..])
            : null;
    }

    /// <summary>Where the operands after the pattern begin; null when it does not fit.</summary>
    private static int? Words(ReadOnlySpan<string> words, ImmutableArray<Word> operands, int at, List<Word> stars)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] is "**")
            {
                for (int skip = 0; skip <= MaxAny && at + skip <= operands.Length; skip++)
                {
                    int mark = stars.Count;
                    if (Words(words[(i + 1)..], operands, at + skip, stars) is { } end)
                    {
                        return end;
                    }

                    stars.RemoveRange(mark, stars.Count - mark);
                }

                return null;
            }

            if (at >= operands.Length || !Fits(words[i], operands[at]))
            {
                return null;
            }

            if (words[i] is "*")
            {
                stars.Add(operands[at]);
            }

            at++;
        }

        return at;
    }

    private static bool Fits(string alternatives, Word word)
    {
        if (alternatives is "*")
        {
            return true;
        }

        if (word.Text is not { } text)
        {
            return false;
        }

        foreach (Range part in alternatives.AsSpan().Split('|'))
        {
            ReadOnlySpan<char> one = alternatives.AsSpan(part);
            if (one.SequenceEqual(text) || (one is [.. var start, '*'] && text.AsSpan().StartsWith(start)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>--yes|-y</c>, or <c>--to=latest</c>.</summary>
    private static bool Has(string token, CliLine line)
    {
        int equals = token.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? line.Has(token)
            : line.Option(token[..equals]) is { Value: var value }
                && Fits(token[(equals + 1)..], value ?? new Word("true"));
    }
}

/// <summary>How a pattern fits.</summary>
/// <param name="Stars">The words that its stars took.</param>
/// <param name="Rest">The operands after it.</param>
internal sealed record CliMatch(ImmutableArray<Word> Stars, ImmutableArray<Word> Rest);

using System.Collections.Immutable;
using Holdpoint.Shell.Syntax;

namespace Holdpoint.Shell.Evaluation;

/// <summary>Brace expansion of a word as written: <c>a{b,c}d</c>, <c>{1..9..2}</c>, <c>{a..e}</c>.</summary>
internal static class Braces
{
    /// <summary>One symbol of a word: a character of unquoted text, or a whole other part.</summary>
    private readonly record struct Symbol(char Char, WordPart? Part);

    /// <summary>Characters of <c>{1..9..2}</c>: two numbers and a step of 64 bits.</summary>
    private const int LongestRange = 70;

    /// <summary>Whether any unquoted text of the word could begin a brace expression.</summary>
    public static bool MayExpand(WordNode word)
    {
        foreach (WordPart part in word.Parts)
        {
            if (part is LiteralPart literal && literal.Text.Contains('{', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words that it becomes, in order; null beyond the bound.</summary>
    public static List<WordNode>? Expand(WordNode word)
    {
        List<Symbol> symbols = [];
        foreach (WordPart part in word.Parts)
        {
            if (part is LiteralPart literal)
            {
                symbols.AddRange(literal.Text.Select(c => new Symbol(c, null)));
            }
            else
            {
                symbols.Add(new Symbol('\0', part));
            }
        }

        int budget = Bounds.BraceWords;
        List<List<Symbol>>? all = Expand(symbols, ref budget, 0);
        return all?.ConvertAll(s => Node(word.Span, s));
    }

    private static List<List<Symbol>>? Expand(List<Symbol> symbols, ref int budget, int depth)
    {
        int[] closing = Closing(symbols);
        for (int open = 0; open < symbols.Count; open++)
        {
            int close = closing[open];
            if (close == 0)
            {
                continue;
            }

            List<int> commas = Commas(symbols, closing, open);
            List<List<Symbol>>? middles =
                commas.Count > 0 ? Parts(symbols, open, close, commas, ref budget, depth)
                : close - open > LongestRange ? null
                : Range(symbols.GetRange(open + 1, close - open - 1));
            if (commas.Count == 0 && middles is null)
            {
                continue;
            }

            List<List<Symbol>>? tails =
                depth > Bounds.Depth
                    ? null
                    : Expand(symbols.GetRange(close + 1, symbols.Count - close - 1), ref budget, depth + 1);
            if (middles is null || tails is null || (budget -= middles.Count * tails.Count) < 0
                || (long)middles.Count * tails.Count * symbols.Count > Bounds.BraceSymbols)
            {
                return null;
            }

            List<Symbol> head = symbols.GetRange(0, open);
            return [.. middles.SelectMany(_ => tails, (m, t) => (List<Symbol>)[.. head, .. m, .. t])];
        }

        return [symbols];
    }

    /// <summary>For each opening brace the index of the one that closes it; 0 for all else.</summary>
    private static int[] Closing(List<Symbol> symbols)
    {
        int[] closing = new int[symbols.Count];
        var open = new Stack<int>();
        for (int i = 0; i < symbols.Count; i++)
        {
            switch (symbols[i])
            {
                case { Part: null, Char: '{' }:
                    open.Push(i);
                    break;
                case { Part: null, Char: '}' } when open.TryPop(out int opened):
                    closing[opened] = i;
                    break;
            }
        }

        return closing;
    }

    /// <summary>The commas of a brace expression, those of inner ones left out.</summary>
    private static List<int> Commas(List<Symbol> symbols, int[] closing, int open)
    {
        List<int> commas = [];
        for (int i = open + 1; i < closing[open]; i++)
        {
            if (closing[i] > 0)
            {
                i = closing[i];
            }
            else if (symbols[i] is { Part: null, Char: ',' })
            {
                commas.Add(i);
            }
        }

        return commas;
    }

    private static List<List<Symbol>>? Parts(
        List<Symbol> symbols,
        int open,
        int close,
        List<int> commas,
        ref int budget,
        int depth
    )
    {
        List<List<Symbol>> parts = [];
        int from = open + 1;
        foreach (int end in commas.Append(close))
        {
            if (
                depth > Bounds.Depth
                || Expand(symbols.GetRange(from, end - from), ref budget, depth + 1) is not { } inner
            )
            {
                return null;
            }

            parts.AddRange(inner);
            from = end + 1;
        }

        return parts;
    }

    private static List<List<Symbol>>? Range(List<Symbol> inside)
    {
        if (inside.Exists(s => s.Part is not null))
        {
            return null;
        }

        string[] ends = string.Concat(inside.Select(s => s.Char)).Split("..");
        if (ends.Length is not (2 or 3))
        {
            return null;
        }

        long step = 1;
        if (ends.Length == 3 && !long.TryParse(ends[2], out step))
        {
            return null;
        }

        step = step == 0 ? 1 : Math.Abs(Math.Max(step, -long.MaxValue));
        if (long.TryParse(ends[0], out long first) && long.TryParse(ends[1], out long last))
        {
            int width = Padded(ends[0]) || Padded(ends[1]) ? Math.Max(ends[0].Length, ends[1].Length) : 0;
            return Count(first, last, step)?.ConvertAll(n => Symbols(Pad(n, width)));
        }

        return ends is [[var a], [var z], ..] && char.IsAsciiLetter(a) && char.IsAsciiLetter(z)
            ? Count(a, z, step)?.ConvertAll(n => Symbols(((char)n).ToString()))
            : null;
    }

    private static bool Padded(string number) => number.TrimStart('-') is ['0', _, ..];

    private static string Pad(long n, int width) =>
        n < 0 ? "-" + (-n).ToString().PadLeft(Math.Max(width - 1, 0), '0') : n.ToString().PadLeft(width, '0');

    private static List<long>? Count(long first, long last, long step)
    {
        if (Math.Abs((decimal)last - first) / step > Bounds.BraceWords)
        {
            return null;
        }

        List<long> numbers = [];
        for (decimal n = first; first <= last ? n <= last : n >= last; n += first <= last ? step : -step)
        {
            numbers.Add((long)n);
        }

        return numbers;
    }

    private static List<Symbol> Symbols(string text) => [.. text.Select(c => new Symbol(c, null))];

    private static WordNode Node(Span span, List<Symbol> symbols)
    {
        ImmutableArray<WordPart>.Builder parts = ImmutableArray.CreateBuilder<WordPart>();
        int i = 0;
        while (i < symbols.Count)
        {
            if (symbols[i].Part is { } part)
            {
                parts.Add(part);
                i++;
                continue;
            }

            int from = i;
            while (i < symbols.Count && symbols[i].Part is null)
            {
                i++;
            }

            parts.Add(new LiteralPart(span, string.Concat(symbols.GetRange(from, i - from).Select(s => s.Char))));
        }

        return new WordNode(span, parts.ToImmutable());
    }
}

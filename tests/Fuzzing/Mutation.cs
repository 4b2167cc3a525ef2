namespace Holdpoint.Tests.Fuzzing;

/// <summary>What is done to texts of every kind: they are cut, doubled, spliced, nested, unquoted and strewn with
/// pieces of their language.</summary>
internal static class Mutation
{
    /// <summary>An ordinary input stays below this, and is read many thousand times a second.</summary>
    private const int OrdinaryLength = 8 * 1024;

    /// <summary>What no person writes: the bounds on size are reached with it.</summary>
    private const int LargeLength = 256 * 1024;

    /// <summary>One input in so many grows large.</summary>
    private const int LargeOneIn = 2000;

    private const string Quotes = "'\"`";

    private static readonly (string Open, string Close)[] Brackets =
        [("(", ")"), ("[", "]"), ("{", "}"), ("'", "'"), ("\"", "\""), ("<", ">"), ("`", "`"), ("$(", ")"), 
        ("\n", "\n")];

    /// <summary>A text made of others by a few changes.</summary>
    /// <param name="pieces">Words and marks of the language; never empty.</param>
    public static string Of(Dice dice, IReadOnlyList<string> seeds, IReadOnlyList<string> pieces)
    {
        int bound = dice.OneIn(LargeOneIn) ? LargeLength : OrdinaryLength;
        string text = dice.Of(seeds);
        for (int changes = 1 + dice.Next(5); changes > 0; changes--)
        {
            text = Change(text, dice, seeds, pieces, bound);
            if (text.Length > bound)
            {
                text = text[..bound];
            }
        }

        return text;
    }

    private static string Change(
        string text, Dice dice, IReadOnlyList<string> seeds, IReadOnlyList<string> pieces, int bound)
    {
        int at = dice.Next(text.Length + 1);
        int end = Math.Min(text.Length, at + Length(dice));
        switch (dice.Next(12))
        {
            case 0:
                return text.Remove(at, end - at);
            case 1:
                return string.Concat(text.AsSpan(0, end), text.AsSpan(at));
            case 2:
                // Two seeds in one: the beginning of one, the end of the other.
                string other = dice.Of(seeds);
                return string.Concat(text.AsSpan(0, at), other.AsSpan(dice.Next(other.Length + 1)));
            case 3:
                string giver = dice.Of(seeds);
                int from = dice.Next(giver.Length + 1);
                return string.Concat(
                    text.AsSpan(0, at), giver.AsSpan(from, Math.Min(giver.Length - from, Length(dice))),
                    text.AsSpan(at));
            case 4:
                return Unquote(text, at);
            case 5:
                (string open, string close) = dice.Of(Brackets);
                int depth = dice.OneIn(8) ? 1 << dice.Next(9) : 1;
                return string.Concat(text.AsSpan(0, at), Repeat(open, depth, bound), text.AsSpan(at, end - at))
                    + string.Concat(Repeat(close, depth, bound), text.AsSpan(end));
            case 6:
                int times = dice.OneIn(6) ? 1 << dice.Next(14) : 2 + dice.Next(4);
                return text.Insert(at, Repeat(text[at..end], times, bound));
            case 7:
                return text.Insert(at, Repeat(dice.Of(pieces), 1 << dice.Next(dice.OneIn(6) ? 14 : 4), bound));
            case 8:
                return text.Length == 0 ? "\0" : Flip(text, dice.Next(text.Length), dice);
            default:
                return string.Concat(
                    text.AsSpan(0, at), dice.Of(pieces), text.AsSpan(dice.OneIn(2) ? at : end));
        }
    }

    private static int Length(Dice dice) => 1 + dice.Next(dice.OneIn(3) ? 60 : 9);

    private static string Repeat(string piece, int times, int bound)
    {
        int most = piece.Length == 0 ? 0 : Math.Min(times, 1 + bound / piece.Length);
        return most == 1 ? piece : string.Concat(Enumerable.Repeat(piece, most));
    }

    /// <summary>Takes away the next quote.</summary>
    private static string Unquote(string text, int at)
    {
        int quote = text.AsSpan(at).IndexOfAny(Quotes);
        return quote < 0 ? text : text.Remove(at + quote, 1);
    }

    private static string Flip(string text, int at, Dice dice) =>
        string.Concat(text.AsSpan(0, at), ((char)(text[at] ^ (1 << dice.Next(7)))).ToString(), text.AsSpan(at + 1));
}

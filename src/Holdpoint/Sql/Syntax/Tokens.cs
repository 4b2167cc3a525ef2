using System.Diagnostics.CodeAnalysis;

namespace Holdpoint.Sql.Syntax;

/// <summary>A run of tokens of one text, such as a statement or what stands in a pair of parentheses.</summary>
/// <param name="closing">For each parenthesis that opens, the place of the one that closes it: looked for once, so that
/// deep nesting costs no more than flat.</param>
internal readonly struct Tokens(string text, SqlToken[] items, int[] closing, int from, int to)
{
    /// <summary>A whole statement.</summary>
    public static Tokens Of(string text, SqlToken[] items)
    {
        int[] closing = [];
        Stack<int>? open = null;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Kind is TokenKind.Open)
            {
                if (open is null)
                {
                    open = [];
                    closing = new int[items.Length];
                }

                closing[i] = items.Length;
                open.Push(i);
            }
            else if (items[i].Kind is TokenKind.Close && open is { Count: > 0 })
            {
                closing[open.Pop()] = i;
            }
        }

        return new Tokens(text, items, closing, 0, items.Length);
    }

    public string Text => text;

    public int Count => to - from;

    /// <summary>Where it begins in the text.</summary>
    public int Start => Count > 0 ? items[from].Start : text.Length;

    /// <summary>Where it ends in the text.</summary>
    public int EndOfText => Count > 0 ? items[to - 1].End : text.Length;

    public TokenKind Kind(int i) => i >= 0 && i < Count ? items[from + i].Kind : TokenKind.End;

    /// <summary>The token as it stands, quotes and all.</summary>
    public ReadOnlySpan<char> Span(int i) =>
        i >= 0 && i < Count ? text.AsSpan(items[from + i].Start, items[from + i].End - items[from + i].Start) : default;

    /// <summary>The value of a quoted token, else the token as it stands.</summary>
    public string Value(int i) => i >= 0 && i < Count ? SqlLexer.Value(text, items[from + i]) : "";

    public int Position(int i) => i >= 0 && i < Count ? items[from + i].Start : text.Length;

    /// <summary>Whether a keyword stands there.</summary>
    public bool Is(int i, string word) =>
        Kind(i) is TokenKind.Word && Span(i).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool Is(int i, string first, string second) => Is(i, first) && Is(i + 1, second);

    /// <summary>Whether one of the words, separated by blanks, stands there as a keyword.</summary>
    public bool IsOneOf(int i, string words)
    {
        if (Kind(i) is not TokenKind.Word)
        {
            return false;
        }

        ReadOnlySpan<char> word = Span(i);
        ReadOnlySpan<char> rest = words;
        while (!rest.IsEmpty)
        {
            int blank = rest.IndexOf(' ');
            if (word.Equals(blank < 0 ? rest : rest[..blank], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            rest = blank < 0 ? default : rest[(blank + 1)..];
        }

        return false;
    }

    public bool IsOperator(int i, string operation) =>
        Kind(i) is TokenKind.Operator && Span(i).SequenceEqual(operation);

    public bool IsName(int i) => Kind(i) is TokenKind.Word or TokenKind.Name;

    public Tokens Slice(int start) => Slice(start, Count);

    public Tokens Slice(int start, int end)
    {
        int low = Math.Clamp(start, 0, Count);
        return new(text, items, closing, from + low, from + Math.Clamp(end, low, Count));
    }

    /// <summary>The parenthesis that closes the one at <paramref name="open"/>; the end where none does.</summary>
    public int Closing(int open) =>
        Kind(open) is TokenKind.Open ? Math.Min(closing[from + open] - from, Count) : open;

    /// <summary>What stands between the parentheses that open there.</summary>
    public Tokens Inside(int open) => Slice(open + 1, Closing(open));

    /// <summary>The first of some keywords outside of parentheses; -1 where there is none.</summary>
    public int Find(string words, int start = 0)
    {
        for (int i = start; i < Count; i++)
        {
            if (Kind(i) is TokenKind.Open)
            {
                i = Closing(i);
            }
            else if (IsOneOf(i, words))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A name of one or more parts, without its quotes; moves behind it.</summary>
    public bool TryName(ref int i, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (Kind(i) is not (TokenKind.Word or TokenKind.Name or TokenKind.Parameter or TokenKind.String
            or TokenKind.Number))
        {
            return false;
        }

        name = Value(i++);
        while (Kind(i) is TokenKind.Dot)
        {
            // db..table of Transact-SQL has an empty part.
            name += ".";
            i++;
            if (Kind(i) is TokenKind.Word or TokenKind.Name or TokenKind.Parameter || IsOperator(i, "*"))
            {
                name += Value(i++);
            }
        }

        // my-project.set.table of BigQuery: dashes without blanks.
        while (IsOperator(i, "-") && Position(i) == items[from + i - 1].End && IsName(i + 1)
            && Position(i + 1) == Position(i) + 1)
        {
            name += "-" + Value(i + 1);
            i += 2;
            while (Kind(i) is TokenKind.Dot && IsName(i + 1))
            {
                name += "." + Value(i + 1);
                i += 2;
            }
        }

        return true;
    }
}

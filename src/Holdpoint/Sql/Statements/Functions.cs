using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Functions that a statement calls, and rows that it changes inside of parentheses.</summary>
/// <remarks>What a function does is known to the catalogue alone, but for those that come with the databases
/// (<see cref="BuiltIns"/>), those that the same text makes, and those whose name says it.</remarks>
internal static class Functions
{
    /// <summary>A function of this name is made to destroy; that such a word begins the name keeps built-in
    /// functions (<c>array_remove</c>, <c>json_remove</c>) out.</summary>
    private const string Verbs = "purge wipe drop truncate delete destroy erase nuke cleanup";

    /// <summary>Tokens between UPDATE and SET: a name of three parts and an alias.</summary>
    private const int MaxTarget = 12;

    public static void Scan(Tokens tokens, StatementReader reader)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is not TokenKind.Open)
            {
                continue;
            }

            if (tokens.IsName(i - 1))
            {
                Call(tokens, i, reader);
            }

            if (BeginsChange(tokens, i + 1))
            {
                reader.Read(tokens.Inside(i));
                i = tokens.Closing(i);
            }
        }
    }

    /// <summary>A statement that changes rows, in the place of a part of a WITH.</summary>
    private static bool BeginsChange(Tokens tokens, int i) =>
        tokens.Is(i, "with") || tokens.Is(i, "delete", "from") || tokens.Is(i, "merge", "into")
        || tokens.Is(i, "insert", "into")
        || (tokens.Is(i, "update") && tokens.IsName(i + 1) && tokens.Slice(i, i + MaxTarget).Find("set") > 0);

    private static void Call(Tokens tokens, int open, StatementReader reader)
    {
        string name = tokens.Value(open - 1);
        if (IsTable(tokens, open))
        {
            return;
        }

        if (!BuiltIns.Call(name, tokens.Inside(open), reader) && !reader.Session.Run(name) && IsVerb(name))
        {
            reader.Add(DeedKind.Unknown, "function", name,
                $"calls {name}, a function whose name says that it destroys", tokens,
                question: $"what the function {name} does");
        }
    }

    /// <summary>A table or an alias with its columns, such as <c>INSERT INTO t (a, b)</c>.</summary>
    private static bool IsTable(Tokens tokens, int open)
    {
        int start = open - 1;
        while (tokens.Kind(start - 1) is TokenKind.Dot && tokens.IsName(start - 2))
        {
            start -= 2;
        }

        return tokens.IsOneOf(start - 1, "into table only references index update exists view as")
            || (tokens.Is(start - 1, "on") && tokens.Is(0, "create"));
    }

    private static bool IsVerb(string name)
    {
        int end = name.IndexOf('_', StringComparison.Ordinal);
        if (end <= 0 && !name.Equals("purge", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("wipe", StringComparison.OrdinalIgnoreCase)
            && !name.Equals("cleanup", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> first = end <= 0 ? name : name.AsSpan(0, end);
        foreach (Range range in Verbs.AsSpan().Split(' '))
        {
            if (first.Equals(Verbs.AsSpan(range), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

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

    /// <summary>Before a parenthesis: keywords, types, and functions of the system that only compute and that many
    /// statements call. Others are looked up.</summary>
    private const string Computing =
        "in and or not as on any all some exists values over filter using with where from when then else by union "
        + "select within group partition array row cast coalesce count sum min max avg now lower upper length trim "
        + "varchar char numeric decimal timestamp time interval bit float nullif greatest least round abs date_trunc "
        + "to_char to_date extract substring replace concat string_agg array_agg json_agg jsonb_agg row_number "
        + "random md5 format version current_database generate_series json_build_object jsonb_build_object "
        + "key check primary unique references default returning limit offset between like ilike is nextval currval "
        + "to_timestamp unnest position split_part regexp_replace json_object_agg rank dense_rank lag lead";

    /// <summary>Tokens between UPDATE and SET: a name of three parts and an alias.</summary>
    private const int MaxTarget = 12;

    public static void Scan(Tokens tokens, StatementReader reader)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is not TokenKind.Open)
            {
                if (reader.Context.Dialect is Dialect.Postgres && Relations.Begin(tokens, i))
                {
                    Relations.Read(tokens, i + 1, reader);
                }

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

        if (BuiltIns.Call(name, tokens.Inside(open), reader) || reader.Session.Run(name))
        {
            return;
        }

        if (IsVerb(name))
        {
            reader.Session.Add(new SqlStep.Deed(DeedKind.Unknown, "function", name,
                $"calls {name}, a function whose name says that it destroys", tokens.Start)
            {
                Question = $"what the function {name} does",
                Routine = Whole(tokens, open),
            });
        }
        else if (reader.Context.Dialect is Dialect.Postgres && !tokens.IsOneOf(open - 1, Computing))
        {
            reader.Session.Use(UseKind.Calls, Whole(tokens, open), tokens.Start);
        }
    }

    /// <summary>The name before a parenthesis, with its schema.</summary>
    private static string Whole(Tokens tokens, int open)
    {
        int start = First(tokens, open);
        return tokens.TryName(ref start, out string? name) ? name : tokens.Value(open - 1);
    }

    private static int First(Tokens tokens, int open)
    {
        int start = open - 1;
        while (tokens.Kind(start - 1) is TokenKind.Dot && tokens.IsName(start - 2))
        {
            start -= 2;
        }

        return start;
    }

    /// <summary>A table or an alias with its columns, such as <c>INSERT INTO t (a, b)</c>.</summary>
    private static bool IsTable(Tokens tokens, int open)
    {
        int start = First(tokens, open);
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

using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>INSERT, UPDATE, DELETE and MERGE: which rows go or get other values.</summary>
internal static class RowChanges
{
    private const string WhichRows = "how many rows, and what hangs on them";

    public static void Delete(Tokens tokens, StatementReader reader)
    {
        Functions.Scan(tokens, reader);
        int i = 1;
        bool limited = SkipTop(tokens, ref i) || tokens.Find("limit") > 0;
        SkipModifiers(tokens, ref i);
        int from = tokens.Find("from", i);
        string? name;

        // DELETE a, b FROM a JOIN b: what stands before FROM is what goes.
        if (from > i && reader.Context.Dialect is not Dialect.Cassandra && tokens.TryName(ref i, out name))
        {
            while (tokens.Kind(i) is TokenKind.Comma)
            {
                i++;
                tokens.TryName(ref i, out string? next);
                name += ", " + next;
            }
        }
        else
        {
            i = from >= i ? from + 1 : i;
            SkipModifiers(tokens, ref i);
            if (tokens.Kind(i) is TokenKind.Open)
            {
                i++;
            }

            tokens.TryName(ref i, out name);
        }

        Rows(DeedKind.Deletes, name ?? "rows", tokens, limited, reader);
    }

    public static void Update(Tokens tokens, StatementReader reader)
    {
        Functions.Scan(tokens, reader);
        if (tokens.Is(1, "statistics"))
        {
            return;
        }

        int i = 1;
        bool limited = SkipTop(tokens, ref i) || tokens.Find("limit") > 0;
        SkipModifiers(tokens, ref i);
        tokens.TryName(ref i, out string? name);
        if (tokens.Find("set") < 0)
        {
            reader.Session.AddUnreadable("an UPDATE without SET", tokens.Start);
            return;
        }

        Rows(DeedKind.Overwrites, name ?? "rows", tokens, limited, reader);
    }

    private static void Rows(DeedKind kind, string name, Tokens tokens, bool limited, StatementReader reader)
    {
        UseKind use = kind is DeedKind.Deletes ? UseKind.Deletes : UseKind.Updates;
        reader.Session.Fire(use, name, tokens.Start);
        if (reader.Session.IsMade(name))
        {
            return;
        }

        Reach reach = Where(tokens);
        if (limited && reach is Reach.Everything)
        {
            reach = Reach.Condition;
        }

        if (reach is Reach.Nothing)
        {
            return;
        }

        string verb = kind is DeedKind.Deletes ? "deletes" : "overwrites";
        string which = reach switch
        {
            Reach.Everything => $"{verb} every row of {name}",
            Reach.Equality => $"{verb} rows of {name} that have a value",
            _ => $"{verb} rows of {name} that meet a condition",
        };
        reader.Add(kind, "rows", name, which, tokens, reach, WhichRows,
            condition: limited || reach is Reach.Everything ? null : Asked(kind, tokens, reader.Context.Dialect));
    }

    /// <summary>The condition as it can be asked; of one table alone, since another's columns are not told
    /// apart.</summary>
    private static string? Asked(DeedKind kind, Tokens tokens, Dialect dialect) =>
        IsOfOne(kind, tokens, dialect) ? PlainCondition.Of(Condition(tokens), dialect)
            : null;

    /// <summary>MySQL joins in both statements, SQLite only in UPDATE.</summary>
    private static bool IsOfOne(DeedKind kind, Tokens tokens, Dialect dialect) =>
        tokens.Find(kind is DeedKind.Deletes ? "using join" : dialect is Dialect.MySql ? "join" : "from join") < 0
        && !(dialect is Dialect.MySql && tokens.Find("where") is > 0 and var where
            && HasComma(tokens.Slice(0, kind is DeedKind.Overwrites ? Math.Max(tokens.Find("set"), 0) : where)));

    private static bool HasComma(Tokens tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.Comma)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the WHERE of a statement lets through.</summary>
    public static Reach Where(Tokens tokens) =>
        tokens.Find("where") < 0 ? Reach.Everything : Conditions.Of(Condition(tokens));

    /// <summary>What stands between WHERE and the next clause; nothing where there is none.</summary>
    private static Tokens Condition(Tokens tokens)
    {
        int where = tokens.Find("where");
        int end = tokens.Find("returning order limit option output settings", where + 1);
        return where < 0 ? tokens.Slice(tokens.Count) : tokens.Slice(where + 1, end < 0 ? tokens.Count : end);
    }

    public static void Insert(Tokens tokens, StatementReader reader)
    {
        Functions.Scan(tokens, reader);
        int i = 1;
        bool replaces = tokens.IsOneOf(0, "replace upsert");
        bool overwrites = false;
        while (tokens.IsOneOf(i,
            "or replace ignore into low_priority high_priority delayed overwrite table only first all"
            + " abort rollback fail"))
        {
            replaces |= tokens.Is(i - 1, "or") && tokens.Is(i, "replace");
            overwrites |= tokens.Is(i, "overwrite");
            i++;
        }

        if (!tokens.TryName(ref i, out string? name))
        {
            return;
        }

        reader.Session.Fire(UseKind.Inserts, name, tokens.Start);
        if (reader.Session.IsMade(name))
        {
            return;
        }

        if (overwrites)
        {
            reader.Add(DeedKind.Deletes, "rows", name, $"puts other rows in the place of all rows of {name}", tokens,
                Reach.Everything, WhichRows);
        }
        else if (replaces || Upserts(tokens, i))
        {
            reader.Session.Use(UseKind.Updates, name, tokens.Start);
            bool few = tokens.Find("values") > 0 && tokens.Find("select") < 0;
            reader.Add(DeedKind.Overwrites, "rows", name,
                $"overwrites rows of {name} that have the same key", tokens,
                few ? Reach.Equality : Reach.Condition, WhichRows);
        }
    }

    /// <summary><c>ON CONFLICT … DO UPDATE</c>, <c>ON DUPLICATE KEY UPDATE</c>.</summary>
    private static bool Upserts(Tokens tokens, int start)
    {
        for (int i = tokens.Find("on", start); i > 0; i = tokens.Find("on", i + 1))
        {
            if (tokens.Is(i + 1, "duplicate", "key")
                || (tokens.Is(i + 1, "conflict") && tokens.Find("do", i) is > 0 and var at
                    && tokens.Is(at + 1, "update")))
            {
                return true;
            }
        }

        return false;
    }

    public static void Merge(Tokens tokens, StatementReader reader)
    {
        Functions.Scan(tokens, reader);
        int i = 1;
        SkipTop(tokens, ref i);
        SkipModifiers(tokens, ref i);
        i += tokens.Is(i, "into") ? 1 : 0;
        SkipModifiers(tokens, ref i);
        tokens.TryName(ref i, out string? name);
        name ??= "rows";
        reader.Session.Fire(UseKind.Inserts, name, tokens.Start);
        bool made = reader.Session.IsMade(name);
        for (int at = tokens.Find("then"); at > 0 && !made; at = tokens.Find("then", at + 1))
        {
            if (tokens.Is(at + 1, "delete"))
            {
                reader.Session.Use(UseKind.Deletes, name, tokens.Start);
                reader.Add(DeedKind.Deletes, "rows", name, $"deletes rows of {name} that a MERGE matches", tokens,
                    Reach.Condition, WhichRows);
            }
            else if (tokens.Is(at + 1, "update"))
            {
                reader.Session.Use(UseKind.Updates, name, tokens.Start);
                reader.Add(DeedKind.Overwrites, "rows", name, $"overwrites rows of {name} that a MERGE matches", tokens,
                    Reach.Condition, WhichRows);
            }
        }
    }

    private static void SkipModifiers(Tokens tokens, ref int i)
    {
        while (tokens.IsOneOf(i, "only low_priority quick ignore lateral")
            || tokens.Is(i, "or")
            || (tokens.Is(i - 1, "or") && tokens.IsOneOf(i, "replace rollback abort fail ignore")))
        {
            i++;
        }
    }

    /// <summary>TOP (10) of Transact-SQL.</summary>
    private static bool SkipTop(Tokens tokens, ref int i)
    {
        if (!tokens.Is(i, "top") || tokens.Kind(i + 1) is not (TokenKind.Open or TokenKind.Number))
        {
            return false;
        }

        i = tokens.Kind(i + 1) is TokenKind.Open ? tokens.Closing(i + 1) + 1 : i + 2;
        bool percent = tokens.Is(i, "percent");
        i += percent ? 1 : 0;
        return !percent;
    }
}

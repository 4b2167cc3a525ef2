using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>DROP, TRUNCATE and their kin: objects that go, with or without data of their own.</summary>
internal static class Drops
{
    private const string WhatHangs = "how many rows it holds, and what hangs on it";

    /// <summary>Words between DROP and the kind.</summary>
    private const string Before = "foreign external global local transient dynamic iceberg hybrid public shared unique "
        + "or replace if exists force";

    public static void Truncate(Tokens tokens, StatementReader reader)
    {
        int i = tokens.Is(1, "table") ? 2 : 1;
        string type = "table";
        if (tokens.IsOneOf(1, "database schema"))
        {
            (type, i) = ("database", 2);
        }
        else if (tokens.Is(1, "all", "tables"))
        {
            (type, i) = ("database", 4);
        }

        i += tokens.Is(i, "if", "exists") ? 2 : 0;
        bool cascades = Cascades(tokens, i, reader.Context.Dialect);
        while (i < tokens.Count && !reader.Session.Full)
        {
            i += tokens.Is(i, "only") ? 1 : 0;
            if (!tokens.TryName(ref i, out string? name))
            {
                name = "what only run time names";
            }

            if (!reader.Session.IsMade(name))
            {
                reader.Session.Use(UseKind.Truncates, name, tokens.Start);
                reader.Add(DeedKind.Deletes, type, name, $"empties the {type} {name}", tokens,
                    question: WhatHangs, cascades: cascades);
            }

            i += tokens.IsOperator(i, "*") ? 1 : 0;
            if (tokens.Kind(i) is not TokenKind.Comma)
            {
                return;
            }

            i++;
        }
    }

    public static void Drop(Tokens tokens, StatementReader reader)
    {
        int i = 1;
        bool materialized = false, temporary = false;
        while (tokens.IsOneOf(i, Before) || tokens.IsOneOf(i, "materialized temporary temp"))
        {
            materialized |= tokens.Is(i, "materialized");
            temporary |= tokens.IsOneOf(i, "temporary temp");
            i++;
        }

        string kind = tokens.Value(i).ToLowerInvariant();
        int names = SkipKind(tokens, i);
        bool cascades = Cascades(tokens, names, reader.Context.Dialect);
        if (temporary)
        {
            return;
        }

        if (kind == "owned")
        {
            names += tokens.Is(names, "by") ? 1 : 0;
        }

        DroppedKind dropped = tokens.Is(1, "foreign") && kind == "table"
            ? new(DeedKind.Undefines, "foreign table")
            : DroppedKind.Of(kind, materialized, cascades, reader.Context.Dialect);
        for (bool more = true; more; names++)
        {
            // DROP OPERATOR +, DROP CAST (a AS b) and DROP ROUTINE MAPPING have no name that is one.
            if (!tokens.TryName(ref names, out string? name))
            {
                name = kind;
            }

            One(dropped, kind, name, cascades, tokens, reader);
            if (tokens.Kind(names) is TokenKind.Open)
            {
                names = tokens.Closing(names) + 1;
            }

            more = tokens.Kind(names) is TokenKind.Comma;
        }
    }

    private static void One(
        DroppedKind dropped, string kind, string name, bool cascades, Tokens tokens, StatementReader reader)
    {
        if (dropped.Type is "table" && reader.Session.IsMade(name))
        {
            reader.Session.Unmade(name);
            return;
        }

        if (kind is "prepare")
        {
            return;
        }

        string what = dropped.Type is "owned" ? $"everything that {name} owns" : $"the {dropped.Type} {name}";
        reader.Add(dropped.Kind, dropped.Type.Replace(' ', '-'), name,
            $"drops {what}{(cascades ? " and all that hangs on it" : "")}", tokens,
            question: dropped.Kind is DeedKind.Deletes || cascades ? WhatHangs : null,
            transactional: dropped.Type is not ("database" or "subscription" or "tablespace"), cascades: cascades);
    }

    private static int SkipKind(Tokens tokens, int i)
    {
        i += (tokens.IsOneOf(i, "event user operator text access default transform resource availability row "
                + "search file compute column user external partition network masking session stored table")
                && tokens.IsOneOf(i + 1, "trigger mapping class family search method group policy configuration "
                + "dictionary parser template access format pool key credential function rule integration procedure "
                + "group data"))
            || tokens.Is(i, "owned", "by") ? 2 : 1;
        i += tokens.IsOneOf(i, "configuration dictionary parser template") && tokens.Is(i - 1, "search") ? 1 : 0;
        i += tokens.Is(i, "concurrently") ? 1 : 0;
        i += tokens.Is(i, "if", "exists") ? 2 : 0;
        return i;
    }

    private static bool Cascades(Tokens tokens, int from, Dialect dialect)
    {
        if (dialect is Dialect.MySql or Dialect.Sqlite)
        {
            return false;
        }

        int at = tokens.Find("cascade", from);
        return at > 0 || tokens.Find("including", from) > 0;
    }

    /// <summary>A materialized view emptied is computed again, from tables that may have changed since.</summary>
    public static void Refresh(Tokens tokens, StatementReader reader)
    {
        int at = tokens.Find("with");
        if (at > 0 && tokens.Is(at + 1, "no", "data"))
        {
            int i = tokens.Is(3, "concurrently") ? 4 : 3;
            tokens.TryName(ref i, out string? name);
            reader.Add(DeedKind.Deletes, "materialized-view", name ?? "view",
                $"empties the materialized view {name}", tokens);
        }
    }
}

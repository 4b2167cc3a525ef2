using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>ALTER: columns and partitions that go, values that are converted away, protections switched off.</summary>
internal static class Alters
{
    private const string WhatHangs = "how many values it holds, and what hangs on it";

    public static void Alter(Tokens tokens, StatementReader reader)
    {
        int i = 1;
        while (tokens.IsOneOf(i, "foreign external event materialized large temporary temp workload resource server")
            && tokens.Kind(i + 1) is TokenKind.Word)
        {
            i++;
        }

        if (tokens.Find("rename") > 0 || (tokens.Find("set") is > 0 and var set && tokens.Is(set + 1, "schema")))
        {
            reader.Session.Path = reader.Session.Path with { Moved = true };
        }

        string kind = tokens.Value(i).ToLowerInvariant();
        switch (kind)
        {
            case "table" or "type" or "view":
                Table(tokens, i + 1, kind, reader);
                break;
            case "database" or "schema" or "keyspace":
                Settings.Database(tokens, i + 1, kind, reader);
                break;
            case "system":
                if (tokens.IsOneOf(i + 1, "set reset"))
                {
                    SystemSetting(tokens, i + 2, reader);
                }

                break;
            case "trigger" when tokens.Is(1, "event") && tokens.Find("disable") > 0:
                Weakens("event-trigger", Named(tokens, i + 1), "switches the event trigger {0} off");
                break;
            case "policy":
                Weakens("policy", Named(tokens, i + 1), "changes the row security policy {0}");
                break;
            case "publication" or "subscription" when tokens.Find("drop disable") > 0:
                Weakens(kind, Named(tokens, i + 1), $"takes something out of the {kind} {{0}}");
                break;
            case "role" or "user" or "group" or "login":
                if (tokens.Find("superuser bypassrls replication") > 0)
                {
                    reader.Add(DeedKind.Exposes, kind, Named(tokens, i + 1),
                        $"gives {Named(tokens, i + 1)} rights over everything", tokens);
                }

                break;
        }

        void Weakens(string type, string name, string summary) =>
            reader.Add(DeedKind.Weakens, type, name, string.Format(null, summary, name), tokens);
    }

    private static string Named(Tokens tokens, int i) => tokens.TryName(ref i, out string? name) ? name : "it";

    private static void SystemSetting(Tokens tokens, int i, StatementReader reader)
    {
        if (tokens.TryName(ref i, out string? name))
        {
            i += tokens.IsOperator(i, "=") || tokens.Is(i, "to") ? 1 : 0;
            Settings.Assign(name, tokens.Value(i), tokens, reader);
        }
    }

    private static void Table(Tokens tokens, int i, string kind, StatementReader reader)
    {
        i += tokens.Is(i, "if", "exists") ? 2 : 0;
        i += tokens.Is(i, "only") ? 1 : 0;
        if (!tokens.TryName(ref i, out string? name))
        {
            return;
        }

        // ClickHouse: ON CLUSTER name stands before the actions.
        i += tokens.Is(i, "on", "cluster") ? 3 : 0;
        Functions.Scan(tokens.Slice(i), reader);
        if (reader.Session.IsMade(name))
        {
            return;
        }

        while (i < tokens.Count)
        {
            int end = i;
            while (end < tokens.Count && tokens.Kind(end) is not TokenKind.Comma)
            {
                end = tokens.Kind(end) is TokenKind.Open ? tokens.Closing(end) + 1 : end + 1;
            }

            Action(tokens.Slice(i, end), name, kind, reader);
            i = end + 1;
        }
    }

    private static void Action(Tokens action, string table, string kind, StatementReader reader)
    {
        switch (action.Value(0).ToLowerInvariant())
        {
            case "drop":
                Dropped(action, table, kind, reader);
                break;
            case "truncate":
                reader.Add(DeedKind.Deletes, "partition", Last(action), $"empties {Rest(action, 1)} of {table}", action,
                    question: WhatHangs);
                break;
            case "discard":
                reader.Add(DeedKind.Deletes, "table", table, $"deletes the file of the table {table}", action);
                break;
            case "alter" or "modify":
                Converted(action, table, reader);
                break;
            case "delete":
                RowsOf(DeedKind.Deletes, "deletes");
                break;
            case "update" when reader.Context.Dialect is Dialect.ClickHouse or Dialect.Generic:
                RowsOf(DeedKind.Overwrites, "overwrites");
                break;
            case "clear" when action.IsOneOf(1, "column"):
                reader.Add(DeedKind.Deletes, "column", Last(action), $"clears {Rest(action, 1)} of {table}", action);
                break;
            case "rename" when action.Is(1, "value"):
                reader.Add(DeedKind.Overwrites, "type", table, $"renames a value of {table} in every row", action,
                    Reach.Equality);
                break;
            default:
                Settings.Table(action, table, reader);
                break;
        }

        void RowsOf(DeedKind rows, string verb)
        {
            Reach reach = RowChanges.Where(action);
            if (reach is not Reach.Nothing)
            {
                reader.Add(rows, "rows", table, $"{verb} rows of {table}", action, reach, transactional: false);
            }
        }
    }

    private static void Dropped(Tokens action, string table, string kind, StatementReader reader)
    {
        int i = 1;
        string what = action.Value(i).ToLowerInvariant();
        switch (what)
        {
            case "constraint" or "index" or "primary" or "foreign" or "key" or "check" or "unique" or "default"
                or "projection" or "statistics":
                i++;
                reader.Add(DeedKind.Undefines, "constraint", $"{table}.{Last(action)}",
                    $"drops {Rest(action, 1)} of {table}", action);
                return;
            case "partition" or "part" or "detached" or "subpartition":
                reader.Add(DeedKind.Deletes, "partition", $"{table}.{Last(action)}",
                    $"drops {Rest(action, 1)} of {table}", action, question: WhatHangs);
                return;
            case "row" or "tags" or "tag" or "masking" or "aggregation" or "search":
                reader.Add(DeedKind.Weakens, "policy", table, $"drops {Rest(action, 1)} of {table}", action);
                return;
        }

        i += what is "column" or "attribute" && !action.Is(i + 1, "cascade") ? 1 : 0;
        i += action.Is(i, "if", "exists") ? 2 : 0;
        if (action.Kind(i) is TokenKind.Open)
        {
            i++;
        }

        if (action.TryName(ref i, out string? column))
        {
            reader.Add(DeedKind.Deletes, "column", $"{table}.{column}",
                $"drops the {(kind == "type" ? "attribute" : "column")} {column} of {table}", action,
                question: WhatHangs);
        }
    }

    /// <summary><c>ALTER COLUMN c TYPE t USING e</c>: an expression without the column throws every value
    /// away.</summary>
    private static void Converted(Tokens action, string table, StatementReader reader)
    {
        int i = action.Is(1, "column") ? 2 : 1;
        int type = action.Find("type");
        int usings = action.Find("using", Math.Max(type, 0));
        if (!action.TryName(ref i, out string? column) || type < 0 || usings < 0)
        {
            return;
        }

        bool keeps = false;
        for (int at = usings + 1; at < action.Count; at++)
        {
            keeps |= action.IsName(at) && action.Value(at).Equals(column, StringComparison.OrdinalIgnoreCase);
        }

        if (!keeps)
        {
            reader.Add(DeedKind.Overwrites, "column", $"{table}.{column}",
                $"puts other values in the place of all of {table}.{column}", action, question: WhatHangs);
        }
    }

    private static string Last(Tokens action)
    {
        int last = action.Count - 1;
        while (last > 0 && (action.IsOneOf(last, "cascade restrict purge") || !(action.IsName(last)
            || action.Kind(last) is TokenKind.Number or TokenKind.String)))
        {
            last--;
        }

        return action.Value(last);
    }

    private static string Rest(Tokens action, int from)
    {
        const int MaxShown = 60;
        int start = action.Position(from);
        string rest = action.Text[start..Math.Max(start, action.EndOfText)];
        return rest.Length > MaxShown ? rest[..MaxShown] + "…" : rest;
    }
}

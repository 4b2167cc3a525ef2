using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Settings of a session, a table, a database or a server that take a protection away.</summary>
internal static class Settings
{
    /// <summary>SET, RESET and PRAGMA.</summary>
    public static void Read(Tokens tokens, StatementReader reader)
    {
        if (tokens.Is(0, "reset"))
        {
            // RESET MASTER deletes the binary logs; RESET alone takes a setting back to its default.
            if (tokens.IsOneOf(1, "master binary slave replica query"))
            {
                Servers.Read(tokens, reader);
            }

            return;
        }

        Functions.Scan(tokens, reader);
        int i = 1;
        while (i < tokens.Count)
        {
            while (tokens.IsOneOf(i, "session local global persist persist_only characteristics as"))
            {
                i++;
            }

            if (tokens.Kind(i) is TokenKind.Parameter && tokens.Kind(i + 1) is TokenKind.Dot)
            {
                // @@global.name
                i += 2;
            }

            if (tokens.Is(i, "transaction") || !tokens.TryName(ref i, out string? name))
            {
                return;
            }

            bool pragma = tokens.Is(0, "pragma");
            i += tokens.IsOneOf(i, "to") || tokens.IsOperator(i, "=") || tokens.IsOperator(i, ":=")
                || (pragma && tokens.Kind(i) is TokenKind.Open) ? 1 : 0;
            if (name.Equals("search_path", StringComparison.OrdinalIgnoreCase))
            {
                SearchPath(tokens.Slice(i), reader.Session);
                return;
            }

            Assign(name.TrimStart('@'), tokens.Value(i), tokens, reader);
            while (i < tokens.Count && tokens.Kind(i) is not TokenKind.Comma)
            {
                i = tokens.Kind(i) is TokenKind.Open ? tokens.Closing(i) + 1 : i + 1;
            }

            i++;
        }
    }

    /// <summary>Names are looked up elsewhere from here on; $user and a default are known to the server
    /// alone.</summary>
    private static void SearchPath(Tokens values, Session session)
    {
        List<string> schemas = [];
        bool known = values.Count > 0;
        for (int i = 0; i < values.Count; i++)
        {
            known &= values.Kind(i) is not TokenKind.Parameter && !values.Is(i, "default")
                && !values.Value(i).Contains('$', StringComparison.Ordinal);
            if (values.IsName(i) || values.Kind(i) is TokenKind.String)
            {
                schemas.AddRange(values.Value(i).Split(',', StringSplitOptions.TrimEntries));
            }
        }

        session.Path = new NamePath(known ? string.Join(',', schemas) : null, session.Path.Moved || !known);
    }

    /// <summary>A setting gets a value.</summary>
    /// <param name="known">False where the name is known only at run time.</param>
    public static void Assign(string name, string value, Tokens tokens, StatementReader reader, bool known = true)
    {
        string setting = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        bool off = value.ToLowerInvariant() is "0" or "off" or "false" or "no" or "n" or "f" or "none" or "minimal";
        bool on = value.ToLowerInvariant() is "1" or "on" or "true" or "yes" or "y" or "t";
        if (setting is "search_path" or "role" or "session_authorization")
        {
            reader.Session.Path = reader.Session.Path with { Moved = true };
        }

        string? loses = setting switch
        {
            "session_replication_role" when !value.Equals("origin", StringComparison.OrdinalIgnoreCase)
                && !value.Equals("default",
                    StringComparison.OrdinalIgnoreCase) => "no trigger and no foreign key fires",
            "foreign_key_checks" or "foreign_keys" when off => "foreign keys are not checked",
            "unique_checks" or "ignore_check_constraints_" when off => "unique keys are not checked",
            "ignore_check_constraints" when on => "checks are not checked",
            "sql_safe_updates" or "safe_updates" when off => "changes without a key are let through",
            "allow_unsafe_internals" or "allow_system_table_mods" or "writable_schema" when on =>
                "the catalogue itself can be written",
            "sql_log_bin" or "log_bin" when off => "changes do not reach the binary log",
            "super_read_only" or "read_only" when off => "a server that was kept from changes takes them",
            "fsync" or "full_page_writes" or "synchronous" or "innodb_doublewrite" when off =>
                "a crash can lose what was committed",
            "journal_mode" when off => "a crash can lose the whole file",
            "archive_mode" or "wal_level" when off => "the log for point-in-time recovery ends",
            "archive_command" when value is "" or "/bin/true" or "true" or ":" => "the log for recovery is thrown away",
            "log_bin_trust_function_creators" or "zero_damaged_pages" or "ignore_checksum_failure" when on =>
                "damage is passed over",
            "data_retention_time_in_days" or "max_data_extension_time_in_days" when off => "nothing is kept to undrop",
            "event_triggers" when off => "event triggers do not fire",
            _ => null,
        };
        if (loses is not null)
        {
            reader.Add(DeedKind.Weakens, "setting", name, $"sets {name} to {value}: {loses}", tokens);
        }
        else if (!known)
        {
            reader.Add(DeedKind.Weakens, "setting", name, "changes a setting that only run time names", tokens);
        }
    }

    /// <summary>What ALTER TABLE says beside columns.</summary>
    public static void Table(Tokens action, string table, StatementReader reader)
    {
        if (action.IsOneOf(0, "disable nocheck"))
        {
            bool security = action.Is(1, "row");
            reader.Add(DeedKind.Weakens, security ? "row-security" : "trigger", table,
                action.Is(0, "nocheck") ? $"lets {table} have rows that its constraints forbid"
                : security ? $"switches row security of {table} off"
                : $"switches triggers or rules of {table} off", action);
        }
        else if (action.Is(0, "no", "force"))
        {
            reader.Add(DeedKind.Weakens, "row-security", table, $"switches row security of {table} off for its owner",
                action);
        }
        else if (action.Is(0, "set", "unlogged"))
        {
            reader.Add(DeedKind.Weakens, "table", table, $"keeps {table} out of the log: a crash empties it", action);
        }
        else if (action.Is(0, "engine") && action.Value(action.Count - 1)
            .Equals("blackhole", StringComparison.OrdinalIgnoreCase))
        {
            reader.Add(DeedKind.Deletes, "table", table, $"gives {table} an engine that keeps nothing", action);
        }
        else if (action.Is(0, "set") && action.Kind(1) is TokenKind.Word && action.IsOperator(2, "="))
        {
            Assign(action.Value(1), action.Value(3), action, reader);
        }
        else if (action.Is(0, "switch") && action.Find("to") > 0)
        {
            reader.Add(DeedKind.Overwrites, "partition", table, $"moves rows of {table} into another table", action,
                Reach.Condition);
        }
    }

    /// <summary>ALTER DATABASE and ALTER SCHEMA.</summary>
    public static void Database(Tokens tokens, int i, string kind, StatementReader reader)
    {
        if (!tokens.TryName(ref i, out string? name))
        {
            return;
        }

        if (tokens.IsOneOf(i, "drop remove"))
        {
            reader.Add(DeedKind.Deletes, kind, name, $"drops a file or a region of the {kind} {name}", tokens);
        }
        else if (tokens.Find("offline single_user restricted_user emergency read_write") > 0)
        {
            reader.Add(DeedKind.Interrupts, kind, name, $"takes {name} away from those who use it", tokens,
                transactional: false);
        }
        else if (tokens.Is(i, "set") && tokens.Is(i + 1, "recovery") && tokens.Is(i + 2, "simple"))
        {
            reader.Add(DeedKind.Weakens, kind, name, $"ends point-in-time recovery of {name}", tokens);
        }
        else if (tokens.IsOneOf(i, "set"))
        {
            int at = i + 1;
            if (tokens.TryName(ref at, out string? setting))
            {
                at += tokens.IsOperator(at, "=") || tokens.Is(at, "to") ? 1 : 0;
                Assign(setting, tokens.Value(at), tokens, reader);
            }
        }
    }
}

using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Statements about the server as a whole: logs purged, backups restored over data, sessions
/// killed.</summary>
internal static class Servers
{
    /// <summary>Adds what such a statement does; false where it is none.</summary>
    public static bool Read(Tokens tokens, StatementReader reader)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "kill":
                Add(DeedKind.Interrupts, "session", tokens.Value(tokens.Count - 1), "ends another session");
                return true;
            case "shutdown" or "restart":
                Add(DeedKind.Interrupts, "server", "the server", "shuts the database server down");
                return true;
            case "reset" when tokens.IsOneOf(1, "master binary"):
                Add(DeedKind.Deletes, "log", "the binary logs", "deletes the binary logs; point-in-time recovery ends");
                return true;
            case "reset":
                Add(DeedKind.Weakens, "replica", "the replica", "makes a replica forget its place");
                return true;
            case "purge":
                Add(DeedKind.Deletes, tokens.IsOneOf(1, "binary master") ? "log" : "recycle-bin",
                    tokens.Value(1), $"purges {tokens.Value(1)}: what it kept is gone");
                return true;
            case "stop" or "change":
                if (tokens.IsOneOf(1, "slave replica group_replication master replication"))
                {
                    Add(DeedKind.Weakens, "replica", "the replica", "stops or redirects replication");
                }

                return true;
            case "backup":
                if (tokens.Find("truncate_only no_log") > 0)
                {
                    Add(DeedKind.Deletes, "log", "the log", "throws the log away");
                }

                return true;
            case "restore":
                bool over = reader.Context.Dialect is Dialect.TransactSql or Dialect.Generic
                    && tokens.IsOneOf(1, "database log") && tokens.Find("verifyonly headeronly") < 0;
                if (over)
                {
                    Add(DeedKind.Deletes, "database", tokens.Value(2),
                        $"writes a backup over the database {tokens.Value(2)}");
                }

                return true;
            case "dbcc":
                if (tokens.Find("repair_allow_data_loss") > 0 || Has(tokens, "repair_allow_data_loss"))
                {
                    Add(DeedKind.Deletes, "database", "the database", "repairs by throwing damaged data away");
                }

                return true;
            default:
                return More(tokens, reader);
        }

        void Add(DeedKind kind, string type, string name, string summary) =>
            reader.Add(kind, type, name, summary, tokens, transactional: false);
    }

    private static bool More(Tokens tokens, StatementReader reader)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "system":
                if (tokens.IsOneOf(1, "drop stop shutdown kill"))
                {
                    string what = tokens.Value(2).ToLowerInvariant();
                    DeedKind kind = tokens.Is(1, "drop") && what is "replica" or "database" ? DeedKind.Deletes
                        : tokens.IsOneOf(1, "shutdown kill") ? DeedKind.Interrupts
                        : DeedKind.Weakens;
                    if (!what.EndsWith("cache", StringComparison.Ordinal) && !tokens.Is(3, "cache")
                        && !tokens.Is(4, "cache"))
                    {
                        reader.Add(kind, "server", tokens.Value(2), $"tells the server to {tokens.Value(1)} {what}",
                            tokens,
                            transactional: false);
                    }
                }

                return true;
            case "uninstall":
                reader.Add(DeedKind.Weakens, "plugin", tokens.Value(2), $"uninstalls {tokens.Value(2)}", tokens);
                return true;
            case "rename":
                return true;
            case "load":
                LoadRows(tokens, reader);
                return true;
            case "remove" or "rm":
                reader.Add(DeedKind.Deletes, "stage", tokens.Value(1), "removes staged files", tokens,
                    transactional: false);
                return true;
            case "flashback" or "rollforward":
                reader.Add(DeedKind.Overwrites, "table", tokens.Value(2), "takes data back to an earlier time", tokens);
                return true;
            case "bulk":
                return true;
            case "cancel" or "pause" or "resume":
                reader.Add(DeedKind.Interrupts, "job", tokens.Value(1),
                    $"tells the server to {tokens.Value(0)} work", tokens,
                    transactional: false);
                return true;
            case "vacuum_" or "msck":
                return true;
            case "batch" or "apply":
                return true;
            default:
                return false;
        }
    }

    /// <summary>LOAD DATA … REPLACE; LOAD of a library is code.</summary>
    private static void LoadRows(Tokens tokens, StatementReader reader)
    {
        if (tokens.IsOneOf(1, "data xml"))
        {
            int table = tokens.Find("table") + 1;
            if (tokens.Find("replace overwrite") > 0 && tokens.TryName(ref table, out string? name))
            {
                reader.Add(DeedKind.Overwrites, "rows", name, $"overwrites rows of {name} that have the same key",
                    tokens,
                    Reach.Condition);
            }
        }
    }

    private static bool Has(Tokens tokens, string word)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i, word))
            {
                return true;
            }
        }

        return false;
    }
}

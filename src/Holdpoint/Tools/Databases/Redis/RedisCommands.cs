using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Redis;

/// <summary>The commands of Redis that delete, overwrite or take protections away; writing a value is ordinary
/// work.</summary>
internal static class RedisCommands
{
    /// <summary>What a command does; null where nothing is at stake.</summary>
    public static SqlStep.Deed? Of(IReadOnlyList<string> words)
    {
        string second = words.Count > 1 ? words[1] : "";
        string sub = second.ToUpperInvariant();
        return words[0].ToUpperInvariant() switch
        {
            "FLUSHALL" => Gone("database", "all databases", "deletes every key of every database of the server"),
            "FLUSHDB" => Gone("database", "the database in use", "deletes every key of the database"),
            "DEL" or "UNLINK" or "GETDEL" or "JSON.DEL" or "JSON.FORGET" or "GRAPH.DELETE" or "TOPK.DEL" =>
                Keys(words, 1, "deletes the keys"),
            "HDEL" or "SREM" or "ZREM" or "LREM" or "XDEL" or "TS.DEL" or "LTRIM" or "XTRIM" or "ZREMRANGEBYSCORE"
                or "ZREMRANGEBYRANK" or "ZREMRANGEBYLEX" => Keys(words, 1, "deletes entries of"),
            "EXPIRE" or "PEXPIRE" or "EXPIREAT" or "PEXPIREAT" when words.Count > 2
                && long.TryParse(words[2], out long at) && at <= 1 => Keys(words, 1, "lets expire at once"),
            "FT.DROPINDEX"
                or "FT.DROP" => sub.Length > 0 && words.Any(w => w.Equals("DD", StringComparison.OrdinalIgnoreCase))
                ? Gone("index", second, $"drops the index {second} with its documents")
                : new(DeedKind.Undefines, "index", second, $"drops the index {second}", 0),
            "XGROUP" when sub is "DESTROY" or "DELCONSUMER" =>
                Gone("group", string.Join(' ', words.Skip(2)),
                    "destroys a consumer group; what it had not read is lost to it"),
            "REPLICAOF" or "SLAVEOF" => sub is "NO"
                ? new(DeedKind.Weakens, "replica", "the replica", "ends replication", 0)
                : Gone("database", "all databases", $"replaces all data by that of {second}"),
            "CLUSTER" when sub is "RESET" or "FLUSHSLOTS" or "FORGET" or "DELSLOTS" or "DELSLOTSRANGE" =>
                Gone("cluster", sub, $"takes the cluster apart: {sub}"),
            "SHUTDOWN" => words.Any(w => w.Equals("NOSAVE", StringComparison.OrdinalIgnoreCase))
                ? Gone("database", "all databases", "shuts the server down without saving")
                : new(DeedKind.Interrupts, "server", "the server", "shuts the server down", 0),
            "CLIENT" when sub is "KILL" => new(DeedKind.Interrupts, "session", "clients", "ends other sessions", 0),
            "FAILOVER" => new(DeedKind.Interrupts, "server", "the server", "hands over to a replica", 0),
            "CONFIG" when sub is "SET" && words.Count > 3 => Setting(words[2], words[3]),
            "FUNCTION" when sub is "FLUSH" or "DELETE" =>
                new(DeedKind.Undefines, "function", second, "deletes functions", 0),
            "ACL" when sub is "DELUSER" => new(DeedKind.Undefines, "user", string.Join(' ', words.Skip(2)),
                "deletes users", 0),
            "DEBUG" when sub is "RELOAD" or "SEGFAULT" or "RESTART" or "CRASH-AND-RECOVER" or "CHANGE-REPL-ID"
                or "FLUSHALL" => Gone("server", sub, $"makes the server {sub}"),
            "MODULE" when sub is "LOAD" or "LOADEX" => new(DeedKind.Unknown, "code", second, "loads a module", 0),
            "EVAL" or "EVALSHA" or "FCALL" => Script(words),
            "SWAPDB" => new(DeedKind.Overwrites, "database", string.Join(' ', words.Skip(1)), "swaps two databases", 0)
            {
                Reach = Reach.Condition,
            },
            _ => null,
        };
    }

    private static SqlStep.Deed? Setting(string name, string value)
    {
        string? loses = name.ToLowerInvariant() switch
        {
            "save" when value.Length == 0 => "snapshots are no longer taken",
            "appendonly" when value is "no" => "changes are no longer logged",
            "requirepass" or "masterauth" when value.Length == 0 => "no password is asked for",
            "protected-mode" when value is "no" => "anybody on the network is let in",
            "dir" or "dbfilename" => "the file of the data is another one",
            "maxmemory-policy" when value.StartsWith("allkeys", StringComparison.Ordinal) =>
                "keys are thrown away when memory is short",
            "rename-command" or "enable-debug-command" => "commands that were kept away can be run",
            _ => null,
        };
        return loses is null ? null : new(DeedKind.Weakens, "setting", name, $"sets {name} to '{value}': {loses}", 0);
    }

    /// <summary>Lua: the commands that it names are read; other code is unknown.</summary>
    private static SqlStep.Deed? Script(IReadOnlyList<string> words)
    {
        if (!words[0].Equals("EVAL", StringComparison.OrdinalIgnoreCase) || words.Count < 2)
        {
            return new(DeedKind.Unknown, "code", words[0], "runs a script of the server", 0);
        }

        string lower = words[1].ToLowerInvariant();
        return lower.Contains("flushall", StringComparison.Ordinal) || lower.Contains("flushdb",
            StringComparison.Ordinal)
            ? Gone("database", "all keys", "runs a script that deletes every key")
            : lower.Contains("'del'", StringComparison.Ordinal) || lower.Contains("\"del\"", StringComparison.Ordinal)
                || lower.Contains("unlink", StringComparison.Ordinal)
                ? new(DeedKind.Deletes, "rows", "keys", "runs a script that deletes keys",
                    0) { Question = "how many keys" }
            : new(DeedKind.Unknown, "code", "EVAL", "runs a script on the server", 0);
    }

    private static SqlStep.Deed Gone(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how many keys it holds" };

    private static SqlStep.Deed Keys(IReadOnlyList<string> words, int from, string verb)
    {
        const int MaxShown = 4, MaxKeys = 64;
        List<string> keys = [.. words.Skip(from).Take(MaxKeys).Select(RedisText.Word)];
        string more = words.Count - from > MaxShown ? $" and {words.Count - from - MaxShown} more" : "";
        return new(
            DeedKind.Deletes, "rows", string.Join(' ', keys),
            $"{verb} {string.Join(' ', keys.Take(MaxShown))}{more}", 0)
        {
            // Keys are looked for by their names: not those beyond the bound, nor those of bytes that are no text.
            Reach = words.Count - from > MaxKeys || keys.Exists(k => k.Contains('\uFFFD', StringComparison.Ordinal))
                ? Reach.Condition
                : Reach.Equality,
        };
    }
}

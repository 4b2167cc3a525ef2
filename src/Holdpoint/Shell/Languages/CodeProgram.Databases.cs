using System.Collections.Immutable;
using Holdpoint.Shell.Evaluation;

namespace Holdpoint.Shell.Languages;

/// <summary>What foreign code does to databases: as an invocation that no shell knows, with the connection in its
/// options.</summary>
internal sealed partial class CodeProgram
{
    /// <summary>The name under which such an invocation is recognised; no program has it.</summary>
    public const string SqlCall = "database-call";

    /// <summary>Remembers the latest connection: what has no receiver uses it.</summary>
    private void Remember(CodeCall call)
    {
        if (IsConnection(call))
        {
            _connected = call;
        }
    }

    private static bool IsConnection(CodeCall call) => call.Name switch
    {
        "connect" or "create_engine" or "create_async_engine" or "createPool" or "createConnection" or "create_pool"
            or "from_url" or "createEngine" or "MongoClient" or "mysqli_connect" or "pg_connect"
            or "establish_connection"
            or "DataSource" or "createClient" or "neon" or "drizzle" or "getConnection" or "PDO" or "mysqli" or "Pool"
            or "Client" or "Sequelize" or "PrismaClient" or "knex" or "postgres" or "Redis" or "StrictRedis"
            or "IORedis"
            or "Database" or "DatabaseSync" or "dbConnect" or "createPoolCluster" or "AsyncIOMotorClient" or "pgp"
            or "mongoose" =>
                !call.Arguments.IsEmpty || !call.Named.IsEmpty || call.Name is "PrismaClient" or "Pool" or "Client",
        "new" => call.RootName is "PG" or "Mysql2" or "Client" or "Database" or "Connection" or "Redis",
        _ => false,
    };

    private bool Queries(CodeCall call)
    {
        if (Wholesale(call) is { } whole)
        {
            EmitQuery(call, whole);
            return true;
        }

        if (!ForeignNames.Queries(call.Name))
        {
            return false;
        }

        // pg_query($connection, "DROP …") has the text second.
        CodeValue text = call.Argument(0) is CodeValue.Text ? call.Argument(0)
            : call.Argument(1) is CodeValue.Text ? call.Argument(1)
            : call.Option("text") ?? call.Option("sql") ?? call.Option("query") ?? call.Option("statement")
            ?? CodeValue.Nothing;
        text = text is CodeValue.Returned({ Name: "text" or "raw" or "sql" or "SQL" } made) ? made.Argument(0) : text;
        if (text is not CodeValue.Text(var sql) || !ForeignNames.LooksLikeSql(sql.Prefix))
        {
            return false;
        }

        EmitQuery(call, sql);
        return true;
    }

    /// <summary>Calls of libraries that empty or drop by themselves, as SQL that does the same; null for
    /// others.</summary>
    private static Word? Wholesale(CodeCall call)
    {
        string on = call.Receiver is CodeValue.Returned({ Name: "collection" or "table" or "model" or "Model"
            or "from" or "get_collection" } named)
            ? named.Argument(0).AsWord().Shown
            : call.RootName;
        string table = on.Length == 0 || on.Contains('{', StringComparison.Ordinal) ? "every_table"
            : on.Replace("\"", "", StringComparison.Ordinal);
        bool filtered = call.Argument(0) is CodeValue.Map { Entries.IsEmpty: false } or CodeValue.Text
            or CodeValue.Reference;
        string? sql = call.Name switch
        {
            "drop_all" or "dropSchema" or "drop_tables" or "dropAllTables" or "drop_all_tables" or "drop_schema"
                or "wipe_database" => "DROP SCHEMA every_table CASCADE",
            "dropDatabase" or "drop_database" or "deleteDatabase" =>
                $"DROP DATABASE {Name(call.Argument(0), "this_database")}",
            "dropTable" or "drop_table" or "dropTableIfExists" or "dropCollection" or "drop_collection"
                or "deleteTable"
                or "remove_table" => $"DROP TABLE {Name(call.Argument(0), table)}",
            "drop" when call.Receiver is CodeValue.Returned({ Name: "collection" })
                || call.RootName is "sequelize" or "db"
                or "__table__" or "metadata" => $"DROP TABLE {table}",
            "sync" when call.Option("force") is CodeValue.Reference("true") => "DROP SCHEMA every_table CASCADE",
            "synchronize" when call.Argument(0) is CodeValue.Reference("true") => "DROP SCHEMA every_table CASCADE",
            "truncate" when call.Receiver is CodeValue.Returned({ Name: "table" } or { Name: "knex" })
                || call.Arguments.IsEmpty
                && call.Receiver is not CodeValue.Text && call.Root.Length > 0
                && !ForeignNames.HoldsFiles(call.RootName)
                => $"TRUNCATE TABLE {table}",
            "deleteMany" or "delete_many" => filtered && !WhereEmpty(call)
                ? $"DELETE FROM {table} WHERE some_condition = 1"
                : $"DELETE FROM {table}",
            "delete_all" or "destroy_all" => $"DELETE FROM {table}",
            "flushall" or "flushAll" or "FLUSHALL" => "DROP DATABASE every_key",
            "flushdb" or "flushDb" or "FLUSHDB" => "DROP DATABASE this_database",
            "delete" when call.Arguments.IsEmpty
                && call.Receiver is CodeValue.Returned({ Name: "all", RootName: "objects" }) =>
                $"DELETE FROM {table}",
            "delete" or "del" when call.Arguments.IsEmpty
                && call.Receiver is CodeValue.Returned({ Name: "table" or "knex" })
                || call is { Name: "delete", Arguments.IsEmpty: true }
                && call.Receiver is CodeValue.Returned({ Name: "query", Arguments.IsEmpty: true }) =>
                $"DELETE FROM {table}",
            "delete" when call.Receiver is CodeValue.Returned({ Name: "query" } query) && call.Path.Length > 0
                && query.Arguments.Length == 1 => $"DELETE FROM {Name(query.Argument(0), table)}",
            _ => null,
        };
        return sql is null ? null : new Word(sql);
    }

    private static bool WhereEmpty(CodeCall call) =>
        call.Argument(0)["where"] is CodeValue.Map { Entries.IsEmpty: true };

    private static string Name(CodeValue value, string otherwise) => value switch
    {
        CodeValue.Text({ Text: { Length: > 0 } text }) when text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_'
            or '.') => text,
        CodeValue.Reference(var path) => path[(path.LastIndexOf('.') + 1)..],
        _ => otherwise,
    };

    private void EmitQuery(CodeCall call, Word sql)
    {
        CodeCall? connected = Connected(call) ?? _connected;
        List<Word> words = [];
        if (connected is not null)
        {
            Connect(connected, words);
        }

        words.AddRange([new("--"), sql]);
        Launch inner = (_launch with { Input = Input.Inherited.Instance }).Then(new Word(call.Path), [.. words], by);
        session.Launcher.Emit(inner, SqlCall);
    }

    /// <summary>The call that made the connection on which another one is made.</summary>
    private static CodeCall? Connected(CodeCall call)
    {
        CodeValue? at = call.Receiver ?? (call.Argument(0) as CodeValue.Returned);
        for (int i = 0; i < 12 && at is CodeValue.Returned({ } made); i++)
        {
            if (IsConnection(made))
            {
                return made;
            }

            at = made.Receiver ?? (made.Argument(0) as CodeValue.Returned);
        }

        return null;
    }

    /// <summary>The connection's options: a URL, or host and database, or a file.</summary>
    private static void Connect(CodeCall call, List<Word> words)
    {
        string kind = Kind(call);
        if (kind.Length > 0)
        {
            words.AddRange([new("--scheme"), new Word(kind)]);
        }

        CodeValue? url = call.Argument(0) is CodeValue.Text ? call.Argument(0)
            : call.Option("connectionString") ?? call.Option("url") ?? call.Option("dsn") ?? call.Option("uri")
                ?? call.Option("datasourceUrl") ?? call.Option("connection");
        if (url is CodeValue.Text(var text))
        {
            bool file = kind is "sqlite" or "duckdb";
            words.AddRange([new(file ? "--file" : "--url"), text]);
        }

        foreach (string name in (ReadOnlySpan<string>)["host", "hostname", "server", "database", "dbname", "db",
            "port", "filename", "storage"])
        {
            if (call.Option(name) is CodeValue.Text(var value))
            {
                string option = name switch
                {
                    "host" or "hostname" or "server" => "--host",
                    "port" => "--port",
                    "filename" or "storage" => "--file",
                    _ => "--database",
                };
                words.AddRange([new(option), value]);
            }
        }
    }

    private static string Kind(CodeCall call)
    {
        string path = call.Path.ToLowerInvariant();
        return path switch
        {
            _ when path.Contains("sqlite", StringComparison.Ordinal) || call.Name is "DatabaseSync"
                || path is "better-sqlite3" => "sqlite",
            _ when path.Contains("duckdb", StringComparison.Ordinal) => "duckdb",
            _ when path.Contains("mysql", StringComparison.Ordinal)
                || path.Contains("maria", StringComparison.Ordinal) => "mysql",
            _ when path.Contains("mongo", StringComparison.Ordinal) => "mongodb",
            _ when path.Contains("redis", StringComparison.Ordinal) => "redis",
            _ when path.Contains("psycopg", StringComparison.Ordinal)
                || path.StartsWith("pg", StringComparison.Ordinal)
                || path.Contains("asyncpg", StringComparison.Ordinal)
                || path.Contains("postgres", StringComparison.Ordinal)
                || call.Name is "neon" => "postgresql",
            _ when path.Contains("pyodbc", StringComparison.Ordinal)
                || path.Contains("mssql", StringComparison.Ordinal)
                || path.Contains("pymssql", StringComparison.Ordinal) => "sqlserver",
            _ => "",
        };
    }
}

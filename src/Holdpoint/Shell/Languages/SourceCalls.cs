using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>Calls of languages that are compiled, as the calls of scripting languages that do the same. Pure.</summary>
internal static class SourceCalls
{
    private const string Runs = "subprocess.run";
    private const string RunsShell = "os.system";
    private const string RemovesTree = "shutil.rmtree";
    private const string RemovesFile = "os.remove";
    private const string Queries = "execute";
    private const string Paths = "os.path.join";
    private const string Variable = "os.getenv";
    private const string Formats = "sprintf";
    private const string Deletes = "requests.delete";
    private const string Posts = "requests.post";
    private const string Requests = "requests.request";
    private const string Reads = "fs.readFileSync";
    private const string Connects = "sql.connect";

    /// <summary>The value itself, unpacked or turned into another type.</summary>
    private const string Same = "=";

    private const string Lists = "[]";

    /// <summary>What a call does, and the first of its arguments that it does it with; negative for what it is called
    /// on.</summary>
    private readonly record struct Deed(string Path, int From);

    /// <summary>Whether the language's own libraries have this call.</summary>
    public static bool Knows(Family family, CodeCall call) => Find(family, call) is not null || Grown(call) is not null;

    /// <summary>The call in the words of scripting languages; the call itself where it has none.</summary>
    /// <param name="value">What it returns, where that is known.</param>
    public static CodeCall Alike(Family family, CodeCall call, out CodeValue? value)
    {
        value = Grown(call);
        if (value is not null)
        {
            return call;
        }

        if (family is Family.Swift && call.Arguments.IsEmpty && !call.Named.IsEmpty)
        {
            // removeItem(atPath: "x"): labels are no options.
            call = call with { Arguments = [.. call.Named.Select(n => n.Value)] };
        }

        if (Find(family, call) is not { } deed)
        {
            return call;
        }

        ImmutableArray<CodeValue> given = deed.From < 0 ? [call.Receiver ?? CodeValue.Nothing]
            : deed.From < call.Arguments.Length ? call.Arguments[deed.From..] : [];
        switch (deed.Path)
        {
            case Same:
                value = given is [var same, ..] ? same : null;
                return call;
            case Lists:
                value = new CodeValue.List(given);
                return call;
            case Runs:
                return Running(call, given);
            case RunsShell when given is [CodeValue.List or CodeValue.Returned, ..]:
                return Running(call, given);
            case Queries:
                return new CodeCall((call.Root.Length == 0 ? "sql" : call.Root) + "." + Queries, call.Receiver,
                    call.Arguments, call.Named);
            case Connects:
                return Connecting(call, given);
            case Requests when given is [CodeValue.Reference(var method), .. var rest]:
                // new HttpRequestMessage(HttpMethod.Delete, …)
                return new CodeCall(deed.Path, null,
                    [new CodeValue.Text(new Word(method[(method.LastIndexOf('.') + 1)..].ToUpperInvariant())), .. rest],
                    []);
            case Deletes when call.Name is "DELETE" or "method":
                return new CodeCall(deed.Path, null, [Address(call) ?? CodeValue.Nothing], []);
            default:
                return new CodeCall(deed.Path, null, given, call.Named);
        }
    }

    private static Deed? Find(Family family, CodeCall call) => family switch
    {
        Family.Go => OfGo(call.RootName, call.Name),
        Family.Java or Family.Kotlin => OfJava(call),
        Family.Rust => OfRust(call),
        Family.CSharp => OfCSharp(call),
        Family.Swift => OfSwift(call),
        Family.Ruby => OfElixir(call.RootName, call.Name),
        _ => null,
    };

    private static Deed? OfGo(string root, string name) => (root, name) switch
    {
        ("exec", "Command") => new(Runs, 0),
        ("exec", "CommandContext") or ("syscall" or "unix", "Exec") => new(Runs, 1),
        ("os", "RemoveAll") => new(RemovesTree, 0),
        ("os" or "syscall", "Remove" or "Unlink") => new(RemovesFile, 0),
        ("os", "Getenv") => new(Variable, 0),
        ("filepath" or "path", "Join") => new(Paths, 0),
        ("filepath" or "path", "Clean" or "FromSlash") => new(Same, 0),
        ("fmt", "Sprintf") => new(Formats, 0),
        ("os" or "ioutil", "ReadFile") => new(Reads, 0),
        ("sql" or "sqlx" or "pgx" or "pgxpool" or "pgconn", "Open" or "Connect" or "MustConnect" or "MustOpen" or "New")
            => new(Connects, root is "sql" or "sqlx" ? 0 : 1),
        ("http", "NewRequest") => new(Requests, 0),
        ("http", "NewRequestWithContext") => new(Requests, 1),
        ("http", "Post" or "PostForm") => new(Posts, 0),
        (not "exec" and not "syscall", "Exec" or "ExecContext" or "MustExec" or "MustExecContext" or "QueryContext"
            or "QueryRowContext" or "QueryRow" or "NamedExec") => new(Queries, 0),
        _ => null,
    };

    private static Deed? OfJava(CodeCall call) => (call.RootName, call.Name) switch
    {
        ("", "ProcessBuilder") or ("lang", "ProcessBuilder") or ("os", "proc") => new(Runs, 0),
        (_, "command") when IsOf(call.Receiver, "ProcessBuilder") => new(Runs, 0),
        ("" or "process", "Process") => new(RunsShell, 0),
        (_, "exec") when IsOf(call.Receiver, "getRuntime") || call.RootName is "runtime" or "rt" => new(RunsShell, 0),
        (_, "execute") when call is { Arguments.IsEmpty: true, Receiver: CodeValue.Text or CodeValue.List
            or CodeValue.Returned { Call.Name: "Process" or "Seq" or "List" } } => new(RunsShell, -1),
        ("Seq" or "List" or "Arrays", "of" or "asList") or ("", "Seq" or "List" or "listOf" or "arrayOf") =>
            new(Lists, 0),
        ("Files", "delete" or "deleteIfExists") => new(RemovesFile, 0),
        ("FileUtils" or "FileSystemUtils" or "MoreFiles" or "PathUtils", "deleteDirectory" or "forceDelete"
            or "cleanDirectory" or "deleteQuietly" or "deleteRecursively" or "delete")
            or ("remove", "all") => new(RemovesTree, 0),
        (_, "deleteRecursively" or "deleteDir" or "deleteDirectory") when call.Receiver is not null =>
            new(RemovesTree, -1),
        ("Path" or "Paths", "of" or "get") or ("" or "io", "File") or ("URI" or "URL", "create") or ("", "URI" or "URL")
            => new(Paths, 0),
        (_, "toPath" or "toFile" or "toString" or "toAbsolutePath" or "trimIndent" or "toURL" or "toUri") =>
            new(Same, -1),
        ("System", "getenv") => new(Variable, 0),
        ("String", "format") => new(Formats, 0),
        ("Files", "readString") => new(Reads, 0),
        ("Sql", "newInstance") or ("DriverManager", "getConnection") or ("Database", "connect" or "forURL") =>
            new(Connects, 0),
        (_, "DELETE") when call.Receiver is not null => new(Deletes, 0),
        (_, "method") when call.Receiver is not null && call.Argument(0).Known is "DELETE" => new(Deletes, 0),
        _ => null,
    };

    private static Deed? OfRust(CodeCall call) => (call.RootName, call.Name) switch
    {
        (_, "status" or "output" or "spawn" or "exec") when IsCommand(call.Receiver) => new(Runs, -1),
        ("fs", "remove_dir_all") => new(RemovesTree, 0),
        ("fs", "remove_file") => new(RemovesFile, 0),
        ("env", "var" or "var_os") => new(Variable, 0),
        ("Path", "new") or ("PathBuf" or "String", "from") => new(Paths, 0),
        ("", "format") => new(Formats, 0),
        ("fs", "read_to_string") => new(Reads, 0),
        (_, "unwrap" or "expect" or "to_string" or "to_owned" or "into" or "as_str" or "clone" or "unwrap_or_default"
            or "as_path" or "to_path_buf" or "as_ref") when call.Receiver is not null => new(Same, -1),
        ("PgPool" or "PgConnection" or "MySqlPool" or "MySqlConnection" or "SqlitePool" or "Client" or "Connection"
            or "Database", "connect" or "open" or "establish" or "connect_lazy") => new(Connects, 0),
        (_, "batch_execute" or "execute" or "query" or "simple_query" or "execute_unprepared" or "execute_batch"
            or "sql_query" or "raw_sql") when call.Argument(0) is CodeValue.Text => new(Queries, 0),
        _ => null,
    };

    private static Deed? OfCSharp(CodeCall call) => (call.RootName, call.Name) switch
    {
        ("Process", "Start") => new(Runs, 0),
        (_, "Start") when IsOf(call.Receiver, "Process") => new(Runs, -1),
        ("Directory", "Delete") => new(RemovesTree, 0),
        ("File", "Delete") => new(RemovesFile, 0),
        (_, "Delete") when call.Receiver is CodeValue.Text => new(RemovesTree, -1),
        ("Path", "Combine" or "Join") => new(Paths, 0),
        ("Environment", "GetEnvironmentVariable") => new(Variable, 0),
        ("File", "ReadAllText") => new(Reads, 0),
        ("" or "Npgsql" or "SqlClient", "NpgsqlConnection" or "SqlConnection" or "MySqlConnection"
            or "SqliteConnection") or ("NpgsqlDataSource", "Create") => new(Connects, 0),
        ("" or "Npgsql" or "SqlClient", "NpgsqlCommand" or "SqlCommand" or "MySqlCommand" or "SqliteCommand")
            or (_, "ExecuteSqlRaw" or "ExecuteSqlRawAsync" or "ExecuteSqlInterpolated" or "Execute" or "ExecuteAsync"
                or "ExecuteScalar" or "Query" or "QueryAsync" or "FromSqlRaw" or "CreateCommand")
            when call.Argument(0) is CodeValue.Text => new(Queries, 0),
        (_, "EnsureDeleted" or "EnsureDeletedAsync") => new("db.dropDatabase", 0),
        (_, "DeleteAsync") => new(Deletes, 0),
        (_, "PostAsync" or "PostAsJsonAsync") => new(Posts, 0),
        ("", "HttpRequestMessage") => new(Requests, 0),
        ("", "DirectoryInfo" or "FileInfo" or "Uri") => new(Paths, 0),
        _ => null,
    };

    private static Deed? OfSwift(CodeCall call) => (call.RootName, call.Name) switch
    {
        (_, "removeItem") => new(RemovesTree, 0),
        (_, "run" or "launch") when IsOf(call.Receiver, "Process") => new(Runs, -1),
        ("", "URL") => new(Paths, 0),
        (_, "execute" or "query") when call.Argument(0) is CodeValue.Text => new(Queries, 0),
        _ => null,
    };

    /// <summary>Elixir, which is read by the rules of Ruby.</summary>
    private static Deed? OfElixir(string root, string name) => (root, name) switch
    {
        ("System", "cmd") => new(Runs, 0),
        ("System", "shell") => new(RunsShell, 0),
        ("System", "get_env" or "fetch_env") => new(Variable, 0),
        ("Path", "join") => new(Paths, 0),
        _ => null,
    };

    private static bool IsOf(CodeValue? value, string name) =>
        value is CodeValue.Returned(var call) && call.Name == name;

    private static bool IsCommand(CodeValue? value) =>
        value is CodeValue.Returned({ Name: "new", RootName: "Command" });

    /// <summary>The command that a builder's call adds to, with what it adds; null for other calls.</summary>
    private static CodeValue.Returned? Grown(CodeCall call)
    {
        if (call.Receiver is not CodeValue.Returned(var made))
        {
            return null;
        }

        if (made.Name is "new" && made.RootName is "Command" && call.Name is "arg" or "args" or "current_dir" or "env"
            or "stdin" or "stdout" or "stderr")
        {
            return new CodeValue.Returned(call.Name is "arg" or "args"
                ? made with { Arguments = made.Arguments.AddRange(call.Arguments) } : made with { });
        }

        return made.Name is "ProcessStartInfo" && call.Name is "Add" && call.Path.Contains("ArgumentList",
            StringComparison.Ordinal)
            ? new CodeValue.Returned(made with { Arguments = made.Arguments.AddRange(call.Arguments) }) : null;
    }

    /// <summary>A program with its arguments, however they are handed over.</summary>
    private static CodeCall Running(CodeCall call, ImmutableArray<CodeValue> given)
    {
        ImmutableArray<KeyValuePair<string, CodeValue>> named = call.Named;
        if (given is [CodeValue.Returned(var made), ..])
        {
            (given, named) = (made.Arguments, made.Named.AddRange(named));
        }

        CodeValue? Named(string a, string b) => named.LastOrDefault(n => n.Key == a || n.Key == b).Value;

        CodeValue? program = Named("FileName", "executableURL") ?? Named("launchPath", "fileName");
        CodeValue? rest = Named("Arguments", "arguments") ?? Named("ArgumentList", "args");
        bool windows = call.Name is "Start";
        List<CodeValue> words = [];
        words.AddRange(program is null ? [] : [program]);
        foreach (CodeValue value in given)
        {
            words.AddRange(windows && words.Count > 0 ? Split(value) : [value]);
        }

        words.AddRange(rest is null ? [] : Split(rest));
        return words is [CodeValue.Text(var code)] && !windows
            ? new CodeCall(RunsShell, null, [new CodeValue.Text(code)], [])
            : new CodeCall(Runs, null, [new CodeValue.List([.. words])], []);
    }

    /// <summary>Arguments in one text, as Windows hands them over.</summary>
    private static List<CodeValue> Split(CodeValue value)
    {
        if (value is not CodeValue.Text({ Text: { } text }))
        {
            return [value];
        }

        List<CodeValue> words = [];
        int at = 0;
        while (at < text.Length)
        {
            char quote = text[at] is '"' or '\'' ? text[at] : ' ';
            int from = quote == ' ' ? at : at + 1;
            int end = text.IndexOf(quote, from);
            end = end < 0 ? text.Length : end;
            if (end > from)
            {
                words.Add(new CodeValue.Text(new Word(text[from..end])));
            }

            at = end + 1;
        }

        return words;
    }

    /// <summary>A connection by driver and URL, or by the parts of a connection string.</summary>
    private static CodeCall Connecting(CodeCall call, ImmutableArray<CodeValue> given)
    {
        string driver = given is [CodeValue.Text({ Text: { } named }), CodeValue.Text, ..] && named.Length < 12 ? named
            : call.RootName + call.Name;
        CodeValue url = given is [CodeValue.Text, CodeValue.Text second, ..] && driver == given[0].Known ? second
            : given is [var first, ..] ? first : CodeValue.Nothing;
        string path = driver.Replace("Npgsql", "postgres", StringComparison.Ordinal)
            .Replace("SqlConnection", driver.StartsWith("Sql", StringComparison.Ordinal) ? "mssql" : "sqlConnection",
                StringComparison.Ordinal) + ".connect";
        if (url is not CodeValue.Text({ Text: { } text } word))
        {
            return new CodeCall(path, null, [url], call.Named);
        }

        if (text.StartsWith("jdbc:", StringComparison.Ordinal))
        {
            return new CodeCall(path, null, [new CodeValue.Text(Evaluation.Words.Skip(word, "jdbc:".Length))], []);
        }

        if (!text.Contains('=') || text.Contains("://", StringComparison.Ordinal))
        {
            return new CodeCall(path, null, [url], call.Named);
        }

        var parts = ImmutableArray.CreateBuilder<KeyValuePair<string, CodeValue>>();
        foreach (string part in text.Split(text.Contains(';') ? ';' : ' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? "" : part[..equals].Trim().ToLowerInvariant();
            string? name = key switch
            {
                "host" or "server" or "data source" => "host",
                "database" or "initial catalog" or "dbname" => "database",
                "port" => "port",
                _ => null,
            };
            if (name is not null)
            {
                parts.Add(KeyValuePair.Create(
                    name, (CodeValue)new CodeValue.Text(new Word(part[(equals + 1)..].Trim()))));
            }
        }

        return new CodeCall(path, null, [], parts.ToImmutable());
    }

    /// <summary>The address that a chain of calls built a request for.</summary>
    private static CodeValue.Text? Address(CodeCall call)
    {
        CodeValue? at = call.Receiver;
        for (int i = 0; i < 12 && at is CodeValue.Returned(var made); i++)
        {
            if (made.Name is "uri" or "url" or "newBuilder" && made.Argument(0) is CodeValue.Text text)
            {
                return text;
            }

            at = made.Receiver;
        }

        return null;
    }
}

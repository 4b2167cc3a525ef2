using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases;
using Holdpoint.Tools.Http;

namespace Holdpoint.Tools.Mcp;

/// <summary>Calls of tools that MCP servers offer: what stands in their arguments, and what their names say.</summary>
internal sealed class McpTool : Tool
{
    public override string Id => "mcp";

    public override string Title => "Tools of MCP servers";

    public override string Documentation =>
        """
        **Read:** SQL, shell commands, code, requests and GraphQL in the arguments of any tool; each is judged as if the
        agent had run it itself. Files that a tool writes or deletes are judged as files.

        **Recognised by name:** tools that delete, drop, reset, restore, purge or wipe. Those that only look, by the
        first word of their name, and those of servers that keep nothing but notes or a browser, pass.

        **Target:** projects, branches, environments, databases and hosts among the arguments, and the server's name.

        Tools of Holdpoint's own server only look and ask.

        **Not seen:** what a tool does that neither its name nor its arguments tell.
        """;

    public override ImmutableArray<string>? Programs { get; } = [];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
    }

    public override void RecogniseCall(Action.ToolCall call, ICollection<Effect> effects)
    {
        if (ToolName.Read(call.Name) is not { } name || OwnTools.Are(name))
        {
            return;
        }

        var read = new ToolCallReading(call, name, ToolArguments.Read(call.Arguments));
        read.Add(effects);
    }
}

/// <summary>One call of a tool as effects.</summary>
internal sealed class ToolCallReading(Action.ToolCall call, ToolName name, ToolArguments arguments)
{
    private const string SqlNames =
        "sql query statement statements queries q ddl migration sql_query raw_sql up_sql sqltext script";

    private const string CommandNames =
        "command cmd commands shell_command commandline command_line shell bash cli_command aws_command script input "
        + "kubectl_command exec run";

    private const string CodeNames = "code source javascript python expression js py program snippet";

    private const string PlaceNames =
        "project projectid project_id project_ref ref branch branchid branch_id branch_name environment environmentid "
        + "environment_id env database databasename database_name databaseid db instance instanceid cluster context "
        + "namespace workspace site siteid app appid app_name service serviceid service_id account accountid region "
        + "stack bucket table collection repo owner organization org name id resource resourcename server";

    /// <summary>Servers whose things are notes, pages and pictures of this session.</summary>
    private const string Harmless =
        "memory sequential-thinking sequentialthinking playwright puppeteer browser chrome chrome-devtools context7 "
        + "todo tasks ide fetch time thinking notes sequential taskmaster serena figma";

    private Invocation? _invocation;

    /// <summary>The call as a person reads it.</summary>
    private Invocation Invocation => _invocation ??= new Invocation
    {
        Program = new Word(call.Name),
        Name = call.Name,
        Arguments = [],
        Directory = new Word(call.Directory),
    };

    public void Add(ICollection<Effect> effects)
    {
        int before = effects.Count;
        foreach ((string key, string text) in arguments.Texts)
        {
            Argument(key, text, effects);
        }

        if (arguments.Beyond)
        {
            effects.Add(new Effect(
                EffectKind.Unknown,
                new Resource("code.unreadable", call.Name),
                new Target("code", call.Directory, []),
                new Recovery.Unknown("its arguments are too many to be read"))
            {
                Tool = OpaqueEffects.ToolId,
                Summary = $"calls {call.Name} with more arguments than are read",
                Invocation = Invocation,
            });
        }

        Request(effects);
        Files(effects);
        if (effects.Count == before)
        {
            ByName(effects);
        }
    }

    private static bool Has(string names, string key) => Shell.Wrappers.Wrapper.Has(names, key);

    private void Argument(string key, string text, ICollection<Effect> effects)
    {
        bool searches = name.Tool.Contains("search", StringComparison.OrdinalIgnoreCase);
        if (Has(SqlNames, key) && !searches && Shell.Languages.ForeignNames.LooksLikeSql(text))
        {
            Statement(text, effects);
        }
        else if (Has(SqlNames, key) && text.AsSpan().TrimStart().StartsWith("mutation"))
        {
            RequestEffects.Add(
                new HttpRequest("POST", new Word("https://" + Host() + "/graphql")) { Body = new Word(text) },
                    Invocation,
                effects);
        }
        else if (Has(CommandNames, key))
        {
            Command(text, effects);
        }
        else if (Has(CodeNames, key) && text.Contains('(', StringComparison.Ordinal))
        {
            bool python = name.Tool.Contains("python", StringComparison.OrdinalIgnoreCase)
                || (arguments["language lang runtime"] ?? "").StartsWith("py", StringComparison.OrdinalIgnoreCase)
                || text.Contains("import ", StringComparison.Ordinal) && !text.Contains(';', StringComparison.Ordinal);
            Command((python ? "python3 -c " : "node -e ") + Quoted(text), effects);
        }
    }

    private void Statement(string sql, ICollection<Effect> effects)
    {
        var connection = new Connection
        {
            Scheme = name.Server.Length > 0 ? name.Server : "mcp",
            Invocation = Invocation,
            Host = arguments["host hostname"] is { } host ? new Word(host) : null,
            Url = arguments["connectionstring connection_string url uri dsn"] is { } url ? new Word(url) : null,
            Database = arguments["database dbname database_name databasename db"] is { } database
                ? new Word(database) : null,
        };
        List<Effect> found = [];
        Dialect dialect = name.Server.Contains("mysql", StringComparison.OrdinalIgnoreCase) ? Dialect.MySql
            : name.Server.Contains("sqlite", StringComparison.OrdinalIgnoreCase) ? Dialect.Sqlite
            : name.Server.Contains("mssql", StringComparison.OrdinalIgnoreCase) ? Dialect.TransactSql
            : Dialect.Postgres;
        new SqlScript("mcp", connection, new SqlContext(dialect, SqlClient.None)).AddText(new Word(sql), found);
        foreach (Effect effect in found)
        {
            effects.Add(effect with
            {
                Target = effect.Target with { Signs = [.. effect.Target.Signs, .. Signs()] },
                Probe = connection.Url is null ? null : effect.Probe,
            });
        }
    }

    /// <summary>Shell code; where it is only the arguments of the server's own program, that program runs
    /// it.</summary>
    private void Command(string code, ICollection<Effect> effects)
    {
        int before = effects.Count;
        string whole = arguments["args arguments argv"] is null ? code
            : code + " " + string.Join(' ', arguments.Texts.Where(t => t.Name is "args" or "arguments" or "argv")
                .Select(t => Quoted(t.Text)));
        Inner(whole, effects);
        string program = name.Server.ToLowerInvariant();
        if (effects.Count == before
            && program is "terraform" or "tofu" or "opentofu" or "kubectl" or "kubernetes" or "git" or "docker" or "aws"
                or "gcloud" or "az" or "azure" or "helm" or "psql" or "redis" or "vercel" or "railway" or "fly"
                or "heroku" or "supabase" or "gh" or "k8s" or "pulumi" or "argocd")
        {
            string run = program switch
            {
                "kubernetes" or "k8s" => "kubectl",
                "opentofu" => "tofu",
                "azure" => "az",
                "redis" => "redis-cli",
                _ => program,
            };

            // Where the words name the program themselves, they were read whole.
            if (whole.TrimStart() != run && !whole.TrimStart().StartsWith(run + " ", StringComparison.Ordinal))
            {
                Inner(run + " " + whole, effects);
            }
        }
    }

    private void Inner(string code, ICollection<Effect> effects)
    {
        Reading reading = ShellReader.Read(
            code, new ShellContext(call.Directory, ImmutableDictionary<string, string>.Empty));
        ImmutableArray<Invocation> inner =
            [.. reading.Invocations.Select(i => i with { Wrappers = [call.Name, .. i.Wrappers] })];

        // Many an argument under such a name is no shell: only what is too much to be read counts as unknown.
        reading = reading with { Invocations = inner, Opaque = reading.Stopped ? reading.Opaque : [] };
        foreach (Effect effect in Recogniser.Recognise(new Action.ShellCommand(code, call.Directory), reading))
        {
            effects.Add(effect);
        }
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private void Request(ICollection<Effect> effects)
    {
        if (arguments["url uri endpoint"] is { } url && url.Contains("://", StringComparison.Ordinal)
            && !Databases.Connection.IsString(url.Split("://")[0])
            && url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && !Has(Harmless, name.Server.ToLowerInvariant())
            && arguments["method http_method verb httpmethod"] is { } method)
        {
            string? body = arguments["body data payload json"];
            RequestEffects.Add(
                new HttpRequest(method.ToUpperInvariant(), new Word(url)) { Body = body is null ? null
                    : new Word(body) },
                Invocation, effects);
        }
    }

    /// <summary>Tools that work on files: judged as the shell and the client's own tools are.</summary>
    private void Files(ICollection<Effect> effects)
    {
        if (arguments["path file_path filepath file filename target_file"] is not { } path)
        {
            return;
        }

        bool file = name.Tool.Contains("file", StringComparison.OrdinalIgnoreCase)
            || name.Tool.Contains("directory", StringComparison.OrdinalIgnoreCase)
            || name.Tool.Contains("folder", StringComparison.OrdinalIgnoreCase)
            || name.Server.Contains("filesystem", StringComparison.OrdinalIgnoreCase);
        if (file && OperationWords.Destroy(name.Tool))
        {
            Inner("rm -rf -- " + Quoted(path), effects);
        }
        else if (file && arguments["content contents text new_string newtext new_text"] is { } content)
        {
            bool edits = name.Tool.Contains("edit", StringComparison.OrdinalIgnoreCase)
                || name.Tool.Contains("replace", StringComparison.OrdinalIgnoreCase);
            var edit = new Action.FileEdit(path, content, edits ? FileEditKind.Edit
                : FileEditKind.Write, call.Directory)
            {
                Replaced = arguments["old_string oldtext old_text"],
            };
            foreach (Effect effect in Recogniser.Recognise(edit, null))
            {
                effects.Add(effect);
            }
        }
    }

    private void ByName(ICollection<Effect> effects)
    {
        string verb = arguments["action operation verb op method"] is { Length: < 40 } action ? action : "";
        bool destroys = OperationWords.Destroy(name.Tool)
            || (OperationWords.Destroy(verb) && !OperationWords.Reads(name.Tool));
        if (!destroys || OperationWords.Reads(name.Tool) || Has(Harmless, name.Server.ToLowerInvariant())
            || arguments["dry_run dryrun preview"] is "true")
        {
            return;
        }

        string subject = arguments[PlaceNames] is { Length: > 0 and < 80 } given ? given : name.Tool;
        effects.Add(new Effect(
            EffectKind.Destroy,
            new Resource($"mcp.{name.Tool}", subject),
            new Target("mcp", name.Server.Length > 0 ? name.Server : call.Name, Signs()),
            new Recovery.Unknown("what the tool keeps is not known"))
        {
            Tool = "mcp",
            Summary = $"calls {name.Tool} of {(name.Server.Length > 0 ? name.Server : "a server")}",
            Invocation = Invocation,
            Safer = "look first with the server's own tools that list and get",
        });
    }

    private ImmutableArray<Sign> Signs()
    {
        ImmutableArray<Sign>.Builder signs = ImmutableArray.CreateBuilder<Sign>();
        foreach ((string key, string text) in arguments.Texts)
        {
            if (text.Length is > 0 and < 200 && Has(PlaceNames, key))
            {
                signs.Add(new Sign(SignKind.Name, text, $"the argument {key}"));
            }
            else if (text.Length is > 0 and < 500 && key is "host" or "hostname" or "url" or "uri" or "endpoint")
            {
                signs.Add(new Sign(key.StartsWith("host", StringComparison.Ordinal) ? SignKind.Host
                    : SignKind.Url, text,
                    $"the argument {key}"));
            }
        }

        if (name.Server.Length > 0)
        {
            signs.Add(new Sign(SignKind.Name, name.Server, "the server's name"));
        }

        return signs.ToImmutable();
    }

    private string Host()
    {
        string server = name.Server.ToLowerInvariant();
        foreach (KnownApi api in KnownApis.All)
        {
            if (server.Contains(api.Id, StringComparison.Ordinal))
            {
                return api.Hosts[0];
            }
        }

        return server.Length > 0 ? server : "server";
    }
}

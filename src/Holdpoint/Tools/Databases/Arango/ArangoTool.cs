using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Mongo;

namespace Holdpoint.Tools.Databases.Arango;

/// <summary>arangosh: JavaScript and AQL against ArangoDB; arangorestore and arangoimport.</summary>
internal sealed class ArangoTool : Tool
{
    private const string Longs = "server.endpoint server.database server.username server.password collection file "
        + "javascript.execute javascript.execute-string javascript.unit-tests input-directory type configuration "
        + "on-duplicate threads server.jwt-secret-keyfile";

    public override string Id => "arangodb";

    public override string Title => "arangosh, arangorestore, arangoimport (ArangoDB)";

    public override string Documentation =>
        """
        **Read:** JavaScript of `--javascript.execute-string`, files, here-documents and pipes; AQL inside of it.

        **Recognised:** `_dropDatabase`, `_drop`, `drop`, `truncate`, `remove`, `removeByExample`, AQL that removes;
        `arangorestore --overwrite`, `arangoimport --overwrite`. **Target:** `--server.endpoint`,
        `--server.database`, else this machine.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["arangosh", "arangorestore", "arangoimport"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.ReadNamed(invocation.Arguments, Longs);
        if (arguments.Has("help version"))
        {
            return;
        }

        Word? endpoint = arguments.Value("server.endpoint");
        var connection = new Connection
        {
            Scheme = "arangodb",
            Invocation = invocation,
            Url = endpoint,
            Database = arguments.Value("server.database"),
            DefaultHost = "localhost",
        };
        if (invocation.Name is not "arangosh")
        {
            Loaded(connection, arguments, effects);
            return;
        }

        var script = new ArangoScript(Id, connection);
        if (arguments.Value("javascript.execute-string") is { } text)
        {
            script.AddText(text, effects);
        }
        else if (arguments.Value("javascript.execute") is { } file)
        {
            script.AddFile(file, effects);
        }
        else
        {
            script.AddInput(effects);
        }
    }

    /// <summary>Restoring replaces the collections that are there unless it is told not to.</summary>
    private void Loaded(Connection connection, ClientArguments arguments, ICollection<Effect> effects)
    {
        string? given = null;
        foreach ((string name, Word? value) in arguments.Given)
        {
            given = name is "overwrite" ? value?.Text ?? "true" : given;
        }

        if ((given ?? (connection.Invocation.Name is "arangorestore" ? "true" : "false")) is "true")
        {
            string name = arguments.Value("collection")?.Shown ?? "the collections of the dump";
            DatabaseEffects.Add(Id, connection,
            [
                new(DeedKind.Deletes, "collection", name, $"writes over {name}", 0)
                {
                    Question = "how many documents they hold",
                },
            ], effects);
        }
    }
}

/// <summary>JavaScript of arangosh: its calls that drop, empty or remove.</summary>
internal sealed record ArangoScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "JavaScript";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        foreach (JavaScriptCall call in JavaScriptCalls.In(code))
        {
            if (deeds.Count < SqlLimits.MaxSteps && Deed(call) is { } deed)
            {
                deeds.Add(deed);
            }
        }

        DatabaseEffects.Add(Tool, Connection, deeds, effects);
    }

    private static SqlStep.Deed? Deed(JavaScriptCall call)
    {
        string argument = call.Arguments.Trim('"', '\'', '`');
        string name = call.Receiver.StartsWith("db.", StringComparison.Ordinal)
            ? call.Receiver[(call.Receiver.LastIndexOf('.') + 1)..] : argument;
        return call.Name switch
        {
            "_dropDatabase" => Gone("database", argument, $"drops the database {argument}"),
            "_drop" or "_truncate" => Gone("collection", argument, $"drops or empties {argument}"),
            "drop" or "truncate" when call.Receiver.Length > 0 =>
                Gone("collection", name, $"{(call.Name is "drop" ? "drops" : "empties")} the collection {name}"),
            "remove" or "_remove" or "removeByExample" or "removeByKeys" when call.Receiver.Length > 0 =>
                new(DeedKind.Deletes, "rows", name, $"removes documents of {name}", 0) { Reach = Reach.Condition },
            "_query" or "query" or "_createStatement" when Removes(call.Arguments) =>
                new(DeedKind.Deletes, "rows", "documents", "runs AQL that removes documents", 0)
                {
                    Reach = call.Arguments.Contains("FILTER", StringComparison.OrdinalIgnoreCase)
                        ? Reach.Condition : Reach.Everything,
                    Question = "how many documents match",
                },
            _ => null,
        };
    }

    private static bool Removes(string query) => query.Split([' ', '\n', '\t', '"', '\'', '`', '(', ')'])
        .Any(w => w.Equals("REMOVE", StringComparison.OrdinalIgnoreCase));

    private static SqlStep.Deed Gone(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how many documents it holds" };
}

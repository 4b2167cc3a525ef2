using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Mongo;

/// <summary>JavaScript of mongosh: its calls that delete, overwrite or take protections away.</summary>
internal sealed record MongoScript(string Tool, Connection Connection) : DatabaseScript(Tool, Connection)
{
    protected override string Language => "JavaScript";

    public override void AddCode(string code, ICollection<Effect> effects)
    {
        List<SqlStep.Deed> deeds = [];
        Connection connection = Connection;
        foreach (string line in code.Split('\n', ';'))
        {
            // "use shop" of the shell is no JavaScript.
            if (line.TrimStart().StartsWith("use ", StringComparison.Ordinal))
            {
                DatabaseEffects.Add(Tool, connection, [.. deeds], effects);
                connection = connection with { Database = new Word(line.Trim()[4..].Trim()) };
                break;
            }
        }

        foreach (JavaScriptCall call in JavaScriptCalls.In(code))
        {
            if (call.Name == "load" && call.Receiver.Length == 0)
            {
                AddFile(new Word(call.Arguments.Trim('"', '\'', '`')), effects);
            }
            else if (Deed(call) is { } deed)
            {
                deeds.Add(deed);
            }
        }

        DatabaseEffects.Add(Tool, connection, deeds, effects);
    }

    private static SqlStep.Deed? Deed(JavaScriptCall call)
    {
        string name = Collection(call.Receiver);
        bool all = FiltersNothing(call.Arguments);
        switch (call.Name)
        {
            case "deleteMany" or "remove" or "deleteOne" or "findOneAndDelete" or "findAndModify":
                bool removes = call.Name is not "findAndModify"
                    || call.Arguments.Contains("remove", StringComparison.Ordinal);
                return call.Receiver.Length == 0 || call.Receiver is "rs" ? null
                    : Rows(removes ? DeedKind.Deletes : DeedKind.Overwrites, name,
                        removes ? "deletes documents of" : "overwrites documents of",
                        all && call.Name is "deleteMany" or "remove");
            case "updateMany" or "updateOne" or "update" or "replaceOne" or "findOneAndUpdate"
                or "findOneAndReplace" or "bulkWrite":
                return call.Receiver.Length == 0 ? null
                    : Rows(DeedKind.Overwrites, name, "overwrites documents of",
                        call.Name is "updateMany" && all);
            case "drop" when call.Receiver.Length > 0:
                return Gone("collection", name, $"drops the collection {name}");
            case "dropDatabase":
                return Gone("database", call.Receiver.StartsWith("db.getSiblingDB.", StringComparison.Ordinal)
                    ? name : "the database in use", "drops the whole database");
            case "renameCollection" when call.Arguments.Contains("true", StringComparison.Ordinal):
                return Gone("collection", call.Arguments, "renames a collection over another one");
            case "convertToCapped":
                return Gone("collection", name, $"makes {name} a capped collection, which drops old documents");
            case "aggregate" when call.Arguments.Contains("$out", StringComparison.Ordinal):
                return Gone("collection", name, $"writes the result of an aggregation of {name} over a collection");
            case "aggregate" when call.Arguments.Contains("$merge", StringComparison.Ordinal):
                return Rows(DeedKind.Overwrites, name, "merges into a collection what it computes from", false);
            case "createIndex" when call.Arguments.Contains("expireAfterSeconds", StringComparison.Ordinal):
                return Rows(DeedKind.Deletes, name, "lets a time to live delete documents of", false);
            case "dropIndex" or "dropIndexes" or "dropUser" or "dropAllUsers" or "dropRole" or "dropAllRoles"
                or "dropSearchIndex":
                return new(DeedKind.Undefines, "definition", call.Name, $"runs {call.Name} on {name}", 0);
            case "shutdownServer":
                return new(DeedKind.Interrupts, "server", "the server", "shuts the database server down", 0);
            case "killOp" or "killSession" or "killAllSessions":
                return new(DeedKind.Interrupts, "session", call.Arguments, "ends other sessions", 0);
            case "removeShard" or "reconfig" or "stepDown":
                return new(DeedKind.Weakens, "replica", call.Name, $"changes the cluster: {call.Name}", 0);
            case "runCommand" or "adminCommand":
                return Command(call.Arguments);
            case "eval" or "Function":
                return new(DeedKind.Unknown, "code", call.Name, "runs code made at run time", 0);
            default:
                return null;
        }
    }

    /// <summary>The first key of a command's document is its name.</summary>
    private static SqlStep.Deed? Command(string document)
    {
        string bare = document.TrimStart('{', ' ', '\n', '\t', '"', '\'');
        int end = 0;
        while (end < bare.Length && char.IsLetterOrDigit(bare[end]))
        {
            end++;
        }

        string of = Value(bare[end..]);
        return bare[..end] switch
        {
            "drop" => Gone("collection", of, $"drops the collection {of}"),
            "dropDatabase" => Gone("database", "the database in use", "drops the whole database"),
            "delete" => Rows(DeedKind.Deletes, of, "deletes documents of",
                document.Replace(" ", "", StringComparison.Ordinal).Contains("q:{}", StringComparison.Ordinal)),
            "update" or "findAndModify" => Rows(DeedKind.Overwrites, of, "overwrites documents of", false),
            "shutdown" => new(DeedKind.Interrupts, "server", "the server", "shuts the database server down", 0),
            "dropIndexes" or "dropUser" or "dropRole" or "dropAllUsersFromDatabase" =>
                new(DeedKind.Undefines, "definition", bare[..end], $"runs {bare[..end]}", 0),
            "collMod" when document.Contains("expireAfterSeconds", StringComparison.Ordinal) =>
                Rows(DeedKind.Deletes, of, "lets a time to live delete documents of", false),
            "renameCollection" when document.Contains("dropTarget", StringComparison.Ordinal) =>
                Gone("collection", of, "renames a collection over another one"),
            "emptycapped" or "convertToCapped" => Gone("collection", of, $"drops documents of {of}"),
            "replSetReconfig" or "removeShard" or "replSetStepDown" =>
                new(DeedKind.Weakens, "replica", bare[..end], $"changes the cluster: {bare[..end]}", 0),
            _ => null,
        };
    }

    private static string Value(string rest)
    {
        string bare = rest.TrimStart('"', '\'', ':', ' ');
        int end = bare.AsSpan().IndexOfAny("\"',} ");
        return end < 0 ? bare : bare[..end];
    }

    private static SqlStep.Deed Gone(string type, string name, string summary) =>
        new(DeedKind.Deletes, type, name, summary, 0) { Question = "how many documents it holds" };

    private static SqlStep.Deed Rows(DeedKind kind, string name, string verb, bool all) =>
        new(kind, "rows", name, $"{verb} {name}{(all ? ", all of them" : "")}", 0)
        {
            Reach = all ? Reach.Everything : Reach.Condition,
            Question = "how many documents",
        };

    private static bool FiltersNothing(string arguments)
    {
        string bare = arguments.TrimStart();
        return bare.Length == 0
            || (bare[0] == '{' && bare[1..].TrimStart() is ['}', ..]);
    }

    /// <summary>The last name of <c>db.users</c>, <c>db.getCollection.users</c>.</summary>
    private static string Collection(string receiver) => receiver[(receiver.LastIndexOf('.') + 1)..];
}

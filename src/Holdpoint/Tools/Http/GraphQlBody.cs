using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Http;

/// <summary>What the body of a request holds: GraphQL operations, statements of SQL, or neither. Pure.</summary>
internal sealed class GraphQlBody
{
    /// <summary>Bodies of requests nest a few levels.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters of a body that are read.</summary>
    private const int MaxLength = 1024 * 1024;

    private readonly List<GraphQlField> _fields = [];
    private readonly List<string> _statements = [];

    /// <summary>Fields of all its operations.</summary>
    public IReadOnlyList<GraphQlField> Fields => _fields;

    /// <summary>Texts under names such as <c>sql</c> and <c>query</c> that are no GraphQL.</summary>
    public IReadOnlyList<string> Statements => _statements;

    /// <summary>An operation is named that stands elsewhere, or one cannot be read.</summary>
    public bool Unclear { get; private set; }

    public static GraphQlBody Read(string text, bool graph)
    {
        var body = new GraphQlBody();
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (text.Length > MaxLength)
        {
            body.Unclear = graph;
        }
        else if (start.StartsWith("{") || start.StartsWith("["))
        {
            body.Json(text, graph);
        }
        else if (start.StartsWith("query=") || start.Contains("&query=", StringComparison.Ordinal))
        {
            int at = text.IndexOf("query=", StringComparison.Ordinal) + "query=".Length;
            int end = text.IndexOf('&', at);
            body.Document(Uri.UnescapeDataString((end < 0 ? text[at..]
                : text[at..end]).Replace('+', ' ')), null, graph);
        }
        else if (start.StartsWith("mutation") || graph)
        {
            body.Document(text, null, graph);
        }
        else if (Shell.Languages.ForeignNames.LooksLikeSql(text))
        {
            body._statements.Add(text);
        }

        return body;
    }

    private void Json(string text, bool graph)
    {
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
            json.Read();
            if (json.TokenType is JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType is JsonTokenType.StartObject)
                {
                    Operation(ref json, graph);
                }
            }
            else
            {
                Operation(ref json, graph);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Shells cut bodies: a document that is left in it tells all the same.
            Unclear |= graph;
            int mutation = text.IndexOf("mutation", StringComparison.Ordinal);
            if (mutation >= 0)
            {
                Document(text[mutation..].Replace("\\\"", "\"", StringComparison.Ordinal).TrimEnd('"', '}', '\'',
                    ' ') + "}}}", null, graph);
            }
        }
    }

    private void Operation(ref Utf8JsonReader json, bool graph)
    {
        string? document = null, name = null;
        bool persisted = false;
        int depth = json.CurrentDepth;
        while (json.Read() && !(json.TokenType is JsonTokenType.EndObject && json.CurrentDepth == depth))
        {
            if (json.TokenType is not JsonTokenType.PropertyName || json.CurrentDepth != depth + 1)
            {
                continue;
            }

            string key = json.GetString() ?? "";
            json.Read();
            switch (key)
            {
                case "query" or "sql" or "statement" or "mutation"
                    or "stmt" when json.TokenType is JsonTokenType.String:
                    document = json.GetString();
                    break;
                case "operationName" when json.TokenType is JsonTokenType.String:
                    name = json.GetString();
                    break;
                case "extensions" or "documentId" or "queryId" or "doc_id":
                    persisted = true;
                    json.Skip();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (document is not null)
        {
            Document(document, name, graph);
        }
        else
        {
            Unclear |= persisted && graph;
        }
    }

    private void Document(string document, string? operation, bool graph)
    {
        bool looks = graph || document.AsSpan().TrimStart() is ['{', ..]
            || document.Contains('{', StringComparison.Ordinal);
        if (!graph && Shell.Languages.ForeignNames.LooksLikeSql(document))
        {
            _statements.Add(document);
        }
        else if (looks && GraphQlDocument.Read(document, operation) is { } fields)
        {
            _fields.AddRange(fields);
        }
        else if (Shell.Languages.ForeignNames.LooksLikeSql(document))
        {
            _statements.Add(document);
        }
        else
        {
            Unclear |= graph;
        }
    }
}

/// <summary>What the words in the name of an operation say of it: <c>volumeDelete</c>, <c>deleteRepository</c>,
/// <c>reset_database</c>.</summary>
internal static class OperationWords
{
    /// <summary>Whether a name says that something goes or is overwritten.</summary>
    public static bool Destroy(string name) =>
        !AboutIt(name) && Any(name, static w => w is "delete" or "remove" or "destroy"
        or "drop" or "reset"
        or "wipe" or "purge" or "terminate" or "truncate" or "erase" or "nuke" or "clear" or "flush" or "restore"
        or "rollback"
        or "uninstall" or "deprovision" or "abandon" or "undeploy" or "expunge" or "obliterate" or "clean"
        or "empty" or "del"
        or "deletes" or "removes" or "drops" or "prune" or "overwrite" or "rm" or "unlink" or "shred" or "format"
        or "revert"
        or "decommission" or "evict" or "teardown" or "kill");

    /// <summary>Whether the first word says that what follows is told, foreseen or called off, not done.</summary>
    private static bool AboutIt(string name) => First(name) is "generate" or "cancel" or "preview" or "validate"
        or "check" or "simulate" or "estimate";

    /// <summary>Whether a name says that something is only looked at.</summary>
    public static bool Reads(string name) => First(name) is "get" or "list" or "read" or "search" or "find"
        or "fetch" or "query"
        or "describe" or "show" or "view" or "count" or "check" or "browse" or "lookup" or "explain" or "resolve"
        or "preview"
        or "validate" or "lint" or "inspect" or "status" or "test" or "analyze" or "analyse" or "compare"
        or "diff" or "download"
        or "export" or "head" or "peek" or "tail" or "watch" or "screenshot" or "snapshot" or "take" or "navigate"
        or "click"
        or "hover" or "wait" or "think" or "plan" or "help" or "ping" or "select" or "open" or "close";

    /// <summary>Whether a name says that something is made, or changed in a way that does not lose it.</summary>
    public static bool Makes(string name) => Any(name, static w => w is "create" or "add" or "update" or "upsert"
        or "set" or "edit"
        or "insert" or "new" or "make" or "post" or "submit" or "send" or "comment" or "reply" or "resolve"
        or "unresolve"
        or "mark" or "request" or "enable" or "start" or "restart" or "deploy" or "redeploy" or "trigger" or "run"
        or "rename"
        or "move" or "assign" or "merge" or "reopen" or "close" or "approve" or "publish" or "generate"
        or "connect" or "link"
        or "invite" or "subscribe" or "star" or "pin" or "lock" or "fork" or "clone" or "copy" or "upload"
        or "import" or "login"
        or "authenticate" or "confirm" or "claim" or "promote" or "resume" or "retry" or "sync" or "refresh"
        or "convert"
        or "enqueue" or "dequeue" or "transfer" or "minimize" or "dismiss" or "accept" or "change" or "save"
        or "write");

    private static string First(string name)
    {
        string first = "";
        Any(name, w =>
        {
            first = w;
            return true;
        });
        return first;
    }

    /// <summary>Goes through the words of a name: case, dashes and digits part them.</summary>
    private static bool Any(string name, Func<string, bool> matches)
    {
        int at = 0;
        while (at < name.Length && at < 200)
        {
            while (at < name.Length && !char.IsAsciiLetter(name[at]))
            {
                at++;
            }

            int start = at;
            while (at < name.Length && char.IsAsciiLetter(name[at]) && !(at > start
                && char.IsAsciiLetterUpper(name[at])
                && (char.IsAsciiLetterLower(name[at - 1]) || (at + 1 < name.Length
                && char.IsAsciiLetterLower(name[at + 1])))))
            {
                at++;
            }

            if (at > start && matches(name[start..at].ToLowerInvariant()))
            {
                return true;
            }
        }

        return false;
    }
}

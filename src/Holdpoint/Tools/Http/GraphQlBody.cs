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
                case "args" or "params" or "arguments" when !graph
                    && json.TokenType is JsonTokenType.StartObject:
                    Operation(ref json, graph);
                    break;
                case "args" when !graph && json.TokenType is JsonTokenType.StartArray:
                    while (json.Read() && json.TokenType is JsonTokenType.StartObject)
                    {
                        Operation(ref json, graph);
                    }

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

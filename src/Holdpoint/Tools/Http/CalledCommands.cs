using System.Text;
using System.Text.Json;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Redis;

namespace Holdpoint.Tools.Http;

/// <summary>Commands that a request carries in its last segment or in its body: <c>POST /vectors/delete</c>,
/// <c>{"type": "drop_source", "args": …}</c>. Pure.</summary>
internal static class CalledCommands
{
    /// <summary>Bodies of requests nest a few levels.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters of a body that are read.</summary>
    private const int MaxLength = 256 * 1024;

    /// <summary>Commands told of one body.</summary>
    private const int MaxCommands = 20;

    /// <summary>Parts of paths whose contents pass anyway: nobody misses a cache, a session, a draft.</summary>
    private static readonly string[] Passing =
    [
        "cache", "password", "session", "token", "cart", "preview", "draft", "search", "notification", "logout",
        "account/reset", "auth/", "login", "filter", "message-read",
    ];

    /// <summary>Whether the last segment of a path is a command that deletes: at an API of which nothing is
    /// known.</summary>
    public static bool InPath(HttpRequest request)
    {
        string last = request.Segments is [.., var end] ? end : "";
        return last.Length is > 2 and < 40 && !last.AsSpan().ContainsAny('{', '.', '$')
            && OperationWords.Deletes(last)
            && !Array.Exists(Passing, p => request.Path.Contains(p, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The commands of a body that is a record of one: its name beside its arguments, also in
    /// lists.</summary>
    public static IReadOnlyList<string> InBody(string text)
    {
        List<string> found = [];
        if (text.Length > MaxLength || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return found;
        }

        var verbs = new string?[MaxDepth + 1];
        var arguments = new bool[MaxDepth + 1];
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
            while (json.Read() && found.Count < MaxCommands)
            {
                int depth = json.CurrentDepth;
                switch (json.TokenType)
                {
                    case JsonTokenType.StartObject:
                        verbs[depth] = null;
                        arguments[depth] = false;
                        break;
                    case JsonTokenType.PropertyName:
                        string key = json.GetString() ?? "";
                        arguments[depth - 1] |= key is "args" or "params" or "arguments" or "parameters";
                        if (key is "type" or "method" or "command" or "cmd" or "action" or "operation"
                            && json.Read() && json.TokenType is JsonTokenType.String)
                        {
                            verbs[depth - 1] = json.GetString();
                        }

                        break;
                    case JsonTokenType.EndObject when arguments[depth] && verbs[depth] is { } verb
                        && OperationWords.Destroy(verb):
                        found.Add(verb);
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Shells cut bodies; what was read until there counts.
        }

        return found;
    }

    /// <summary>What a store of keys is told over HTTP: its command is the path, or a list of words in the
    /// body.</summary>
    public static SqlStep.Deed? OfKeys(HttpRequest request)
    {
        if (!request.Host.EndsWith(".upstash.io", StringComparison.Ordinal))
        {
            return null;
        }

        string[] words = request.Body?.Text is ['[', ..] body
            ? body.Split(['[', ']', ',', '"', ' '], StringSplitOptions.RemoveEmptyEntries)
            : [.. request.Segments];
        return words.Length == 0 ? null : RedisCommands.Of(words);
    }
}

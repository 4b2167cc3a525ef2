using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Holdpoint.Tests.EndToEnd.Agents;

/// <summary>A model that says what a script says: which tool to call with what, then an end. It speaks to every client
/// in its own tongue, on loopback, and writes down what came back from each tool.</summary>
/// <remarks>The step is the number of results that a request holds already, so side questions (titles, summaries,
/// retries) do not disturb the script. A conversation that begins with <see cref="SubAgent"/> has a script of its
/// own.</remarks>
internal sealed class ScriptedModel(JsonArray steps, JsonArray ofSubAgent, string results)
{
    /// <summary>In the task that a client gives to an agent below it.</summary>
    public const string SubAgent = "SUB-AGENT-TASK";

    /// <summary>The scene has a network of its own, so no port is taken.</summary>
    public const int Port = 8099;

    private int _count;
    private int _most = -1;

    /// <summary>Serves until the process is ended: <c>model SCRIPT RESULTS</c>.</summary>
    public static async Task<int> Serve(string script, string results)
    {
        JsonNode read = JsonNode.Parse(await File.ReadAllTextAsync(script)) ?? new JsonObject();
        using var listener = new HttpListener();
        listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));
        listener.Start();
        var model = new ScriptedModel(
            read["steps"] as JsonArray ?? [], read["sub"] as JsonArray ?? [], results);
        while (true)
        {
            HttpListenerContext context = await listener.GetContextAsync();
            try
            {
                await model.Answer(context);
            }
            catch (Exception e) when (e is IOException or HttpListenerException)
            {
                // The client has gone away; it asks again if it wants to.
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        string text = await reader.ReadToEndAsync();
        JsonNode body = text.Length > 0 && text[0] is '{' ? JsonNode.Parse(text) ?? new JsonObject() : new JsonObject();
        string path = context.Request.Url?.AbsolutePath ?? "";
        Reply reply = path switch
        {
            _ when path.EndsWith("/count_tokens", StringComparison.Ordinal) => Whole("""{"input_tokens":10}"""),
            _ when path.EndsWith("/messages", StringComparison.Ordinal) => Messages(body),
            _ when path.EndsWith("/responses", StringComparison.Ordinal) => Responses(body),
            _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => Chat(body),
            _ when path.Contains("enerateContent", StringComparison.Ordinal) => Contents(body, path),
            _ when path.Contains(":countTokens", StringComparison.Ordinal) => Whole("""{"totalTokens":10}"""),
            _ => Whole("""{"object":"list","data":[],"models":[]}"""),
        };
        context.Response.ContentType = reply.Events ? "text/event-stream" : "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(reply.Text));
        context.Response.Close();
    }

    /// <summary>The next step; a side question, which has no tools, gets a word.</summary>
    /// <param name="begin">How the conversation begins.</param>
    private (string? Tool, JsonNode Arguments, string Text) Next(List<string> told, bool tools, JsonNode? begin)
    {
        if (!tools)
        {
            return (null, new JsonObject(), """{"next_speaker":"user","title":"side"}""");
        }

        bool below = begin?.ToJsonString().Contains(SubAgent, StringComparison.Ordinal) is true;
        JsonArray script = below ? ofSubAgent : steps;
        if (told.Count > _most && !below)
        {
            _most = told.Count;
            File.WriteAllText(results, JsonSerializer.Serialize(told));
        }

        JsonNode step = told.Count < script.Count ? script[told.Count] ?? new JsonObject() : new JsonObject();
        return step["tool"] is { } tool
            ? (tool.GetValue<string>(), (step["args"] ?? new JsonObject()).DeepClone(), "")
            : (null, new JsonObject(), "FINAL");
    }

    private string Id(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{++_count:D6}");

    private Reply Messages(JsonNode body)
    {
        List<string> told = [.. Items(body["messages"]).SelectMany(m => Items(m["content"]))
            .Where(c => Is(c, "type", "tool_result")).Select(c => c["content"]?.ToJsonString() ?? "")];
        (string? tool, JsonNode arguments, string text) =
            Next(told, Items(body["tools"]).Any(), Items(body["messages"]).FirstOrDefault());
        JsonObject block = tool is null
            ? new() { ["type"] = "text", ["text"] = text }
            : new() { ["type"] = "tool_use", ["id"] = Id("toolu"), ["name"] = tool, ["input"] = arguments };
        string stop = tool is null ? "end_turn" : "tool_use";
        JsonObject usage = new() { ["input_tokens"] = 10, ["output_tokens"] = 5 };
        JsonObject message = new()
        {
            ["id"] = Id("msg"), ["type"] = "message", ["role"] = "assistant",
            ["model"] = body["model"]?.DeepClone(), ["content"] = new JsonArray(), ["stop_reason"] = null,
            ["usage"] = usage,
        };
        if (body["stream"]?.GetValue<bool>() is not true)
        {
            message["content"] = new JsonArray(block);
            message["stop_reason"] = stop;
            return Whole(message.ToJsonString());
        }

        JsonObject begun = block.DeepClone().AsObject();
        begun[tool is null ? "text" : "input"] = tool is null ? "" : new JsonObject();
        JsonObject delta = tool is null
            ? new() { ["type"] = "text_delta", ["text"] = text }
            : new() { ["type"] = "input_json_delta", ["partial_json"] = arguments.ToJsonString() };
        return Events(
            new JsonObject { ["type"] = "message_start", ["message"] = message },
            new JsonObject { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = begun },
            new JsonObject { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = delta },
            new JsonObject { ["type"] = "content_block_stop", ["index"] = 0 },
            new JsonObject
            {
                ["type"] = "message_delta", ["delta"] = new JsonObject { ["stop_reason"] = stop },
                ["usage"] = new JsonObject { ["output_tokens"] = 5 },
            },
            new JsonObject { ["type"] = "message_stop" });
    }

    private Reply Responses(JsonNode body)
    {
        List<string> told = [.. Items(body["input"])
            .Where(i => i["type"]?.GetValue<string>().EndsWith("_call_output", StringComparison.Ordinal) is true)
            .Select(i => i["output"]?.ToJsonString() ?? "")];
        (string? tool, JsonNode arguments, string text) = Next(told, Items(body["tools"]).Any(), null);
        bool free = Items(body["tools"]).Any(t => Is(t, "type", "custom") && Is(t, "name", tool ?? ""));
        JsonObject item = tool is null
            ? new()
            {
                ["type"] = "message", ["id"] = Id("item"), ["role"] = "assistant", ["status"] = "completed",
                ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text }),
            }
            : new()
            {
                ["type"] = free ? "custom_tool_call" : "function_call", ["id"] = Id("fc"), ["call_id"] = Id("call"),
                ["name"] = tool[(tool.IndexOf('/', StringComparison.Ordinal) + 1)..], ["status"] = "completed",
                [free ? "input" : "arguments"] = free ? arguments : arguments.ToJsonString(),
            };
        if (tool?.Split('/') is [var space, _])
        {
            // Tools of servers stand in a namespace of their own.
            item["namespace"] = space;
        }

        JsonObject usage = new() { ["input_tokens"] = 10, ["output_tokens"] = 5, ["total_tokens"] = 15 };
        JsonObject done = new()
        {
            ["id"] = Id("resp"), ["object"] = "response", ["status"] = "completed",
            ["output"] = new JsonArray(item.DeepClone()), ["usage"] = usage,
        };
        return Events(
            new JsonObject
            {
                ["type"] = "response.created",
                ["response"] = new JsonObject { ["id"] = done["id"]?.DeepClone(), ["status"] = "in_progress" },
            },
            new JsonObject { ["type"] = "response.output_item.done", ["output_index"] = 0, ["item"] = item },
            new JsonObject { ["type"] = "response.completed", ["response"] = done });
    }

    private Reply Chat(JsonNode body)
    {
        List<string> told = [.. Items(body["messages"]).Where(m => Is(m, "role", "tool"))
            .Select(m => m["content"]?.ToJsonString() ?? "")];
        (string? tool, JsonNode arguments, string text) = Next(
            told, Items(body["tools"]).Any(), Items(body["messages"]).FirstOrDefault(m => Is(m, "role", "user")));
        JsonObject said = new() { ["role"] = "assistant", ["content"] = tool is null ? text : null };
        if (tool is not null)
        {
            JsonObject function = new() { ["name"] = tool, ["arguments"] = arguments.ToJsonString() };
            said["tool_calls"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["id"] = Id("call"), ["type"] = "function", ["function"] = function,
            });
        }

        string end = tool is null ? "stop" : "tool_calls";
        bool events = body["stream"]?.GetValue<bool>() is true;
        JsonObject Part(JsonObject message, string? finish) => new()
        {
            ["id"] = "chat", ["created"] = 1, ["model"] = "fake",
            ["object"] = events ? "chat.completion.chunk" : "chat.completion",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["finish_reason"] = finish, [events ? "delta" : "message"] = message,
            }),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = 10, ["completion_tokens"] = 5, ["total_tokens"] = 15,
            },
        };
        return events
            ? new Reply($"data: {Part(said, null).ToJsonString()}\n\ndata: {Part([], end).ToJsonString()}\n\n"
                + "data: [DONE]\n\n", Events: true)
            : Whole(Part(said, end).ToJsonString());
    }

    private Reply Contents(JsonNode body, string path)
    {
        List<string> told = [.. Items(body["contents"]).SelectMany(c => Items(c["parts"]))
            .Select(p => p["functionResponse"]).OfType<JsonNode>().Select(r => r["response"]?.ToJsonString() ?? "")];
        (string? tool, JsonNode arguments, string text) =
            Next(told, Items(body["tools"]).Any(), Items(body["contents"]).FirstOrDefault());
        JsonObject part = tool is null
            ? new() { ["text"] = text }
            : new()
            {
                ["functionCall"] = new JsonObject { ["name"] = tool, ["args"] = arguments, ["id"] = Id("fc") },
            };
        JsonObject content = new() { ["role"] = "model", ["parts"] = new JsonArray(part) };
        JsonObject answer = new()
        {
            ["candidates"] = new JsonArray(
                new JsonObject { ["content"] = content, ["finishReason"] = "STOP", ["index"] = 0 }),
            ["usageMetadata"] = new JsonObject
            {
                ["promptTokenCount"] = 10, ["candidatesTokenCount"] = 5, ["totalTokenCount"] = 15,
            },
        };
        return path.Contains(":stream", StringComparison.Ordinal)
            ? new Reply($"data: {answer.ToJsonString()}\n\n", Events: true)
            : Whole(answer.ToJsonString());
    }

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    private static bool Is(JsonNode node, string name, string value) =>
        node is JsonObject && node[name] is JsonValue said && said.TryGetValue(out string? text) && text == value;

    private static Reply Whole(string json) => new(json, Events: false);

    private static Reply Events(params ReadOnlySpan<JsonObject> events)
    {
        var text = new StringBuilder();
        foreach (JsonObject one in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"event: {one["type"]}\ndata: {one.ToJsonString()}\n\n");
        }

        return new Reply(text.ToString(), Events: true);
    }

    private sealed record Reply(string Text, bool Events);
}

using System.Text.Json.Nodes;

namespace Holdpoint.Tests.EndToEnd.Agents;

/// <summary>An MCP server on standard streams with one tool, which runs SQL: it only writes down that it was
/// called.</summary>
internal static class ScriptedServer
{
    /// <summary>Serves until its input ends: <c>mcp LOG</c>.</summary>
    public static async Task<int> Serve(string log)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            JsonNode message = JsonNode.Parse(line) ?? new JsonObject();
            if (message["id"] is not { } id || message["method"]?.GetValue<string>() is not { } method)
            {
                continue;
            }

            if (method is "tools/call")
            {
                await File.AppendAllTextAsync(log, $"{message["params"]?.ToJsonString()}\n");
            }

            JsonObject answer = new()
            {
                ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = Result(method, message),
            };
            await Console.Out.WriteLineAsync(answer.ToJsonString());
        }

        return 0;
    }

    private static JsonObject Result(string method, JsonNode message) => method switch
    {
        "initialize" => new()
        {
            ["protocolVersion"] = message["params"]?["protocolVersion"]?.DeepClone(),
            ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
            ["serverInfo"] = new JsonObject { ["name"] = "scripted", ["version"] = "1" },
        },
        "tools/list" => new()
        {
            ["tools"] = new JsonArray(new JsonObject
            {
                ["name"] = "execute_sql", ["description"] = "runs SQL",
                ["inputSchema"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["query"] = new JsonObject { ["type"] = "string" } },
                    ["required"] = new JsonArray("query"),
                },
            }),
        },
        "tools/call" => new()
        {
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "done" }),
        },
        _ => [],
    };
}

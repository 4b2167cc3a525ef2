using System.Text.Json;
using Holdpoint.Tools.Mcp;
using ModelContextProtocol.Protocol;

namespace Holdpoint.Cli.Mcp;

/// <summary>The tools that the server offers, as a client lists them. None of them can grant anything.</summary>
internal static class McpTools
{
    public static IList<Tool> All() =>
    [
        Of(
            OwnTools.Assess,
            "What a shell command would do, where, and whether it can come back. Runs and records nothing.",
            reads: true, Action),
        Of(
            OwnTools.Request,
            "Opens (or joins) a request for a person to approve a shell command, where it needs one, and says "
                + "what the person has to do. It approves nothing and runs nothing.", reads: false, Action),
        Of(
            OwnTools.Wait,
            "Waits for a person's answer to a request, up to a bound; then tells how it stands.", reads: true, """
            {"type":"object","additionalProperties":false,"required":["request"],"properties":{
              "request":{"type":"string","description":"the request's id, such as r-k3v9mz"},
              "minutes":{"type":"number","minimum":0,"maximum":10,"description":"how long to wait; 1 if left out"}}}
            """),
        Of(
            OwnTools.Checkpoints,
            "The copies that were taken before actions, and the command that brings each back.",
            reads: true, """{"type":"object","additionalProperties":false,"properties":{}}"""),
    ];

    private const string Action = """
        {"type":"object","additionalProperties":false,"required":["command"],"properties":{
          "command":{"type":"string","description":"the command line, as a shell would get it"},
          "directory":{"type":"string","description":"the absolute folder to run it in; the server's own if left out"}}}
        """;

    private static Tool Of(string name, string description, bool reads, string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return new Tool
        {
            Name = name,
            Description = description,
            InputSchema = document.RootElement.Clone(),
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = reads, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false,
            },
        };
    }
}

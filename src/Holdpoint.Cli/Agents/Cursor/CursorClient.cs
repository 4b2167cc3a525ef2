using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Cursor;

/// <summary>Cursor: an event for each kind of action; from its documentation.</summary>
internal sealed class CursorClient : AgentClient
{
    private const string Shell = "beforeShellExecution";
    private const string Mcp = "beforeMCPExecution";

    public override string Id => "cursor";

    public override string Title => "Cursor";

    public override string? Proven => null;

    /// <summary>Others report that its question is not asked.</summary>
    public override bool Asks => false;

    public override string WhenHookFails => "the call is blocked (`failClosed`)";

    public override ImmutableArray<string> Limits =>
    [
        "edits by its own tools are seen only where it has the event preToolUse",
    ];

    public override ClientTraces Traces => new(["cursor", "cursor-agent"], [".cursor"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        Shell => new ToolShape(ToolKind.Shell),
        "Write" => new ToolShape(ToolKind.Write) { Loose = true },
        "Delete" => new ToolShape(ToolKind.Delete) { Loose = true },
        _ => ToolShape.Other,
    })
    {
        Before = name => name switch
        {
            Shell or Mcp or "preToolUse" => true,
            _ => null,
        },
        EventTool = name => name is Shell ? name : null,
        Session = "conversation_id",
    };

    /// <summary>The name of an MCP server's tool comes without its server.</summary>
    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory)
    {
        HookMessage message = HookPayload.Read(payload.Span, directory, Dialect);
        return message is HookMessage.Before { Action: Action.ToolCall call } before
            ? before with { Action = call with { Name = "mcp__cursor__" + call.Name } }
            : message;
    }

    public override ReadOnlyMemory<byte> Call(string command, string directory) => ToolCallText.Of(json =>
    {
        json.WriteString("conversation_id"u8, "holdpoint-doctor"u8);
        json.WriteString("hook_event_name"u8, Shell);
        json.WriteString("command"u8, command);
        json.WriteString("cwd"u8, directory);
    });

    /// <summary>The model hears the one message, the person the other.</summary>
    public override HookAnswer Stop(string reason) => new(
        ToolCallText.Of(json =>
        {
            json.WriteString("permission"u8, "deny"u8);
            json.WriteString("user_message"u8, reason);
            json.WriteString("agent_message"u8, reason);
        }), reason + "\n", ExitCode.HookBlock);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Managed, "/etc/cursor/hooks.json"),
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".cursor/hooks.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".cursor/hooks.json")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) => Hooks.Look(text);

    private static JsonHooks Hooks => new(
        new HookFormat("cursor", [(Shell, ""), (Mcp, ""), ("preToolUse", "Write|Delete")])
        {
            Flat = true,
            Typed = false,
            Closing = ("failClosed", "true"),
            Root = [("version", "1")],
            Own = true,
        });
}

using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Windsurf;

/// <summary>Windsurf's Cascade: an event for each kind of action, an exit status and no words; from its
/// documentation.</summary>
internal sealed class WindsurfClient : AgentClient
{
    public override string Id => "windsurf";

    public override string Title => "Windsurf";

    public override string? Proven => null;

    /// <summary>It has no such answer.</summary>
    public override bool Asks => false;

    public override string WhenHookFails => "a crash blocks the call; of a time-out its documentation says nothing";

    public override ImmutableArray<string> Limits =>
    [
        "files that it deletes with its own tools send no hook that is documented",
    ];

    public override ClientTraces Traces => new(["windsurf"], [".codeium/windsurf", ".windsurf"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "pre_run_command" or "post_run_command" => new ToolShape(ToolKind.Shell)
        {
            Command = "command_line",
            Folder = "cwd",
        },
        "pre_write_code" => new ToolShape(ToolKind.Edit) { Loose = true },
        "pre_mcp_tool_use" => new ToolShape(ToolKind.Mcp)
        {
            Server = "mcp_server_name",
            Name = "mcp_tool_name",
            Arguments = "mcp_tool_arguments",
        },
        _ => ToolShape.Other,
    })
    {
        Event = "agent_action_name",
        Input = "tool_info",
        Session = "trajectory_id",
        Before = name => name switch
        {
            "pre_run_command" or "pre_write_code" or "pre_mcp_tool_use" => true,
            "post_run_command" => false,
            _ => null,
        },
        EventTool = name => name,
    };

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) => ToolCallText.Of(json =>
    {
        json.WriteString("agent_action_name"u8, "pre_run_command"u8);
        json.WriteString("trajectory_id"u8, "holdpoint-doctor"u8);
        json.WriteStartObject("tool_info"u8);
        json.WriteString("command_line"u8, command);
        json.WriteString("cwd"u8, directory);
        json.WriteEndObject();
    });

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Managed, "/etc/windsurf/hooks.json"),
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".windsurf/hooks.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".codeium/windsurf/hooks.json")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) => Hooks.Look(text);

    private static JsonHooks Hooks => new(
        new HookFormat(
            "windsurf",
            [("pre_run_command", ""), ("pre_write_code", ""), ("pre_mcp_tool_use", ""), ("post_run_command", "")])
        {
            Flat = true,
            Typed = false,
            Timeout = null,
            Own = true,
        });
}

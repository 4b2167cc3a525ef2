using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Amp;

/// <summary>Amp: a plugin that is ours calls the hook; from its documentation, which calls plugins
/// experimental.</summary>
internal sealed class AmpClient : AgentClient
{
    public override string Id => "amp";

    public override string Title => "Amp";

    public override string? Proven => null;

    /// <summary>Its own question is asked by the plugin's code, and no client of it is known where nobody
    /// sits.</summary>
    public override bool Asks => false;

    public override string WhenHookFails =>
        "the plugin stops the call; a plugin that does not load lets every call through";

    public override ImmutableArray<string> Limits =>
    [
        "its makers call plugins experimental; another version may not load it",
        "another XDG_CONFIG_HOME leaves the plugin out",
    ];

    public override ClientTraces Traces => new(["amp"], [".config/amp", ".amp"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "Bash" => new ToolShape(ToolKind.Shell) { Command = "cmd", Folder = "cwd" },
        "shell_command" => new ToolShape(ToolKind.Shell) { Folder = "workdir" },
        "create_file" => new ToolShape(ToolKind.Write) { Path = "path", Loose = true },
        "edit_file" => new ToolShape(ToolKind.Edit)
        {
            Path = "path",
            Put = "new_str",
            Taken = "old_str",
            Loose = true,
        },
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("shell_command", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".amp/plugins/holdpoint.ts")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".config/amp/plugins/holdpoint.ts")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Plugin.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Plugin.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) => Plugin.Look(text, "tool.call");

    private static OwnFile Plugin => new("//", command => PluginText.Caller(command) +
        """

        export default function (amp) {
          amp.on("tool.call", async (event) => {
            try {
              await hook({
                hook_event_name: "PreToolUse",
                session_id: event.thread?.id ?? "",
                cwd: process.cwd(),
                tool_name: event.tool,
                tool_input: event.input,
              })
              return { action: "allow" }
            } catch (e) {
              return { action: "reject-and-continue", message: e.message }
            }
          })
        }

        """);
}

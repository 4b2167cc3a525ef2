using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.OpenCode;

/// <summary>opencode: a plugin that is ours calls the hook, and throws what it says.</summary>
internal sealed class OpenCodeClient : AgentClient
{
    public override string Id => "opencode";

    public override string Title => "opencode";

    public override string? Proven => "1.18.33";

    /// <summary>A plugin can only throw.</summary>
    public override bool Asks => false;

    public override string WhenHookFails =>
        "the plugin stops the call; a plugin that does not load lets every call through";

    public override ImmutableArray<string> Limits =>
    [
        "`--pure`, OPENCODE_CONFIG_DIR and another XDG_CONFIG_HOME leave the plugin out",
    ];

    public override ClientTraces Traces => new(["opencode"], [".config/opencode", ".local/share/opencode"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "bash" => new ToolShape(ToolKind.Shell) { Folder = "workdir" },
        "write" => new ToolShape(ToolKind.Write) { Path = "filePath" },
        "edit" or "multiedit" => new ToolShape(ToolKind.Edit)
        {
            Path = "filePath",
            Put = "newString",
            Taken = "oldString",
            All = "replaceAll",
        },
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("bash", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory)
    {
        string config = world.Variable("XDG_CONFIG_HOME") is { Length: > 0 } moved
            ? moved
            : Path.Join(world.Home, ".config");
        return
        [
            new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".opencode/plugins/holdpoint.js")),
            new SettingsPlace(SettingsScope.User, Path.Join(config, "opencode/plugins/holdpoint.js")),
        ];
    }

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Plugin.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Plugin.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Plugin.Look(text, "tool.execute.before", "tool.execute.after");

    private static OwnFile Plugin => new("//", PluginText.OpenCode);
}

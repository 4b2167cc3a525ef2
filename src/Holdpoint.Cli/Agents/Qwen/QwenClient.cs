using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Qwen;

/// <summary>Qwen Code: Gemini CLI's tools, Claude Code's events, time-outs in milliseconds.</summary>
internal sealed class QwenClient : AgentClient
{
    private const string ManagedFile = "/etc/qwen-code/settings.json";

    public override string Id => "qwen";

    public override string Title => "Qwen Code";

    public override string? Proven => "0.15.10";

    /// <summary>Without a terminal its question is a no.</summary>
    public override bool Asks => true;

    public override string WhenHookFails => "a crash blocks the call; a time-out and garbage let it through";

    public override ImmutableArray<string> Limits =>
    [
        "`disableAllHooks` in any settings file, `--bare` and QWEN_CODE_SYSTEM_SETTINGS_PATH switch it off, "
            + "a managed hook too",
    ];

    public override ClientTraces Traces => new(["qwen"], [".qwen"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "run_shell_command" or "monitor" => new ToolShape(ToolKind.Shell) { Folder = "directory" },
        "write_file" => new ToolShape(ToolKind.Write),
        "edit" => new ToolShape(ToolKind.Edit),
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("run_shell_command", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Managed, ManagedFile),
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".qwen/settings.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".qwen/settings.json")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Hooks.Look(text, (root, look) => look with
        {
            Off = root.Member("disableAllHooks") is { Kind: JsonValueKind.True } ? "disableAllHooks" : null,
        });

    private static JsonHooks Hooks => new(
        new HookFormat("qwen", [("PreToolUse", "*"), ("PostToolUse", "run_shell_command")])
        {
            Units = 1000,
            Named = true,
        });
}

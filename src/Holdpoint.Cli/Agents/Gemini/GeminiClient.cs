using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Gemini;

/// <summary>Gemini CLI: hooks in settings.json under events of its own, time-outs in milliseconds.</summary>
internal sealed class GeminiClient : AgentClient
{
    private const string ManagedFile = "/etc/gemini-cli/settings.json";

    public override string Id => "gemini";

    public override string Title => "Gemini CLI";

    public override string? Proven => "0.61.0";

    /// <summary>Without a terminal its question waits for ever.</summary>
    public override bool Asks => false;

    public override string WhenHookFails =>
        "a crash blocks the call; a time-out and garbage let it through";

    public override ImmutableArray<string> Limits =>
    [
        "`hooksConfig` in any settings file and GEMINI_CLI_SYSTEM_SETTINGS_PATH switch it off, a managed hook too",
    ];

    public override ClientTraces Traces => new(["gemini"], [".gemini"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "run_shell_command" => new ToolShape(ToolKind.Shell) { Folder = "dir_path" },
        "write_file" => new ToolShape(ToolKind.Write),
        "replace" => new ToolShape(ToolKind.Edit) { All = "allow_multiple" },
        _ => ToolShape.Other,
    })
    {
        Before = name => name switch
        {
            "BeforeTool" => true,
            "AfterTool" => false,
            _ => null,
        },
    };

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("run_shell_command", command, directory, "BeforeTool");

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory)
    {
        string home = world.Variable("GEMINI_CLI_HOME") is { Length: > 0 } moved ? moved : world.Home;
        return
        [
            new SettingsPlace(SettingsScope.Managed, ManagedFile),
            new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".gemini/settings.json")),
            new SettingsPlace(SettingsScope.User, Path.Join(home, ".gemini/settings.json")),
        ];
    }

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Hooks.Look(text, (root, look) => look with
        {
            Off = root.Member("hooksConfig") is not { } config ? null
                : config.Member("enabled") is { Kind: JsonValueKind.False } ? "hooksConfig.enabled"
                : config.Member("disabled")?.Items.Exists(i =>
                    i.Text is "holdpoint" || look.Hooks.Any(h => h.Command == i.Text)) == true
                    ? "hooksConfig.disabled"
                : null,
        });

    private static JsonHooks Hooks => new(
        new HookFormat("gemini", [("BeforeTool", "*"), ("AfterTool", "run_shell_command")])
        {
            Units = 1000,
            Named = true,
        });
}

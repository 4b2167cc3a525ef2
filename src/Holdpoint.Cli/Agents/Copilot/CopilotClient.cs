using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Copilot;

/// <summary>Copilot CLI: a file of hooks that is ours alone, payloads that name no event.</summary>
internal sealed class CopilotClient : AgentClient
{
    public override string Id => "copilot";

    public override string Title => "Copilot CLI";

    public override string? Proven => "1.0.102";

    /// <summary>Without a terminal its question is a no.</summary>
    public override bool Asks => true;

    public override string WhenHookFails => "a crash blocks the call; a time-out and garbage let it through";

    public override ImmutableArray<string> Limits =>
    [
        "another COPILOT_HOME switches it off",
        "hooks of a project count only in a folder that the person has trusted",
    ];

    public override ClientTraces Traces => new(["copilot"], [".copilot"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "bash" or "powershell" => new ToolShape(ToolKind.Shell),
        "write_bash" or "write_powershell" => new ToolShape(ToolKind.Shell) { Command = "input" },
        "create" => new ToolShape(ToolKind.Write) { Path = "path", Content = "file_text" },
        "edit" => new ToolShape(ToolKind.Edit) { Path = "path", Put = "new_str", Taken = "old_str" },
        _ => ToolShape.Other,
    })
    {
        Tool = "toolName",
        Input = "toolArgs",
        Session = "sessionId",
        Result = "toolResult",
    };

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) => ToolCallText.Of(json =>
    {
        json.WriteString("sessionId"u8, "holdpoint-doctor"u8);
        json.WriteString("cwd"u8, directory);
        json.WriteString("toolName"u8, "bash"u8);
        json.WriteStartObject("toolArgs"u8);
        json.WriteString("command"u8, command);
        json.WriteEndObject();
    });

    protected override HookAnswer Question(string reason, Judgement judgement, ReadOnlySpan<byte> input) => new(
        ToolCallText.Of(json =>
        {
            json.WriteString("permissionDecision"u8, "ask"u8);
            json.WriteString("permissionDecisionReason"u8, reason);
        }), "", ExitCode.Success);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory)
    {
        string user = world.Variable("COPILOT_HOME") is { Length: > 0 } moved
            ? moved
            : Path.Join(world.Home, ".copilot");
        return
        [
            new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".github/hooks/holdpoint.json")),
            new SettingsPlace(SettingsScope.User, Path.Join(user, "hooks/holdpoint.json")),
        ];
    }

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Hooks.Look(text, (root, look) => look with
        {
            Off = root.Member("disableAllHooks") is { Kind: JsonValueKind.True } ? "disableAllHooks" : null,
        });

    private static JsonHooks Hooks => new(
        new HookFormat("copilot", [("preToolUse", ""), ("postToolUse", "")])
        {
            Flat = true,
            Command = "bash",
            Timeout = "timeoutSec",
            Root = [("version", "1")],
            Own = true,
        });
}

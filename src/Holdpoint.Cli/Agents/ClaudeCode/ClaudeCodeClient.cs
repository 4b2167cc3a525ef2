using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.Cli.Formats;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Claude Code: hooks in settings.json, a JSON object on standard input, "ask" honoured.</summary>
internal sealed class ClaudeCodeClient : AgentClient
{
    private const string ManagedFile = "/etc/claude-code/managed-settings.json";

    public override string Id => "claude-code";

    public override string Title => "Claude Code";

    public override string? Proven => "2.1.330";

    /// <summary>Without a terminal its question is a no.</summary>
    public override bool Asks => true;

    public override string WhenHookFails =>
        "a crash or a time-out blocks the call (`onFailure`, 2.1.295 and later); garbage lets it through";

    public override ImmutableArray<string> Limits =>
    [
        "in a user's or project's settings, `disableAllHooks`, `--bare` and `--setting-sources` switch it off",
    ];

    public override bool ManagedHolds => true;

    public override ClientTraces Traces => new(["claude"], [".claude", ".claude.json"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "Bash" or "Monitor" or "PowerShell" => new ToolShape(ToolKind.Shell),
        "Write" => new ToolShape(ToolKind.Write),
        "Edit" or "MultiEdit" => new ToolShape(ToolKind.Edit),
        "NotebookEdit" => new ToolShape(ToolKind.Edit) { Path = "notebook_path", Put = "new_source" },
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("Bash", command, directory);

    /// <summary>A yes then runs it with a way back.</summary>
    protected override HookAnswer Question(string reason, Judgement judgement, ReadOnlySpan<byte> input) => new(
        UniversalAnswer.Ask(reason, ExecAnswer.Rewritten(judgement, input, "command")), "", ExitCode.Success);

    /// <summary>The client closes by itself, and a shell between it and us would cost each call a process.</summary>
    public override string CommandLine(string program) => ShellQuoting.Quote(program) + Mark;

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory)
    {
        string? moved = world.Variable("CLAUDE_CONFIG_DIR");
        string user = moved is { Length: > 0 } ? moved : Path.Join(world.Home, ".claude");
        return
        [
            new SettingsPlace(SettingsScope.Managed, ManagedFile),
            new SettingsPlace(SettingsScope.Local, Path.Join(directory, ".claude/settings.local.json")),
            new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".claude/settings.json")),
            new SettingsPlace(SettingsScope.User, Path.Join(user, "settings.json")),
        ];
    }

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks(place).Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks(place).Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Hooks(place).Look(text, (root, look) =>
        {
            bool holds = root.Member("allowManagedHooksOnly") is { Kind: JsonValueKind.True };
            return look with
            {
                Off = root.Member("disableAllHooks") is { Kind: JsonValueKind.True } ? "disableAllHooks" : null,
                Holds = holds && place.Scope is SettingsScope.Managed,
                Wrong = place.Scope is SettingsScope.Managed && !holds
                    ? ["lacks allowManagedHooksOnly, so a user's settings can switch the hook off; "
                        + "run `sudo holdpoint install claude-code --managed` again"]
                    : [],
            };
        });

    /// <summary>What a finished shell command tells about states is of use too.</summary>
    private static JsonHooks Hooks(SettingsPlace place) => new(
        new HookFormat("claude-code", [("PreToolUse", "*"), ("PostToolUse", "Bash|Monitor")])
        {
            Closing = ("onFailure", "\"block\""),
            Root = place.Scope is SettingsScope.Managed ? [("allowManagedHooksOnly", "true")] : [],
        });
}

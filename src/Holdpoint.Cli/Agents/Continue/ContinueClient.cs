using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Continue;

/// <summary>Continue's <c>cn</c>: Claude Code's hooks in a file of its own; from its documentation.</summary>
internal sealed class ContinueClient : AgentClient
{
    public override string Id => "continue";

    public override string Title => "Continue CLI";

    public override string? Proven => null;

    /// <summary>It reads the answer; whether it asks anybody is not said.</summary>
    public override bool Asks => false;

    public override string WhenHookFails => "a crash blocks the call; a time-out and garbage let it through";

    public override ImmutableArray<string> Limits =>
    [
        "its extension for editors sends no hooks, only `cn` does",
        "it reads Claude Code's settings too: with both installed it is asked about twice",
    ];

    public override ClientTraces Traces => new(["cn"], [".continue"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "Bash" => new ToolShape(ToolKind.Shell),
        "Write" => new ToolShape(ToolKind.Write) { Path = "filepath", Loose = true },
        "Edit" or "MultiEdit" => new ToolShape(ToolKind.Edit) { Loose = true },
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("Bash", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".continue/settings.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".continue/settings.json")),
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
        new HookFormat("continue", [("PreToolUse", "*"), ("PostToolUse", "Bash")]));
}

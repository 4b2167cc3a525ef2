using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Factory;

/// <summary>Factory's droid: Claude Code's hooks with tools of its own; from its documentation.</summary>
internal sealed class FactoryClient : AgentClient
{
    public override string Id => "droid";

    public override string Title => "Factory droid";

    public override string? Proven => null;

    /// <summary>Whether its question reaches anybody without a terminal is not said.</summary>
    public override bool Asks => false;

    public override string WhenHookFails => "a crash blocks the call; of a time-out its documentation says nothing";

    public override ImmutableArray<string> Limits =>
    [
        "hooks in settings.json count only where no hooks.json lies beside it",
        "`--settings` with another file leaves it out",
    ];

    public override ClientTraces Traces => new(["droid"], [".factory"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "Execute" => new ToolShape(ToolKind.Shell),
        "Create" or "Write" => new ToolShape(ToolKind.Write) { Loose = true },
        "Edit" or "MultiEdit" => new ToolShape(ToolKind.Edit) { Put = "new_str", Taken = "old_str", Loose = true },
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("Execute", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".factory/settings.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".factory/settings.json")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        Hooks.Look(text, (root, look) => look with
        {
            Off = root.Member("hooksDisabled") is { Kind: JsonValueKind.True } ? "hooksDisabled" : null,
        });

    private static JsonHooks Hooks => new(
        new HookFormat("droid", [("PreToolUse", "*"), ("PostToolUse", "Execute")]));
}

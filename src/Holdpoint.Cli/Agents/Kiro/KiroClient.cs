using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Kiro;

/// <summary>Kiro (CLI 3, IDE 1): a file of hooks for every agent; from its documentation.</summary>
internal sealed class KiroClient : AgentClient
{
    public override string Id => "kiro";

    public override string Title => "Kiro";

    public override string? Proven => null;

    /// <summary>It has no such answer.</summary>
    public override bool Asks => false;

    public override string WhenHookFails => "a crash blocks the call; a time-out lets it through";

    public override ImmutableArray<string> Limits =>
    [
        "agents of Kiro CLI 2 and before have hooks of their own and do not read this file",
    ];

    public override ClientTraces Traces => new(["kiro-cli", "kiro"], [".kiro"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "execute_bash" or "executeBash" or "shell" => new ToolShape(ToolKind.Shell) { Folder = "working_dir" },
        "fs_write" or "fsWrite" or "write" => new ToolShape(ToolKind.Write)
        {
            Path = "path",
            Content = "text",
            Loose = true,
        },
        "str_replace" or "strReplace" => new ToolShape(ToolKind.Edit)
        {
            Path = "path",
            Put = "new_str",
            Taken = "old_str",
            Loose = true,
        },
        "delete_file" or "deleteFile" => new ToolShape(ToolKind.Delete) { Path = "path", Loose = true },
        _ => ToolShape.Other,
    })
    {
        Before = name => name switch
        {
            "PreToolUse" or "preToolUse" => true,
            _ => null,
        },
    };

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("execute_bash", command, directory, "preToolUse");

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".kiro/hooks/holdpoint.json")),
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, ".kiro/hooks/holdpoint.json")),
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Hooks.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Hooks.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) => Hooks.Look(text, "PreToolUse");

    private static OwnFile Hooks => new("{ \"version\": \"v1\", \"hooks\": [ { \"name\":", command =>
        $$"""
              "trigger": "PreToolUse",
              "action": { "type": "command", "command": {{JsonHooks.Text(command)}} },
              "timeout": {{(int)HookRun.ClientTimeout.TotalSeconds}},
              "enabled": true
          } ]
        }

        """)
    {
        Json = true,
    };
}

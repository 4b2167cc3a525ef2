using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Cline;

/// <summary>Cline: a script by the name of the event, an answer in JSON whatever it is; from its
/// documentation.</summary>
internal sealed class ClineClient : AgentClient
{
    public override string Id => "cline";

    public override string Title => "Cline";

    public override string? Proven => null;

    /// <summary>It has no such answer.</summary>
    public override bool Asks => false;

    public override string WhenHookFails =>
        "a crash of the program blocks the call; a script that does not start or takes 30 s lets it through";

    public override ImmutableArray<string> Limits =>
    [
        "hooks can be switched off in its settings",
        "it waits 30 s for a hook, less than a slow look at a database may take",
    ];

    public override ClientTraces Traces => new(["cline"], ["Documents/Cline", ".cline"]);

    /// <summary>Only what it says on standard output counts, and it must say something.</summary>
    public override HookAnswer Pass => field ??= new(
        ToolCallText.Of(json => json.WriteBoolean("cancel"u8, false)), "", ExitCode.Success);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "execute_command" => new ToolShape(ToolKind.Shell),
        "write_to_file" => new ToolShape(ToolKind.Write) { Path = "path", Loose = true },
        "replace_in_file" => new ToolShape(ToolKind.Edit) { Path = "path", Put = "diff", Loose = true },
        "use_mcp_tool" => new ToolShape(ToolKind.Mcp),
        _ => ToolShape.Other,
    })
    {
        Event = "hookName",
        Inner = "preToolUse",
        Tool = "toolName",
        Input = "parameters",
        Directory = "workspaceRoots",
        Session = "taskId",
        Before = name => name is "PreToolUse" ? true : null,
    };

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) => ToolCallText.Of(json =>
    {
        json.WriteString("hookName"u8, "PreToolUse"u8);
        json.WriteString("taskId"u8, "holdpoint-doctor"u8);
        json.WriteStartArray("workspaceRoots"u8);
        json.WriteStringValue(directory);
        json.WriteEndArray();
        json.WriteStartObject("preToolUse"u8);
        json.WriteString("toolName"u8, "execute_command"u8);
        json.WriteStartObject("parameters"u8);
        json.WriteString("command"u8, command);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public override HookAnswer Stop(string reason) => new(
        ToolCallText.Of(json =>
        {
            json.WriteBoolean("cancel"u8, true);
            json.WriteString("errorMessage"u8, reason);
        }), reason + "\n", ExitCode.Success);

    /// <summary>A no is said in words here, not by a status.</summary>
    public override string CommandLine(string program) =>
        $"{Shell.ShellQuoting.Quote(program)}{Mark} || "
        + "echo '{\"cancel\": true, \"errorMessage\": \"holdpoint: the hook failed, so the action is stopped\"}'";

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory) =>
    [
        new SettingsPlace(SettingsScope.Project, Path.Join(directory, ".clinerules/hooks/PreToolUse"))
        {
            Executable = true,
        },
        new SettingsPlace(SettingsScope.User, Path.Join(world.Home, "Documents/Cline/Hooks/PreToolUse"))
        {
            Executable = true,
        },
    ];

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        Script.Install(text, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => Script.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) => Script.Look(text, "PreToolUse");

    private static OwnFile Script => new("#", command => command + "\n", "#!/bin/sh\n");
}

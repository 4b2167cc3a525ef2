using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Payloads;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.Codex;

/// <summary>Codex CLI: hooks in config.toml that need its trust; what it is asked to ask, it runs.</summary>
internal sealed class CodexClient : AgentClient
{
    private const string ManagedFile = "/etc/codex/requirements.toml";

    public override string Id => "codex";

    public override string Title => "Codex CLI";

    public override string? Proven => "0.169.0";

    /// <summary>"ask" is unsupported there: the command runs.</summary>
    public override bool Asks => false;

    public override string WhenHookFails =>
        "a crash blocks the call; a time-out and garbage let it through, and no setting changes that";

    public override ImmutableArray<string> Limits =>
    [
        "`write_stdin` sends no hook: what is typed into a program that already runs is not seen "
            + "(so a shell that is opened to be typed into is stopped)",
        "a hook is skipped without a word when its trust in config.toml is gone",
        "in a user's settings, `--disable hooks` and another CODEX_HOME switch it off",
    ];

    public override bool ManagedHolds => true;

    public override ClientTraces Traces => new(["codex"], [".codex"]);

    private static HookDialect Dialect => new(tool => tool switch
    {
        "Bash" => new ToolShape(ToolKind.Shell),
        _ => ToolShape.Other,
    });

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        HookPayload.Read(payload.Span, directory, Dialect);

    public override ReadOnlyMemory<byte> Call(string command, string directory) =>
        ToolCallText.Make("Bash", command, directory);

    public override ImmutableArray<SettingsPlace> Places(IWorld world, string directory)
    {
        // Codex resolves the links of a home that it is given, and of no other.
        string user = world.Variable("CODEX_HOME") is { Length: > 0 } moved
            ? world.RealPath(moved) ?? moved
            : Path.Join(world.Home, ".codex");
        return
        [
            new SettingsPlace(SettingsScope.Managed, ManagedFile),
            new SettingsPlace(SettingsScope.User, Path.Join(user, "config.toml")),
        ];
    }

    public override EditAnswer Install(byte[] text, SettingsPlace place, string command) =>
        place.Scope is SettingsScope.Managed
            ? CodexConfig.Require(text, command, Path.GetDirectoryName(Program(command)) ?? "/")
            : CodexConfig.Install(text, place.Path, command);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) => CodexConfig.Uninstall(text);

    public override SettingsLook Look(byte[] text, SettingsPlace place) =>
        CodexConfig.Look(text, place.Scope is SettingsScope.Managed ? null : place.Path);

    private string Program(string command) =>
        command[..command.IndexOf(Mark, StringComparison.Ordinal)].Trim('\'');
}

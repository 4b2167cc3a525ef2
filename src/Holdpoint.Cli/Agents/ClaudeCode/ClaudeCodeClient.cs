using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Claude Code: hooks in settings.json, a JSON object on standard input, "ask" honoured.</summary>
internal sealed class ClaudeCodeClient : AgentClient
{
    private const string ManagedFile = "/etc/claude-code/managed-settings.json";

    public override string Id => "claude-code";

    public override string Title => "Claude Code";

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        ClaudeCodePayload.Read(payload.Span, directory);

    /// <summary>Allow stays silent: "allow" would switch off the client's own questions.</summary>
    public override HookAnswer Answer(Judgement judgement, ReadOnlySpan<byte> input) =>
        judgement.Verdict.Decision switch
        {
            Decision.Allow => HookAnswer.Silent,

            // A yes in the client is no grant.
            Decision.Ask when judgement.Grant is GrantAnswer.Open or GrantAnswer.Closed =>
                Stop(VerdictText.ForAgent(judgement)),

            // A yes then runs it with a way back.
            Decision.Ask => new HookAnswer(
                UniversalAnswer.Ask(
                    VerdictText.ForAgent(judgement), ExecAnswer.Rewritten(judgement, input, "command")),
                "", ExitCode.Success),
            _ => Stop(VerdictText.ForAgent(judgement)),
        };

    public override HookAnswer Stop(string reason) =>
        new(UniversalAnswer.Deny(reason), reason + "\n", ExitCode.HookBlock);

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

    public override EditAnswer Install(byte[] text, SettingsPlace place, string binary) =>
        ClaudeCodeSettings.Install(
            text, $"{ShellQuoting.Quote(binary)} hook {Id}", managed: place.Scope is SettingsScope.Managed);

    public override EditAnswer Uninstall(byte[] text, SettingsPlace place) =>
        ClaudeCodeSettings.Uninstall(text, place.Scope is SettingsScope.Managed);

    public override DoctorReport Examine(IWorld world, string directory) =>
        new ClaudeCodeExamination(world, directory).Run([.. Places(world, directory)]);
}

using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Claude Code: hooks in settings.json, a JSON object on standard input, "ask" honoured.</summary>
internal sealed class ClaudeCodeClient : AgentClient
{
    public override string Id => "claude-code";

    public override string Title => "Claude Code";

    public override HookMessage Read(ReadOnlyMemory<byte> payload, string directory) =>
        ClaudeCodePayload.Read(payload.Span, directory);

    /// <summary>Allow stays silent: "allow" would switch off the client's own questions.</summary>
    public override HookAnswer Answer(Judgement judgement) => judgement.Verdict.Decision switch
    {
        Decision.Allow => HookAnswer.Silent,
        Decision.Ask => new HookAnswer(UniversalAnswer.Ask(VerdictText.ForAgent(judgement)), "", ExitCode.Success),
        _ => Stop(VerdictText.ForAgent(judgement)),
    };

    public override HookAnswer Stop(string reason) => new(UniversalAnswer.Deny(reason), reason + "\n", ExitCode.HookBlock);
}

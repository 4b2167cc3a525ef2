using System.Collections.Immutable;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>Tells whether this process was started by an agent: its clients leave marks in the environment of what they
/// run.</summary>
internal static class AgentSession
{
    private static readonly ImmutableArray<string> Marks =
    [
        "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CODEX_SANDBOX", "CODEX_SANDBOX_NETWORK_DISABLED", "CODEX_THREAD_ID",
        "CODEX_CI", "GEMINI_CLI", "QWEN_CODE", "CURSOR_AGENT", "CURSOR_TRACE_ID", "OPENCODE", "OPENCODE_SESSION",
        "COPILOT_CLI", "COPILOT_AGENT_SESSION_ID", "AMP_CURRENT_THREAD_ID", "AIDER_SESSION", "CLINE_ACTIVE", "AI_AGENT",
        "AUGMENT_AGENT", "KIRO_AGENT", "FACTORY_DROID", "GOOSE_TERMINAL", "AGENT",
    ];

    /// <summary>The mark that was found; null where this looks like a person's own terminal.</summary>
    public static string? Mark(IWorld world)
    {
        foreach (string mark in Marks)
        {
            if (world.Variable(mark) is { Length: > 0 })
            {
                return mark;
            }
        }

        return null;
    }
}

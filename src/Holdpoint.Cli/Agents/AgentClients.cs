using System.Collections.Immutable;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Cli.Agents.Codex;
using Holdpoint.Cli.Agents.Copilot;
using Holdpoint.Cli.Agents.Gemini;
using Holdpoint.Cli.Agents.OpenCode;
using Holdpoint.Cli.Agents.Qwen;

namespace Holdpoint.Cli.Agents;

/// <summary>Every client that Holdpoint speaks with, by hand: one line each.</summary>
internal static class AgentClients
{
    public static ImmutableArray<AgentClient> All { get; } =
    [
        new ClaudeCodeClient(),
        new CodexClient(),
        new GeminiClient(),
        new QwenClient(),
        new CopilotClient(),
        new OpenCodeClient(),
    ];

    public static AgentClient? Find(string id)
    {
        foreach (AgentClient client in All)
        {
            if (client.Id == id)
            {
                return client;
            }
        }

        return null;
    }
}

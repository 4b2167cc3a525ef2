using System.Collections.Immutable;
using Holdpoint.Cli.Agents.Amp;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Cli.Agents.Cline;
using Holdpoint.Cli.Agents.Codex;
using Holdpoint.Cli.Agents.Continue;
using Holdpoint.Cli.Agents.Copilot;
using Holdpoint.Cli.Agents.Cursor;
using Holdpoint.Cli.Agents.Factory;
using Holdpoint.Cli.Agents.Gemini;
using Holdpoint.Cli.Agents.Kiro;
using Holdpoint.Cli.Agents.OpenCode;
using Holdpoint.Cli.Agents.Qwen;
using Holdpoint.Cli.Agents.Windsurf;

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
        new CursorClient(),
        new WindsurfClient(),
        new ClineClient(),
        new KiroClient(),
        new FactoryClient(),
        new ContinueClient(),
        new AmpClient(),
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

using System.Collections.Immutable;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Cli.Agents.Codex;

namespace Holdpoint.Cli.Agents;

/// <summary>Every client that Holdpoint speaks with, by hand: one line each.</summary>
internal static class AgentClients
{
    public static ImmutableArray<AgentClient> All { get; } =
    [
        new ClaudeCodeClient(),
        new CodexClient(),
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

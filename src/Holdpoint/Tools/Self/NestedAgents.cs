using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Self;

/// <summary>Agents that an agent would start without the hooks that guard it. Pure.</summary>
internal static class NestedAgents
{
    /// <summary>Why such a start is out of the question; null where the new agent keeps its hooks.</summary>
    public static string? Why(string name, Invocation invocation)
    {
        if (name is not ("claude" or "codex" or "gemini" or "qwen" or "opencode" or "copilot" or "amp" or "cursor-agent"
            or "droid" or "kiro-cli" or "cline" or "npx" or "bunx" or "pnpx"))
        {
            return null;
        }

        ImmutableArray<Word> words = invocation.Arguments;
        if (words.Any(w => w.Text is "--help" or "-h" or "--version" or "-v" or "-V"))
        {
            return null;
        }

        string? how = ByOption(name, words) ?? ByVariable(name, invocation);
        return how is null ? null : $"{how} starts an agent without the hooks that guard it";
    }

    private static string? ByOption(string name, ImmutableArray<Word> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            string text = words[i].Text ?? words[i].Prefix;
            string option = text.Split('=', 2)[0];
            string? value = text.Contains('=', StringComparison.Ordinal) ? text.Split('=', 2)[1]
                : i + 1 < words.Length ? words[i + 1].Text : null;
            bool drops = option switch
            {
                "--bare" or "--safe-mode" or "--no-hooks" or "--pure" or "--no-plugins" or "--no-extensions" => true,
                "--setting-sources" => !KeepsAll(value),
                "--disable" or "--disable-feature" => value is "hooks",
                "-c" or "--config" => name is "codex" && value is { } set
                    && set.Contains("hooks", StringComparison.Ordinal),
                "--settings" => value is null || value.Contains("disableAllHooks", StringComparison.Ordinal)
                    || name is "droid",
                _ => false,
            };
            if (drops)
            {
                return option;
            }
        }

        return words is [{ Text: "features" }, { Text: "disable" }, { Text: "hooks" }, ..]
            ? "features disable hooks"
            : null;
    }

    private static bool KeepsAll(string? sources) =>
        sources is not null && sources.Contains("user", StringComparison.Ordinal)
        && sources.Contains("project", StringComparison.Ordinal) && sources.Contains("local", StringComparison.Ordinal);

    private static string? ByVariable(string name, Invocation invocation)
    {
        if (name is "npx" or "bunx" or "pnpx")
        {
            return null;
        }

        if (invocation.CleanEnvironment)
        {
            return "an empty environment";
        }

        foreach (string variable in Redirecting)
        {
            if (invocation.Variable(variable) is { Text: not "" })
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>Variables that send a client to other settings, or drop its hooks.</summary>
    private static readonly ImmutableArray<string> Redirecting =
    [
        "CLAUDE_CONFIG_DIR", "CODEX_HOME", "COPILOT_HOME", "GEMINI_CLI_HOME", "GEMINI_CLI_SYSTEM_SETTINGS_PATH",
        "QWEN_CODE_SYSTEM_SETTINGS_PATH", "OPENCODE_PURE", "OPENCODE_CONFIG_DIR", "KIRO_HOME", "PLUGINS",
        "CLAUDE_CODE_SIMPLE", "HOME", "XDG_CONFIG_HOME",
    ];
}

namespace Holdpoint.Tools.Mcp;

/// <summary>The name of a tool of an MCP server, as the clients spell it. Pure.</summary>
/// <param name="Server">Empty where the spelling does not tell it.</param>
internal readonly record struct ToolName(string Server, string Tool)
{
    /// <summary><c>mcp__server__tool</c> (Claude Code, Codex, Qwen Code), <c>mcp_server_tool</c> (Gemini CLI),
    /// <c>server-tool</c> and <c>server_tool</c> (Copilot CLI, opencode); null for a tool of the client's
    /// own.</summary>
    public static ToolName? Read(string name)
    {
        if (name.StartsWith("mcp__", StringComparison.Ordinal))
        {
            string rest = name["mcp__".Length..];
            int end = rest.IndexOf("__", StringComparison.Ordinal);
            return end < 0 ? new ToolName("", rest) : new ToolName(rest[..end], rest[(end + 2)..]);
        }

        if (name.StartsWith("mcp_", StringComparison.Ordinal))
        {
            string rest = name["mcp_".Length..];
            int end = rest.IndexOf('_', StringComparison.Ordinal);
            return end < 0 ? new ToolName("", rest) : new ToolName(rest[..end], rest[(end + 1)..]);
        }

        // A client's own tools have one word, or begin with what they do.
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        int part = dash > 0 ? dash : name.IndexOf('_', StringComparison.Ordinal);
        return part <= 0 || char.IsAsciiLetterUpper(name[0]) || IsVerb(name[..part])
            ? null
            : new ToolName(name[..part], name[(part + 1)..]);
    }

    private static bool IsVerb(string word) => word is "read" or "write" or "list" or "search" or "save" or "replace"
        or "run" or "web" or "update" or "view" or "glob" or "grep" or "edit" or "todo" or "exit" or "google"
        or "apply"
        or "ask" or "get" or "kill" or "str" or "str_replace" or "fetch" or "think" or "notebook" or "task"
        or "create";
}

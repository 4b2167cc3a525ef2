namespace Holdpoint.Tools.Mcp;

/// <summary>The tools of our own MCP server: a command among their arguments is judged there, and run by nobody.
/// Pure.</summary>
/// <remarks>A server can be called anything. One that was made to be called as ours is, tools and all, runs what it
/// likes whatever it is given; an honest server that runs commands has no tool of these names.</remarks>
internal static class OwnTools
{
    public const string Server = "holdpoint";
    public const string Assess = "assess_action";
    public const string Request = "request_approval";
    public const string Wait = "wait_for_approval";
    public const string Checkpoints = "list_checkpoints";

    /// <summary>Whether a call goes to one of them.</summary>
    public static bool Are(ToolName name) => name is { Server: Server, Tool: Assess or Request or Wait or Checkpoints };
}

namespace Holdpoint.Cli.Agents.Payloads;

/// <summary>What a client's own tool does.</summary>
internal enum ToolKind
{
    /// <summary>None that is known by name: the engine judges its name and arguments.</summary>
    Other,
    Shell,
    Write,
    Edit,
    Delete,

    /// <summary>A tool that hands on a call of an MCP server's tool.</summary>
    Mcp,
}

/// <summary>Under which names one tool of a client has what matters in its input; only these names are
/// read, since a client ignores what it does not know.</summary>
internal sealed record ToolShape(ToolKind Kind)
{
    /// <summary>A tool that is neither a shell nor a file tool.</summary>
    public static readonly ToolShape Other = new(ToolKind.Other);

    /// <summary>Whether an input without a path is a call of which nothing is known, and not malformed: for shapes that
    /// no client was seen to send.</summary>
    public bool Loose { get; init; }

    /// <summary>The server whose tool is called.</summary>
    public string Server { get; init; } = "server_name";

    /// <summary>The tool of that server.</summary>
    public string Name { get; init; } = "tool_name";

    /// <summary>The tool's own arguments: an object, or its text.</summary>
    public string Arguments { get; init; } = "arguments";

    /// <summary>The command line of a shell.</summary>
    public string Command { get; init; } = "command";

    /// <summary>Where a shell runs it, if that is not the session's directory; null where the tool has no such
    /// field.</summary>
    public string? Folder { get; init; }

    /// <summary>The file.</summary>
    public string Path { get; init; } = "file_path";

    /// <summary>What a write puts there.</summary>
    public string Content { get; init; } = "content";

    /// <summary>What an edit puts in.</summary>
    public string Put { get; init; } = "new_string";

    /// <summary>What an edit takes out.</summary>
    public string Taken { get; init; } = "old_string";

    /// <summary>Whether an edit is made everywhere.</summary>
    public string All { get; init; } = "replace_all";
}

namespace Holdpoint;

/// <summary>What an agent is about to do, as its client handed it over.</summary>
/// <param name="Directory">The absolute directory in which it would happen.</param>
internal abstract record Action(string Directory)
{
    /// <summary>A command line for a shell.</summary>
    internal sealed record ShellCommand(string Text, string Directory) : Action(Directory)
    {
        /// <summary>What was asked for, where the text is a step that was made of it and names a file of ours that has
        /// another name each time; null where the text itself was asked for.</summary>
        public string? Asked { get; init; }
    }

    /// <summary>A client's own file tool: a file written, edited or deleted.</summary>
    /// <param name="Path">As the client gave it: absolute, or relative to the directory.</param>
    /// <param name="Content">The new text where the client sends it (for an edit: the inserted part), else
    /// null.</param>
    /// <param name="Kind">Write replaces the file, Edit changes a part of it, Delete removes it.</param>
    internal sealed record FileEdit(string Path, string? Content, FileEditKind Kind, string Directory)
        : Action(Directory)
    {
        /// <summary>The text that an edit takes out, where the client sends it: with it the new content is
        /// known.</summary>
        public string? Replaced { get; init; }

        /// <summary>Whether an edit replaces every occurrence, not only the first.</summary>
        public bool All { get; init; }
    }

    /// <summary>A tool of the client or of an MCP server that is neither a shell nor a file tool.</summary>
    /// <param name="Name">The tool's name as the client gave it.</param>
    /// <param name="Arguments">The tool's raw JSON arguments.</param>
    internal sealed record ToolCall(string Name, string Arguments, string Directory) : Action(Directory);
}

/// <summary>What a client's file tool does to its file.</summary>
internal enum FileEditKind
{
    Write,
    Edit,
    Delete,
}

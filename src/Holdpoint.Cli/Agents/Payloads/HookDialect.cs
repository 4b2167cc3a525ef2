namespace Holdpoint.Cli.Agents.Payloads;

/// <summary>The names that a client's hook payload has for what every one of them tells.</summary>
/// <param name="Shape">The client's own tools, by name.</param>
internal sealed record HookDialect(Func<string, ToolShape> Shape)
{
    public string Event { get; init; } = "hook_event_name";

    /// <summary>The field with the tool's name.</summary>
    public string Tool { get; init; } = "tool_name";

    /// <summary>The field with the tool's input.</summary>
    public string Input { get; init; } = "tool_input";

    /// <summary>The tool that an event is by itself, whatever the payload says: its input is the field of the input, or
    /// the payload where it has none.</summary>
    public Func<string, string?> EventTool { get; init; } = _ => null;

    /// <summary>A text, or a list of which the first counts.</summary>
    public string Directory { get; init; } = "cwd";

    public string Session { get; init; } = "session_id";

    /// <summary>Whether an event comes before an action (true), after it (false) or is none of ours (null).</summary>
    public Func<string, bool?> Before { get; init; } = name => name switch
    {
        "PreToolUse" => true,
        "PostToolUse" => false,
        _ => null,
    };

    /// <summary>For a client that names no event: the field that only a finished call has.</summary>
    public string? Result { get; init; }

    /// <summary>The object in the payload that holds tool and input; null where they stand at the top.</summary>
    public string? Inner { get; init; }
}

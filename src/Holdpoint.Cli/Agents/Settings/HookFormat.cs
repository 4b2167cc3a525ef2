using System.Collections.Immutable;

namespace Holdpoint.Cli.Agents.Settings;

/// <summary>How a client's JSON settings hold hooks.</summary>
/// <param name="Client">The id in the command line that its hooks run.</param>
/// <param name="Events">Events with the tools for which we are called; an empty matcher is none at all.</param>
internal sealed record HookFormat(string Client, ImmutableArray<(string Event, string Matcher)> Events)
{
    /// <summary>Whether the hooks of an event stand in its list, without groups that share a matcher.</summary>
    public bool Flat { get; init; }

    /// <summary>The member that holds the command line.</summary>
    public string Command { get; init; } = "command";

    /// <summary>The member that holds the time-out; null where the client has none.</summary>
    public string? Timeout { get; init; } = "timeout";

    /// <summary>How many of the time-out's units make a second.</summary>
    public int Units { get; init; } = 1;

    /// <summary>Whether a hook says what type it is.</summary>
    public bool Typed { get; init; } = true;

    /// <summary>Whether a hook has a name that the client shows.</summary>
    public bool Named { get; init; }

    /// <summary>The member that closes the client for a hook that fails, and its JSON; null where there is
    /// none.</summary>
    public (string Name, string Json)? Closing { get; init; }

    /// <summary>Members that stand at the top of the file beside the hooks, with their JSON.</summary>
    public ImmutableArray<(string Name, string Json)> Root { get => field.IsDefault ? [] : field; init; }

    /// <summary>Whether the file is there for our hooks alone, and goes when they go.</summary>
    public bool Own { get; init; }

    /// <summary>The part of the command line by which our hooks are known.</summary>
    public string Mark => $" hook {Client}";
}

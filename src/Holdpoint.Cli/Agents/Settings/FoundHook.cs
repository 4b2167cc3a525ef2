using System.Collections.Immutable;

namespace Holdpoint.Cli.Agents.Settings;

/// <summary>One of our hooks as a settings file has it.</summary>
/// <param name="Timeout">Seconds; null for the client's default.</param>
/// <param name="Blocks">Whether a crash or time-out of the hook blocks the call; null where the client has no such
/// setting.</param>
internal sealed record FoundHook(string Event, string Matcher, string Command, int? Timeout, bool? Blocks);

/// <summary>What a client's settings say of hooks.</summary>
internal sealed record SettingsLook(ImmutableArray<FoundHook> Hooks)
{
    /// <summary>Why the text cannot be understood; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The setting that switches every hook off; null where none does.</summary>
    public string? Off { get; init; }

    /// <summary>Managed settings that a user's settings and options cannot take the hook out of.</summary>
    public bool Holds { get; init; }

    /// <summary>What else is wrong, each a clause with what to do.</summary>
    public ImmutableArray<string> Wrong { get => field.IsDefault ? [] : field; init; }
}

using System.Collections.Immutable;

namespace Holdpoint.Shell.Syntax;

/// <summary>What became of a text.</summary>
internal abstract record ParseAnswer
{
    internal sealed record Parsed(CommandList Script) : ParseAnswer;

    /// <summary>bash would reject it, or it is beyond a bound.</summary>
    /// <param name="Position">UTF-16 offset at which reading failed.</param>
    /// <param name="Why">"unexpected end: no closing quote", "nested deeper than 100".</param>
    /// <param name="Before">The complete commands that stand before the failure: bash runs those whose line ended
    /// before it.</param>
    internal sealed record Unreadable(int Position, string Why, CommandList Before) : ParseAnswer;
}

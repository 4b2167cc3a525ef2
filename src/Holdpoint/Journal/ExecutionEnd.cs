using System.Collections.Immutable;

namespace Holdpoint.Journal;

/// <summary>What became of an action that Holdpoint itself carried out, or did not.</summary>
/// <param name="Ended">"ran", "failed" (it ended with 0 and did nothing), "refused", "unasked", "changed",
/// "unstarted".</param>
internal sealed record ExecutionEnd(string Ended)
{
    /// <summary>The program's own exit status; null where it was not run.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The checkpoint that was taken first; null without one.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>That checkpoint was restored as a test and equal.</summary>
    public bool Verified { get; init; }

    /// <summary>Data that is gone or changed as it was said, by name.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>Data that is gone and was not named before; a line each.</summary>
    public ImmutableArray<string> Unforeseen { get; init; } = [];
}

using Holdpoint.Journal;

namespace Holdpoint.Execution;

/// <summary>How an execution ended.</summary>
internal abstract record Outcome
{
    /// <summary>As the journal keeps it, without what was saved.</summary>
    public ExecutionEnd ForJournal => new(this switch
    {
        Ran { Failed: true } => "failed",
        Ran => "ran",
        Refused => "refused",
        Unasked => "unasked",
        Changed => "changed",
        _ => "unstarted",
    })
    {
        ExitCode = (this as Ran)?.ExitCode,
    };

    /// <summary>The command was run.</summary>
    /// <param name="ExitCode">Its own.</param>
    internal sealed record Ran(int ExitCode) : Outcome
    {
        /// <summary>It said that it went well, and did nothing of what it was to do, as its kind does when it
        /// fails.</summary>
        public bool Failed { get; init; }
    }

    /// <summary>It was not run: it is denied, or a person said no.</summary>
    internal sealed record Refused : Outcome;

    /// <summary>It was not run: a person must be asked, and there is none here.</summary>
    internal sealed record Unasked : Outcome;

    /// <summary>It was not run: what it would do is not any more what was judged.</summary>
    internal sealed record Changed : Outcome;

    /// <summary>It was not run: it cannot be started.</summary>
    internal sealed record Unstarted : Outcome;
}

using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Policy.Files;

/// <summary>Whose file it is, from the least to the most powerful.</summary>
internal enum PolicyOrigin
{
    /// <summary>In the repository, where an agent can write it: it can only make things stricter.</summary>
    Repository,
    User,
    Managed,
}

/// <summary>What one policy file says.</summary>
/// <param name="Path">Where it was read.</param>
internal sealed record PolicyFile(PolicyOrigin Origin, string Path)
{
    public ImmutableArray<Matcher> Matchers { get; init; } = [];

    public ImmutableArray<RuleCell> Cells { get; init; } = [];

    /// <summary>How many persons must approve, and who may not.</summary>
    public ImmutableArray<ApprovalCell> Approvals { get; init; } = [];

    /// <summary>How long measuring may take; null where the file does not say.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The largest file or answer that is read for measuring; null where the file does not say.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Where a threshold stands, for the note that a repository's is not used.</summary>
    public ImmutableArray<(string Key, int Line, int Column)> Thresholds { get; init; } = [];

    /// <summary>Repositories whose file may name the environment of what no sign tells; absolute globs.</summary>
    public ImmutableArray<string> Trust { get; init; } = [];

    /// <summary>Where <c>trust:</c> stands; null when it does not.</summary>
    public (int Line, int Column)? TrustAt { get; init; }

    /// <summary>True for a repository's file that a user's or managed file trusts.</summary>
    public bool Trusted { get; init; }
}

/// <summary>How many must approve, for an environment or a rule.</summary>
/// <param name="Key">The environment's word, the rule's id, or <see cref="PolicyKeys.NotByStarter"/>.</param>
/// <param name="Number">For the last 1 for yes, 0 for no.</param>
internal readonly record struct ApprovalCell(string Key, int Number, int Line, int Column);

/// <summary>One answer that a file gives for a rule in an environment.</summary>
internal readonly record struct RuleCell(
    Rule Rule, EnvironmentKind Environment, Decision Decision, int Line, int Column);

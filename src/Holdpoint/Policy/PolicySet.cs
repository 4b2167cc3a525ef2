using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Policy.Files;

namespace Holdpoint.Policy;

/// <summary>The policy in force: the built-in one, tightened or configured by the files found.</summary>
internal sealed record PolicySet
{
    public static readonly PolicySet BuiltIn = new();

    /// <summary>What was wrong with files that were found, as messages for a person; such a file is not used.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>The files in use, the most powerful first: managed, user, repository (the nearest first).</summary>
    public ImmutableArray<PolicyFile> Files { get; init; } = [];

    /// <summary>Answers that files changed, by rule id; a rule that is not here answers by its defaults.</summary>
    public ImmutableDictionary<string, CellRow> Changed { get; init; } = ImmutableDictionary<string, CellRow>.Empty;

    /// <summary>How many persons must approve what asks.</summary>
    public ApprovalRules Approvals { get; init; } = ApprovalRules.BuiltIn;

    /// <summary>How long measuring may take; null where no file says.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>The largest file or answer that is read for measuring; null where no file says.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>What a rule answers in an environment.</summary>
    public Decision Answer(Rule rule, EnvironmentKind environment) =>
        !Changed.IsEmpty && rule.Configurable && Changed.TryGetValue(rule.Id, out CellRow? row)
            ? row.Answers[environment]
            : rule.Defaults[environment];

    /// <summary>The file that gave an answer; null for the built-in one.</summary>
    public string? OriginOf(Rule rule, EnvironmentKind environment) =>
        Changed.TryGetValue(rule.Id, out CellRow? row) ? row.Origin(environment) : null;

    /// <summary>Both policies: the repositories' files of the other one tighten this one as well.</summary>
    public PolicySet And(PolicySet other)
    {
        if (ReferenceEquals(this, other) || (other.Files.IsEmpty && other.Problems.IsEmpty))
        {
            return this;
        }

        ImmutableArray<PolicyFile> files = [.. Files, .. other.Files.Where(o => !Files.Any(f => f.Path == o.Path))];
        ImmutableArray<string> problems = [.. Unreadable, .. other.Unreadable.Except(Unreadable)];
        return files.Length == Files.Length && problems.Length == Unreadable.Length ? this : Of(files, problems);
    }

    /// <summary>The problems of files that are not in use; the others are found again when files are put
    /// together.</summary>
    private ImmutableArray<string> Unreadable { get; init; } = [];

    /// <summary>Puts files together: user over built-in, managed over user, and repositories only where they are
    /// stricter.</summary>
    public static PolicySet Of(ImmutableArray<PolicyFile> files, ImmutableArray<string> problems) =>
        new PolicyComposition(files, problems).Compose() with { Unreadable = problems };
}

/// <summary>A rule's answers with the files that gave them; a null file is the built-in policy.</summary>
internal sealed record CellRow(Row Answers)
{
    private readonly ImmutableDictionary<EnvironmentKind, string> _origins =
        ImmutableDictionary<EnvironmentKind, string>.Empty;

    public string? Origin(EnvironmentKind environment) => _origins.GetValueOrDefault(environment);

    public CellRow With(EnvironmentKind environment, Decision decision, string origin) =>
        new(Answers.With(environment, decision), _origins.SetItem(environment, origin));

    private CellRow(Row answers, ImmutableDictionary<EnvironmentKind, string> origins)
        : this(answers) => _origins = origins;
}

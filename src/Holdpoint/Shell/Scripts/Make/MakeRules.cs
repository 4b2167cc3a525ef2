using System.Collections.Immutable;

namespace Holdpoint.Shell.Scripts.Make;

/// <summary>A rule of a makefile: what it makes, of what, and how.</summary>
internal sealed record MakeRule
{
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>Expands what stands after the colon; asked once, and only when the rule is of use.</summary>
    public Func<(ImmutableArray<string> Before, ImmutableArray<string> OrderOnly)>? Later { get; init; }

    public ImmutableArray<string> Prerequisites
    {
        get => Later is null ? field : Needs.Before;
        init;
    } = [];

    /// <summary>Prerequisites after <c>|</c>.</summary>
    public ImmutableArray<string> OrderOnly
    {
        get => Later is null ? field : Needs.OrderOnly;
        init;
    } = [];

    private (ImmutableArray<string> Before, ImmutableArray<string> OrderOnly) Needs =>
        (_needs ??= Later?.Invoke()) ?? ([], []);

    private (ImmutableArray<string> Before, ImmutableArray<string> OrderOnly)? _needs;

    /// <summary>Its targets' pattern, when the prerequisites stand for each of several targets.</summary>
    public string? TargetPattern { get; init; }

    public bool DoubleColon { get; init; }

    /// <summary>It stands behind a condition that only running tells.</summary>
    public bool Uncertain { get; init; }

    /// <summary>The lines of its recipe, not expanded; filled while the makefile is read.</summary>
    public List<string> Recipe { get; } = [];

    /// <summary>An empty recipe after <c>;</c> is one, too.</summary>
    public bool HasRecipe { get; set; }

    /// <summary>Variables for its targets alone.</summary>
    public MakeAssignment? Variable { get; init; }

    public bool IsPattern => TargetPattern is null && Targets.Any(t => t.Contains('%', StringComparison.Ordinal));

    /// <summary>The stem of a target in this rule; null when it has none.</summary>
    public string? Stem(string target) =>
        TargetPattern is not null ? MakeText.Stem(TargetPattern, target)
        : IsPattern ? Targets.Select(t => MakeText.Stem(t, target)).FirstOrDefault(s => s is not null)
        : null;

    /// <summary>The prerequisites of one target.</summary>
    public ImmutableArray<string> For(string target, ImmutableArray<string> names)
    {
        if (Stem(target) is not { } stem)
        {
            return names;
        }

        // A pattern without a slash takes the folder of the target along.
        return [.. names.Select(n => MakeText.Fill(n, stem))];
    }
}

/// <summary>All rules that a makefile and those it includes hold.</summary>
internal sealed class MakeRules
{
    private readonly List<MakeRule> _patterns = [];
    private readonly Dictionary<string, List<MakeRule>> _targets = new(StringComparer.Ordinal);

    /// <summary>The first target that is made when none is named; null when there is none.</summary>
    public string? First { get; private set; }

    /// <summary>Rules that were read: a bound on what one makefile may hold.</summary>
    public int Count { get; private set; }

    public void Add(MakeRule rule)
    {
        Count++;
        if (rule.IsPattern)
        {
            _patterns.Add(rule);
            return;
        }

        foreach (string target in rule.Targets)
        {
            if (!_targets.TryGetValue(target, out List<MakeRule>? rules))
            {
                _targets[target] = rules = [];
            }

            rules.Add(rule);
            if (rule.Variable is null && (!target.StartsWith('.') || target.Contains('/', StringComparison.Ordinal)))
            {
                First ??= target;
            }
        }
    }

    public bool Has(string target) => _targets.ContainsKey(target);

    /// <summary>The rules that name a target.</summary>
    public IReadOnlyList<MakeRule> Of(string target) => _targets.GetValueOrDefault(target) ?? [];

    /// <summary>Assignments for a target: of patterns first, then its own.</summary>
    public IEnumerable<MakeAssignment> Variables(string target) =>
        _patterns.Where(p => p.Variable is not null && p.Stem(target) is not null).Concat(Of(target))
            .Select(r => r.Variable).OfType<MakeAssignment>();

    /// <summary>The pattern rule that makes a target which no other rule makes; null when there is none.</summary>
    /// <param name="exists">Whether something can be had: it is there, or a rule names it.</param>
    public MakeRule? Pattern(string target, Func<string, bool> exists) => _patterns
        .Where(p => p is { HasRecipe: true, Variable: null } && p.Stem(target) is not null
            && !p.Targets.Any(t => t == "%" && target.StartsWith('.')))
        .OrderBy(p => p.Stem(target)?.Length)
        .FirstOrDefault(p => p.For(target, p.Prerequisites).All(exists));
}

using System.Collections.Immutable;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>How a piece is painted: by its way back.</summary>
internal enum Tone
{
    /// <summary>Nothing brings it back, or nobody knows.</summary>
    Bad,

    /// <summary>Brought back for some days, or from a proved backup.</summary>
    Warning,

    /// <summary>Made again.</summary>
    Good,

    /// <summary>Says nothing of a way back.</summary>
    Plain,
}

/// <summary>One of the four things that a person wants to know first.</summary>
/// <param name="Question">"what goes".</param>
/// <param name="Answer">A few words.</param>
/// <param name="More">What stands below, smaller; empty for nothing.</param>
internal sealed record PageAnswer(string Question, string Answer, string More, Tone Tone);

/// <summary>Something that would be lost, as the page shows it.</summary>
/// <param name="Id">The name of its row within the page.</param>
/// <param name="Weight">Its share of the picture.</param>
internal sealed record PageLoss(string Id, Loss Loss, Tone Tone, double Weight);

/// <summary>Losses that belong together: a system, or a target.</summary>
/// <param name="Name">Empty where all belong together.</param>
/// <param name="About">"12 resources, all of it".</param>
/// <param name="Unnamed">How many more there are than are named.</param>
internal sealed record PageGroup(string Name, string About, ImmutableArray<PageLoss> Losses, long Unnamed);

/// <summary>Everything that the page of one judgement shows; <see cref="RadiusHtml"/> writes it. Pure.</summary>
internal sealed record RadiusPage
{
    /// <summary>Losses drawn and listed; a picture of more pieces is sand.</summary>
    public const int MaxLosses = 60;

    private const int MaxGroups = 8;

    /// <summary>A command beyond this is cut.</summary>
    private const int MaxCommand = 2000;

    /// <summary>As much of it is looked through for secrets.</summary>
    private const int MaxRead = 8 * MaxCommand;

    public required Decision Decision { get; init; }

    public required string Rule { get; init; }

    /// <summary>What the agent wanted, without its secrets.</summary>
    public required string Command { get; init; }

    public required string Directory { get; init; }

    /// <summary>What goes, where, how much, whether it can come back.</summary>
    public required ImmutableArray<PageAnswer> Answers { get; init; }

    /// <summary>What is wrong with a target compared with what is known of it.</summary>
    public ImmutableArray<string> Alarms { get; init; } = [];

    public required ImmutableArray<Reason> Reasons { get; init; }

    /// <summary>Largest first.</summary>
    public required ImmutableArray<PageGroup> Groups { get; init; }

    /// <summary>What the pieces of the picture measure: "bytes", "rows"; null where they are all of a size.</summary>
    public string? Measure { get; init; }

    public required ImmutableArray<Fact> Facts { get; init; }

    public string? Safer { get; init; }

    public ImmutableArray<string> Problems { get; init; } = [];

    public required string Fingerprint { get; init; }

    public static RadiusPage Of(Judgement judgement)
    {
        ImmutableArray<Measurement> measured = ByGravity(judgement);
        ImmutableArray<Measurement> stake = [.. measured.Where(IsStake)];
        string? measure = Weights.Measure(stake);
        Verdict verdict = judgement.Verdict;
        return new RadiusPage
        {
            Decision = verdict.Decision,
            Rule = verdict.Rule,
            Command = Wanted(judgement.Action),
            Directory = judgement.Action.Directory,
            Answers = PageAnswers.Of(judgement, stake),
            Alarms =
            [
                .. stake.SelectMany(m => m.Alarms).Select(a => a.Message)
                    .Concat(stake.SelectMany(m => m.Weakened)
                        .Select(w => $"its protection was taken away first: {w.Text}"))
                    .Distinct(),
            ],
            Reasons = verdict.Reasons,
            Groups = Grouped(stake, measure),
            Measure = measure,
            Facts = [.. measured.SelectMany(m => m.Facts).DistinctBy(f => (f.Name, f.Value))],
            Safer = verdict.Safer,
            Problems = judgement.Problems,
            Fingerprint = judgement.Radius.Fingerprint,
        };
    }

    /// <summary>Whether an effect takes, changes or opens something, so that the page is about it.</summary>
    private static bool IsStake(Measurement measurement) =>
        measurement.Effect.Kind is not (EffectKind.Read or EffectKind.Create) || !measurement.Alarms.IsEmpty;

    public static Tone ToneOf(Recovery recovery) => WaysBack.Of(recovery) switch
    {
        WayBack.Easy => Tone.Good,
        WayBack.Limited => Tone.Warning,
        _ => Tone.Bad,
    };

    /// <summary>The measurements as the verdict orders them: the strictest first.</summary>
    private static ImmutableArray<Measurement> ByGravity(Judgement judgement) =>
    [
        .. judgement.Verdict.Reasons.Select(r => r.Measurement)
            .Concat(judgement.Radius.Measurements).Distinct(ReferenceEqualityComparer.Instance).Cast<Measurement>(),
    ];

    private static string Wanted(Action action)
    {
        string text = action switch
        {
            Action.ShellCommand shell => shell.Text,
            Action.FileEdit edit => $"{edit.Kind.ToString().ToLowerInvariant()} {edit.Path}",
            Action.ToolCall call => $"{call.Name} {call.Arguments}",
            _ => "",
        };
        text = Redaction.Redact(text.Length > MaxRead ? text[..MaxRead] : text);
        return text.Length > MaxCommand ? text[..MaxCommand] + "…" : text;
    }

    private static ImmutableArray<PageGroup> Grouped(ImmutableArray<Measurement> stake, string? measure)
    {
        var groups = new List<(string Name, string About, List<(Loss Loss, double Weight)> Losses, long All)>();
        foreach (Measurement measurement in stake)
        {
            Add(groups, measurement, measure);
        }

        // The picture holds the heaviest of all groups together; what is left of each is counted.
        HashSet<Loss> shown = new(groups.SelectMany(g => g.Losses).OrderByDescending(l => l.Loss.HoldsData)
            .ThenByDescending(l => l.Weight).Take(MaxLosses).Select(l => l.Loss), ReferenceEqualityComparer.Instance);
        int number = 0;
        var made = new List<PageGroup>();
        foreach ((string name, string about, List<(Loss Loss, double Weight)> losses, long all) in groups)
        {
            ImmutableArray<PageLoss> named =
            [
                .. losses.Where(l => shown.Contains(l.Loss)).OrderByDescending(l => l.Weight).Select(l =>
                    new PageLoss($"l{++number}", l.Loss, ToneOf(l.Loss.Recovery), l.Weight)),
            ];
            made.Add(new PageGroup(name, about, named, Math.Max(0, all - named.Length)));
        }

        made.RemoveAll(g => g.Losses.IsEmpty && g.Unnamed == 0);
        List<PageGroup> largest = [.. made.OrderByDescending(g => g.Losses.Sum(l => l.Weight)).ThenByDescending(
            g => g.Unnamed)];
        if (largest.Count > MaxGroups)
        {
            List<PageGroup> rest = largest[(MaxGroups - 1)..];
            largest.RemoveRange(MaxGroups - 1, rest.Count);
            largest.Add(new PageGroup($"{rest.Count} more", "", [.. rest.SelectMany(g => g.Losses)],
                rest.Sum(g => g.Unnamed)));
        }

        return [.. largest];
    }

    /// <summary>The losses of one effect by system; those of none under their target.</summary>
    private static void Add(
        List<(string Name, string About, List<(Loss Loss, double Weight)> Losses, long All)> groups,
        Measurement measurement, string? measure)
    {
        ImmutableArray<Loss> losses = Weights.LossesOf(measurement);
        long left = Math.Max(Weights.All(measurement), losses.Length);
        foreach (SystemGroup system in measurement.Systems)
        {
            List<(Loss Loss, double Weight)> own =
                [.. losses.Where(l => l.System == system.Name).Select(l => (l, Weights.Of(l, measure)))];
            if (own.Count == 0 && measurement.Systems.Length == 1)
            {
                continue;
            }

            long all = Math.Max(system.Resources, own.Count);
            left -= all;
            string part = system.Shared ? "shared" : system.Whole ? "all of it" : "a part of it";
            groups.Add((system.Name, $"{Words.Counted(system.Resources, measurement.Unit)}, {part}", own, all));
        }

        HashSet<string> systems = [.. groups.Select(g => g.Name)];
        List<(Loss Loss, double Weight)> others =
        [
            .. losses.Where(l => l.System is null || !systems.Contains(l.System))
                .Select(l => (l, Weights.Of(l, measure))),
        ];
        if (others.Count > 0 || left > 0)
        {
            groups.Add((measurement.Effect.Target.Place, "", others, Math.Max(left, others.Count)));
        }
    }
}

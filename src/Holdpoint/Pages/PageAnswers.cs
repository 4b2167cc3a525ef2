using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>The four answers that a person reads first: what goes, where, how much, can it come back. Pure.</summary>
internal static class PageAnswers
{
    private const int MaxTypes = 4;
    private const int MaxUnits = 3;

    /// <summary>The answers, in the order in which they are read.</summary>
    /// <param name="stake">What the page is about, the gravest first.</param>
    public static ImmutableArray<PageAnswer> Of(Judgement judgement, ImmutableArray<Measurement> stake)
    {
        if (stake.IsEmpty)
        {
            return [new PageAnswer("what goes", "nothing", "no effect that takes anything was found", Tone.Good)];
        }

        // What goes for good is what a person must see; without a loss the rest is told.
        ImmutableArray<Measurement> gone = [.. stake.Where(m => m.Effect.Kind is EffectKind.Destroy)];
        ImmutableArray<Measurement> told = gone.IsEmpty ? stake : gone;
        return [What(told), Where(judgement, told), HowMuch(told), Back(told)];
    }

    private static PageAnswer What(ImmutableArray<Measurement> told)
    {
        Tone tone = told[0].Effect.Kind is EffectKind.Destroy ? Tone.Bad : Tone.Warning;

        // Where what counts moves, what holds it says more: five tables, and then their rows.
        List<string> holders = [.. Types(told.Where(m => m.Moving))];
        List<string> things = [.. holders, .. Things(told)];
        List<string> kinds = [.. Types(told.Where(m => !m.Moving))];
        string summary = told[0].Effect.Summary + (told.Length > 1 ? $" (and {told.Length - 1} more effects)" : "");
        return new PageAnswer("what goes",
            things.Count > 0 ? string.Join(", ", things) : told[0].Effect.Resource.Name,
            kinds.Count > 0 ? $"{summary}: {string.Join(", ", kinds)}" : summary, tone);
    }

    /// <summary>"5 tables", "6 aws_subnet": most first.</summary>
    private static IEnumerable<string> Types(IEnumerable<Measurement> told) =>
        told.SelectMany(m => m.Types).GroupBy(t => t.Type, t => (long)t.Count, StringComparer.Ordinal)
            .Select(g => (g.Key, Sum: g.Sum())).OrderByDescending(g => g.Sum).Take(MaxTypes)
            .Select(g => $"{g.Sum} {g.Key}");

    /// <summary>"31050 rows", "19 resources": by their unit.</summary>
    private static IEnumerable<string> Things(ImmutableArray<Measurement> told) =>
        told.Where(m => m.Count is > 0).GroupBy(m => m.Unit, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(m => m.Count ?? 0)).Take(MaxUnits)
            .Select(g => Words.Counted(g.Sum(m => m.Count ?? 0), g.Key));

    private static PageAnswer Where(Judgement judgement, ImmutableArray<Measurement> told)
    {
        ImmutableArray<string> places = [.. told.Select(m => m.Effect.Target.Place).Distinct()];
        Placement? worst = judgement.Verdict.Reasons.Where(r => told.Contains(r.Measurement))
            .Select(r => r.Placement).MaxBy(p => p.Environment);
        string more = places.Length > 1 ? $" and {places.Length - 1} more places" : "";
        Tone tone = worst?.Environment switch
        {
            EnvironmentKind.Production => Tone.Bad,
            EnvironmentKind.Development => Tone.Good,
            _ => Tone.Warning,
        };
        string environment = worst is null ? "unknown" : Words.Of(worst.Environment);
        return new PageAnswer(
            "where", environment is "unknown" ? "environment unknown" : environment,
            $"{places[0]}{more}{(worst is null ? "" : $" ({worst.Because})")}", tone);
    }

    private static PageAnswer HowMuch(ImmutableArray<Measurement> told)
    {
        long data = told.Sum(m => m.HoldData ?? m.Losses.Count(l => l.HoldsData));
        long bytes = told.Sum(m => m.Bytes ?? 0);
        int whole = told.Sum(m => m.Systems.Count(s => s.Whole));
        string? unmeasured = told.Select(m => m.Unmeasured).FirstOrDefault(u => u is not null);
        string answer = (data, bytes) switch
        {
            (0, 0) when unmeasured is not null => "not measured",
            (0, 0) => "no data that was seen",
            (0, _) => Words.Bytes(bytes),
            (_, 0) => $"{data} with data",
            _ => $"{Words.Bytes(bytes)}, {data} with data",
        };
        List<string> more = [];
        if (whole > 0)
        {
            more.Add($"{Words.Counted(whole, "systems")} as a whole");
        }

        if (unmeasured is not null)
        {
            more.Add($"not everything was measured: {unmeasured}");
        }

        int hanging = told.SelectMany(m => m.Losses).Sum(l => l.Dependents.Length);
        if (hanging > 0)
        {
            more.Add($"{Words.Counted(hanging, "things")} hang on it");
        }

        return new PageAnswer("how much", answer, string.Join("; ", more),
            data > 0 || unmeasured is not null ? Tone.Bad : Tone.Plain);
    }

    private static PageAnswer Back(ImmutableArray<Measurement> told)
    {
        Measurement worst = told.MaxBy(m => (WaysBack.Of(m), m.HoldData ?? 0)) ?? told[0];
        Recovery recovery = WaysBack.Deciding(worst);
        (string answer, string more) = recovery switch
        {
            Recovery.Trivial r => ("yes", r.How),
            Recovery.FromSource r => ("yes", r.How),
            Recovery.Window r => ($"for {r.Days} days", r.How),
            Recovery.FromBackup { LastVerified: { } at } r =>
                ("from a tested backup", $"{r.How}, tested {at:yyyy-MM-dd}"),
            Recovery.FromBackup r => ("perhaps: untested backup", r.How),
            Recovery.Never r => ("no", r.Why),
            Recovery.Unknown r => ("nobody knows", r.Why),
            _ => (recovery.Word, ""),
        };
        return new PageAnswer("can it come back", answer, more, RadiusPage.ToneOf(recovery));
    }
}

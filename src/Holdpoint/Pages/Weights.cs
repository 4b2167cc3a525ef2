using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Pages;

/// <summary>What the pieces of the picture measure. Pure.</summary>
internal static class Weights
{
    /// <summary>The unit that at least half of the losses are counted in, sizes before numbers; null where none
    /// is.</summary>
    public static string? Measure(ImmutableArray<Measurement> measured)
    {
        var units = new Dictionary<string, int>(StringComparer.Ordinal);
        int losses = 0;
        foreach (Loss loss in measured.SelectMany(m => LossesOf(m)))
        {
            losses++;
            foreach (Amount amount in loss.Amounts)
            {
                units[amount.Unit] = units.GetValueOrDefault(amount.Unit) + (amount.Number > 0 ? 1 : 0);
            }
        }

        return units.Where(u => 2 * u.Value >= losses && u.Value > 0)
            .OrderByDescending(u => u.Key is Amount.Bytes).ThenByDescending(u => u.Value)
            .Select(u => u.Key).FirstOrDefault();
    }

    /// <summary>The weight of one loss in a measure; one where there is none.</summary>
    public static double Of(Loss loss, string? measure) =>
        measure is null ? 1 : loss.Amounts.FirstOrDefault(a => a.Unit == measure)?.Number ?? 0;

    /// <summary>The losses that a measurement names; where it names none, what it is about itself.</summary>
    public static ImmutableArray<Loss> LossesOf(Measurement measurement) => !measurement.Losses.IsEmpty
        ? measurement.Losses
        : measurement.Count is 0 ? []
        :
        [
            new Loss(measurement.Effect.Resource, measurement.Effect.Recovery)
            {
                HoldsData = false,
                Amounts =
                [
                    .. measurement.Count is { } count
                        ? (ReadOnlySpan<Amount>)[new Amount(count, measurement.Unit)] : [],
                    .. measurement.Bytes is { } bytes and > 0 ? (ReadOnlySpan<Amount>)[Amount.Size(bytes)] : [],
                ],
            },
        ];

    /// <summary>How many losses there are, named or not.</summary>
    public static long All(Measurement measurement) =>
        measurement.Losses.IsEmpty || measurement.Losses.Length < BlastRadius.MaxNamedLosses ? 0
        : !measurement.Types.IsEmpty ? measurement.Types.Sum(t => (long)t.Count)
        : measurement.Moving ? 0 : measurement.Count ?? 0;
}

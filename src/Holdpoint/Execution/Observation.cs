using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Execution;

/// <summary>What an action has done, by comparing what is there with what was saved before it.</summary>
/// <param name="Foreseen">Data that is gone or changed, and was said to be.</param>
/// <param name="Surprises">Data that is gone or changed, and was not; a line each.</param>
/// <param name="Problem">Why it could not be looked at; null where it could.</param>
internal sealed record Observation(
    ImmutableArray<Difference> Foreseen, ImmutableArray<string> Surprises, string? Problem)
{
    /// <summary>How many things are named in one sentence.</summary>
    private const int MaxNamed = 4;

    /// <summary>Nothing at all differs from what was saved.</summary>
    public bool IsUnchanged { get; init; }

    public static Observation Of(
        Manifest saved, CheckpointStore store, ImmutableArray<Measurement> said, Bench bench)
    {
        List<Difference> all = [];
        string? problem = null;
        foreach (SavedPart part in saved.Parts)
        {
            switch (CheckpointKinds.Find(part.Kind)?.Compare(
                part, Path.Join(store.FolderOf(saved.Id), part.Folder), bench))
            {
                case DifferenceAnswer.Found found:
                    all.AddRange(found.Differences);
                    break;
                case DifferenceAnswer.Failed failed:
                    problem ??= $"{part.Place}: {failed.Why}";
                    break;
            }
        }

        List<Difference> data = [.. all.Where(d => d.IsData)];
        List<Difference> foreseen = [.. data.Where(d => IsSaid(d, said))];
        return new Observation(
            [.. foreseen.OrderByDescending(d => d.Gone)],
            [.. data.Except(foreseen).Where(d => d.Gone > 0).Select(d => d.Line)], problem)
        {
            IsUnchanged = all.Count == 0 && problem is null,
            Unit = said.Select(m => m.Unit).Distinct(StringComparer.Ordinal).ToArray() is [var only]
                ? only
                : "things",
        };
    }

    /// <summary>What is counted, plural.</summary>
    public string Unit { get; init; } = "things";

    /// <summary>One line for a person.</summary>
    public string Summary(int exitCode)
    {
        string ended = exitCode == 0 ? "" : $"it ended with {exitCode}; ";
        if (Problem is not null)
        {
            return $"{ended}what it did could not be looked at: {Problem}";
        }

        if (IsUnchanged)
        {
            return exitCode == 0
                ? "it ended with 0, but nothing of what was to go is gone: it has not done it"
                : $"{ended}nothing is gone";
        }

        long gone = Foreseen.Sum(d => Math.Max(0, d.Gone));
        string names = string.Join(", ", Foreseen.Take(MaxNamed).Select(d => d.Name))
            + (Foreseen.Length > MaxNamed ? $" and {Foreseen.Length - MaxNamed} more" : "");
        return Foreseen.IsEmpty
            ? $"{ended}no data is gone; definitions have changed"
            : $"{ended}as was said: {names}{(gone > 0 ? $" ({Words.Counted(gone, Unit)} gone)" : "")}";
    }

    /// <summary>Whether a loss named it; where not all losses have names, or nothing could be counted, nothing is a
    /// surprise.</summary>
    private static bool IsSaid(Difference difference, ImmutableArray<Measurement> said)
    {
        foreach (Measurement measured in said)
        {
            if (measured.Losses.IsEmpty || measured.Losses.Length >= BlastRadius.MaxNamedLosses
                || measured.Effect.Resource.Name == difference.Name
                || measured.Losses.Any(l => l.Resource.Name == difference.Name
                    || difference.Name.EndsWith("/" + l.Resource.Name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}

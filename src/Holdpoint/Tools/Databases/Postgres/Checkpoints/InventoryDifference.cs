using System.Collections.Immutable;
using Holdpoint.Checkpoints;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>Compares what lies in two databases. Pure.</summary>
internal static class InventoryDifference
{
    /// <summary>How many differences are named in one sentence.</summary>
    private const int MaxNamed = 3;

    /// <summary>Some of them, in one sentence.</summary>
    public static string Some(ImmutableArray<Difference> lines) =>
        string.Join("; ", lines.Take(MaxNamed).Select(d => d.Line))
        + (lines.Length > MaxNamed ? $"; and {lines.Length - MaxNamed} more" : "");

    /// <summary>Each thing that differs; empty where both are equal.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="now">What is compared with it.</param>
    /// <param name="other">What the second is called in a sentence: "now", "restored".</param>
    /// <param name="sameWords">Both servers write a definition in the same words; null where their version
    /// tells.</param>
    public static ImmutableArray<Difference> Between(
        Inventory saved, Inventory now, string other, bool? sameWords = null)
    {
        var lines = ImmutableArray.CreateBuilder<Difference>();
        Each(saved.Tables, now.Tables, t => t.Name, (name, a, b) => lines.Add(new(Bare(name), (a, b) switch
        {
            ({ } was, null) => $"{name}: {Rows(was)} saved, the table is missing {other}",
            (null, { } found) => $"{name}: {Rows(found)} {other}, the table was not there when it was saved",
            ({ } was, { } found) when was.Rows != found.Rows => $"{name}: {Rows(was)} saved, {Rows(found)} {other}",
            _ => $"{name}: as many rows, but not the same",
        })
        {
            IsData = true,
            IsMissing = b is null,
            Gone = (a?.Rows ?? 0) - (b?.Rows ?? 0),
        }));
        Each(saved.Sequences, now.Sequences, s => s.Name, (name, a, b) => lines.Add(new(name, (a, b) switch
        {
            ({ } was, null) => $"sequence {name}: stood at {was.Value}, is missing {other}",
            (null, { } found) => $"sequence {name}: stands at {found.Value} {other}, was not there when it was saved",
            ({ } was, { } found) => $"sequence {name}: stood at {was.Value}, stands at {found.Value} {other}",
            _ => name,
        })));

        // Another major version may write the same definition in other words.
        bool words = sameWords ?? saved.Database.Major == now.Database.Major;
        Each(
            words ? saved.Objects : [.. saved.Objects.Select(o => o with { Digest = "" })],
            words ? now.Objects : [.. now.Objects.Select(o => o with { Digest = "" })],
            o => o.Type + " " + o.Name,
            (name, a, b) => lines.Add(new(name, b is null ? $"{name} is missing {other}"
                : a is null ? $"{name} is there {other}, it was not when it was saved"
                : $"{name} is another one {other}")));
        return lines.ToImmutable();
    }

    /// <summary>A name as the catalogue's losses have it: without quotes.</summary>
    private static string Bare(string name) => !name.Contains('"', StringComparison.Ordinal) ? name
        : name.Replace("\"\"", "\u0001", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)
            .Replace('\u0001', '"');

    private static string Rows(InventoryTable table) => Policy.Words.Counted(table.Rows, "rows");

    private static void Each<T>(
        ImmutableArray<T> saved, ImmutableArray<T> now, Func<T, string> name, Action<string, T?, T?> differs)
        where T : class, IEquatable<T>
    {
        Dictionary<string, T> left = now.ToDictionary(name, StringComparer.Ordinal);
        foreach (T item in saved)
        {
            if (!left.Remove(name(item), out T? other))
            {
                differs(name(item), item, null);
            }
            else if (!item.Equals(other))
            {
                differs(name(item), item, other);
            }
        }

        foreach (T item in left.Values.OrderBy(name, StringComparer.Ordinal))
        {
            differs(name(item), null, item);
        }
    }
}

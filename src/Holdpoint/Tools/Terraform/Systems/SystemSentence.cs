using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Says in one clause which systems a state holds and which of them would go.</summary>
internal static class SystemSentence
{
    /// <summary>More systems than these are "and N more".</summary>
    private const int MaxNamed = 5;

    /// <summary>"this state holds 2 systems, a (12 resources) and b (6), on a shared VPC; both would go"; null where
    /// there are not two.</summary>
    public static string? Of(SystemMap map, ImmutableArray<SystemGroup> hit)
    {
        ImmutableArray<FoundSystem> own = [.. map.Systems.Where(s => !s.Shared)];
        if (own.IsEmpty || hit.IsEmpty)
        {
            return null;
        }

        if (own.Length == 1)
        {
            return $"this state holds 1 system, {own[0].Name} ({Count(own[0].Resources)}); {Fate(own, hit)}";
        }

        List<string> names =
            [.. own.Take(MaxNamed).Select((s, i) => $"{s.Name} ({(i == 0 ? Count(s.Resources) : s.Resources)})")];
        if (own.Length > MaxNamed)
        {
            names.Add($"{own.Length - MaxNamed} more");
        }

        string list = string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
        string on = map.Systems.FirstOrDefault(s => s.Shared) is { } shared ? $", on {Article(shared.Name)}" : "";
        return $"this state holds {own.Length} systems, {list}{on}; {Fate(own, hit)}";
    }

    private static string Article(string name) => $"a {name}";

    private static string Count(int resources) => resources == 1 ? "1 resource" : $"{resources} resources";

    private static string Fate(ImmutableArray<FoundSystem> own, ImmutableArray<SystemGroup> hit)
    {
        List<SystemGroup> whole = [.. hit.Where(h => !h.Shared && h.Whole)];
        List<SystemGroup> part = [.. hit.Where(h => !h.Shared && !h.Whole)];
        if (whole.Count == own.Length)
        {
            return own.Length switch
            {
                1 => "it would go",
                2 => "both would go",
                _ => $"all {own.Length} would go",
            };
        }

        if (whole.Count == 0 && part.Count == 0)
        {
            return hit.Any(h => h.Shared) ? "what they share would go"
                : own.Length == 1 ? "it would stay"
                : "none would go";
        }

        List<string> fates = [];
        if (whole.Count > 0)
        {
            fates.Add($"{Names(whole)} would go");
        }

        if (part.Count > 0)
        {
            fates.Add(part.Count > MaxNamed ? $"{part.Count} of them would go in part"
                : string.Join(" and ", part.Select(p => $"{p.Resources} of {Size(own, p)} in {p.Name}")) + " would go");
        }

        return string.Join(", ", fates);
    }

    private static int Size(ImmutableArray<FoundSystem> own, SystemGroup part) =>
        own.FirstOrDefault(s => s.Name == part.Name)?.Resources ?? part.Resources;

    private static string Names(List<SystemGroup> groups) => groups.Count <= MaxNamed
        ? string.Join(" and ", groups.Select(g => g.Name))
        : $"{groups.Count} of them";
}

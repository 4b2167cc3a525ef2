using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Turns labels into named systems, largest first, with what is shared last.</summary>
internal static class SystemMapMaker
{
    /// <summary>A single system that tags tell and that has this share of the state has all of it.</summary>
    private const double LeastCover = 0.5;

    /// <summary>A single system that only names tell must be in this share of the names, or nothing is said.</summary>
    private const double LeastNamed = 0.6;

    public static SystemMap Make(
        ImmutableArray<StateInstance> instances, StateGraph graph, Kinds kinds, List<Candidate> candidates, int[] seeds,
            int[] labels)
    {
        int[] sizes = new int[candidates.Count];
        foreach (int label in labels.Where(l => l >= 0))
        {
            sizes[label]++;
        }

        int[] order = [.. Enumerable.Range(0, sizes.Length).Where(c => sizes[c] > 0)
            .OrderByDescending(c => sizes[c]).ThenBy(c => candidates[c].Name, StringComparer.Ordinal)];
        if (order.Length == 0)
        {
            return None(instances);
        }

        if (order.Length == 1)
        {
            return One(instances, candidates[order[0]], labels, seeds.Count(s => s == order[0]), sizes[order[0]]);
        }

        int[] index = new int[sizes.Length];
        for (int i = 0; i < order.Length; i++)
        {
            index[order[i]] = i;
        }

        List<FoundSystem> systems = [.. order.Select(c =>
            new FoundSystem(candidates[c].Name, candidates[c].Sign, false, sizes[c]))];
        int shared = labels.Count(l => l == Spread.Shared);
        if (shared > 0)
        {
            (string name, string sign) = SharedName(instances, graph, kinds, labels);
            systems.Add(new FoundSystem(name, sign, true, shared));
        }

        return new SystemMap(
            instances,
            [.. systems],
            [.. labels.Select(l => l >= 0 ? index[l] : l == Spread.Shared ? order.Length : -1)]);
    }

    private static SystemMap None(ImmutableArray<StateInstance> instances) =>
        new(instances, [], [.. Enumerable.Repeat(-1, instances.Length)]);

    /// <summary>One system has all that nothing else claims.</summary>
    private static SystemMap One(ImmutableArray<StateInstance> instances, Candidate only, int[] labels, int seeds,
        int size)
    {
        bool tag = only.Strength is SignStrength.Tag;
        if (tag ? size >= LeastCover * instances.Length : seeds >= LeastNamed * instances.Length)
        {
            var whole = new FoundSystem(only.Name, only.Sign, false, instances.Length);
            return new SystemMap(instances, [whole], [.. Enumerable.Repeat(0, instances.Length)]);
        }

        return tag
            ? new SystemMap(instances, [new(only.Name, only.Sign, false, size)],
                [.. labels.Select(l => l >= 0 ? 0 : -1)])
            : None(instances);
    }

    /// <summary>"shared VPC", by the most telling kind among what is shared, and which one it is.</summary>
    private static (string Name, string Sign) SharedName(
        ImmutableArray<StateInstance> instances, StateGraph graph, Kinds kinds, int[] labels)
    {
        int best = -1;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == Spread.Shared && (best < 0 || Rank(kinds, instances[i]) < Rank(kinds, instances[best])))
            {
                best = i;
            }
        }

        StateInstance telling = instances[best];
        string said = kinds.Said(telling);
        int hanging = graph.By(best).Select(b => labels[b]).Where(l => l >= 0).Distinct().Count();
        string sign = hanging > 1 ? $"{hanging} systems hang on {telling.Address}"
            : $"several systems hang on {telling.Address}";
        return ($"shared {said}", sign);
    }

    private static int Rank(Kinds kinds, StateInstance instance) =>
        kinds.Rank(instance) is >= 0 and var rank ? rank : int.MaxValue;
}

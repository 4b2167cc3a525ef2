using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Merges groups that hang together: parts of one system depend on each other's insides, systems only on
/// common ground.</summary>
internal static class Bonds
{
    /// <summary>Rewrites the labels of merged groups to the one with the strongest sign, then the most
    /// instances.</summary>
    public static void Merge(
        ImmutableArray<StateInstance> instances, StateGraph graph, Kinds kinds, List<Candidate> candidates, int[] seeds)
    {
        int[] parent = [.. Enumerable.Range(0, candidates.Count)];
        int[] sizes = new int[candidates.Count];
        foreach (int seed in seeds.Where(s => s >= 0))
        {
            sizes[seed]++;
        }

        for (int i = 0; i < seeds.Length; i++)
        {
            int first = seeds[i];
            foreach (int on in graph.On(i))
            {
                // Ground is stood on by many; only insides bind. But what a tagged system stands on has no better claim
                // by name.
                if (seeds[on] < 0
                    || (kinds.IsGround(instances[on])
                        && !(IsTag(candidates, seeds[i]) && !IsTag(candidates, seeds[on]))))
                {
                    continue;
                }

                if (first < 0)
                {
                    first = seeds[on];
                }
                else
                {
                    Join(parent, sizes, candidates, first, seeds[on]);
                }
            }
        }

        for (int i = 0; i < seeds.Length; i++)
        {
            seeds[i] = seeds[i] < 0 ? seeds[i] : Root(parent, seeds[i]);
        }
    }

    private static bool IsTag(List<Candidate> candidates, int seed) =>
        seed >= 0 && candidates[seed].Strength is SignStrength.Tag;

    private static void Join(int[] parent, int[] sizes, List<Candidate> candidates, int a, int b)
    {
        (a, b) = (Root(parent, a), Root(parent, b));
        if (a == b || (candidates[a].Strength is SignStrength.Tag && candidates[b].Strength is SignStrength.Tag))
        {
            return;
        }

        bool aStays = (candidates[a].Strength, sizes[a]).CompareTo((candidates[b].Strength, sizes[b])) >= 0;
        (int stays, int goes) = aStays ? (a, b) : (b, a);
        parent[goes] = stays;
        sizes[stays] += sizes[goes];
    }

    private static int Root(int[] parent, int at)
    {
        while (parent[at] != at)
        {
            at = parent[at] = parent[parent[at]];
        }

        return at;
    }
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Groups the instances of a state into the systems that they serve. Pure, near-linear.</summary>
/// <remarks>What somebody wrote to say it (a project tag) is believed. Modules and names are believed only where they
/// really partition the state: groups that depend on each other's insides, or that something depends on together, are
/// parts of one system, and so is all whose names begin with the same word. When in doubt it is one system: a state
/// that falls apart into false ones hides what would be lost.</remarks>
internal static class SystemFinder
{
    /// <summary>A group of names or of a module is a system only with so many instances, of several kinds.</summary>
    private const int FewestInstances = 3;

    /// <summary>A share of names with the same first word that makes the state one project.</summary>
    private const double OneProject = 0.85;

    /// <summary>
    /// Finds the systems.
    /// 1 tags, and names that match them; 2 modules or names among what is left, merged where they hang together,
    /// dropped where too small; 3 along the dependencies to what carries no sign.
    /// </summary>
    public static SystemMap Find(ImmutableArray<StateInstance> instances)
    {
        if (instances.IsEmpty)
        {
            return new SystemMap(instances, [], []);
        }

        var kinds = new Kinds();
        var graph = new StateGraph(instances);
        var signs = new SignReader(instances);
        int[] seeds = new int[instances.Length];
        Array.Fill(seeds, Spread.Nothing);

        // 1
        signs.ReadTags(seeds);
        Keep(instances, signs, seeds, s => s.Strength is SignStrength.Tag, fewest: 2);
        signs.MatchKnown(seeds);

        // 2
        bool tagged = seeds.Any(s => s >= 0);
        int[] byModule = (int[])seeds.Clone();
        signs.ReadModules(byModule);
        Settle(instances, graph, signs, kinds, byModule);
        bool oneProject = !tagged && signs.NameDominance() >= OneProject;
        if (Partitions(signs, byModule) && !(oneProject && !StandAlone(instances, byModule)))
        {
            seeds = byModule;
            signs.MatchKnown(seeds);
        }
        else
        {
            signs.ReadNames(seeds);
            Settle(instances, graph, signs, kinds, seeds);
        }

        // 3
        int[] labels = Spread.Over(instances, graph, seeds, kinds);
        return SystemMapMaker.Make(instances, graph, kinds, signs.Candidates, seeds, labels);
    }

    /// <summary>At least two systems, one of them by its module.</summary>
    private static bool Partitions(SignReader signs, int[] seeds)
    {
        int[] systems = [.. seeds.Where(s => s >= 0).Distinct()];
        return systems.Length > 1 && systems.Any(s => signs.Candidates[s].Strength is SignStrength.Module);
    }

    /// <summary>Each of the groups has what a system of its own has: data of its own and a way in.</summary>
    private static bool StandAlone(ImmutableArray<StateInstance> instances, int[] seeds)
    {
        const int FewestOfWhole = 4;
        const int KindsOfWhole = 3;
        return seeds.Select((s, i) => (System: s, instances[i].Type)).Where(p => p.System >= 0).GroupBy(p => p.System)
            .All(g => g.Count() >= FewestOfWhole
                && g.Select(p => p.Type).Distinct(StringComparer.Ordinal).Count() >= KindsOfWhole);
    }

    private static void Settle(
        ImmutableArray<StateInstance> instances, StateGraph graph, SignReader signs, Kinds kinds, int[] seeds)
    {
        Bonds.Merge(instances, graph, kinds, signs.Candidates, seeds);
        Keep(instances, signs, seeds, s => s.Strength is not SignStrength.Tag, FewestInstances);
    }

    /// <summary>Drops groups that are too small to be systems.</summary>
    private static void Keep(
        ImmutableArray<StateInstance> instances, SignReader signs, int[] seeds, Func<Candidate, bool> which, int fewest)
    {
        // Of the kinds of each group the first is enough to tell whether there is a second.
        int[] sizes = new int[signs.Candidates.Count];
        string?[] first = new string?[signs.Candidates.Count];
        bool[] several = new bool[signs.Candidates.Count];
        for (int i = 0; i < seeds.Length; i++)
        {
            if (seeds[i] is >= 0 and var seed)
            {
                sizes[seed]++;

                // Types whose objects may be anything differ by their names.
                StateInstance instance = instances[i];
                string kind = Kinds.IsAnything(instance.Type) ? instance.Name : instance.Type;
                first[seed] ??= kind;
                several[seed] = several[seed] || first[seed] != kind;
            }
        }

        for (int i = 0; i < seeds.Length; i++)
        {
            bool strong = seeds[i] >= 0 && signs.Candidates[seeds[i]].Strength is SignStrength.Tag;
            if (seeds[i] >= 0 && which(signs.Candidates[seeds[i]])
                && (sizes[seeds[i]] < fewest || !(strong || several[seeds[i]])))
            {
                seeds[i] = Spread.Nothing;
            }
        }
    }
}

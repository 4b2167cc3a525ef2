using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Which instance hangs on which. A dependency names a resource; of its instances the one with the same keys
/// is meant, where there is one.</summary>
internal sealed class StateGraph
{
    /// <summary>A dependency on a resource with more instances than this binds to the first ones: it says nothing of
    /// any one.</summary>
    private const int MaxFan = 16;

    /// <summary>A list of dependencies is as long as its network; the first ones tell as much as all.</summary>
    private const int MaxDependencies = 256;

    private readonly int[][] _on;
    private readonly int[][] _by;

    public StateGraph(ImmutableArray<StateInstance> instances)
    {
        var byResource = new Dictionary<string, List<int>>(instances.Length, StringComparer.Ordinal);
        for (int i = 0; i < instances.Length; i++)
        {
            string config = instances[i].ConfigAddress;
            if (!byResource.TryGetValue(config, out List<int>? list))
            {
                byResource[config] = list = new List<int>(1);
            }

            list.Add(i);
        }

        _on = new int[instances.Length][];
        int[] counts = new int[instances.Length];
        List<int> found = [];
        for (int i = 0; i < instances.Length; i++)
        {
            found.Clear();
            foreach (string dependency in instances[i].Dependencies.AsSpan()[..Math.Min(MaxDependencies,
                instances[i].Dependencies.Length)])
            {
                if (byResource.TryGetValue(dependency, out List<int>? candidates))
                {
                    Resolve(instances, i, candidates, found);
                }
            }

            _on[i] = [.. found];
            foreach (int on in found)
            {
                counts[on]++;
            }
        }

        _by = Turned(counts);
    }

    /// <summary>What it hangs on.</summary>
    public int[] On(int instance) => _on[instance];

    /// <summary>What hangs on it.</summary>
    public int[] By(int instance) => _by[instance];

    private static void Resolve(ImmutableArray<StateInstance> instances, int from, List<int> candidates,
        List<int> found)
    {
        if (candidates.Count == 1)
        {
            found.Add(candidates[0]);
            return;
        }

        // The instance with the same keys: module.site["a"] depends on what is in module.site["a"], bucket_policy["a"]
        // on bucket["a"].
        int before = found.Count;
        StateInstance own = instances[from];
        const int MaxLooked = 4096;
        for (int c = 0; c < candidates.Count && c < MaxLooked && found.Count - before < MaxFan; c++)
        {
            StateInstance other = instances[candidates[c]];
            if ((own.Module is null || other.Module is null || own.Module == other.Module)
                && (own.Key is null || other.Key is null || own.Key == other.Key))
            {
                found.Add(candidates[c]);
            }
        }

        if (found.Count == before)
        {
            found.AddRange(candidates.Take(MaxFan));
        }
    }

    private int[][] Turned(int[] counts)
    {
        var by = new int[counts.Length][];
        for (int i = 0; i < counts.Length; i++)
        {
            by[i] = counts[i] == 0 ? [] : new int[counts[i]];
        }

        int[] filled = new int[counts.Length];
        for (int i = 0; i < _on.Length; i++)
        {
            foreach (int on in _on[i])
            {
                by[on][filled[on]++] = i;
            }
        }

        return by;
    }
}

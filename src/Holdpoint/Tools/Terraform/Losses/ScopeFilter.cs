using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>Which instances a destroy with -target or -exclude takes, as Terraform's destroy graph computes
/// it.</summary>
/// <remarks>A destroy waits for the destroy of what depends on it. A target therefore takes its dependents along; an
/// excluded instance keeps what it depends on. Dependencies in a state name resources, not instances; between two
/// instances of the same module Terraform draws no edge, though their resources have one.</remarks>
internal sealed class ScopeFilter
{
    private readonly ImmutableArray<StateInstance> _instances;
    private readonly Dictionary<string, List<int>> _byResource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _dependents = new(StringComparer.Ordinal);

    public ScopeFilter(ImmutableArray<StateInstance> instances)
    {
        _instances = instances;
        for (int i = 0; i < instances.Length; i++)
        {
            Add(_byResource, instances[i].ConfigAddress, i);
            foreach (string dependency in instances[i].Dependencies)
            {
                Add(_dependents, dependency, i);
            }
        }
    }

    /// <summary>For each instance whether it goes.</summary>
    /// <param name="unmatched">Receives the targets that name nothing in the state.</param>
    public bool[] Goes(DestroyScope scope, ICollection<string> unmatched)
    {
        bool[] goes = new bool[_instances.Length];
        if (scope.Targets.IsEmpty)
        {
            Array.Fill(goes, true);
        }
        else
        {
            Mark(goes, Matching(scope.Targets, unmatched), Dependents);
        }

        if (!scope.Excludes.IsEmpty)
        {
            bool[] stays = new bool[_instances.Length];
            Mark(stays, Matching(scope.Excludes, unmatched), Dependencies);
            for (int i = 0; i < goes.Length; i++)
            {
                goes[i] &= !stays[i];
            }
        }

        return goes;
    }

    private Queue<int> Matching(ImmutableArray<string> targets, ICollection<string> unmatched)
    {
        var found = new Queue<int>();
        foreach (string text in targets)
        {
            var target = TargetAddress.Parse(text);
            int before = found.Count;
            for (int i = 0; i < _instances.Length; i++)
            {
                if (target.Contains(_instances[i]))
                {
                    found.Enqueue(i);
                }
            }

            if (found.Count == before)
            {
                unmatched.Add(text);
            }
        }

        return found;
    }

    private void Mark(bool[] marks, Queue<int> open, Func<int, IEnumerable<int>> next)
    {
        while (open.TryDequeue(out int at))
        {
            if (marks[at])
            {
                continue;
            }

            marks[at] = true;
            foreach (int other in next(at))
            {
                if (!marks[other] && !InOtherInstanceOfSameModule(at, other))
                {
                    open.Enqueue(other);
                }
            }
        }
    }

    private IEnumerable<int> Dependents(int at) => _dependents.GetValueOrDefault(_instances[at].ConfigAddress) ?? [];

    private IEnumerable<int> Dependencies(int at) =>
        _instances[at].Dependencies.SelectMany(d => (IEnumerable<int>?)_byResource.GetValueOrDefault(d) ?? []);

    private bool InOtherInstanceOfSameModule(int a, int b)
    {
        (string? one, string? other) = (_instances[a].Module, _instances[b].Module);
        return one is not null && other is not null && one != other
            && Addresses.WithoutKeys(one) == Addresses.WithoutKeys(other);
    }

    private static void Add(Dictionary<string, List<int>> lists, string key, int value)
    {
        if (!lists.TryGetValue(key, out List<int>? list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>Which instances a destroy with -target or -exclude takes, as Terraform's destroy graph computes
/// it.</summary>
/// <remarks>A destroy waits for the destroy of what depends on it. A target therefore takes its dependents along; an
/// excluded instance keeps what it depends on.</remarks>
internal sealed class ScopeFilter
{
    private readonly ImmutableArray<StateInstance> _instances;
    private readonly NamedInstances _byResource;
    private readonly NamedInstances _dependents;

    public ScopeFilter(ImmutableArray<StateInstance> instances)
    {
        _instances = instances;
        _byResource = new NamedInstances(instances);
        _dependents = new NamedInstances(instances);
        for (int i = 0; i < instances.Length; i++)
        {
            _byResource.Add(instances[i].ConfigAddress, i);
            foreach (string dependency in instances[i].Dependencies)
            {
                _dependents.Add(dependency, i);
            }
        }
    }

    /// <summary>How often an instance was looked at along the dependencies.</summary>
    public long Looks => _byResource.Looks + _dependents.Looks;

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
            NamedInstances.Walk walk = _dependents.Begin();
            Mark(goes, Matching(scope.Targets, unmatched), (at, open) =>
                walk.Collect(at.ConfigAddress, at.Module, open));
        }

        if (!scope.Excludes.IsEmpty)
        {
            bool[] stays = new bool[_instances.Length];
            NamedInstances.Walk walk = _byResource.Begin();
            Mark(stays, Matching(scope.Excludes, unmatched), (at, open) =>
            {
                foreach (string dependency in at.Dependencies)
                {
                    walk.Collect(dependency, at.Module, open);
                }
            });
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

    private void Mark(bool[] marks, Queue<int> open, Action<StateInstance, Queue<int>> next)
    {
        while (open.TryDequeue(out int at))
        {
            if (!marks[at])
            {
                marks[at] = true;
                next(_instances[at], open);
            }
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>Instances under the names of resources, so that all under one name are passed over once, however many
/// others lead there.</summary>
/// <remarks>Dependencies in a state name resources, not instances; between two instances of the same module Terraform
/// draws no edge, though their resources have one.</remarks>
internal sealed class NamedInstances(ImmutableArray<StateInstance> instances)
{
    private readonly Dictionary<string, List<int>> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Module), List<int>> _inModule = [];
    private readonly Dictionary<string, string> _bare = new(StringComparer.Ordinal);

    /// <summary>How often an instance was looked at, for the test that it grows no faster than the state.</summary>
    public long Looks { get; private set; }

    public void Add(string name, int instance)
    {
        Put(_all, name, instance);
        if (instances[instance].Module is { } module)
        {
            Put(_inModule, (name, module), instance);
        }
    }

    /// <summary>A walk that visits under each name only once.</summary>
    public Walk Begin() => new(this);

    /// <summary>One walk over the names.</summary>
    internal sealed class Walk(NamedInstances names)
    {
        private readonly HashSet<(string Name, string? Bare)> _seen = [];
        private readonly HashSet<(string Name, string Module)> _seenInModule = [];

        /// <summary>Adds what is under a name and linked to something in a module (null for the root), but for what
        /// this walk added before.</summary>
        public void Collect(string name, string? module, Queue<int> found)
        {
            if (!names._all.TryGetValue(name, out List<int>? all))
            {
                return;
            }

            // What is in another module, or in none, is the same for all instances of this module.
            string? bare = names.Bare(module);
            if (_seen.Add((name, bare)))
            {
                names.Looks += all.Count;
                foreach (int other in all)
                {
                    if (bare is null || names.BareOf(other) != bare)
                    {
                        found.Enqueue(other);
                    }
                }
            }

            if (module is not null && _seenInModule.Add((name, module))
                && names._inModule.TryGetValue((name, module), out List<int>? own))
            {
                names.Looks += own.Count;
                foreach (int other in own)
                {
                    found.Enqueue(other);
                }
            }
        }
    }

    private string? BareOf(int instance) => Bare(instances[instance].Module);

    private string? Bare(string? module)
    {
        if (module is null)
        {
            return null;
        }

        if (!_bare.TryGetValue(module, out string? bare))
        {
            _bare[module] = bare = Addresses.WithoutKeys(module);
        }

        return bare;
    }

    private static void Put<T>(Dictionary<T, List<int>> lists, T key, int value)
        where T : notnull
    {
        if (!lists.TryGetValue(key, out List<int>? list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}

using System.Collections.Immutable;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Reads what each instance itself says of its system: by tag, by module, by name.</summary>
internal sealed class SignReader(ImmutableArray<StateInstance> instances)
{
    /// <summary>Tags that name the whole, strongest first.</summary>
    private static readonly string[] ProjectTags =
    [
        "tags.project", "tags.projectname", "tags.system", "tags.systemname", "tags.product", "tags.site",
            "tags.website",
        "tags.solution", "tags.workload", "tags.platform", "tags.stack", "tags.tenant", "tags.customer", "tags.client",
        "tags.appkubernetesiopartof",
    ];

    /// <summary>Tags that may name the whole or a part of it.</summary>
    private static readonly string[] ApplicationTags =
    [
        "tags.application", "tags.applicationname", "tags.app", "tags.appname", "tags.appid", "tags.service",
            "tags.servicename",
        "tags.appkubernetesioinstance", "tags.appkubernetesioname", "tags.k8sapp", "tags.component",
    ];

    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byFirstWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _moduleWords = new(StringComparer.Ordinal);

    public List<Candidate> Candidates { get; } = [];

    /// <summary>Labels by tags: the project's, or where no instance has one, the application's.</summary>
    public void ReadTags(int[] seeds)
    {
        if (!ReadTags(seeds, ProjectTags, NameKey.OfTag, SignStrength.Tag))
        {
            ReadTags(seeds, ApplicationTags, NameKey.Of, SignStrength.Module);
        }
    }

    /// <summary>Labels by these tags; whether any instance got a label. What one value says is found out
    /// once.</summary>
    private bool ReadTags(int[] seeds, string[] tags, Func<string, string[]> read, SignStrength strength)
    {
        Dictionary<string, int> ranks = new(StringComparer.Ordinal);
        foreach (string tag in tags)
        {
            ranks.Add(tag, ranks.Count);
        }

        Dictionary<(int Rank, string Value), int> known = [];
        bool any = false;
        for (int i = 0; i < instances.Length; i++)
        {
            if (Tag(instances[i], ranks) is not { Rank: var rank, Value: var value })
            {
                continue;
            }

            if (!known.TryGetValue((rank, value), out int seed))
            {
                seed = read(value) is { Length: > 0 } words
                    ? Candidate(words, $"tag {tags[rank]["tags.".Length..]}={value}", strength)
                    : Spread.Nothing;
                known[(rank, value)] = seed;
            }

            if (seed >= 0)
            {
                seeds[i] = seed;
                any = true;
            }
        }

        return any;
    }

    /// <summary>Labels what has no label yet, but whose name or module begins with the name of a known
    /// system.</summary>
    public void MatchKnown(int[] seeds)
    {
        for (int i = 0; i < instances.Length && _byKey.Count > 0; i++)
        {
            if (seeds[i] < 0)
            {
                int known = Known(ModuleWords(instances[i]));
                seeds[i] = known >= 0 ? known : Known(NameKey.Of(instances[i]));
            }
        }
    }

    /// <summary>Labels by module what has no label yet.</summary>
    public void ReadModules(int[] seeds)
    {
        for (int i = 0; i < instances.Length; i++)
        {
            if (seeds[i] < 0 && ModuleWords(instances[i]) is { Length: > 0 } words)
            {
                seeds[i] = Candidate(words, Top(instances[i].Module ?? ""), SignStrength.Module);
            }
        }
    }

    /// <summary>Labels by name what has no label yet: names that begin with the same word are one system. A word that
    /// only one name begins with, before a word that several do, is a prefix of that name's own.</summary>
    public void ReadNames(int[] seeds)
    {
        var named = new List<(int Instance, string[] Words)>();
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int i = 0; i < instances.Length; i++)
        {
            if (seeds[i] < 0 && NameKey.Of(instances[i]) is { Length: > 0 } words)
            {
                named.Add((i, words));
                first[words[0]] = first.GetValueOrDefault(words[0]) + 1;
            }
        }

        foreach ((int instance, string[] words) in named)
        {
            bool lone = words.Length > 1 && first[words[0]] == 1 && first.GetValueOrDefault(words[1]) > 1;
            string[] own = lone ? words[1..] : words;
            int known = Known(own);
            seeds[instance] = known >= 0 ? known : ByFirstWord(own);
        }
    }

    /// <summary>The share of the instances with a telling name whose name begins with the most frequent word.</summary>
    public double NameDominance()
    {
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        int named = 0;
        foreach (StateInstance instance in instances)
        {
            if (NameKey.Of(instance) is { Length: > 0 } words)
            {
                first[words[0]] = first.GetValueOrDefault(words[0]) + 1;
                named++;
            }
        }

        return named == 0 ? 0 : first.Values.Max() / (double)named;
    }

    private int ByFirstWord(string[] words)
    {
        if (_byFirstWord.TryGetValue(words[0], out int known))
        {
            Candidates[known].Narrow(words);
            return known;
        }

        var made = new Candidate(string.Concat(words), words, $"name prefix {string.Join('-', words)}-",
            SignStrength.Name);
        Candidates.Add(made);
        return _byFirstWord[words[0]] = Candidates.Count - 1;
    }

    private int Candidate(string[] words, string sign, SignStrength strength)
    {
        string key = string.Concat(words);
        if (_byKey.TryGetValue(key, out int known))
        {
            Candidates[known].See(words, sign, strength);
            return known;
        }

        Candidates.Add(new Candidate(key, words, sign, strength));
        return _byKey[key] = Candidates.Count - 1;
    }

    /// <summary>The known system with which the words begin, an organisation's word or two in front passed over; -1 for
    /// none.</summary>
    private int Known(string[] words)
    {
        const int MaxPassed = 2;
        for (int start = 0; start < words.Length && start < MaxPassed; start++)
        {
            string joined = "";
            for (int i = start; i < words.Length; i++)
            {
                joined += words[i];
                if (_byKey.TryGetValue(joined, out int known))
                {
                    return known;
                }
            }
        }

        return -1;
    }

    /// <summary>The system's name in a module's path: of the first step that names more than a part, or of its
    /// key.</summary>
    private string[] ModuleWords(StateInstance instance)
    {
        if (instance.Module is not { } module)
        {
            return [];
        }

        if (!_moduleWords.TryGetValue(module, out string[]? words))
        {
            string top = Top(module);
            int key = top.IndexOf('[', StringComparison.Ordinal);
            string path = key < 0 ? top : top[..key];
            string name = path.StartsWith("module.", StringComparison.Ordinal) ? path["module.".Length..] : path;
            words = NameKey.Of(name);
            words = words.Length == 0 && key >= 0 && key + 1 < top.Length ? NameKey.Of(top[(key + 1)..^1].Trim('"'))
                : words;
            _moduleWords[module] = words;
        }

        return words;
    }

    /// <summary>The first step of a module's path, with its key.</summary>
    private static string Top(string module)
    {
        const int Prefix = 7; // "module."
        int i = Math.Min(Prefix, module.Length);
        while (i < module.Length && module[i] is not ('.' or '['))
        {
            i++;
        }

        return i < module.Length && module[i] is '[' ? module[..(Addresses.EndOfKey(module, i) + 1)] : module[..i];
    }

    /// <summary>The strongest of these tags that the instance has.</summary>
    private static (int Rank, string Value)? Tag(StateInstance instance, Dictionary<string, int> ranks)
    {
        (int Rank, string Value) best = (int.MaxValue, "");
        foreach (KeyValuePair<string, string> pair in instance.Attributes.Names)
        {
            if (pair.Key.StartsWith("tags.", StringComparison.Ordinal)
                && ranks.TryGetValue(pair.Key, out int rank) && rank < best.Rank)
            {
                best = (rank, pair.Value);
            }
        }

        return best.Rank == int.MaxValue ? null : best;
    }
}

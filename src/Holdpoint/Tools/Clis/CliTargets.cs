using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Resolves a target the way the program would: its words, then variables, files of variables and
/// configuration, then what it takes when nothing tells.</summary>
internal sealed class CliTargets(CliProbe probe, IWorld world)
{
    /// <summary>Bytes of a configuration file; a kubeconfig of a hundred clusters has half of it.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>Folders above the command's own in which a project file is looked for.</summary>
    private const int MaxParents = 12;

    /// <summary>Files that one file may lead to: manage.py, then its settings, then what those import.</summary>
    private const int MaxHops = 3;

    private readonly List<CliSource> _open = [.. probe.Missing];
    private readonly List<Sign> _signs = [];
    private readonly List<string> _places = [];
    private readonly List<string> _unset = [];
    private ImmutableArray<(string File, ImmutableArray<KeyValuePair<string, string>> Variables)>? _dotEnvs;
    private string? _file;

    /// <summary>The program runs where another one's environment and files are: nothing of ours counts.</summary>
    private bool Elsewhere => probe.Invocation.Wrappers.Any(w =>
        w is "ssh" or "kubectl" or "oc" or "heroku" or "fly" or "flyctl" or "railway" or "render" or "nomad");

    public Target Resolve(Target target)
    {
        if (!Elsewhere)
        {
            if (probe.FilesFirst)
            {
                ReadConfigs();
                ReadVariables();
            }
            else
            {
                ReadVariables();
                ReadConfigs();
            }

            foreach (CliSource source in _open.Where(s => s.Default.Length > 0))
            {
                Add(source.Kind, source.Default, $"the default {source.Word}", $"{source.Word} {source.Default}");
            }
        }

        if (_signs.Count == 0 && target.Place == target.Kind && probe.Default is { } usual)
        {
            Add(usual.Kind, usual.Value, usual.Source, usual.Source);
        }

        return Made(target);
    }

    private Target Made(Target target)
    {
        foreach (string name in _unset.Where(_ => !_signs.Exists(s => s.Kind is SignKind.Url or SignKind.Host)))
        {
            Add(SignKind.Name, name, "the variable that is not set here", "$" + name);
        }

        Sign[] all = [.. target.Signs.Where(s => s.Kind is not SignKind.Name), .. _signs,
            .. target.Signs.Where(s => s.Kind is SignKind.Name)];
        if (_file is not null && !Array.Exists(all, IsRemote))
        {
            return Target.Path(_file) with { Kind = TargetKinds.Path };
        }

        // A program that is told to run as "development" still reaches the host that it is given.
        if (Array.Exists(all, IsRemote))
        {
            all = Array.FindAll(all, s => s.Kind is not SignKind.Name
                || EnvironmentWords.In(s.Value) is not EnvironmentKind.Development);
        }

        IEnumerable<string> named = target.Place == target.Kind ? [] : [target.Place];
        string[] places = [.. named, .. _places];
        return target with
        {
            Place = places.Length == 0 ? target.Place : string.Join(", ", places),
            Signs = [.. all],
        };
    }

    private static bool IsRemote(Sign sign) => sign.Kind switch
    {
        SignKind.Url => !HostSigns.IsLoopback(HostSigns.OfUrl(sign.Value)),
        SignKind.Host => !HostSigns.IsLoopback(sign.Value),
        _ => false,
    };

    private void ReadVariables()
    {
        foreach (CliSource source in _open.ToArray())
        {
            foreach (Range part in source.Variables.AsSpan().Split(' '))
            {
                string variable = source.Variables[part];
                if (variable.Length > 0 && Variable(variable) is (string value, string from)
                    && AddValue(source, variable, value, from))
                {
                    _open.Remove(source);
                    break;
                }
            }
        }
    }

    private bool AddValue(CliSource source, string variable, string value, string from)
    {
        if (source.Kind is not (SignKind.Url or SignKind.Host))
        {
            Add(source.Kind, value, from, $"{source.Word} {value}");
            return true;
        }

        return AddAddress(DatabaseAddress.OfVariable(variable, value), from);
    }

    private bool AddAddress(DatabaseAddress? address, string from)
    {
        if (address is { IsFile: true })
        {
            _file ??= address.Shown.StartsWith('/') || probe.Invocation.Directory.Text is not { } folder
                ? address.Shown : Files.PathText.Normal(folder + "/" + address.Shown);
        }
        else if (address is not null)
        {
            Add(address.Kind, address.Value, from, address.Shown);
        }

        return address is not null;
    }

    private void Add(SignKind kind, string value, string from, string place)
    {
        if (!_places.Contains(place))
        {
            _signs.Add(new Sign(kind, value, from));
            _places.Add(place);
        }
    }

    /// <summary>A variable as the program would see it, and where it stands.</summary>
    private (string Value, string From)? Variable(string name)
    {
        if (probe.Invocation.Environment.TryGetValue(name, out Word? given))
        {
            if (given is not null)
            {
                return (given.Shown, name);
            }
        }
        else if (!probe.Invocation.CleanEnvironment && world.Variable(name) is { Length: > 0 } value)
        {
            return (value, name);
        }

        _dotEnvs ??= Loads()
            ? [.. probe.DotEnvs.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(DotEnvsAt)] : [];
        foreach ((string file, ImmutableArray<KeyValuePair<string, string>> variables) in _dotEnvs)
        {
            foreach ((string key, string value) in variables)
            {
                if (key == name && value.Length > 0)
                {
                    return (value, $"{name} in {file}");
                }
            }
        }

        return null;
    }

    /// <summary>Whether the project has what loads the files of variables.</summary>
    private bool Loads() => probe.LoadedBy is not var (file, loader) || Upwards(file) is not { } path
        || world.Read(path, MaxFile) is not FileAnswer.Content content
        || content.Text.Contains(loader, StringComparison.Ordinal);

    private IEnumerable<(string, ImmutableArray<KeyValuePair<string, string>>)> DotEnvsAt(string names)
    {
        foreach (string name in names.Split('|'))
        {
            bool named = name.Contains(CliConfig.AtHand, StringComparison.Ordinal);
            string file = named ? name.Replace(CliConfig.AtHand, EnvironmentAtHand(), StringComparison.Ordinal) : name;

            // What is one's own on this machine stays out of tests.
            bool skipped = (named && file.EndsWith('.'))
                || (name is ".env.local" && probe.DotEnvs.Contains(CliConfig.AtHand, StringComparison.Ordinal)
                    && EnvironmentAtHand() is "test");
            if (!skipped && Upwards(file) is { } path && world.Read(path, MaxFile) is FileAnswer.Content content)
            {
                yield return (path, DotEnv.Read(content.Text));
                yield break;
            }
        }
    }

    private void ReadConfigs()
    {
        foreach (CliConfig config in probe.Configs)
        {
            if (_open.Count > 0 && PathOf(config) is { } path)
            {
                ReadConfig(config, path, 0);
            }
        }
    }

    private void ReadConfig(CliConfig config, string path, int hops)
    {
        if (world.Read(path, MaxFile) is not FileAnswer.Content content)
        {
            return;
        }

        ImmutableArray<(string Word, SignKind Kind, string Value)> told =
            config.Read(config.Sections ? ConfigText.Section(content.Text, EnvironmentAtHand()) : content.Text);
        if (config.Sections && told.IsEmpty)
        {
            // What the sections share stands in one of its own, under a name that people agree on.
            told = config.Read(ConfigText.Section(content.Text, "default"));
        }

        foreach ((string word, _, string value) in told)
        {
            if (word is CliConfig.NamedDotEnv)
            {
                _dotEnvs = [.. _dotEnvs ?? [], .. DotEnvsAt(value)];
            }
            else if (word is CliConfig.NamedFile && hops < MaxHops)
            {
                ReadConfig(config, path[..path.LastIndexOf('/')] + "/" + value, hops + 1);
            }
        }

        ReadNamedVariables(told);
        foreach (IGrouping<string, (string Word, SignKind Kind, string Value)> one in told.GroupBy(t => t.Word))
        {
            // A host beside a URL belongs to something else, or to the same place.
            string word = one.Key is "host" ? "url" : one.Key;
            if (_open.RemoveAll(s => s.Word == word) == 0)
            {
                continue;
            }

            foreach ((_, SignKind kind, string value) in one)
            {
                if (kind is SignKind.Host)
                {
                    Add(kind, value, path, "host " + value);
                }
                else if (kind is not SignKind.Url || !AddAddress(DatabaseAddress.Of(value), path))
                {
                    Add(kind, value, path, $"{word} {value}");
                }
            }
        }
    }

    /// <summary>The variables that a file reads its target from; those that are set count.</summary>
    private void ReadNamedVariables(ImmutableArray<(string Word, SignKind Kind, string Value)> told)
    {
        bool any = false;
        foreach ((string word, _, string name) in told)
        {
            if (word is not CliConfig.NamedVariable || !_open.Exists(s => s.Word is "url"))
            {
                continue;
            }

            if (Variable(name) is (string value, string from))
            {
                any |= AddAddress(DatabaseAddress.OfVariable(name, value), from);
            }
            else if (name.Contains("UR", StringComparison.Ordinal) && !_unset.Contains(name))
            {
                _unset.Add(name);
            }
        }

        if (any)
        {
            _open.RemoveAll(s => s.Word is "url");
        }
    }

    /// <summary>What the program is told to run as, or takes when nothing tells.</summary>
    private string EnvironmentAtHand()
    {
        foreach (Sign sign in _signs.Where(s => s.Kind is SignKind.Name))
        {
            return sign.Value;
        }

        return probe.Section ?? _open.Find(s => s.Word == CliSource.Environment).Default ?? "development";
    }

    private string? PathOf(CliConfig config)
    {
        if (config.Variable.Length > 0
            && (probe.Invocation.Variable(config.Variable)?.Text ?? world.Variable(config.Variable))
                is { Length: > 0 } other)
        {
            return Absolute(other.Split(':')[0]);
        }

        return config.Path switch
        {
            ['~', '/', ..] => world.Home + config.Path[1..],
            ['/', ..] => config.Path,
            _ => Upwards(config.Path.Replace(CliConfig.AtHand, EnvironmentAtHand(), StringComparison.Ordinal)),
        };
    }

    private string? Absolute(string path) => path.StartsWith('/') ? path
        : probe.Invocation.Directory.Text is { } folder ? Files.PathText.Normal(folder + "/" + path) : null;

    /// <summary>A file in the directory of the command or in one above it.</summary>
    private string? Upwards(string name)
    {
        string? folder = probe.Invocation.Directory.Text;
        for (int i = 0; i < MaxParents && folder is ['/', ..]; i++)
        {
            string path = folder.TrimEnd('/') + "/" + name;
            if (world.Look(path).Exists)
            {
                return path;
            }

            int slash = folder.TrimEnd('/').LastIndexOf('/');
            folder = slash < 0 ? null : folder[..Math.Max(slash, 1)];
        }

        return null;
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis;

/// <summary>Finds the target that a program would take from the environment or its files, where the words do not name
/// it. What would go is not counted here.</summary>
/// <param name="Missing">Parts of the target that the words do not name.</param>
internal sealed record CliProbe(
    ImmutableArray<CliSource> Missing, ImmutableArray<CliConfig> Configs, Invocation Invocation) : Probe
{
    /// <summary>Bytes of a configuration file; a kubeconfig of a hundred clusters has half of it.</summary>
    private const int MaxFile = 1024 * 1024;

    /// <summary>What tells of the target where nothing names it; null for nothing.</summary>
    public Sign? Default { get; init; }

    /// <summary>What else the world tells of the effect; null when nothing is asked.</summary>
    public Func<Effect, IWorld, Measurement>? Look { get; init; }

    /// <summary>Folders above the command's own in which a project file is looked for.</summary>
    private const int MaxParents = 12;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        Effect located = Located(effect, world);
        return Look is null ? new Measurement(located) : Look(located, world);
    }

    private Effect Located(Effect effect, IWorld world)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        var places = new List<string>();
        var open = new List<CliSource>();
        foreach (CliSource source in Missing)
        {
            if (!Invocation.CleanEnvironment && FromWorld(source, world) is (string value, string variable))
            {
                signs.Add(new Sign(source.Kind, value, variable));
                places.Add($"{source.Word} {value}");
            }
            else
            {
                open.Add(source);
            }
        }

        foreach (CliConfig config in Configs)
        {
            if (PathOf(config, world) is not { } path || world.Read(path, MaxFile) is not FileAnswer.Content content)
            {
                continue;
            }

            foreach ((string word, SignKind kind, string value) in config.Read(content.Text))
            {
                if (open.RemoveAll(s => s.Word == word) > 0)
                {
                    signs.Add(new Sign(kind, value, path));
                    places.Add($"{word} {value}");
                }
            }
        }

        Target target = effect.Target;
        IEnumerable<string> named = target.Place == target.Kind ? [] : [target.Place];
        if (signs.Count == 0 && target.Place == target.Kind && Default is { } usual)
        {
            signs.Add(usual);
            places.Add(usual.Source);
        }

        return signs.Count == 0 ? effect : effect with
        {
            Target = target with
            {
                Place = string.Join(", ", [.. named, .. places]),
                Signs = [.. target.Signs.Where(s => s.Kind is not SignKind.Name), .. signs,
                    .. target.Signs.Where(s => s.Kind is SignKind.Name)],
            },
        };
    }

    private (string Value, string Variable)? FromWorld(CliSource source, IWorld world)
    {
        foreach (Range part in source.Variables.AsSpan().Split(' '))
        {
            string variable = source.Variables[part];
            if (variable.Length > 0 && !Invocation.Environment.ContainsKey(variable)
                && world.Variable(variable) is { Length: > 0 } value)
            {
                return (value, variable);
            }
        }

        return null;
    }

    private string? PathOf(CliConfig config, IWorld world)
    {
        if (config.Variable.Length > 0
            && (Invocation.Variable(config.Variable)?.Text ?? world.Variable(config.Variable)) is { Length: > 0 } other)
        {
            return other.Split(':')[0];
        }

        if (config.Path.StartsWith("~/", StringComparison.Ordinal))
        {
            return world.Home + config.Path[1..];
        }

        string? folder = Invocation.Directory.Text;
        for (int i = 0; i < MaxParents && folder is ['/', ..]; i++)
        {
            string path = folder.TrimEnd('/') + "/" + config.Path;
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

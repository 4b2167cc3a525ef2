using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools;

/// <summary>Asks what code that could not be read has in reach: the connections, accounts and keys of its environment,
/// of the files of variables that it would load, and of the files that those name.</summary>
/// <param name="Seen">What the code sees.</param>
internal sealed record ReachProbe(CodeReach Seen) : Probe
{
    /// <summary>Bytes of a file of variables, of a kubeconfig, of a key of a service account.</summary>
    private const int MaxFile = 256 * 1024;

    /// <summary>Only keys of this library's service count; null for everything.</summary>
    public string? Library { get; init; }

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        List<(string Name, string Value, string Source)> variables = [.. Variables(world)];
        var signs = ImmutableArray.CreateBuilder<Sign>();
        signs.AddRange(effect.Target.Signs);
        if (Library is not null)
        {
            signs.AddRange(Reach.OfLibrary(variables, Library));
        }
        else
        {
            signs.AddRange(Reach.Of(variables));
            signs.AddRange(Named(variables, world));
        }

        if (signs.Count == 0)
        {
            return new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Summary = effect.Summary + (Library is null ? "; nothing is in its reach"
                    : $"; no key for {Library} is in its reach"),
            });
        }

        string summary = Library is null ? effect.Summary : $"{effect.Summary}, with {signs[0].Source}";
        Target target = effect.Target with { Place = signs[0].Shown, Signs = signs.DrainToImmutable() };
        return new Measurement(effect with { Target = target, Summary = summary });
    }

    /// <summary>Every variable that the code sees: the action's own, those of the environment, those of files that it
    /// would load.</summary>
    private IEnumerable<(string, string, string)> Variables(IWorld world)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, string value) in Seen.Variables.Reverse())
        {
            if (seen.Add(name))
            {
                yield return (name, value, "the command");
            }
        }

        if (!Seen.Clean)
        {
            foreach ((string name, string value) in world.Variables)
            {
                if (seen.Add(name))
                {
                    yield return (name, value, "the environment");
                }
            }
        }

        if (Seen.Loads is { } rule && Seen.Directory is { } folder)
        {
            foreach ((string name, string value, string file) in rule.Load(
                folder, n => seen.Contains(n) ? Given(n, world) ?? "" : null, p => Text(p, world)))
            {
                yield return (name, value, Shown(file, folder));
            }
        }
    }

    private string? Given(string name, IWorld world) =>
        Seen.Variables.LastOrDefault(v => v.Key == name).Value ?? (Seen.Clean ? null : world.Variable(name));

    private static string? Text(string path, IWorld world) =>
        world.Read(path, MaxFile) is FileAnswer.Content content ? content.Text : null;

    private static string Shown(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path;

    /// <summary>What the files say that variables name: the project of a service account, the context of a
    /// kubeconfig.</summary>
    private IEnumerable<Sign> Named(List<(string Name, string Value, string Source)> variables, IWorld world)
    {
        foreach ((string name, string value, string source) in variables)
        {
            if (name is not ("GOOGLE_APPLICATION_CREDENTIALS" or "KUBECONFIG") || value.Length == 0)
            {
                continue;
            }

            string path = value.Split(':')[0];
            path = path.StartsWith('/') ? path : $"{Seen.Directory}/{path}";
            string key = name is "KUBECONFIG" ? "current-context:" : "\"project_id\":";
            if (Text(path, world) is { } text && Value(text, key) is { Length: > 0 } says
                && EnvironmentWords.In(says) is EnvironmentKind.Production)
            {
                SignKind kind = name is "KUBECONFIG" ? SignKind.Context : SignKind.Account;
                yield return new Sign(kind, says, $"the file of {name} in {source}");
            }
        }
    }

    private static string? Value(string text, string key)
    {
        int at = text.IndexOf(key, StringComparison.Ordinal);
        int end = at < 0 ? -1 : text.IndexOfAny(['\n', ','], at);
        return at < 0 ? null : text[(at + key.Length)..(end < 0 ? text.Length : end)].Trim().Trim('"', '\'');
    }
}

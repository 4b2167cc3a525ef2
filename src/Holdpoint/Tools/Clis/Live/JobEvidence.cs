using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Live;

/// <summary>What a cluster says that a job of a schedule runs, when a command starts it at once.</summary>
internal static class JobEvidence
{
    /// <summary><c>create job NAME --from=cronjob/X</c>.</summary>
    /// <remarks>kubectl's reference: <c>--from</c> is "the name of the resource to create a Job from (only cronjob is
    /// supported)". The commands of its containers are read like those of a manifest; an image's own command is in no
    /// answer of the cluster.</remarks>
    public static Measurement FromCronJob(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        if (line.Value("from")?.Text?.Split('/') is not [{ } kind, { Length: > 0 } name]
            || !kind.StartsWith("cronjob", StringComparison.OrdinalIgnoreCase) || name[0] is '-')
        {
            return new Measurement(effect);
        }

        var live = new LiveQuestions(
            LiveClient.Kubectl, invocation, KubernetesEvidence.Globals(line, false), world, budget);
        string? space = line.Value("n namespace")?.Text;
        LiveAnswer answer = live.Ask($"cronjob {name}", space is null
            ? ["get", "cronjob", name, "--output", "json"]
            : ["get", "cronjob", name, "--namespace", space, "--output", "json"]);
        if (answer.Why is { } why)
        {
            return new Measurement(effect) { Unmeasured = why };
        }

        JsonElement?[] containers =
            [.. answer.Json.Items("spec", "jobTemplate", "spec", "template", "spec", "containers")];
        string[] commands = [.. containers.Select(Command)];
        if (DistantCode.Destroys(commands.Where(c => c.Length > 0), "/") is { } found)
        {
            return new Measurement(ManifestCommands.Runs(effect, found));
        }

        return containers.Length == 0 || commands.Any(c => c.Length == 0)
            ? new Measurement(effect with { Summary = $"{effect.Summary}: the command of its image" })
            : new Measurement(effect with
            {
                Kind = EffectKind.Read,
                Summary = $"{effect.Summary}: {Policy.Words.Plain(string.Join("; ", commands), MaxShown)}",
                Recovery = new Recovery.Trivial("it is what runs by its schedule anyway"),
            });
    }

    /// <summary>A command is cut in a sentence.</summary>
    private const int MaxShown = 120;

    private static string Command(JsonElement? container) => string.Join(' ', container.Items("command")
        .Concat(container.Items("args")).Select(w => Quoted(w?.GetString() ?? "")));

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

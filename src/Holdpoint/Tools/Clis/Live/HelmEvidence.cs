using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Live;

/// <summary>What a release would take with it: the objects of its manifest, and which of them are kept.</summary>
internal static class HelmEvidence
{
    /// <summary><c>uninstall NAME</c>.</summary>
    public static Measurement Release(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        string? space = line.Option("n namespace") is not { Value: var given } ? "" : given?.Text;
        ImmutableArray<string>? globals = space is null || space is ['-', ..] ? null
            : KubernetesEvidence.Globals(line, helm: true) is { } chosen
                ? space.Length > 0 ? [.. chosen, "--namespace", space] : chosen
            : null;
        var live = new LiveQuestions(LiveClient.Helm, invocation, globals, world, budget);
        if (line.Operands is not [_, { Text: { Length: > 0 } name }] || name[0] is '-')
        {
            return new Measurement(effect);
        }

        LiveAnswer answer = live.Ask($"release {name}", "get", "manifest", name);
        if (answer.Why is { } why)
        {
            // The chart makes it again: without an answer it is judged by its words, as a release always was.
            return new Measurement(effect)
            {
                Facts = [new Fact("not measured", why, live.Source("get", "manifest", name)) { Passing = true }],
            };
        }

        ImmutableArray<(string Kind, string Name, bool Kept)> objects = [.. Objects(answer.Text)];
        ImmutableArray<(string Kind, string Name, bool Kept)> going = [.. objects.Where(o => !o.Kept)];
        ImmutableArray<(string Kind, string Name, bool Kept)> data =
            [.. going.Where(o => o.Kind is "PersistentVolumeClaim" or "PersistentVolume")];
        return new Measurement(data.IsEmpty ? effect : effect with
        {
            Recovery = new Recovery.Unknown("it takes volume claims with it, and their disks by the reclaim policy"),
        })
        {
            Count = going.Length,
            Unit = "objects",
            Types =
            [
                .. going.GroupBy(o => o.Kind, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))
                    .OrderByDescending(g => g.Item2),
            ],
            Losses =
            [
                .. data.Concat(going.Except(data)).Take(BlastRadius.MaxNamedLosses).Select(o => new Loss(
                    new Resource($"kubernetes.{o.Kind.ToLowerInvariant()}", o.Name), data.Contains(o)
                        ? new Recovery.Unknown("its disk goes where the reclaim policy says Delete")
                        : new Recovery.FromSource("the chart makes it again"))
                {
                    HoldsData = data.Contains(o),
                }),
            ],
            HoldData = data.Length,
            Facts =
            [
                new Fact("objects of the release", $"{objects.Length}", live.Source("get", "manifest", name)),
                .. objects.Length > going.Length
                    ? (ReadOnlySpan<Fact>)[new Fact("kept by their resource policy", $"{objects.Length - going.Length}",
                        live.Source("get", "manifest", name))] : [],
            ],
        };
    }

    /// <summary>The objects of a manifest, by the few lines that tell them; no YAML is parsed.</summary>
    internal static IEnumerable<(string Kind, string Name, bool Kept)> Objects(string manifest)
    {
        foreach (string document in manifest.ReplaceLineEndings("\n").Split("\n---"))
        {
            string? kind = null, name = null;
            bool metadata = false, kept = false;
            foreach (string line in document.Split('\n'))
            {
                if (line.StartsWith("kind:", StringComparison.Ordinal))
                {
                    kind = Value(line);
                }

                metadata = line.Length > 0 && line[0] is not (' ' or '#') ? line.StartsWith("metadata:",
                    StringComparison.Ordinal) : metadata;
                name ??= metadata && line.StartsWith("  name:", StringComparison.Ordinal) ? Value(line) : null;
                kept |= metadata && line.Contains("helm.sh/resource-policy", StringComparison.Ordinal)
                    && Value(line) is "keep";
            }

            if (kind is not null)
            {
                yield return (kind, name ?? "", kept);
            }
        }
    }

    private static string Value(string line) =>
        line[(line.LastIndexOf(':') + 1)..].Trim().Trim('"', '\'');
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Clis.Live;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Checkpoints;

/// <summary>Objects of a cluster: their manifests, and the disks of their volumes held back by the reclaim policy
/// Retain.</summary>
/// <remarks>A manifest brings an object back, not what a disk holds. So the volumes are told to keep their disks before
/// anything is deleted, which is a change and stands in the checkpoint's own line; undo leaves it so.</remarks>
internal sealed class KubernetesCheckpoint : CheckpointKind
{
    public const string KindId = "kubernetes";

    private const string ObjectsName = "objects.json";
    private const string VolumesName = "volumes.json";
    private const string Retain = "Retain";

    /// <summary>Kinds that are asked for in one question.</summary>
    private const int MaxKinds = 200;

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) =>
        measured is { Unmeasured: null, Losses.IsEmpty: false }
        && measured.HoldData == measured.Losses.Count(l => l.HoldsData)
        && measured.Effect is { Resource.Type: "kubernetes.namespace" or "kubernetes.volume" }
        && measured.Effect.Invocation is { } invocation
        && measured.Effect.Probe is CliProbe { Line: { Operands: [{ Text: "delete" }, ..] } line }
        && LiveHand.Of(LiveClient.Kubectl, invocation, KubernetesEvidence.Globals(line, helm: false)) is { } kubectl
            ? KubernetesSource.Of(kubectl, line, measured)
            : null;

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var wanted = (KubernetesSource)source;
        LiveHand kubectl = wanted.Kubectl;
        List<JsonObject>? objects = Objects(wanted, bench, out string problem);
        List<JsonObject>? volumes = objects is null ? null : Volumes(kubectl, objects, bench, out problem);
        if (objects is null || volumes is null)
        {
            return new PartAnswer.Failed(problem);
        }

        problem = bench.Workshop.Write(Path.Join(folder, ObjectsName), KubernetesManifests.List(
                objects.Where(o => KubernetesManifests.Kind(o) is not "PersistentVolume")))
            ?? bench.Workshop.Write(Path.Join(folder, VolumesName), KubernetesManifests.List(volumes)) ?? "";
        string[] changed = [.. volumes.Where(v => ReclaimOf(v) is not Retain).Select(KubernetesManifests.Name)];
        foreach (string name in problem.Length > 0 ? [] : changed)
        {
            bench.Say($"the disk of volume {name} is kept from now on: its reclaim policy becomes Retain");
            problem = kubectl.Run(bench, "patch", "persistentvolume", name, "--patch",
                """{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}""").Problem;
            if (problem.Length > 0)
            {
                break;
            }
        }

        string kept = changed.Length == 0 ? ""
            : $" (reclaim policy of {string.Join(", ", changed)} set to Retain, which stays)";
        return problem.Length > 0 ? new PartAnswer.Failed(problem) : new PartAnswer.Saved(new SavedPart
        {
            Kind = KindId,
            Place = wanted.Place,
            What = $"{wanted.Place}: manifests of {Policy.Words.Counted(objects.Count, "objects")}, the disks of "
                + Policy.Words.Counted(volumes.Count, "volumes") + kept,
            Folder = "",
            Settings = kubectl.Settings.Add("kind", wanted.Sort).Add("names", string.Join(' ', wanted.Names))
                .Add("namespace", wanted.Space),
        });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (KubernetesManifests.Read(Path.Join(folder, ObjectsName), bench.World) is not { } objects
            || KubernetesManifests.Read(Path.Join(folder, VolumesName), bench.World) is not { } volumes)
        {
            return new ProofAnswer.Broken("its manifests cannot be read");
        }

        LiveHand kubectl = LiveHand.Of(LiveClient.Kubectl, part);
        foreach (JsonObject volume in volumes)
        {
            string name = KubernetesManifests.Name(volume);
            (string now, string problem) = kubectl.Run(bench, "get", "persistentvolume", name, "--output", "json");
            if (problem.Length > 0 || KubernetesManifests.Read(now) is not [{ } there]
                || ReclaimOf(there) is not Retain)
            {
                return problem.Length > 0 ? new ProofAnswer.Untried(problem)
                    : new ProofAnswer.Broken(
                        $"volume {name} does not keep its disk: its reclaim policy is not Retain");
            }
        }

        string applied = objects.Count == 0 ? "" : kubectl.Run(
            bench, "apply", "--dry-run=server", "--filename", Path.Join(folder, ObjectsName)).Problem;
        return applied.Contains("not found", StringComparison.Ordinal)
            ? new ProofAnswer.Untried($"the server cannot try manifests of a namespace that is gone: {applied}")
            : applied.Length > 0 ? new ProofAnswer.Broken(applied)
            : new ProofAnswer.Equal(
                $"the server would take {Policy.Words.Counted(objects.Count, "manifests")} (dry run); "
                + (volumes.Count == 0 ? "no volume is among them"
                    : $"the disks of {Policy.Words.Counted(volumes.Count, "volumes")} stay by Retain, "
                        + "and were not copied"));
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        LiveHand kubectl = LiveHand.Of(LiveClient.Kubectl, part);
        var found = ImmutableArray.CreateBuilder<Difference>();
        foreach (string file in (string[])[ObjectsName, VolumesName])
        {
            string path = Path.Join(folder, file);
            if (KubernetesManifests.Read(path, bench.World) is not { } saved)
            {
                return new DifferenceAnswer.Failed("its manifests cannot be read");
            }

            (string text, string problem) = saved.Count == 0 ? ("", "") : kubectl.Run(
                bench, "get", "--filename", path, "--ignore-not-found", "--output", "json");
            if (problem.Length > 0 || KubernetesManifests.Read(text) is not { } now)
            {
                return new DifferenceAnswer.Failed(problem.Length > 0 ? problem : "kubectl's answer cannot be read");
            }

            found.AddRange(saved.Select(s => Differs(s, now.Find(n => IsSame(s, n)))).OfType<Difference>());
        }

        return new DifferenceAnswer.Found(found.ToImmutable());
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) =>
        Compare(part, folder, bench) is DifferenceAnswer.Found { Differences: var all } && all.Any(d => !d.IsMissing)
            ? new KubernetesSource(
                LiveHand.Of(LiveClient.Kubectl, part), part.Settings.GetValueOrDefault("kind") ?? "",
                [.. (part.Settings.GetValueOrDefault("names") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                part.Settings.GetValueOrDefault("namespace") ?? "")
            : null;

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        if (Compare(part, folder, bench) is not DifferenceAnswer.Found found
            || KubernetesManifests.Read(Path.Join(folder, VolumesName), bench.World) is not { } volumes
            || KubernetesManifests.Read(Path.Join(folder, ObjectsName), bench.World) is not { } objects)
        {
            return "the cluster does not answer, or the manifests cannot be read";
        }

        LiveHand kubectl = LiveHand.Of(LiveClient.Kubectl, part);
        HashSet<string> missing = [.. found.Differences.Where(d => d.IsMissing).Select(d => d.Name)];
        foreach (JsonObject volume in volumes)
        {
            // A volume is bound to the claim that it had, by a mark that a new claim of that name does not bear.
            string name = KubernetesManifests.Name(volume);
            string problem = missing.Contains(name)
                ? kubectl.Give(bench, System.Text.Encoding.UTF8.GetString(KubernetesManifests.List([volume])),
                    "apply", "--filename", "-") ?? ""
                : missing.Contains(KubernetesManifests.Text(volume["spec"]?["claimRef"]?["name"]))
                    ? kubectl.Run(bench, "patch", "persistentvolume", name, "--patch",
                        """{"spec":{"claimRef":{"uid":null,"resourceVersion":null}}}""").Problem
                : "";
            if (problem.Length > 0)
            {
                return $"volume {name}: {problem}";
            }
        }

        string applied = objects.Count == 0 ? ""
            : kubectl.Run(bench, "apply", "--filename", Path.Join(folder, ObjectsName)).Problem;
        return applied.Length > 0 ? applied
            : Compare(part, folder, bench) is DifferenceAnswer.Found { Differences: var left }
                && left.FirstOrDefault() is { } other ? $"not as it was: {other.Line}"
            : null;
    }

    /// <summary>The objects that go: those of the words, or all of a namespace, the namespace first.</summary>
    private static List<JsonObject>? Objects(KubernetesSource wanted, Bench bench, out string problem)
    {
        ImmutableArray<string> within = wanted.Space.Length == 0 ? [] : ["--namespace", wanted.Space];
        (string text, problem) = wanted.Kubectl.Run(
            bench, [.. (string[])["get", wanted.Sort], .. wanted.Names, .. within, "--output", "json"]);
        List<JsonObject>? objects = problem.Length > 0 ? null : KubernetesManifests.Read(text);
        if (wanted.Sort is not "namespace" || objects is null)
        {
            problem = problem.Length > 0 || objects is not null ? problem : "kubectl's answer cannot be read";
            return objects;
        }

        (string listed, problem) = wanted.Kubectl.Run(
            bench, "api-resources", "--namespaced=true", "--verbs=list,delete,create", "--output", "name");
        string[] kinds = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (problem.Length > 0 || kinds.Length > MaxKinds)
        {
            problem = problem.Length > 0 ? problem : $"the cluster has more than {MaxKinds} kinds of objects";
            return null;
        }

        (text, problem) = wanted.Kubectl.Run(
            bench, "get", string.Join(',', kinds), "--namespace", wanted.Names[0], "--output", "json");
        if (problem.Length == 0 && KubernetesManifests.Read(text) is { } inside)
        {
            return [.. objects, .. inside];
        }

        problem = problem.Length > 0 ? problem : "kubectl's answer cannot be read";
        return null;
    }

    /// <summary>The volumes behind claims, and those that go themselves.</summary>
    private static List<JsonObject>? Volumes(
        LiveHand kubectl, List<JsonObject> objects, Bench bench, out string problem)
    {
        problem = "";
        string[] names =
        [
            .. objects.Where(o => KubernetesManifests.Kind(o) is "PersistentVolume").Select(KubernetesManifests.Name),
            .. objects.Where(o => KubernetesManifests.Kind(o) is "PersistentVolumeClaim")
                .Select(o => KubernetesManifests.Text(o["spec"]?["volumeName"])).Where(n => n.Length > 0),
        ];
        if (names.Length == 0)
        {
            return [];
        }

        (string text, problem) = kubectl.Run(
            bench, [.. (string[])["get", "persistentvolume"], .. names, "--output", "json"]);
        return problem.Length > 0 ? null : KubernetesManifests.Read(text);
    }

    private static Difference? Differs(JsonObject saved, JsonObject? now)
    {
        string name = KubernetesManifests.Shown(saved);
        return now is not null && IsEqual(saved, now) ? null
            : new Difference(name, $"{name}: {(now is null ? "is missing now" : "is another one now")}")
            {
                // What its manifest makes again is no data; what somebody changed there since is.
                IsData = now is not null || KubernetesManifests.IsVolume(saved),
                IsMissing = now is null,
                Gone = now is null && KubernetesManifests.IsVolume(saved) ? 1 : 0,
            };
    }

    /// <summary>The policy of a volume is ours to change.</summary>
    private static bool IsEqual(JsonObject saved, JsonObject now)
    {
        var (a, b) = ((JsonObject)saved.DeepClone(), (JsonObject)now.DeepClone());
        foreach (JsonObject side in (JsonObject[])[a, b])
        {
            (side["spec"] as JsonObject)?.Remove("persistentVolumeReclaimPolicy");
        }

        return JsonNode.DeepEquals(a, b);
    }

    private static bool IsSame(JsonObject a, JsonObject b) =>
        KubernetesManifests.Kind(a) == KubernetesManifests.Kind(b)
        && KubernetesManifests.Name(a) == KubernetesManifests.Name(b)
        && SpaceOf(a) == SpaceOf(b);

    private static string SpaceOf(JsonObject of) => KubernetesManifests.Text(of["metadata"]?["namespace"]);

    private static string ReclaimOf(JsonObject volume) =>
        KubernetesManifests.Text(volume["spec"]?["persistentVolumeReclaimPolicy"]);
}

/// <summary>Objects that a command names: a namespace, claims, volumes.</summary>
/// <param name="Sort">As kubectl calls it.</param>
/// <param name="Space">The namespace of claims; empty for that of the context.</param>
internal sealed record KubernetesSource(LiveHand Kubectl, string Sort, ImmutableArray<string> Names, string Space)
    : CheckpointSource(
        KubernetesCheckpoint.KindId,
        $"{string.Join(' ', Kubectl.Globals.Append(Space).Where(g => g.Length > 0))} {Sort} {string.Join(' ', Names)}"
            .TrimStart(), null)
{
    /// <summary>The policy of the volumes is another one then.</summary>
    public override bool Marks => true;

    public static KubernetesSource? Of(LiveHand kubectl, CliLine line, Measurement measured)
    {
        string? kind = line.Operands.Length < 2 ? null : line.Operands[1].Text switch
        {
            "namespace" or "namespaces" or "ns" => "namespace",
            "persistentvolumeclaim" or "persistentvolumeclaims" or "pvc" => "persistentvolumeclaim",
            "persistentvolume" or "persistentvolumes" or "pv" => "persistentvolume",
            _ => null,
        };
        string? space = line.Option("n namespace") is not { Value: var given } ? "" : given?.Text;
        ImmutableArray<string> named = [.. line.Operands.Skip(2).Select(o => o.Text).OfType<string>()];
        ImmutableArray<string> names = named.IsEmpty && line.Has("all")
            ? [.. measured.Losses.Select(l => l.Resource.Name)]
            : named;
        return kind is null || space is null || space is ['-', ..] || names.IsEmpty
            || names.Any(n => n is "" or ['-', ..]) || (kind is "namespace" && names.Length > 1)
            ? null
            : new KubernetesSource(kubectl, kind, names, kind is "persistentvolumeclaim" ? space : "");
    }
}

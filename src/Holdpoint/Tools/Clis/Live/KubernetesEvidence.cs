using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Clis.Live;

/// <summary>What a cluster says of the namespace or the volumes that a command would delete: what is in it, which
/// volumes go by their reclaim policy, which pods use them.</summary>
internal static class KubernetesEvidence
{
    /// <summary>What a namespace is counted by; secrets are counted by their names and never read.</summary>
    private const string Kinds = "deployments,statefulsets,daemonsets,cronjobs,jobs,services,ingresses,configmaps,"
        + "secrets,persistentvolumeclaims";

    private const int MaxNames = 20;

    private const string ClaimType = "kubernetes.volume";

    /// <summary><c>delete namespace NAME…</c>.</summary>
    public static Measurement Namespace(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        var live = new LiveQuestions(LiveClient.Kubectl, invocation, Globals(line, false), world, budget);
        if (Names(line) is not [var name])
        {
            return new Measurement(effect) { Unmeasured = "the cluster was not asked: one namespace at a time is" };
        }

        LiveAnswer listed = live.Ask($"namespace {name}", "get", Kinds, "--namespace", name, "--output", "name");
        LiveAnswer space = live.Ask($"namespace {name}", "get", "namespace", name, "--output", "json");
        if ((space.Why ?? listed.Why) is { } why)
        {
            return new Measurement(effect) { Unmeasured = why };
        }

        string[] things = listed.Text.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        ImmutableArray<(string Type, int Count)> types =
        [
            .. things.GroupBy(t => t.Split('/')[0].Split('.')[0], StringComparer.Ordinal)
                .Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2),
        ];
        ImmutableArray<Loss> claims = Claims(effect, live, name, null, out string? unknown);
        return new Measurement(effect)
        {
            Count = things.Length,
            Unit = "objects",
            Types = types,
            Losses =
            [
                .. claims,
                .. things.Where(t => !t.StartsWith("persistentvolumeclaim/", StringComparison.Ordinal))
                    .Take(Math.Max(0, BlastRadius.MaxNamedLosses - claims.Length))
                    .Select(t => new Loss(new Resource($"kubernetes.{t.Split('/')[0].Split('.')[0]}", t),
                        new Recovery.FromSource("its manifest makes it again")) { HoldsData = false }),
            ],
            HoldData = claims.Length,
            Bytes = claims.IsEmpty ? null : claims.Sum(c => c.Amounts.Sum(a => a.Number)),
            Facts =
            [
                new Fact("asked about", $"namespace {name}", live.Source("get", Kinds, "-n", name)),
                .. space.Json.Items("spec", "finalizers").Select(f => new Fact("finalizer", $"{f?.GetString()}",
                    live.Source("get", "namespace", name))),
            ],
            Unmeasured = unknown,
        };
    }

    /// <summary><c>delete pvc NAME…</c>.</summary>
    public static Measurement Claim(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        var live = new LiveQuestions(LiveClient.Kubectl, invocation, Globals(line, false), world, budget);
        string? space = line.Option("n namespace") is not { Value: var given } ? "" : given?.Text;
        ImmutableArray<string> names = Names(line);
        if (space is null || (names.IsEmpty && !line.Has("all")) || line.Has("l selector"))
        {
            return new Measurement(effect)
            {
                Unmeasured = "the cluster was not asked: the words do not tell which claims",
            };
        }

        ImmutableArray<Loss> claims = Claims(effect, live, space, names.IsEmpty ? null : names, out string? unknown);
        return new Measurement(effect)
        {
            Count = unknown is null ? claims.Length : null,
            Unit = "claims",
            Losses = claims,
            HoldData = claims.Length,
            Bytes = claims.IsEmpty ? null : claims.Sum(c => c.Amounts.Sum(a => a.Number)),
            Facts = [new Fact("asked about", string.Join(' ', names), live.Source("get", "persistentvolumeclaims"))],
            Unmeasured = unknown,
        };
    }

    /// <summary><c>delete pv NAME…</c>.</summary>
    public static Measurement Volume(
        Effect effect, CliLine line, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        var live = new LiveQuestions(LiveClient.Kubectl, invocation, Globals(line, false), world, budget);
        if (Names(line) is not [var name])
        {
            return new Measurement(effect) { Unmeasured = "the cluster was not asked: one volume at a time is" };
        }

        LiveAnswer answer = live.Ask($"volume {name}", "get", "persistentvolume", name, "--output", "json");
        if (answer.Why is { } why)
        {
            return new Measurement(effect) { Unmeasured = why };
        }

        string? claim = answer.Json.Text("spec", "claimRef", "name");
        Loss loss = Kept(effect, name, answer.Json) with
        {
            Amounts = Capacity(answer.Json.Text("spec", "capacity", "storage")),
            Dependents = claim is null ? [] : [$"claim {answer.Json.Text("spec", "claimRef", "namespace")}/{claim}"],
        };
        return new Measurement(effect)
        {
            Count = 1, Unit = "volumes", Losses = [loss], HoldData = 1,
            Facts = [new Fact("asked about", name, live.Source("get", "persistentvolume", name))],
        };
    }

    private static ImmutableArray<Loss> Claims(
        Effect effect, LiveQuestions live, string space, ImmutableArray<string>? names, out string? unknown)
    {
        ImmutableArray<string> within = space.Length == 0 ? [] : ["--namespace", space];
        string shown = space.Length == 0 ? "volume claims" : $"volume claims of {space}";
        LiveAnswer claims = live.Ask(
            shown, [.. (ReadOnlySpan<string>)["get", "persistentvolumeclaims", "--output", "json"], .. within]);
        unknown = claims.Why;
        ImmutableArray<JsonElement?> wanted =
        [
            .. claims.Json.Items("items").Where(c => names is null
                || names.Value.Contains(c.Text("metadata", "name") ?? "", StringComparer.Ordinal)),
        ];
        if (wanted.IsEmpty)
        {
            return [];
        }

        LiveAnswer volumes = live.Ask("volumes", "get", "persistentvolumes", "--output", "json");
        LiveAnswer pods = live.Ask(
            $"pods of {space}", [.. (ReadOnlySpan<string>)["get", "pods", "--output", "json"], .. within]);
        unknown = volumes.Why;
        return
        [
            .. wanted.Take(BlastRadius.MaxNamedLosses).Select(c =>
            {
                string name = c.Text("metadata", "name") ?? "a claim";
                string? volume = c.Text("spec", "volumeName");
                JsonElement? behind = volumes.Json.Items("items")
                    .FirstOrDefault(v => v.Text("metadata", "name") == volume);
                return Kept(effect, name, behind) with
                {
                    Amounts = Capacity(c.Text("status", "capacity", "storage")),
                    Dependents = [.. Users(pods.Json, name).Take(MaxNames)],
                };
            }),
        ];
    }

    /// <summary>Whether the disk stays: what the volume's reclaim policy says.</summary>
    private static Loss Kept(Effect effect, string name, JsonElement? volume)
    {
        string? policy = volume.Text("spec", "persistentVolumeReclaimPolicy");
        bool retains = policy is "Retain";
        string? finalizers = string.Join(", ", volume.Items("metadata", "finalizers").Select(f => f?.GetString()));
        return new Loss(new Resource(ClaimType, name), retains
            ? new Recovery.FromBackup("the disk stays, its reclaim policy is Retain", null)
            : policy is null ? effect.Recovery
            : new Recovery.Never($"the disk goes with it: its reclaim policy is {policy}"))
        {
            HoldsData = true,
            Protection = retains ? "reclaim policy Retain: the disk stays" : null,
            Details =
            [
                .. policy is { } known ? (ReadOnlySpan<string>)[$"reclaim policy {known}"] : [],
                .. volume.Text("spec", "storageClassName") is { } sort ? (ReadOnlySpan<string>)[$"class {sort}"] : [],
                .. finalizers.Length > 0 ? (ReadOnlySpan<string>)[$"finalizers {finalizers}"] : [],
            ],
        };
    }

    /// <summary>Pods that mount a claim, by their owner where they have one.</summary>
    private static IEnumerable<string> Users(JsonElement? pods, string claim) =>
        pods.Items("items").Where(p => p.Items("spec", "volumes")
                .Any(v => v.Text("persistentVolumeClaim", "claimName") == claim))
            .Select(p => p.Items("metadata", "ownerReferences").FirstOrDefault() is { } owner
                ? $"pod {p.Text("metadata", "name")} of {((JsonElement?)owner).Text("kind")} "
                    + ((JsonElement?)owner).Text("name")
                : $"pod {p.Text("metadata", "name")}");

    /// <summary>"10Gi", "500M", "1Ti".</summary>
    internal static ImmutableArray<Amount> Capacity(string? text)
    {
        string whole = text ?? "";
        string unit = whole.AsSpan().TrimStart("0123456789.").ToString();
        string number = whole[..^unit.Length];
        double factor = unit switch
        {
            "" => 1,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            "k" => 1e3,
            "M" => 1e6,
            "G" => 1e9,
            "T" => 1e12,
            _ => 0,
        };
        return factor > 0
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? [Amount.Size((long)(value * factor))] : [];
    }

    /// <summary>What is named after the kind; none where a name cannot be known.</summary>
    private static ImmutableArray<string> Names(CliLine line)
    {
        ImmutableArray<string?> names = [.. line.Operands.Skip(2).Take(MaxNames + 1).Select(w => w.Text)];
        return names.Length > MaxNames || names.Any(n => n is not { Length: > 0 } || n[0] is '-')
            ? [] : [.. names.OfType<string>()];
    }

    /// <summary>The context; null where the command brings a server, a file or a user of its own.</summary>
    internal static ImmutableArray<string>? Globals(CliLine line, bool helm)
    {
        if (line.Has("kubeconfig s server user token as as-group as-uid cluster certificate-authority "
            + "insecure-skip-tls-verify kube-apiserver kube-token kube-as-user kube-ca-file client-key "
            + "client-certificate username password"))
        {
            return null;
        }

        return line.Option("context kube-context") is not { Value: var context } ? []
            : context?.Text is { Length: > 0 } text && text[0] is not '-'
                ? [helm ? "--kube-context" : "--context", text] : null;
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Clis.Live;
using Holdpoint.World;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>kubectl and what speaks its language.</summary>
internal static class Kubernetes
{
    /// <summary>Objects that stand for data which an operator keeps.</summary>
    private const string DataKinds = "volumesnapshot*|snapshot*|backup*|postgres*|cluster.postgresql*"
        + "|clusters.postgresql*"
        + "|cnpg*|mysql*|innodbcluster*|mariadb*|percona*|mongodb*|psmdb*|redis*|kafka|kafkas|kafkatopic*"
        + "|elasticsearch*"
        + "|opensearch*|cassandra*|rabbitmqcluster*|etcdcluster*|clickhouse*|cockroach*|tidbcluster*|vitess*"
        + "|objectbucketclaim*|obc|cephcluster*|cephblockpool*|cephfilesystem*|rdsinstance*|sqlinstance*|bucket*"
        + "|longhorn*|volumes.longhorn*";

    /// <summary>Whether an object of a kind stands for data which an operator keeps.</summary>
    public static bool HoldsData(string kind) => Array.Exists(
        DataKinds.Split('|'), k => Policy.Files.Glob.Matches(k, kind, ignoreCase: true));

    private static readonly Recovery OnlyHere =
        new Recovery.Unknown("a key or token that stands in a kubeconfig is kept nowhere else that is known of");

    private static readonly Recovery FromManifests = new Recovery.FromSource("its manifest makes it again");

    public static ImmutableArray<string> Names => ["kubectl", "oc", "kustomize"];

    public static Cli? Find(string name) => name switch
    {
        "kubectl" or "oc" => Kubectl(name),
        "kustomize" => new Cli
        {
            Id = "kustomize",
            Title = "Kustomize: writes manifests; what kubectl does with them is judged there",
            Target = "kustomize",
            Rules = [CliRule.Reads("build|cfg|edit|localize|version")],
        },
        "kubecolor" or "kubectl.exe" => Kubectl("kubectl"),
        _ => null,
    };

    /// <summary>What names a cluster to every program that reads a kubeconfig.</summary>
    public static ImmutableArray<CliSource> Sources =>
    [
        new("context", SignKind.Context, "context kube-context kubeContext", "HELM_KUBECONTEXT"),
        new("cluster", SignKind.Context, "cluster"),
        new("server", SignKind.Url, "s server kube-apiserver"),
        new("namespace", SignKind.Name, "n namespace", "HELM_NAMESPACE"),
    ];

    public static ImmutableArray<CliConfig> Configs => [new("~/.kube/config", KubeConfig.Read, "KUBECONFIG")];

    private static Cli Kubectl(string name) => new()
    {
        Id = name,
        Title = "Kubernetes: deletes, drains, forced replacements and protections in a cluster",
        Target = "kubernetes",
        Valued = "n namespace context cluster kubeconfig user s server f filename k kustomize l selector o output "
            + "field-selector timeout grace-period as as-group token request-timeout v p patch type raw patch-file "
            + "subresource replicas current-replicas c container clusterrole serviceaccount group from-literal "
                + "from-file from image applyset prune-allowlist prune-whitelist schedule",
        ValuedAfter = [("logs|log", "n namespace context cluster kubeconfig l selector c container tail since")],
        Slashes = true,
        Harmless = "dry-run",
        Sources = Sources,
        Configs = Configs,
        Rules = [.. Quiet, .. Deletes, .. Changes],
    };

    private static ImmutableArray<CliRule> Quiet =>
    [
        Destroys("config delete-user", "kubernetes.credentials", "deletes the credentials of the user {}", OnlyHere)
            with { Look = KubeUsers.Look },
        Destroys("config unset users.*", "kubernetes.credentials", "deletes the credentials of {1}", OnlyHere)
            with { Look = KubeUsers.Look },
        Destroys("config set-credentials *", "kubernetes.credentials", "writes other credentials over those of {1}",
            OnlyHere) with { Look = KubeUsers.Look, Safer = "give them a name of their own" },
        new("debug node|nodes|no", EffectKind.Unknown, "kubernetes.node",
            "opens a container with all rights on the node {}", new Recovery.Unknown("nothing of it is known")),
        Reads("get|describe|logs|log|explain|top|version|api-resources|api-versions|cluster-info|diff|wait|config"
            + "|status"
            + "|completion|events|options|plugin|krew|ctx|ns|attach|port-forward|proxy|cp|rsync|run|exec|debug|rsh"
            + "|expose|autoscale|set|edit|whoami|login|logout|project|projects|new-project|new-app|start-build"
            + "|extract"),
        Exposes("create clusterrolebinding|rolebinding --user|--group=system:anonymous|system:*authenticated",
            "kubernetes.access", "gives {--clusterrole} to everybody"),
        new("create job --from", EffectKind.Unknown, "kubernetes.job",
            "starts {--from} at once, as its schedule would", new Recovery.Unknown("what it runs is not known"))
        {
            Live = JobEvidence.FromCronJob,
            Safer = "kubectl get {--from} -o yaml shows what it runs",
        },
        new("create|apply|replace -f|--filename|-k|--kustomize !--prune !--force", EffectKind.Read, "kubernetes",
            "applies {-f|--filename|-k|--kustomize}", FromManifests) { Look = ManifestCommands.Look },
        Reads("create"),
    ];

    private static ImmutableArray<CliRule> Deletes =>
    [
        Destroys("delete --raw", "kubernetes", "sends a raw delete to {--raw}",
            new Recovery.Unknown("what the path holds was not read")),
        .. Of("namespace|namespaces|ns|project|projects", "kubernetes.namespace",
            "deletes the namespace {} with everything in it",
            new Recovery.Unknown("its volumes may go with it: what their reclaim policy says was not read"),
            live: KubernetesEvidence.Namespace),
        .. Of("persistentvolumeclaim|persistentvolumeclaims|pvc", "kubernetes.volume", "deletes the volume claim {}",
            new Recovery.Unknown("its volume goes with it where the reclaim policy says Delete"),
            "set the volume's reclaim policy to Retain first", KubernetesEvidence.Claim),
        .. Of("persistentvolume|persistentvolumes|pv", "kubernetes.volume", "deletes the volume {}",
            new Recovery.Unknown("the disk behind it goes where the reclaim policy says Delete"),
            "set the volume's reclaim policy to Retain first", KubernetesEvidence.Volume),
        .. Of("customresourcedefinition*|crd|crds", "kubernetes.crd",
            "deletes the type {} and every object of that type in the cluster",
            new Recovery.Unknown("the objects go too, and what their operators keep for them")),
        .. Of(DataKinds, "kubernetes.data", "deletes {}",
            new Recovery.Unknown("it stands for data, which its operator may remove with it")),
        .. OfGuards(
            "validatingwebhookconfiguration*|mutatingwebhookconfiguration*|validatingadmissionpolic*|vap|networkpolic*"
            + "|netpol|poddisruptionbudget*|pdb|clusterpolic*|policies.kyverno*|constrainttemplate*"
            + "|podsecuritypolic*|psp"),
        .. Of("node|nodes|no", "kubernetes.node", "takes the node {} out of the cluster",
            new Recovery.FromSource("it joins again when its kubelet starts")),
        Destroys("delete pod|pods|po --force", "kubernetes.pod", "kills {} without waiting for it to end",
            new Recovery.FromSource("its controller starts it again, unless it has none")),
        Destroys("delete pod|pods|po", "kubernetes.pod", "deletes the pod {}",
            new Recovery.FromSource("its controller starts it again, unless it has none")),
        Destroys("delete -f|--filename|-k|--kustomize", "kubernetes", "deletes what "
            + "{--filename|-f|--kustomize|-k} names",
            FromManifests) with { Look = Manifests.Look },
        Destroys("delete !--all", "kubernetes", "deletes {}", FromManifests),
        Destroys("delete --all", "kubernetes", "deletes every {}", FromManifests),
    ];

    private static ImmutableArray<CliRule> Changes =>
    [
        Destroys("replace --force", "kubernetes",
            "deletes what {--filename|-f|--kustomize|-k} names and makes it again",
            FromManifests) with { Look = Manifests.Look },
        Destroys("apply --prune -l|--selector", "kubernetes",
            "deletes every object of {-l|--selector} that the manifests do not name any more", FromManifests) with
        {
            Safer = "kubectl diff --prune shows what would go",
        },
        Destroys("apply --prune --all", "kubernetes",
            "deletes every object of the namespace that the manifests do not name any more", FromManifests) with
        {
            Safer = "kubectl diff --prune shows what would go",
        },
        Destroys("apply --prune", "kubernetes", "deletes what the manifests do not name any more", FromManifests) with
        {
            Safer = "kubectl diff --prune shows what would go",
        },
        Destroys("apply --force", "kubernetes", "deletes and makes again what cannot be changed in place",
            FromManifests) with { Look = Manifests.Look },
        Destroys("drain|adm !--disable-eviction ** --delete-emptydir-data|--delete-local-data", "kubernetes.node",
            "evicts every pod of {} and empties their scratch volumes",
            new Recovery.FromSource("the pods start elsewhere; what emptyDir volumes held is gone")),
        Destroys("drain", "kubernetes.node", "evicts every pod of the node {}",
            new Recovery.FromSource("the pods start elsewhere, and uncordon takes the node back")),
        Destroys("adm drain", "kubernetes.node", "evicts every pod of the node {}",
            new Recovery.FromSource("the pods start elsewhere, and uncordon takes the node back")),
        Destroys("adm prune --confirm", "kubernetes", "removes old {} of the cluster",
            new Recovery.FromSource("what is built from source is built again")),
        Weakens("adm policy add-scc-to-*", "kubernetes.access", "lets {} run with fewer bounds"),
        Destroys("taint ** *:NoExecute", "kubernetes.node", "evicts every pod that does not tolerate the taint",
            new Recovery.FromSource("the pods start elsewhere, and the taint can be removed")),
        Modifies("cordon|uncordon|taint", "kubernetes.node", "changes what may run on {}",
            new Recovery.Trivial("uncordon, or the taint removed, takes it back")),
        Destroys("scale --replicas=0", "kubernetes.scale", "scales {} to nothing: every pod of it stops",
            new Recovery.Trivial("it is scaled up again")),
        Modifies("rollout undo|restart|pause|resume", "kubernetes.rollout", "rolls {} over",
            new Recovery.Trivial("rollout undo takes it back")),
        Destroys("patch --patch|-p=*finalizers*null*|*finalizers*[]*|*remove*finalizers*", "kubernetes.finalizers",
            "takes away what holds {} until it is cleaned up",
            new Recovery.Unknown("what is being deleted goes at once, and what it stands for may be left or lost")),
        Weakens("patch --patch|-p=*ReclaimPolicy*Delete*", "kubernetes.volume",
            "lets the disk behind {} go with its claim"),
        Modifies("patch --patch|-p=*replicas*:10*|*replicas*:20*|*replicas*:30*|*replicas*:40*|*replicas*:50*",
            "kubernetes.scale", "scales {}", new Recovery.Trivial("it is scaled back")),
        Destroys("patch --patch|-p=*replicas*:0*|*replicas*:?0*", "kubernetes.scale", "stops every pod of {}",
            new Recovery.Trivial("it is scaled up again")),
        Weakens("label|annotate ** "
            + "pod-security*=privileged|*policy*=ignore|*policy*=disabled|*skip*=true|*exclude*=true",
            "kubernetes.policy", "switches a policy of the cluster off: {1}"),
    ];

    /// <summary>Rules for the deletion of some kinds, listed first or later as <c>kind/name</c>.</summary>
    private static ImmutableArray<CliRule> Of(
        string kinds, string type, string summary, Recovery recovery, string? safer = null,
        Func<Effect, CliLine, Invocation, IWorld, MeasureBudget, Measurement>? live = null) =>
    [
        Destroys("delete " + kinds, type, summary, recovery) with { Safer = safer, Live = live },
        Destroys("delete ** " + kinds.Replace("|", "/*|", StringComparison.Ordinal) + "/*", type, "deletes {}",
            recovery)
            with { Safer = safer },
    ];

    private static ImmutableArray<CliRule> OfGuards(string kinds) =>
        [Weakens("delete " + kinds, "kubernetes.guard", "removes {}, which guards the cluster")];
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Tools.Clis.Live;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that install into clusters, and those that make and remove whole clusters.</summary>
internal static class Clusters
{
    private static readonly Recovery Again = new Recovery.FromSource("its source installs it again");

    private static readonly Recovery Whole =
        new Recovery.Unknown("everything in the cluster goes, and the volumes that it made");

    private static readonly Recovery Local = new Recovery.FromSource("a local cluster is made again from its "
        + "manifests");

    public static ImmutableArray<string> Names =>
    [
        "helm", "helmfile", "eksctl", "kops", "kind", "minikube", "k3d", "k3s-uninstall.sh", "kubeadm", "talosctl",
        "skaffold", "tilt", "devspace", "argocd", "flux", "velero", "istioctl", "cilium", "rancher", "ctlptl",
        "kapp", "werf", "clusterctl", "kubeone", "kurtosis",
    ];

    public static Cli? Find(string name) => name switch
    {
        "helm" or "helm3" => Helm,
        "helmfile" => Helmfile,
        "argocd" => ArgoCd,
        "flux" => Flux,
        "velero" => Velero,
        "eksctl" => Eksctl,
        "kops" => Kops,
        "talosctl" => Talos,
        "kind" or "minikube" or "k3d" or "ctlptl" or "kurtosis" => LocalCluster(name),
        "k3s-uninstall.sh" or "k3s-agent-uninstall.sh" or "rke2-uninstall.sh" or "kubeadm" => Node(name),
        "skaffold" or "tilt" or "devspace" or "istioctl" or "cilium" or "rancher" or "kapp" or "werf"
            or "clusterctl" or "kubeone" => Installer(name),
        _ => null,
    };

    private static Cli Kin(string id, string title, string valued, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "kubernetes",
        Valued = "n namespace context kube-context kubeContext kubeconfig cluster server o output timeout " + valued,
        Named = "name nodes",
        Harmless = "dry-run",
        Sources = Kubernetes.Sources,
        Configs = Kubernetes.Configs,
        Rules = rules,
    };

    private static Cli Helm => Kin(
        "helm", "Helm: uninstalls, rollbacks, forced upgrades",
        "f values set set-string set-file set-json version repo description l selector burst-limit ca-file cert-file "
        + "key-file username password p post-renderer history-max max cascade kube-apiserver kube-token",
        Destroys("uninstall|delete|del|un --no-hooks", "helm.release",
            "uninstalls {} without the hooks that would back it up", Again),
        Destroys("uninstall|delete|del|un", "helm.release", "uninstalls {} with all that it made", Again) with
        {
            Safer = "helm uninstall --keep-history keeps a way back; helm get manifest shows what goes",
            Live = HelmEvidence.Release,
        },
        Modifies("rollback", "helm.release", "goes back to an earlier revision of {}",
            new Recovery.Trivial("helm rollback goes forward again")),
        Destroys("upgrade --force|--force-replace", "helm.release", "deletes and makes again what changed in {1}",
            Again),
        Modifies("upgrade --reset-values", "helm.release", "forgets the values that {} was installed with",
            new Recovery.Trivial("helm rollback takes it back")));

    private static Cli Helmfile => Kin(
        "helmfile", "Helmfile: every release of a file at once", "f file e environment l selector state-values-set "
        + "state-values-file set values args concurrency",
        Destroys("destroy|delete", "helm.release", "uninstalls every release of the helmfile", Again),
        Modifies("sync|apply", "helm.release", "installs the releases of the helmfile",
            new Recovery.Trivial("helm rollback takes each back"))) with
    {
        Sources = [new("environment", SignKind.Workspace, "e environment", "HELMFILE_ENVIRONMENT"),
            .. Kubernetes.Sources],
    };

    private static Cli ArgoCd => Kin(
        "argocd", "Argo CD: applications and projects",
        "auth-token p project l selector revision dest-namespace dest-server repo path grpc-web-root-path "
            + "argocd-context "
        + "resource N app-namespace propagation-policy",
        Destroys("app delete !--cascade=false", "argocd.application",
            "deletes the application {} and everything that it made in its cluster", Again),
        Destroys("app delete-resource", "argocd.application", "deletes objects of the application {}", Again),
        Destroys("app sync --prune", "argocd.application", "deletes from {} what its source does not name any more",
            Again) with { Safer = "argocd app diff shows what would go" },
        Destroys("app sync --force|--replace", "argocd.application", "deletes and makes again what changed in {}",
            Again),
        Destroys("appset delete", "argocd.application", "deletes every application of the set {}", Again),
        Destroys("proj delete", "argocd.project", "deletes the project {}", Again),
        Destroys("cluster rm", "argocd.cluster", "takes the cluster {} out of Argo CD",
            new Recovery.FromSource("argocd cluster add takes it back")),
        Destroys("repo rm|delete", "argocd.repository", "takes the repository {} out of Argo CD",
            new Recovery.FromSource("argocd repo add takes it back")),
        Modifies("app rollback|terminate-op|set", "argocd.application", "changes the application {}",
            new Recovery.Trivial("it is synced again")));

    private static Cli Flux => Kin(
        "flux", "Flux: what it installed and watches", "path url branch interval components",
        Destroys("uninstall", "flux", "removes Flux and its types from the cluster", Again),
        Destroys("delete", "flux", "deletes {}, and what it installed where pruning is on", Again),
        Modifies("suspend|resume", "flux", "stops or starts {}", new Recovery.Trivial("resume takes it back")));

    private static Cli Velero => Kin(
        "velero", "Velero: backups of clusters", "l selector",
        Destroys("backup delete", "velero.backup", "deletes the backup {} and what it holds",
            new Recovery.Never("the backup was the way back")),
        Destroys("delete backup|backups", "velero.backup", "deletes the backup {} and what it holds",
            new Recovery.Never("the backup was the way back")),
        Destroys("uninstall", "velero", "removes Velero and its list of backups",
            new Recovery.FromSource("velero install takes the same store back")),
        Weakens("schedule delete|pause", "velero.schedule", "stops the backups of {}"),
        Weakens("delete schedule|schedules", "velero.schedule", "stops the backups of {}"),
        Destroys("delete|backup-location|restore|schedule delete", "velero", "deletes {}", Again),
        Modifies("restore create --existing-resource-policy=update", "velero", "writes a backup over what runs",
            new Recovery.Unknown("what was there before is nowhere kept")));

    private static Cli Eksctl => Kin(
        "eksctl", "eksctl: clusters on AWS", "f config-file name region r profile p nodes N",
        Destroys("delete cluster", "kubernetes.cluster", "deletes the cluster {}{--name} with everything in it", Whole),
        Destroys("delete nodegroup|ng|fargateprofile", "kubernetes.nodes", "deletes the nodes {}{--name}",
            new Recovery.FromSource("eksctl create nodegroup makes them again; pods are evicted")),
        Destroys("delete", "kubernetes", "deletes {}", Again),
        Destroys("drain nodegroup|ng", "kubernetes.nodes", "evicts every pod of {}{--name}",
            new Recovery.FromSource("the pods start elsewhere"))) with
    {
        Sources =
        [
            new("cluster", SignKind.Context, "cluster name"),
            new("profile", SignKind.Account, "p profile", "AWS_PROFILE"),
            new("region", SignKind.Region, "r region", "AWS_REGION AWS_DEFAULT_REGION"),
            new("file", SignKind.Path, "f config-file"),
        ],
        Configs = [],
    };

    private static Cli Kops => Kin(
        "kops", "kops: clusters on clouds", "name state f filename",
        Destroys("delete cluster --yes|-y", "kubernetes.cluster", "deletes the cluster {}{--name} and its machines",
            Whole),
        Destroys("delete ig|instancegroup|instance --yes|-y", "kubernetes.nodes", "deletes the machines {}", Again),
        Reads("delete cluster|ig|instancegroup|instance"),
        Destroys("delete", "kubernetes", "deletes {}", Again),
        Destroys("rolling-update --cloudonly", "kubernetes.nodes", "replaces every machine without draining it", Again),
        Modifies("update|rolling-update --yes|-y", "kubernetes.cluster", "changes the cluster {}",
            new Recovery.Trivial("the former configuration is applied again"))) with
    {
        Sources =
        [
            new("cluster", SignKind.Context, "name", "KOPS_CLUSTER_NAME"),
            new("state", SignKind.Url, "state", "KOPS_STATE_STORE"),
        ],
        Configs = [],
    };

    private static Cli Talos => Kin(
        "talosctl", "Talos: machines of clusters", "e endpoints talosconfig",
        Destroys("reset", "kubernetes.node", "wipes the machine {--nodes|-n}",
            new Recovery.Never("its disks are erased")),
        Destroys("cluster destroy", "kubernetes.cluster", "deletes a local cluster", Local),
        Destroys("etcd remove-member|forfeit-leadership|recover", "kubernetes.etcd",
            "changes the members of the cluster's store", new Recovery.Unknown("a lost quorum is not easily mended")),
        Modifies("shutdown|reboot", "kubernetes.node", "stops {--nodes|-n}", new Recovery.Trivial("it starts "
            + "again"))) with
    {
        Sources = [new("context", SignKind.Context, "context"), new("nodes", SignKind.Host, "n nodes")],
        Configs = [],
    };

    /// <summary>Clusters on the developer's own machine.</summary>
    private static Cli LocalCluster(string name) => new()
    {
        Id = name,
        Title = $"{name}: clusters on this machine",
        Target = "local-cluster",
        Valued = "name p profile config",
        Named = "name p profile",
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules =
        [
            Destroys("delete cluster|clusters|node|nodes", "kubernetes.cluster", "deletes a cluster of this machine",
                Local),
            Destroys("delete|rm", "kubernetes.cluster", "deletes a cluster of this machine", Local),
            Destroys("cluster|enclave delete|rm", "kubernetes.cluster", "deletes a cluster of this machine", Local),
            Destroys("clean", "kubernetes.cluster", "deletes everything of this machine", Local),
        ],
    };

    /// <summary>Taking a machine out of a cluster, run on it.</summary>
    private static Cli Node(string name) => new()
    {
        Id = name,
        Title = $"{name}: this machine as a node",
        Target = "node",
        Valued = "config cri-socket cert-dir",
        Harmless = "dry-run",
        Rules = name is "kubeadm"
            ? [Destroys("reset", "kubernetes.node", "takes this machine out of its cluster, its store included", Whole)]
            : [Destroys("", "kubernetes.cluster", "removes the cluster of this machine and its volumes", Whole)],
    };

    private static Cli Installer(string id) => Kin(
        id, $"{id}: what it installed in a cluster", "f filename file p profile a app env revision set "
            + "target-namespace",
        id is "clusterctl" or "rancher"
            ? Destroys("**  delete|rm", "kubernetes.cluster", "deletes {}", Whole)
            : Destroys("delete|down|purge|uninstall|uninject|dismiss|cleanup|destroy", "kubernetes.release",
                $"removes what {id} installed", Again),
        Destroys("reset pods|vars|all", "kubernetes.release", "resets {}", Again));
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Lakes, distributed file systems and schedulers of work: Databricks, HDFS, Ceph, Gluster,
/// Temporal.</summary>
internal static class DataPlatforms
{
    private static readonly Recovery Trash =
        new Recovery.Window(1, "the trash of HDFS, where it is switched on");

    public static ImmutableArray<string> Names =>
        ["databricks", "hdfs", "hadoop", "ceph", "rados", "rbd", "gluster", "temporal", "sqlite-utils"];

    public static Cli? Find(string name) => name switch
    {
        "databricks" => Databricks,
        "hdfs" => Hadoop(name, "dfs"),
        "hadoop" => Hadoop(name, "fs|dfs"),
        "ceph" or "rados" or "rbd" => Ceph(name),
        "gluster" => Gluster,
        "temporal" => Temporal,
        "sqlite-utils" => SqliteUtils,
        _ => null,
    };

    private static Cli Databricks => new()
    {
        Id = "databricks",
        Title = "Databricks: files, tables, clusters, jobs and workspaces deleted",
        Target = "databricks",
        Valued = "p profile t target o output json cluster-id job-id path var",
        Sources =
        [
            new("profile", SignKind.Account, "p profile", "DATABRICKS_CONFIG_PROFILE"),
            new("target", SignKind.Name, "t target"),
            new("host", SignKind.Url, "", "DATABRICKS_HOST"),
        ],
        Named = "cluster-id job-id path",
        Rules =
        [
            Empties("fs|dbfs rm", "databricks.file", "deletes {}", Nothing),
            Empties("catalogs|schemas|tables|volumes|metastores delete", "databricks.data", "deletes {**} {}", Nothing),
            Empties("workspace delete|rm", "databricks.workspace", "deletes {}", Nothing),
            Empties("bundle destroy", "databricks.bundle", "deletes all that the bundle made", Nothing),
            Destroys("clusters permanent-delete", "databricks.cluster", "deletes the cluster {} for good", Again),
            Destroys("clusters delete", "databricks.cluster", "stops the cluster {}",
                new Recovery.Trivial("it starts again")),
            Destroys("secrets delete-scope|delete-secret|delete", "databricks.secret", "deletes {}", Kept),
            Destroys("** delete|delete-*", "databricks", "deletes {**} {}", Again),
        ],
    };

    private static Cli Ceph(string name) => new()
    {
        Id = name,
        Title = "Ceph: pools, file systems, images and objects deleted",
        Target = "ceph",
        Valued = "c conf n name id cluster k keyring m p pool image snap namespace N",
        Sources = [new("cluster", SignKind.Name, "cluster c conf", "CEPH_CONF"), new("pool", SignKind.Name, "p pool")],
        Named = "pool image",
        Rules =
        [
            Empties("osd pool delete|rm", "ceph.pool", "deletes the pool {}", Nothing),
            Empties("fs rm|reset|volume rm", "ceph.fs", "deletes the file system {}", Nothing),
            Empties("fs volume|subvolume|subvolumegroup|snapshot rm", "ceph.fs", "deletes {}", Nothing),
            Empties("osd purge|destroy|lost|zap|rm", "ceph.osd", "gives up the data of the disk {}", Nothing),
            Empties("orch device zap", "ceph.osd", "wipes the disk {}", Nothing),
            Empties("purge|rm|remove|rmpool|truncate", "ceph.data", "deletes {}", Nothing),
            Empties("snap|image|pool|trash rm|remove|purge|rollback", "ceph.image", "deletes or rolls back {}",
                Nothing),
            Destroys("orch|auth|mon|mds|config rm|remove|del", "ceph.config", "takes {} away", Again),
        ],
    };

    private static Cli Gluster => new()
    {
        Id = "gluster",
        Title = "Gluster: volumes and snapshots deleted",
        Target = "gluster",
        Valued = "remote-host mode",
        Sources = [new("host", SignKind.Host, "remote-host")],
        Rules =
        [
            Empties("volume|vol|snapshot delete|reset-brick|remove-brick|restore", "gluster.volume",
                "deletes or changes {}", Nothing),
            Destroys("volume|vol stop", "gluster.volume", "stops the volume {}",
                new Recovery.Trivial("it starts again")),
            Destroys("peer detach", "gluster.peer", "takes {} out of the cluster", Again),
        ],
    };

    private static Cli Temporal => new()
    {
        Id = "temporal",
        Title = "Temporal: workflows ended and deleted, namespaces deleted",
        Target = "temporal",
        Valued = "address n namespace w workflow-id r run-id q query reason env tls-cert-path tls-key-path",
        Sources =
        [
            new("address", SignKind.Url, "address", "TEMPORAL_ADDRESS"),
            new("namespace", SignKind.Name, "n namespace", "TEMPORAL_NAMESPACE"),
            new("profile", SignKind.Account, "env", "TEMPORAL_ENV"),
        ],
        Named = "w workflow-id q query",
        Rules =
        [
            Empties("operator namespace delete", "temporal.namespace", "deletes the namespace {}", Nothing),
            Destroys("workflow delete|terminate|reset", "temporal.workflow", "ends or deletes running work {}",
                Nothing),
            Destroys("workflow cancel", "temporal.workflow", "cancels {}", Again),
            Destroys("schedule|batch delete|terminate", "temporal.schedule", "deletes {}", Again),
        ],
    };

    private static Cli SqliteUtils => new()
    {
        Id = "sqlite-utils",
        Title = "sqlite-utils: tables and views dropped",
        Target = "file",
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules =
        [
            Empties("drop-table", "sqlite.table", "drops the table {}", Nothing),
            Destroys("drop-view", "sqlite.view", "drops the view {}", Again),
        ],
    };

    private static Cli Hadoop(string name, string files) => new()
    {
        Id = name,
        Title = "HDFS: files deleted, the name node formatted",
        Target = "hdfs",
        OneDash = true,
        Valued = "conf D fs jt files",
        Sources = [new("server", SignKind.Url, "fs")],
        Rules =
        [
            Empties($"{files} --rm|--rmr --skipTrash", "hdfs.file", "deletes {} past the trash", Nothing),
            Destroys($"{files} --rm|--rmr", "hdfs.file", "deletes {}", Trash),
            Empties($"{files} --expunge", "hdfs.trash", "empties the trash", Nothing),
            Empties("namenode --format", "hdfs.namenode", "formats the name node: every file is gone", Nothing),
            Destroys("dfsadmin --deleteSnapshot|--disallowSnapshot", "hdfs.snapshot", "deletes {}", Nothing),
            Empties($"{files} --deleteSnapshot", "hdfs.snapshot", "deletes a snapshot of {}", Nothing),
        ],
    };
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Programs that keep clusters of databases, indices and hypervisors, and those that rebuild what a warehouse
/// holds.</summary>
internal static class Keepers
{
    private static readonly Recovery Stopped = new Recovery.Trivial("it is started again");

    public static ImmutableArray<string> Names =>
    [
        "neo4j-admin", "nodetool", "elasticdump", "multielasticdump", "esxcli", "vim-cmd", "dbt", "sqlmesh",
    ];

    public static Cli? Find(string name) => name switch
    {
        "neo4j-admin" => Neo4j,
        "nodetool" => Node,
        "elasticdump" or "multielasticdump" => Dump(name),
        "esxcli" or "vim-cmd" => Esx(name),
        "dbt" or "dbtf" => Dbt(name),
        "sqlmesh" => SqlMesh,
        _ => null,
    };

    private static Cli Made(
        string id, string title, string target, string valued, CliSource source, params ImmutableArray<CliRule> rules)
        => new()
    {
        Id = id,
        Title = title,
        Target = target,
        Valued = valued,
        Sources = [source],
        Rules = rules,
    };

    private static Cli Neo4j => Made(
        "neo4j-admin", "neo4j-admin: databases replaced by dumps, backups and imports", "neo4j",
        "from-path to-path backup from database nodes relationships additional-config input-type",
        new("database", SignKind.Name, "database"),
        Empties("database load|restore|copy --overwrite-destination|--force|--overwrite-destination=true",
            "neo4j.database", "writes a copy over the database {}", Nothing),
        Empties("load|restore --force", "neo4j.database", "writes a copy over the database {--database}", Nothing),
        Empties("database import full --overwrite-destination|--force", "neo4j.database",
            "empties the database {} and imports into it", Nothing),
        Empties("database migrate --force-btree-indexes-to-range", "neo4j.database", "rewrites the store of {}",
            Nothing),
        Empties("server|dbms unbind*", "neo4j.member", "forgets what this server is in its cluster", Again)) with
    {
        Harmless = "dry-run",
        Default = new Sign(SignKind.Host, "localhost", "the server of this machine"),
    };

    private static Cli Node => Made(
        "nodetool", "nodetool: nodes, snapshots and tables of Cassandra", "cassandra",
        "h host p port u username pw password pwf password-file t tag kc kt",
        new("host", SignKind.Host, "h host"),
        Empties("decommission|removenode|assassinate", "cassandra.node",
            "takes a node out of the cluster: {}", Nothing),
        Empties("clearsnapshot", "cassandra.snapshot", "deletes snapshots: {}",
            new Recovery.Never("a snapshot was the way back")) with { Safer = "nodetool listsnapshots shows them" },
        Empties("truncatehints", "cassandra.hints", "drops writes that other nodes have not got yet", Nothing),
        Empties("import", "cassandra.table", "brings files into {}", Nothing),
        Destroys("disablegossip|disablebinary|stopdaemon|drain", "cassandra.node", "takes the node out of service",
            Stopped),
        Modifies("disableautocompaction|disablebackup|disablehandoff", "cassandra.node", "switches off: {}",
            Stopped)) with
    {
        Default = new Sign(SignKind.Host, "localhost", "the node of this machine"),
    };

    private static Cli Dump(string name) => Made(
        name, $"{name}: indices read from one place and deleted or written over in another", "elasticsearch",
        "input output type limit inputIndex outputIndex headers searchBody direction match",
        new("output", SignKind.Url, "output"),
        Empties("--delete=true|--delete", "elasticsearch.documents", "deletes the documents that it has copied from "
            + "{--input}", Nothing),
        Modifies("--output=http*", "elasticsearch.documents", "writes documents of {--input} over those of the same "
            + "name in {--output}", Nothing)) with
    {
        OneDash = true,
        Sources = [new("input", SignKind.Url, "input"), new("output", SignKind.Url, "output")],
    };

    private static Cli Esx(string name) => Made(
        name, $"{name}: machines, stores and disks of an ESXi host", "esxi",
        "s server u username p password w world-id t type l volume-label v volume-uuid d device r reason m i",
        new("server", SignKind.Host, "s server"),
        Empties("vmsvc/destroy|vmsvc/unregister", "esxi.vm", "removes the machine {} and, destroyed, its disks",
            Nothing),
        Destroys("vmsvc/power.off|vmsvc/power.reset|hostsvc/maintenance_mode_enter|vmsvc/snapshot.revert", "esxi.vm",
            "stops or takes back the machine {}", Stopped),
        Empties("vmsvc/snapshot.remove*", "esxi.snapshot", "deletes snapshots of {}", Nothing),
        Empties("vsan ** remove|leave", "esxi.storage", "takes storage out of the cluster", Nothing),
        Empties("storage vmfs|core|nmp|san|filesystem ** delete|unmap|unmount|remove|detached",
            "esxi.storage", "takes storage away: {-l|--volume-label}", Nothing),
        Destroys("vm process kill", "esxi.vm", "kills the machine {-w|--world-id}", Stopped),
        Destroys("system shutdown poweroff|reboot", "esxi.host", "stops the host with its machines", Stopped),
        Weakens("network firewall set --enabled=false|-e=false", "esxi.firewall", "switches the firewall off"),
        Destroys("** remove|delete", "esxi", "removes {**} {}", Again)) with
    {
        Default = new Sign(SignKind.Name, "esxi", "an ESXi host"),
    };

    private static Cli Dbt(string name) => Made(
        name, $"{name}: tables of a warehouse built anew, macros run", "warehouse",
        "t target profile profiles-dir project-dir s select m models exclude selector vars threads state args",
        new("target", SignKind.Name, "t target", "DBT_TARGET"),
        Destroys("run|build|seed|snapshot --full-refresh|-f", "warehouse.table",
            "drops incremental tables and builds them anew from what their sources still hold",
            new Recovery.FromSource("they are built again from what their sources still hold")) with
        {
            Safer = "dbt run --select MODEL --full-refresh for the one model that needs it",
        },
        Destroys("run-operation drop*|delete*|truncate*|clean*|purge*|*_drop|*_delete|*_cleanup", "warehouse",
            "runs the macro {1}", new Recovery.Unknown("what the macro does stands in the project"))) with
    {
        Configs =
        [
            new("profiles.yml", Profile),
            new("~/.dbt/profiles.yml", Profile),
        ],
    };

    private static Cli SqlMesh => Made(
        "sqlmesh", "sqlmesh: environments and models of a warehouse", "warehouse",
        "p paths gateway config start s end e model select-model restate-model r",
        new("gateway", SignKind.Name, "gateway"),
        Empties("destroy", "warehouse", "removes every object that the project made", Nothing),
        Destroys("invalidate|janitor", "warehouse.environment", "removes environments: {}", Again),
        Destroys("plan --restate-model|-r --auto-apply", "warehouse.table", "builds {--restate-model|-r} anew", Again));

    /// <summary>The target that a profile takes where none is named: <c>target: dev</c>.</summary>
    private static ImmutableArray<(string Word, SignKind Kind, string Value)> Profile(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.Trim() is ['t', 'a', 'r', 'g', 'e', 't', ':', .. var value])
            {
                return [("target", SignKind.Name, value.Trim(" \"'").ToString())];
            }
        }

        return [];
    }
}

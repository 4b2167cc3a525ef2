using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Clouds whose programs share a grammar: things, then a verb.</summary>
internal static class Clouds
{
    private const string Verbs =
        "delete|d|rm|del|destroy|remove|terminate|purge|bulk-delete|*-delete|*-rm|delete-*|terminate-*|rb";

    /// <summary>Words of things that hold data, as they begin in these programs.</summary>
    private const string Data =
        "db*|database*|dbaas*|rdb*|redis*|mongodb*|autonomous-database*|mysql*|postgres*|volume*|block*|disk*|"
        + "filesystem*|file-system*|file*|nfs|snapshot*|backup*|image*|bucket*|object*|storage*|os|obj|cos|bv|fs|"
        + "boot-*|droplet*|server*|instance*|linode*|compute-instance*|bare-metal*|baremetal*|vm|vms|kubernetes*|k8s*|"
        + "lke*|sks*|ks|oke*|ce|cluster*|project*|compartment*|stack*|app|apps|registry*|resource|"
        + "service-instance*|share*|vault*|key*|kms*|dedicated*|secret*";

    public static ImmutableArray<string> Names =>
    [
        "doctl", "linode-cli", "hcloud", "vultr-cli", "scw", "oci", "ibmcloud", "exo", "openstack", "civo", "upctl",
        "yc", "aliyun",
    ];

    public static Cli? Find(string name) => Hosted(name) ?? Broad(name);

    /// <summary>Clouds of servers.</summary>
    private static Cli? Hosted(string name) => name switch
    {
        "doctl" => Cloud(name, "DigitalOcean", "context t access-token c config o output tag-name format", "",
            [
                new("context", SignKind.Context, "context", "DIGITALOCEAN_CONTEXT"),
            ],
            Destroys("compute droplet-action|volume-action rebuild|restore|power-off|shutdown|detach", "cloud.droplet",
                "overwrites or stops the droplet {}", Nothing),
            Destroys("databases|database|db firewalls|firewall|fw|user|users|pool|pools|replica **", "cloud.config",
                "changes {}", Again)),
        "linode-cli" or "linode" => Cloud(name, "Linode", "as-user format page label root_pass cluster region", "",
            [
                new("user", SignKind.Account, "as-user", "LINODE_CLI_USER"), new("cluster", SignKind.Region, "cluster"),
            ],
            Empties("linodes rebuild|disk-delete", "cloud.instance", "overwrites or deletes disks of {}", Nothing)),
        "hcloud" => Cloud(name, "Hetzner", "context config endpoint o output selector image", "",
            [
                new("context", SignKind.Context, "context", "HCLOUD_CONTEXT"),
            ],
            Weakens("** disable-protection|disable-backup", "cloud.protection", "takes the protection of {} away"),
            Empties("server rebuild", "cloud.server", "overwrites the disk of the server {}", Nothing),
            Destroys("server reset|poweroff|shutdown", "cloud.server", "stops {}",
                new Recovery.Trivial("it starts again"))) with
            {
                Configs = [new CliConfig("~/.config/hcloud/cli.toml", t => Toml(t, "active_context", "context"))],
            },
        "vultr-cli" or "vultr" => Cloud(name, "Vultr", "config o output", "", [],
            Empties("instance|bare-metal reinstall|restore", "cloud.instance", "overwrites the disk of {}", Nothing),
            Empties("kubernetes delete-with-resources", "cloud.cluster", "deletes the cluster {} with its volumes",
                Nothing),
            Destroys("instance|bare-metal stop|halt", "cloud.instance", "stops {}",
                new Recovery.Trivial("it starts again"))),
        "scw" => Cloud(name, "Scaleway", "p profile c config o output", "",
            [
                new("profile", SignKind.Account, "p profile", "SCW_PROFILE"),
                new("project", SignKind.Name, "", "SCW_DEFAULT_PROJECT_ID"),
            ]),
        "civo" => Cloud(name, "Civo", "region config o output", "", [new("region", SignKind.Region, "region")]),
        "upctl" => Cloud(name, "UpCloud", "config o output", "", []),
        _ => null,
    };

    /// <summary>Clouds with accounts, projects and regions.</summary>
    private static Cli? Broad(string name) => name switch
    {
        "oci" => Cloud(name, "Oracle Cloud", "profile region config-file compartment-id c instance-id bucket-name bn "
                + "object-name name volume-id autonomous-database-id db-system-id cluster-id auth endpoint "
                + "namespace ns wait-for-state max-wait-seconds query output prefix", "",
            [
                new("profile", SignKind.Account, "profile", "OCI_CLI_PROFILE"),
                new("region", SignKind.Region, "region", "OCI_CLI_REGION"),
                new("thing", SignKind.Name, "instance-id bucket-name bn volume-id autonomous-database-id db-system-id "
                    + "cluster-id compartment-id"),
            ]),
        "ibmcloud" or "bx" => Cloud(name, "IBM Cloud", "g r c cluster bucket region resource-group instance key", "",
            [
                new("cluster", SignKind.Name, "c cluster bucket"), new("group", SignKind.Account, "g resource-group"),
            ],
            Destroys("target|login|logout **", "cloud", "", Again) with { Kind = EffectKind.Read }),
        "exo" => Cloud(name, "Exoscale", "C config z zone A use-account O output-format", "",
            [
                new("account", SignKind.Account, "A use-account", "EXOSCALE_ACCOUNT"),
                new("zone", SignKind.Region, "z zone"),
            ]),
        "openstack" => Cloud(name, "OpenStack", "os-cloud os-project-name os-region-name os-username os-auth-url "
                + "project image flavor f format c column", "",
            [
                new("cloud", SignKind.Account, "os-cloud", "OS_CLOUD"),
                new("project", SignKind.Account, "os-project-name project", "OS_PROJECT_NAME"),
                new("url", SignKind.Url, "os-auth-url", "OS_AUTH_URL"),
            ],
            Empties("server rebuild", "cloud.server", "overwrites the disk of the server {}", Nothing),
            Empties("project purge", "cloud.project", "deletes every resource of the project", Nothing)),
        "yc" => Cloud(name, "Yandex Cloud", "profile cloud-id folder-id folder-name id name token", "dry-run",
            [
                new("profile", SignKind.Account, "profile", "YC_PROFILE"),
                new("folder", SignKind.Account, "folder-name folder-id"),
            ]),
        "aliyun" => Cloud(name, "Alibaba Cloud", "profile p region RegionId InstanceId DBInstanceId", "",
            [
                new("profile", SignKind.Account, "profile p"),
                new("region", SignKind.Region, "region RegionId"),
            ],
            Empties("* Delete*|Release*|Terminate*|Remove*", "cloud", "{1}: deletes {--InstanceId}{--DBInstanceId}",
                Nothing)),
        _ => null,
    };

    /// <summary>One cloud: its own rules, then the grammar that all have.</summary>
    private static Cli Cloud(string name, string title, string valued, string harmless,
        ImmutableArray<CliSource> sources, params CliRule[] rules) => new()
    {
        Id = name,
        Title = title + ": what is deleted",
        Target = name,
        Valued = valued,
        Harmless = harmless,
        Sources = sources,
        Rules =
        [
            .. rules,
            Empties($"** {Data} {Verbs}", "cloud.data", "deletes {**} {}", Nothing),
            Empties($"{Data} ** {Verbs}", "cloud.data", "deletes {**} {}", Nothing),
            Destroys($"** {Verbs}", "cloud", "deletes {**} {}", Again),
        ],
    };
}

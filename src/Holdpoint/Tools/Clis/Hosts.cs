using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that change the machine they run on: services, users, firewalls, packages, the kernel.</summary>
internal static class Hosts
{
    /// <summary>Services and packages that hold data.</summary>
    private const string Data = "postgres*|pgbouncer*|mysql*|mariadb*|mongo*|redis*|valkey*|elasticsearch*|opensearch*"
        + "|clickhouse*|cassandra*|influxd*|influxdb*|couchdb*|neo4j*|rabbitmq*|kafka*|nats-server*|etcd*|consul*"
        + "|vault*|minio*"
        + "|memcached*|docker*|containerd*|libvirt*|nfs-*|samba*|ceph*|zfs*|ldap*|slapd*";

    /// <summary>Services that guard the machine.</summary>
    private const string Guards = "ufw*|firewalld*|iptables*|nftables*|fail2ban*|auditd*|apparmor*|selinux*"
        + "|crowdsec*|falco*"
        + "|clamav*|rsyslog*|systemd-journald*|unattended-upgrades*|sshguard*|wazuh*|osqueryd*|*backup*|restic*|borg*";

    private static readonly Recovery Started = new Recovery.Trivial("it is started again");

    private static readonly Recovery DataGone =
        new Recovery.Unknown("a purge takes the data of a database along where its package says so");

    public static ImmutableArray<string> Names =>
    [
        "systemctl", "service", "rc-service", "brew", "passwd", "usermod", "gpasswd", "groupdel", "iptables",
        "nft", "ufw", "firewall-cmd", "setenforce", "apt", "apt-get", "dpkg", "dnf", "yum", "pacman", "zypper", "apk",
        "snap", "rpm", "swapoff", "kexec", "sysctl", "journalctl", "mdadm", "auditctl",
        "initctl", "launchctl", "ipset", "pfctl",
    ];

    public static Cli? Find(string name) => name switch
    {
        "systemctl" => Systemd,
        "service" or "rc-service" or "initctl" or "launchctl" => Services(name),
        "brew" => Brew,
        "passwd" or "usermod" or "gpasswd" or "groupdel" or "chage" => Users(name),
        "iptables" or "ip6tables" or "nft" or "ufw" or "firewall-cmd" or "ipset" or "pfctl" or "iptables-restore"
            => Firewall(name),
        "setenforce" or "auditctl" or "aa-disable" or "aa-teardown" => Guard(name),
        "apt" or "apt-get" or "aptitude" or "dpkg" or "dnf" or "yum" or "pacman" or "yay" or "zypper" or "apk" or "snap"
            or "rpm" => Packages(name),
        "swapoff" or "kexec" or "sysctl" or "journalctl" or "mdadm" => Kernel(name),
        _ => null,
    };

    private static Cli Machine(string id, string title, string valued, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "host",
        Valued = valued,
        Harmless = "dry-run simulate just-print",
        Sources = [new("host", SignKind.Host, id is "systemctl" ? "H host M machine" : "")],
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules = rules,
    };

    private static Cli Systemd => Machine(
        "systemctl", "services of databases and guards", "H host M machine t type p property n lines o output s "
            + "signal job-mode",
        Weakens("stop|disable|mask|kill " + Guards, "host.guard", "stops {}, which guards this machine"),
        Weakens("stop|disable|mask|kill * " + Guards, "host.guard", "stops {}, which guards this machine"),
        Destroys("stop|disable|mask|kill " + Data, "host.service", "stops {}, that others hold data in", Started),
        Modifies("restart " + Data, "host.service", "restarts {}, that others hold data in", Started),
        Destroys("stop|disable|mask|kill * " + Data, "host.service", "stops {}, that others hold data in", Started),
        Modifies("set-default", "host.service", "changes what the machine starts",
            new Recovery.Trivial("it is set back")));

    private static Cli Services(string name) => Machine(
        name, $"{name}: services of databases and guards", "",
        Weakens(Guards + " stop|disable", "host.guard", "stops a guard of this machine"),
        Destroys(Data + " stop", "host.service", "stops {1}, that others hold data in", Started),
        Modifies(Data + " restart", "host.service", "restarts {1}, that others hold data in", Started),
        Destroys("stop|unload|bootout|remove|disable " + Data, "host.service", "stops {}", Started));

    private static Cli Brew => Machine(
        "brew", "services of databases", "",
        Modifies("services stop|kill|restart", "host.service", "stops {}", Started),
        Modifies("uninstall|remove|rm " + Data, "host.package", "removes {1}; its data stays",
            new Recovery.Trivial("it is installed again")));

    private static Cli Users(string name) => Machine(
        name, $"{name}: users of this machine", "g groups G gid s shell d home e expiredate a M m A u uid c l "
            + "login p password",
        name switch
        {
            "passwd" => [Weakens("-d|--delete", "host.user", "lets {} log in without a password"),
                Modifies("-l|--lock", "host.user", "locks {} out", new Recovery.Trivial("passwd -u lets them in"))],
            "usermod" =>
            [
                Modifies("-L|--lock", "host.user", "locks {} out", new Recovery.Trivial("usermod -U lets them in")),
                Weakens("-G|--groups=*sudo*|*wheel*|*root*|*admin*|*docker* ", "host.user",
                    "gives {} the rights of the group {--groups|-G}"),
            ],
            "groupdel" => [Destroys("", "host.group", "removes the group {}",
                new Recovery.FromSource("it is made again"))],
            _ => [],
        });

    private static Cli Firewall(string name) => Machine(
        name, $"{name}: the firewall of this machine", "t table A I D P j p s d i o m dport sport",
        name switch
        {
            "ufw" => [Weakens("disable|reset", "host.firewall", "switches the firewall off"),
                Weakens("--force reset|disable", "host.firewall", "switches the firewall off"),
                Weakens("default allow", "host.firewall", "lets everything through")],
            "nft" => [Weakens("flush|delete|destroy ruleset|table|chain", "host.firewall",
                "removes rules of the firewall")],
            "firewall-cmd" => [Weakens("--panic-off", "host.firewall", "lets traffic through again"),
                Weakens("--set-default-zone=trusted", "host.firewall", "lets everything through")],
            "ipset" => [Weakens("flush|destroy", "host.firewall", "removes sets of the firewall")],
            "pfctl" => [Weakens("-d|-F", "host.firewall", "switches the firewall off")],
            "iptables-restore" => [Modifies("", "host.firewall", "replaces the rules of the firewall",
                new Recovery.Trivial("the former rules are restored"))],
            _ => [Weakens("-F|--flush|-X|--delete-chain", "host.firewall", "removes the rules of the firewall"),
                Weakens("-P=INPUT|FORWARD ACCEPT", "host.firewall", "lets everything through")],
        });

    private static Cli Guard(string name) => Machine(
        name, $"{name}: guards of this machine", "",
        name switch
        {
            "setenforce" => [Weakens("0|Permissive|permissive", "host.guard", "stops SELinux from refusing anything")],
            "auditctl" => [Weakens("-D|-e=0", "host.guard", "stops the audit of this machine")],
            _ => [Weakens("", "host.guard", "takes a profile of AppArmor away")],
        });

    private static Cli Packages(string name) => Machine(
        name, $"{name}: packages that hold data", "o c t option target-release root r dbpath",
        Destroys("purge|autopurge ** " + Data, "host.package", "purges {1} with its settings and data", DataGone),
        Destroys("remove|autoremove --purge ** " + Data, "host.package", "purges {1} with its settings and data",
            DataGone),
        Destroys("-P|--purge ** " + Data, "host.package", "purges {1} with its settings and data", DataGone),
        name is "snap"
            ? Destroys("remove --purge", "host.package", "removes {} with its data, without a snapshot", DataGone)
            : Modifies("remove|erase|del|uninstall|autoremove ** " + Data, "host.package",
                "removes {1}; its data stays",
                new Recovery.Trivial("it is installed again")),
        name is "snap"
            ? Destroys("remove", "host.package", "removes {} with its data",
                new Recovery.Window(31, "snap restore, from the snapshot that it keeps"))
            : Modifies("-R|-Rs|-Rns|-r|-e|--remove ** " + Data, "host.package", "removes {}; its data stays",
                new Recovery.Trivial("it is installed again")));

    private static Cli Kernel(string name) => Machine(
        name, $"{name}: what this machine runs on", "t type l load initrd append command-line w p u unit",
        name switch
        {
            "swapoff" => [Modifies("-a|--all", "host.memory", "takes the swap space away",
                new Recovery.Trivial("swapon takes it back"))],
            "kexec" => [Modifies("-e|--exec|-f|--force", "host", "starts another kernel at once",
                new Recovery.Unknown("what runs and is not saved goes"))],
            "sysctl" => [Weakens("*kernel.sysrq=1|*vm.overcommit_memory=1", "host.kernel",
                "changes a guard of the kernel")],
            "journalctl" => [Destroys("--vacuum-time|--vacuum-size|--vacuum-files", "host.logs", "removes old logs",
                new Recovery.Trivial("only old logs go"))],
            _ => [Destroys("--stop|-S", "host.array", "stops the array {}",
                new Recovery.FromSource("mdadm --assemble starts it again"))],
        }) with
    {
        OneDash = name is "journalctl",
    };
}

using System.Collections.Immutable;

namespace Holdpoint.Shell.Wrappers;

/// <summary>A program that runs a command in a place that is not this machine: how its line is read.</summary>
internal sealed record Remote(OutsideKind Kind)
{
    private const string Cluster = "n namespace context cluster kubeconfig user s server as token request-timeout "
        + "c container f filename pod-running-timeout image target profile copy-to overrides l labels env restart "
        + "limits requests o output";

    private const string Engine = "a add-host annotation attach blkio-weight c cap-add cap-drop cgroup-parent cidfile "
        + "cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device dns dns-search domainname e "
        + "entrypoint env env-file expose gpus group-add h health-cmd health-interval hostname ip ipc isolation l "
        + "label "
        + "label-file link log-driver log-opt m mac-address memory memory-swap mount name network net network-alias "
        + "oom-score-adj p pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal "
        + "stop-timeout storage-opt sysctl tmpfs u ulimit user userns uts v volume volume-driver volumes-from w "
        + "workdir index service-ports use-aliases";

    private const string Daemon = "H host c context config log-level l url connection f file p project-name profile "
        + "env-file project-directory ansi parallel";

    private const string Ssh = "b c D E e F I i J L l m O o p Q R S W w B P";

    /// <summary>The words that lead to it, one level each, alternatives separated by <c>|</c>.</summary>
    public string Verbs { get; init; } = "";

    /// <summary>Options that take a value, before the verbs and between them.</summary>
    public string Valued { get; init; } = "";

    /// <summary>Options that take a value, after them.</summary>
    public string After { get; init; } = "";

    /// <summary>The command begins after <c>--</c>, or else after the place.</summary>
    public bool Dashes { get; init; }

    /// <summary>The rest is joined and given to a shell there.</summary>
    public bool Joined { get; init; }

    /// <summary>Options whose value is code for a shell there.</summary>
    public string Code { get; init; } = "";

    /// <summary>How a program's line may be read; nothing for a program that runs none elsewhere.</summary>
    public static ImmutableArray<Remote> Find(string name) => name switch
    {
        "docker" or "podman" or "nerdctl" or "finch" =>
        [
            new(OutsideKind.Container) { Verbs = "exec|run", Valued = Daemon, After = Engine },
            new(OutsideKind.Container) { Verbs = "container exec|run", Valued = Daemon, After = Engine },
            new(OutsideKind.Container) { Verbs = "compose exec|run", Valued = Daemon, After = Engine },
        ],
        "docker-compose" or "podman-compose" =>
            [new(OutsideKind.Container) { Verbs = "exec|run", Valued = Daemon, After = Engine }],
        "kubectl" or "oc" or "kubecolor" =>
        [
            new(OutsideKind.Pod) { Verbs = "exec|debug|run|rsh", Valued = Cluster, After = Cluster, Dashes = true },
            new(OutsideKind.Pod)
            {
                Verbs = "create job|cronjob", Valued = Cluster, After = Cluster + " schedule from", Dashes = true,
            },
        ],
        "ssh" or "autossh" => [new(OutsideKind.Machine) { After = Ssh, Joined = true }],
        "tailscale" => [new(OutsideKind.Machine) { Verbs = "ssh", Joined = true }],

        // Its own commands are a shell's for what matters: rm, rmdir, chmod, rename.
        "sftp" => [new(OutsideKind.Machine) { After = "b B c D F i J l o P R S s X", Joined = true }],
        "mosh" => [new(OutsideKind.Machine) { After = "p ssh", Dashes = true }],
        "lxc" or "incus" => [new(OutsideKind.Machine) { Verbs = "exec", After = "env cwd user group mode",
            Dashes = true }],
        "multipass" => [new(OutsideKind.Machine) { Verbs = "exec", After = "d working-directory", Dashes = true }],
        "limactl" => [new(OutsideKind.Machine) { Verbs = "shell", After = "workdir shell", Dashes = true }],
        "vagrant" => [new(OutsideKind.Machine) { Verbs = "ssh", After = "c command", Code = "c command" }],
        "heroku" => [new(OutsideKind.Machine) { Verbs = "run|run:detached", After = "a app r remote s size e env type",
            Joined = true }],
        "fly" or "flyctl" => [new(OutsideKind.Machine) { Verbs = "ssh console",
            After = "a app C command c config o org r "
            + "region s u user", Code = "C command" }],
        _ => [],
    };
}

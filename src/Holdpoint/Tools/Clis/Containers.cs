using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Tools.Clis.Live;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>docker and what speaks its language: containers, volumes, images, composed projects, swarms.</summary>
internal static class Containers
{
    private static readonly Recovery Started =
        new Recovery.Trivial("its image starts it again; what it wrote outside of volumes is scratch");

    private static readonly Recovery Built = new Recovery.FromSource("it is built or pulled again");

    private static readonly Recovery Data = new Recovery.Never("what a volume holds is kept nowhere else");

    private static readonly Recovery Configured = new Recovery.FromSource("its file makes it again");

    public static ImmutableArray<string> Names =>
    [
        "docker", "podman", "nerdctl", "docker-compose", "podman-compose", "buildah", "crictl", "ctr", "skopeo",
            "crane",
    ];

    public static Cli? Find(string name) => name switch
    {
        "docker" or "podman" or "nerdctl" or "finch" => Engine(name),
        "docker-compose" or "podman-compose" => Program(
            name, $"{name}: containers and volumes of a project", ComposeOptions, [.. Composed("")]),
        "crictl" or "ctr" or "buildah" => Runtime(name),
        "skopeo" or "crane" or "regctl" or "oras" => Registry(name),
        _ => null,
    };

    private const string ComposeOptions =
        "f file p project-name profile env-file project-directory t timeout rmi scale parallel ansi c context H host";

    private static Cli Program(string id, string title, string valued, ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "docker",
        Valued = valued,
        Harmless = "dry-run",
        Sources =
        [
            new("context", SignKind.Context, "c context", "DOCKER_CONTEXT"),
            new("host", SignKind.Url, "H host url connection", "DOCKER_HOST CONTAINER_HOST"),
        ],
        Configs = [new("~/.docker/config.json", Current)],
        Default = new Sign(SignKind.Host, "localhost", "this machine"),
        Rules = rules,
    };

    private static Cli Engine(string name) => Program(
        name, $"{name}: volumes, containers, composed projects, swarms",
        "H host c context url connection log-level l config filter format time signal",
        [.. Quiet, .. Composed("compose "), .. Volumes(name), .. Removed, .. Swarms]) with
    {
        ValuedAfter = [("compose", ComposeOptions)],
    };

    /// <summary>What nearly every command is, first.</summary>
    private static ImmutableArray<CliRule> Quiet =>
    [
        Reads("ps|run|exec|build|pull|push|images|logs|inspect|start|stop|restart|kill|pause|unpause|wait|attach|cp|top"
            + "|stats|port|tag|info|version|login|logout|search|events|history|create|commit|diff|export|import"
            + "|save|load"
            + "|update|rename|context|init|scan|scout|sbom|debug|generate|play|healthcheck|unshare|ls|list"),
    ];

    private static IEnumerable<CliRule> Composed(string before) =>
    [
        Reads(before + "ps|run|exec|build|pull|push|images|logs|inspect|start|stop|restart|kill|config|top|port"
            + "|events|watch"
            + "|create|pause|unpause|ls|cp|version|wait|attach|convert"),
        Destroys(before + "down -v|--volumes", "docker.volume", "stops the project and deletes its volumes", Data) with
        {
            Safer = "compose down without -v keeps the volumes",
            Live = DockerEvidence.Project,
        },
        Destroys(before + "rm -v|--volumes", "docker.container", "removes {} with their anonymous volumes",
            new Recovery.Unknown("an anonymous volume may hold data")),
        Destroys(before + "down|rm", "docker.container", "stops and removes the containers of the project", Started),
        Destroys(before + "up -V|--renew-anon-volumes", "docker.volume", "starts the project with new anonymous "
            + "volumes",
            new Recovery.Unknown("an anonymous volume may hold data")),
    ];

    private static ImmutableArray<CliRule> Volumes(string name) =>
    [
        Destroys("volume rm|remove", "docker.volume", "deletes the volume {}", Data) with
        {
            Safer = "docker run --rm -v VOLUME:/from -v \"$PWD\":/to alpine tar czf /to/volume.tgz -C /from . "
                + "keeps a copy",
            Live = name is "docker" ? DockerEvidence.Named : null,
        },
        Destroys("volume prune -a|--all", "docker.volume", "deletes every volume that no container uses", Data) with
        {
            Live = name is "docker" ? DockerEvidence.Unused : null,
            Safer = "docker volume ls -f dangling=true shows what would go",
        },
        Destroys("volume prune", "docker.volume", "deletes volumes that no container uses",
            new Recovery.Never("older engines take named volumes too, and nothing keeps what they hold")) with
        {
            Live = name is "docker" ? DockerEvidence.Unused : null,
            Safer = "docker volume ls -f dangling=true shows what would go",
        },
        Destroys("system prune --volumes", "docker.volume",
            "deletes stopped containers, unused images and volumes that no container uses", Data) with
        {
            Live = name is "docker" ? DockerEvidence.Unused : null,
            Safer = "docker volume ls -f dangling=true shows which volumes would go",
        },
        Destroys("system reset|migrate --force|-f", "docker.volume", "deletes every container, image and volume", Data),
        Destroys("system reset", "docker.volume", "deletes every container, image and volume", Data),
        Destroys("machine rm|reset", "docker.machine", "deletes the machine {} with its containers and volumes", Data),
        Destroys("pod rm|prune", "docker.container", "removes {} with their containers", Started),
        Destroys("kube down --force", "docker.volume", "removes what {} names, volumes included", Data),
        Destroys("secret|config rm|remove", "docker.secret", "deletes {}",
            new Recovery.FromSource("it is made again from where its value is kept")),
    ];

    private static ImmutableArray<CliRule> Removed =>
    [
        Destroys("rm -v|--volumes", "docker.container", "removes {} with their anonymous volumes",
            new Recovery.Unknown("an anonymous volume may hold data")),
        Destroys("container rm|remove -v|--volumes", "docker.container", "removes {} with their anonymous volumes",
            new Recovery.Unknown("an anonymous volume may hold data")),
        Destroys("rm|remove", "docker.container", "removes the containers {}", Started),
        Destroys("container rm|remove|prune", "docker.container", "removes containers", Started),
        Destroys("rmi", "docker.image", "removes the images {}", Built),
        Destroys("image rm|remove|prune", "docker.image", "removes images", Built),
        Destroys("builder|buildx prune|rm|du", "docker.cache", "empties the cache of builds", Built),
        Destroys("system prune", "docker.container", "removes stopped containers and unused images", Built),
        Destroys("network rm|remove|prune", "docker.network", "removes networks", Configured),
        Destroys("manifest rm", "docker.image", "removes {}", Built),
        Destroys("plugin rm|remove|disable", "docker.plugin", "takes the plugin {} away", Configured),
    ];

    private static ImmutableArray<CliRule> Swarms =>
    [
        Destroys("swarm leave -f|--force", "docker.swarm", "takes this manager out of its swarm",
            new Recovery.Never("the last manager takes the swarm's services and secrets along")),
        Modifies("swarm leave", "docker.swarm", "takes this worker out of its swarm",
            new Recovery.Trivial("it joins again")),
        Destroys("stack rm|remove|down", "docker.stack", "removes every service of the stack {}", Configured),
        Destroys("service rm|remove", "docker.service", "removes the service {}", Configured),
        Modifies("service scale *=0", "docker.service", "stops {}", new Recovery.Trivial("it is scaled up again")),
        Destroys("node rm|remove", "docker.node", "takes the node {} out of the swarm", Configured),
        Modifies("node update --availability=drain", "docker.node", "evicts what runs on {}",
            new Recovery.Trivial("--availability active takes it back")),
        Destroys("swarm ca --rotate", "docker.swarm", "replaces the certificates of the swarm", Configured),
    ];

    private static Cli Runtime(string name) => Program(
        name, $"{name}: containers and images of a runtime", "n namespace a address r runtime-endpoint i",
        [
            Destroys("containers|container|c|snapshots|snapshot rm|remove|delete|del", "docker.container", "removes {}",
                Started),
            Destroys("rmp|rm|stopp", "docker.container", "removes {}", Started),
            Destroys("rmi|prune", "docker.image", "removes images {}", Built),
            Destroys("images|image|i|content rm|remove|delete|prune", "docker.image", "removes images {}", Built),
        ]);

    private static Cli Registry(string name) => new()
    {
        Id = name,
        Title = $"{name}: images in registries",
        Target = "registry",
        Valued = "creds authfile tls-verify platform p",
        Harmless = "dry-run",
        Rules =
        [
            Destroys("delete", "registry.image", "deletes the image {} from its registry",
                new Recovery.Unknown("whoever runs it cannot pull it any more")),
            Destroys("manifest|blob|tag|repo delete|rm", "registry.image", "deletes {} from its registry",
                new Recovery.Unknown("whoever runs it cannot pull it any more")),
        ],
    };

    /// <summary>The context in use, unless it is a daemon on this machine.</summary>
    private static ImmutableArray<(string Word, SignKind Kind, string Value)> Current(string text)
    {
        const string Key = "\"currentContext\"";
        int at = text.IndexOf(Key, StringComparison.Ordinal);
        int open = at < 0 ? -1 : text.IndexOf('"', at + Key.Length);
        int close = open < 0 ? -1 : text.IndexOf('"', open + 1);
        string context = close < 0 ? "" : text[(open + 1)..close];
        return context is "" or "default" or "desktop-linux" or "rootless" || HostSigns.IsLocalCluster(context)
            ? []
            : [("context", SignKind.Context, context)];
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Schedulers and makers of images.</summary>
internal static class Schedulers
{
    public static ImmutableArray<string> Names => ["packer", "nomad"];

    public static Cli? Find(string name) => name switch
    {
        "packer" => Packer,
        "nomad" => Nomad,
        _ => null,
    };

    private static Cli Packer => new()
    {
        Id = "packer",
        Title = "Packer: images replaced by force",
        Target = "packer",
        OneDash = true,
        Valued = "var var-file only except parallel-builds on-error",
        Sources = [new("profile", SignKind.Account, "", "AWS_PROFILE")],
        Rules = [Destroys("build --force", "packer.image", "deletes the images of the same name before it builds",
            Again)],
    };

    private static Cli Nomad => new()
    {
        Id = "nomad",
        Title = "Nomad: jobs stopped and purged, volumes and namespaces deleted",
        Target = "nomad",
        OneDash = true,
        Valued = "address region namespace token ca-cert client-cert client-key type check-index deadline",
        Sources =
        [
            new("address", SignKind.Url, "address", "NOMAD_ADDR"), new("region", SignKind.Region, "region",
                "NOMAD_REGION"),
            new("namespace", SignKind.Name, "namespace", "NOMAD_NAMESPACE"),
        ],
        Rules =
        [
            Destroys("job stop --purge", "nomad.job", "stops the job {} and forgets its history", Again),
            Destroys("stop --purge", "nomad.job", "stops the job {} and forgets its history", Again),
            Destroys("job stop|revert", "nomad.job", "stops or exchanges the job {}", Again),
            Destroys("stop|alloc stop", "nomad.job", "stops {}", Again),
            Empties("namespace|volume|var delete|purge", "nomad.data", "deletes {}", Nothing),
            Destroys("volume deregister|detach", "nomad.volume", "takes the volume {} away", Again),
            Destroys("system gc|reconcile", "nomad.system", "deletes all that is finished, and its logs", Nothing),
            Destroys("node drain|purge", "nomad.node", "moves or drops what runs on {}", Again),
            Destroys("operator snapshot restore", "nomad.state", "puts another state in the place of the servers'",
                Nothing),
            Destroys("operator raft remove-peer", "nomad.state", "removes a server from the cluster", Again),
            Destroys("acl|quota|node-pool|sentinel|** delete", "nomad.config", "deletes {**} {}", Again),
        ],
    };
}

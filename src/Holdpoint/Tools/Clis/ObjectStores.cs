using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that copy to and remove from stores of objects.</summary>
internal static class ObjectStores
{
    private static readonly Recovery Gone =
        new Recovery.Unknown("whether the store keeps old versions was not asked");

    private static readonly Recovery Old =
        new Recovery.Never("old versions were the way back");

    private const string Listed = "--dry-run lists what would go";

    public static ImmutableArray<string> Names =>
        ["rclone", "s3cmd", "s4cmd", "s5cmd", "mc", "mcli", "b2", "swift", "uplink"];

    public static Cli? Find(string name) => name switch
    {
        "rclone" => Rclone,
        "s3cmd" or "s4cmd" => S3cmd(name),
        "s5cmd" => S5cmd,
        "mc" or "mcli" => Minio(name),
        "b2" or "b2v4" => Backblaze,
        "swift" => Swift,
        "uplink" => Uplink,
        _ => null,
    };

    private static Cli Store(string id, string title, string valued, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "objects",
        Valued = valued,
        Harmless = "dry-run",
        Rules = rules,
    };

    private static Cli Rclone => Store(
        "rclone", "rclone: deletes, mirrors and moves between stores",
        "config transfers checkers bwlimit exclude include filter filter-from exclude-from include-from files-from "
        + "min-age max-age min-size max-size backup-dir suffix log-file log-level compare-dest copy-dest max-delete "
        + "max-transfer retries timeout contimeout tpslimit drive-root-folder-id s3-profile vfs-cache-mode cache-dir",
        Reads("* -n"),
        Destroys("purge", "objects", "removes everything below {}", Gone) with { Safer = Listed },
        Destroys("delete !--min-age", "objects", "removes every file below {}", Gone) with { Safer = Listed },
        Destroys("delete", "objects", "removes the files below {} that are older than {--min-age}", Gone) with
        {
            Safer = Listed,
        },
        Destroys("deletefile", "objects", "removes {}", Gone),
        Destroys("sync !--backup-dir !-n", "objects", "makes {2} like {1}: what {1} does not have goes", Gone) with
        {
            Safer = "--dry-run lists what would go; --backup-dir keeps it",
        },
        Destroys("cleanup", "objects", "removes old versions and what is in the trash of {}", Old),
        Destroys("backend cleanup-hidden|cleanup", "objects", "removes old versions of {}", Old),
        Destroys("bisync --resync|--force", "objects", "writes one side over the other: {}", Gone),
        Destroys("rmdirs|dedupe", "objects", "removes what is double or empty below {}",
            new Recovery.FromSource("what is left holds the same")),
        Modifies("move|moveto", "objects", "moves {1} to {2}", new Recovery.Trivial("it is moved back")),
        Destroys("config delete", "objects.config", "forgets the remote {}",
            new Recovery.Unknown("its keys may be kept nowhere else")));

    private static Cli S3cmd(string id) => Store(
        id, $"{id}: buckets and objects", "c config access_key secret_key region host host-bucket exclude include "
        + "exclude-from include-from rexclude rinclude m mime-type storage-class limit num-threads endpoint-url",
        Reads("* -n"),
        Destroys("rb", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("del|rm -r|--recursive", "objects", "removes everything below {}", Gone) with { Safer = Listed },
        Destroys("del|rm|expire|delete", "objects", "removes {}", Gone) with { Safer = Listed },
        Destroys("sync|dsync --delete-removed", "objects", "makes {} like its source: what that does not have goes",
            Gone)
            with { Safer = Listed },
        Exposes("setacl --acl-public|-P", "objects.acl", "makes {} readable to everybody"),
        Weakens("delpolicy|dellifecycle|delcors|expire", "objects.policy", "removes a policy of {}"),
        Modifies("mv", "objects", "moves {}", new Recovery.Trivial("it is moved back")));

    private static Cli S5cmd => Store(
        "s5cmd", "s5cmd: buckets and objects", "endpoint-url profile credentials-file numworkers r retry-count exclude "
        + "include source-region destination-region",
        Destroys("rm --all-versions", "objects", "removes {} with its old versions", Old),
        Destroys("rm", "objects", "removes {}", Gone) with { Safer = "s5cmd --dry-run rm lists what would go" },
        Destroys("rb", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("sync --delete", "objects", "makes {2} like {1}: what {1} does not have goes", Gone)
            with { Safer = "s5cmd --dry-run sync lists what would go" },
        Modifies("mv", "objects", "moves {}", new Recovery.Trivial("it is moved back")));

    private static Cli Minio(string id) => Store(
        id, "MinIO's client: buckets, objects, users", "C config-dir older-than newer-than version-id rewind "
            + "encrypt-key",
        Destroys("rb", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("rm --versions", "objects", "removes {} with its old versions", Old),
        Destroys("rm -r|--recursive", "objects", "removes everything below {}", Gone) with
        {
            Safer = "mc ls --recursive shows what would go",
        },
        Destroys("rm --incomplete|-I", "objects", "removes unfinished uploads of {}",
            new Recovery.FromSource("they are uploaded again")),
        Destroys("rm", "objects", "removes {}", Gone),
        Destroys("mirror --remove", "objects", "makes {2} like {1}: what {1} does not have goes", Gone)
            with { Safer = Listed },
        Destroys("mirror --overwrite", "objects", "writes {1} over {2}", Gone),
        Destroys("undo", "objects", "takes back uploads of {}", Gone),
        Exposes("anonymous|policy set public|download|upload", "objects.acl", "makes {} open to everybody"),
        Weakens("version suspend", "objects.versions", "stops keeping old versions of {}"),
        Weakens("retention clear|set", "objects.retention", "changes how long {} is kept"),
        Weakens("legalhold clear", "objects.retention", "lets {} be deleted"),
        Weakens("ilm|replicate rule|rm|remove|add|import", "objects.lifecycle", "changes how long {} is kept"),
        Destroys("admin user|policy|group|bucket rm|remove", "objects.access", "removes {}",
            new Recovery.FromSource("it is made again")),
        Destroys("admin service stop", "objects.service", "stops the server {}", new Recovery.Trivial("it is started")),
        Destroys("admin rebalance|decommission start|cancel", "objects.pool", "empties the pool {}", Gone));

    private static Cli Backblaze => Store(
        "b2", "Backblaze B2: buckets and files", "profile threads exclude-regex include-regex keep-days",
        Destroys("delete-bucket", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("bucket delete", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("rm --versions|-r|--recursive", "objects", "removes everything below {} with old versions", Old),
        Destroys("rm|delete-file-version", "objects", "removes {}", Gone),
        Destroys("file delete", "objects", "removes {}", Gone),
        Modifies("hide-file", "objects", "hides {}", new Recovery.Trivial("it is shown again")),
        Destroys("sync --delete|--replace-newer", "objects", "makes {2} like {1}: what {1} does not have goes", Gone)
            with { Safer = Listed },
        Destroys("sync --keep-days", "objects", "removes old versions from {2}", Old),
        Destroys("delete-key", "objects.access", "removes the key {}", new Recovery.FromSource("a new key is made")),
        Exposes("update-bucket|create-bucket * allPublic", "objects.acl", "makes the bucket {1} readable to "
            + "everybody"));

    private static Cli Swift => Store(
        "swift", "OpenStack Swift: containers and objects", "os-auth-url os-username os-password os-project-name "
            + "H header",
        Destroys("delete --all|-a", "objects", "removes every container of the account", Gone),
        Destroys("delete", "objects", "removes {}", Gone)) with
    {
        Sources = [new("project", SignKind.Account, "os-project-name", "OS_PROJECT_NAME OS_CLOUD")],
    };

    private static Cli Uplink => Store(
        "uplink", "Storj: buckets and objects", "access config-dir",
        Destroys("rb", "objects.bucket", "removes the bucket {}", Gone),
        Destroys("rm", "objects", "removes {}", Gone));
}

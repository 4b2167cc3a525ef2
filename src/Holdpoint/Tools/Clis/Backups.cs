using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs that keep backups, and can lose them.</summary>
internal static class Backups
{
    private static readonly Recovery Gone = new Recovery.Never("the backup was the way back");

    private static readonly Recovery Kept = new Recovery.Window(1, "the data stays until the repository is pruned");

    public static ImmutableArray<string> Names =>
    [
        "restic", "borg", "borgmatic", "duplicity", "kopia", "tarsnap", "rdiff-backup", "bup", "wal-g", "wal-e",
        "pgbackrest", "barman", "pg_probackup", "duply", "rustic",
        "xtrabackup",
    ];

    public static Cli? Find(string name) => name switch
    {
        "restic" or "rustic" => Restic(name),
        "borg" or "borgmatic" => Borg(name),
        "duplicity" or "duply" => Duplicity(name),
        "kopia" => Kopia,
        "tarsnap" => Tarsnap,
        "rdiff-backup" or "bup" => Files(name),
        "wal-g" or "wal-e" => Wal(name),
        "pgbackrest" or "barman" or "pg_probackup" => Postgres(name),
        "xtrabackup" or "mariabackup" or "mariadb-backup" or "innobackupex" => Xtra(name),
        _ => null,
    };

    private static Cli Store(
        string id, string title, string valued, CliSource source, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "backups",
        Valued = valued,
        Named = "stanza",
        Harmless = "dry-run",
        Sources = [source],
        Rules = rules,
    };

    private static Cli Restic(string id) => Store(
        id, $"{id}: backups", "r repo p password-file H host tag path keep-last l keep-hourly keep-daily d "
            + "keep-weekly w "
        + "keep-monthly m keep-yearly y keep-within keep-tag g group-by max-unused o option cache-dir",
        new("repository", SignKind.Url, "r repo", "RESTIC_REPOSITORY"),
        Reads("* -n"),
        Destroys("forget --prune", "backup.snapshots", "removes snapshots {} and the data that only they hold",
            Gone) with
        {
            Safer = "--dry-run shows which snapshots would go",
        },
        Destroys("forget", "backup.snapshots", "forgets snapshots {}", Kept) with
        {
            Safer = "--dry-run shows which snapshots would go",
        },
        Destroys("prune", "backup.data", "removes data that no snapshot holds",
            new Recovery.Never("what was forgotten cannot be found any more")),
        Destroys("key remove", "backup.key", "removes the key {} of the repository",
            new Recovery.Never("without a key nothing can be restored")),
        Destroys("key passwd", "backup.key", "changes the password of the repository",
            new Recovery.Unknown("without it nothing can be restored")),
        Destroys("rewrite --forget", "backup.snapshots", "writes snapshots anew without some files", Gone),
        Destroys("repair snapshots|index|packs --forget", "backup.snapshots", "removes what is broken", Gone),
        Modifies("unlock", "backup.lock", "removes locks of the repository", new Recovery.Trivial("they are set "
            + "again")));

    private static Cli Borg(string id) => Store(
        id, $"{id}: backups", "r repo repository a archive P prefix glob-archives H keep-hourly d keep-daily w "
            + "keep-weekly "
        + "m keep-monthly y keep-yearly keep-last keep-within rsh remote-path c config verbosity v",
        new("repository", SignKind.Url, "r repo repository", "BORG_REPO"),
        Reads("* -n"),
        Destroys("delete|rdelete|repo-delete", "backup.archives", "deletes {} and what it holds", Gone),
        Destroys("prune", "backup.archives", "deletes archives by age", Gone) with
        {
            Safer = "--dry-run --list shows which archives would go",
        },
        Destroys("recreate", "backup.archives", "writes the archives {} anew", Gone),
        Destroys("check --repair", "backup.archives", "removes what is broken", Gone),
        Destroys("compact", "backup.data", "gives back the space of deleted archives",
            new Recovery.Never("what was deleted cannot be brought back any more")),
        Destroys("key change-passphrase|change-location", "backup.key", "changes the key of {}",
            new Recovery.Unknown("without it nothing can be restored")),
        Modifies("break-lock", "backup.lock", "removes the lock of {}", new Recovery.Trivial("it is set again")));

    private static Cli Duplicity(string id) => Store(
        id, $"{id}: backups", "encrypt-key sign-key archive-dir name tempdir",
        new("repository", SignKind.Url, ""),
        Destroys("remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full --force", "backup.sets",
            "removes backups {}", Gone),
        Destroys("cleanup --force", "backup.sets", "removes files of unfinished backups {}",
            new Recovery.FromSource("what is left over of failed runs")),
        Destroys("* purge|purgeFull|purgeAuto --force", "backup.sets", "removes backups of {1}", Gone));

    private static Cli Kopia => Store(
        "kopia", "kopia: backups", "config-file password p bucket endpoint",
        new("repository", SignKind.Path, "config-file", "KOPIA_CONFIG_PATH"),
        Destroys("snapshot delete|expire --delete", "backup.snapshots", "deletes snapshots {}", Gone),
        Destroys("snapshot|content|blob|manifest delete|rm|remove", "backup.data", "deletes {}", Gone),
        Destroys("maintenance run --full", "backup.data", "removes data that no snapshot holds", Gone),
        Destroys("repository|policy delete|rm", "backup.policy", "removes the policy of {}",
            new Recovery.FromSource("it is set again")));

    private static Cli Tarsnap => new()
    {
        Id = "tarsnap",
        Title = "tarsnap: backups",
        Target = "backups",
        Valued = "f keyfile cachedir C T X",
        Harmless = "dry-run",
        Rules =
        [
            Destroys("--nuke", "backup.archives", "deletes every archive", Gone),
            Destroys("-d", "backup.archives", "deletes the archive {-f}", Gone),
        ],
    };

    private static Cli Files(string id) => Store(
        id, $"{id}: backups", "d",
        new("repository", SignKind.Path, "d", "BUP_DIR"),
        Destroys("--remove-older-than", "backup.versions", "removes old versions from {}", Gone),
        Destroys("remove|rm|gc|prune-older", "backup.versions", "removes backups {}", Gone));

    private static Cli Wal(string id) => Store(
        id, $"{id}: backups of databases", "config target",
        new("store", SignKind.Url, "", "WALG_S3_PREFIX WALE_S3_PREFIX WALG_GS_PREFIX WALG_FILE_PREFIX"),
        Destroys("delete --confirm", "backup.sets", "deletes backups: {}", Gone),
        Destroys("wal-e delete --confirm", "backup.sets", "deletes backups: {}", Gone),
        Reads("delete"),
        Destroys("backup-fetch", "backup.restore", "writes a backup over {1}",
            new Recovery.Unknown("what stands there goes")));

    private static Cli Xtra(string id) => Store(
        id, $"{id}: backups of MySQL put over what is there", "datadir target-dir host port user password socket "
            + "defaults-file backup-dir h",
        new("folder", SignKind.Path, "datadir"),
        Destroys("--copy-back|--move-back --force-non-empty-directories", "backup.restore",
            "writes a backup over the files of a server", new Recovery.Unknown("what stands there goes")));

    private static Cli Postgres(string id) => Store(
        id, $"{id}: backups of PostgreSQL", "stanza config repo pg1-path type set target B D i instance",
        new("stanza", SignKind.Name, "stanza instance", "PGBACKREST_STANZA"),
        Destroys("stanza-delete", "backup.sets", "deletes every backup of {--stanza}", Gone),
        Destroys("expire|delete|del-instance", "backup.sets", "deletes backups {}", Gone),
        Destroys("restore --delta", "backup.restore", "writes a backup over the database",
            new Recovery.Unknown("what the database holds now goes")));
}

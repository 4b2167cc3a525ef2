using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Databases and file systems that AWS can take a last snapshot of before they go.</summary>
internal static class DatabaseOperations
{
    /// <summary>rds, docdb and neptune, which share their operations.</summary>
    public static Deed? Relational(AwsCall call)
    {
        var subject = Subject.Of(call);
        return call.Operation switch
        {
            "delete-db-instance" or "delete-db-cluster" => Deletes(call, subject),
            "delete-db-snapshot" or "delete-db-cluster-snapshot" => Deed.Destroys($"deletes {subject}",
                new Recovery.Never("a snapshot is itself the backup; only a copy of it elsewhere remains")),
            "delete-db-instance-automated-backup" or "delete-db-cluster-automated-backup" =>
                Deed.Destroys($"deletes {subject}: its point-in-time history",
                    new Recovery.Never("automated backups are kept nowhere else")),
            "modify-db-instance" or "modify-db-cluster" when Protections.Of(call) is null
                && call.Given("masteruserpassword") is Answer.Yes => Deed.ModifiesForGood(
                    $"gives {Subject.Of(call)} a new master password; whoever has the former one is cut off",
                    "AWS does not tell the former password"),
            "backtrack-db-cluster" => Deed.Destroys($"winds {subject} back in place; what was written since is gone",
                new Recovery.Unknown("it can be wound forward only within the backtrack window")),
            "remove-from-global-cluster" => Deed.Weakens($"takes {subject} out of its global cluster",
                "the other region's copy has to be built again"),
            "stop-db-instance" or "stop-db-cluster" => Deed.Removes(
                $"stops {subject}: nobody reaches it until it is started",
                "its data stays, and it can be started again"),
            "stop-db-instance-automated-backups-replication" =>
                Deed.Weakens($"stops copying the backups of {subject} to another region"),
            "stop-activity-stream" => Deed.Weakens($"stops the activity stream of {subject}: its audit"),
            "reset-db-parameter-group" or "reset-db-cluster-parameter-group" => null,
            _ => null,
        };
    }

    public static Deed? WithFinalSnapshot(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("redshift", "delete-cluster") or ("lightsail", "delete-relational-database")
                or ("neptune-graph", "delete-graph" or "reset-graph") => Deletes(call, subject),
            ("redshift-serverless", "delete-namespace") or ("elasticache", "delete-replication-group"
                or "delete-cache-cluster" or "delete-serverless-cache") or ("memorydb", "delete-cluster")
                or ("fsx", "delete-file-system" or "delete-volume") => Deletes(call, subject),
            ("redshift", "delete-cluster-snapshot" or "batch-delete-cluster-snapshots") or ("elasticache" or "memorydb",
                "delete-snapshot") or ("fsx", "delete-backup") or ("lightsail", "delete-relational-database-snapshot"
                or "delete-instance-snapshot" or "delete-disk-snapshot" or "delete-auto-snapshot") =>
                Deed.Destroys($"{Verb.Of(call.Operation ?? "")} {subject}",
                    new Recovery.Never("a snapshot is itself the backup; only a copy of it elsewhere remains")),
            ("redshift", "disable-logging") => Deed.Weakens($"turns the audit log of {subject} off"),
            ("redshift", "disable-snapshot-copy") =>
                Deed.Weakens($"stops copying the snapshots of {subject} to another region"),
            ("elasticache", "reboot-cache-cluster") => Deed.Removes($"reboots {subject}; what it caches is gone",
                "a cache fills again from its source"),
            _ => null,
        };
    }

    /// <summary>Whether a last snapshot is asked for, refused, or left to the default of the service.</summary>
    private static Deed Deletes(AwsCall call, Subject subject)
    {
        string what = $"{Verb.Of(call.Operation ?? "")} {subject}";
        string? snapshot = null;
        foreach (string name in (ReadOnlySpan<string>)["finaldbsnapshotidentifier", "finalclustersnapshotidentifier",
            "finalsnapshotidentifier", "finalsnapshotname", "finalrelationaldatabasesnapshotname"])
        {
            snapshot ??= call.Text(name);
        }

        bool skips = call.On("skipfinalsnapshot").Or(call.On("skipfinalclustersnapshot")).Or(call.On("skipsnapshot"))
            .Or(call.On("skipfinalbackup")) is Answer.Yes;
        if (snapshot is not null && !skips)
        {
            return Deed.Destroys($"{what} after a last snapshot, {snapshot}",
                new Recovery.FromBackup($"the snapshot {snapshot}, which is still to be made", null));
        }

        bool backups = call.Service is "rds" && call.Operation is "delete-db-instance" or "delete-db-cluster"
            && call.Off("deleteautomatedbackups") is not Answer.Yes;
        string with = (skips, backups) switch
        {
            (true, true) => " without a final snapshot; its automated backups go too",
            (true, false) => " without a final snapshot",
            (false, true) => "; its automated backups go too",
            _ => "",
        };
        return Deed.Destroys(what + with,
            skips ? new Recovery.Never("no final snapshot is taken")
                : new Recovery.Unknown("no final snapshot is named, and nothing tells whether another backup is kept"),
            Safer(call));
    }

    private static string? Safer(AwsCall call) => (call.Service, call.Operation) switch
    {
        ("rds" or "docdb" or "neptune", "delete-db-instance") =>
            "leave --skip-final-snapshot out; --final-db-snapshot-identifier NAME --no-delete-automated-backups",
        ("rds" or "docdb" or "neptune", "delete-db-cluster") =>
            "leave --skip-final-snapshot out; --final-db-snapshot-identifier NAME",
        ("redshift", _) => "leave --skip-final-cluster-snapshot out; --final-cluster-snapshot-identifier NAME",
        ("elasticache", _) => "--final-snapshot-identifier NAME",
        ("memorydb" or "redshift-serverless", _) => "--final-snapshot-name NAME",
        ("neptune-graph", _) => "--no-skip-snapshot",
        ("lightsail", _) => "--final-relational-database-snapshot-name NAME",
        _ => null,
    };
}

using Holdpoint.Sql;
using Holdpoint.Tools.Aws;
using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Gcloud.Deeds;

/// <summary>gcloud commands on things that hold data, known one by one; null leaves a command to the
/// catalogue.</summary>
internal static class DataCommands
{
    private static readonly Recovery SoftDelete = new Recovery.Unknown(
        "a bucket with soft delete or versioning keeps it for some days, any other does not; that is not asked");

    private static readonly Recovery Copies = new Recovery.Never("it is itself the copy");

    public static Deed? Of(GcloudCall call) =>
        call.Path.StartsWith("storage ", StringComparison.Ordinal) ? Storage(call) : Kept(call);

    private static Deed? Storage(GcloudCall call) => call.Path switch
    {
        "storage rm" => Deed.Destroys(call.Flags.Has("recursive") || call.Flags.Has("r") || call.Flags.Has("R")
            ? $"deletes everything under {call.Name}" : $"deletes {call.Name}", SoftDelete),
        "storage buckets delete" => Deed.Removes($"deletes the bucket {call.Name}, which is done only when it is empty",
            "an empty bucket can be made again"),
        "storage rsync" => call.Flags.Has("delete-unmatched-destination-objects")
            ? Deed.Destroys($"deletes everything at {call.Names.LastOrDefault()?.Shown} that the source does not have",
                SoftDelete, "add --dry-run and read what it would delete")
            : Deed.Modifies($"writes to {call.Names.LastOrDefault()?.Shown}"),
        "storage mv" => call.Names is [{ Prefix: var from }, ..] && from.StartsWith("gs://", StringComparison.Ordinal)
            ? Deed.Removes($"moves {call.Name}: it is deleted where it was", "moving it back")
            : Deed.Modifies($"moves {call.Name}", "it can be moved back"),
        "storage cp" => call.Names is [.., { Prefix: var to }] && to.StartsWith("gs://", StringComparison.Ordinal)
            ? Deed.Modifies($"writes to {to}",
                "what was there is kept only by versioning or soft delete") : Deed.Nothing,
        "storage buckets update" => Bucket(call),
        _ => null,
    };

    private static Deed? Kept(GcloudCall call) => call.Path switch
    {
        "sql instances delete" => call.Flags.Has("enable-final-backup")
            ? Deed.Destroys($"deletes database instance {call.Name} after a last backup",
                new Recovery.FromBackup("the last backup, which is still to be made", null))
            : Deed.Destroys($"deletes database instance {call.Name} with its backups",
                new Recovery.Never("its backups go with it"), "--enable-final-backup"),
        "sql databases delete" or "spanner databases delete" or "alloydb clusters delete" or "alloydb instances delete"
            or "firestore databases delete" or "spanner instances delete" =>
            Deed.Destroys($"deletes {call.Noun} {call.Name} with its data",
                new Recovery.Unknown("only a backup that outlives it brings it back, which is not asked")),
        "sql backups delete" or "spanner backups delete" or "firestore backups delete" or "alloydb backups delete"
            or "filestore backups delete" or "compute snapshots delete" or "bigtable backups delete" =>
            Deed.Destroys($"deletes {call.Noun} {call.Name}", Copies),
        "sql instances restore-backup" or "sql backups restore" or "filestore instances restore"
            or "filestore instances revert" or "netapp volumes revert" => Deed.Destroys(
            $"puts an older state over {call.Name}; what was written since is gone",
            new Recovery.Unknown("only a backup of the present state brings it back")),
        "sql import sql" or "sql import csv" or "sql import bak" or "firestore import" or "redis instances import" =>
            Deed.Runs($"loads a file into {call.Name}", "what the file does there is not read"),
        "sql instances reset-ssl-config" => Deed.ModifiesForGood(
            $"makes every client certificate of {call.Name} void", "the former certificates do not come back"),
        "sql users set-password" or "alloydb users set-password" or "firestore user-creds reset-password" =>
            Deed.ModifiesForGood($"changes the password of {call.Name}; whoever uses the former one is cut off",
                "the former password is kept nowhere"),
        "compute disks delete" => Deed.Destroys($"deletes disk {call.Name}",
            new Recovery.Unknown("only a snapshot brings it back, which is not asked"),
                "gcloud compute snapshots create"),
        "compute instances delete" => call.Flags.Text("keep-disks") is "all"
            ? Deed.Removes($"deletes machine {call.Name} and keeps its disks", "the disks are there for a new machine")
            : Deed.Destroys($"deletes machine {call.Name} with the disks that go along",
                new Recovery.Unknown("only snapshots of its disks bring it back, which is not asked"),
                    "--keep-disks=all"),
        "firestore bulk-delete" => Deed.Destroys("deletes whole collections of the database",
            new Recovery.Unknown("only point-in-time recovery or an export brings them back, which is not asked")),
        "firestore fields ttls update" => call.Flags.Has("enable-ttl")
            ? Deed.Weakens("has documents deleted once the time in a field is past") : null,
        "spanner databases ddl update" or "spanner databases execute-sql" =>
            Statement(call, call.Flags.Text("ddl") ?? call.Flags.Text("sql"), Dialect.Generic),
        "spanner rows delete" => Deed.Destroys($"deletes rows of {call.Flags.Text("table")}",
            new Recovery.Unknown("only a backup brings them back")),
        "bigtable instances delete" => Deed.Destroys($"deletes {call.Noun} {call.Name} with its tables",
            new Recovery.Unknown("only a backup elsewhere brings it back")),
        "bigtable tables delete" or "bigtable instances tables delete" => Deed.Destroys($"deletes table {call.Name}",
            new Recovery.Window(7, "gcloud bigtable instances tables undelete until then")),
        "redis instances failover" => call.Flags.Text("data-protection-mode") is "force-data-loss"
            ? Deed.Destroys($"fails {call.Name} over and takes losing data for granted",
                new Recovery.Never("what was not copied yet is gone")) : null,
        "pubsub subscriptions seek" => Deed.Destroys($"throws away or repeats the messages of {call.Name}",
            new Recovery.Unknown("only a snapshot of the subscription brings them back")),
        "pubsub topics update" or "pubsub subscriptions update" => call.Flags.Has("clear-message-retention-duration")
            ? Deed.Weakens($"ends the keeping of messages of {call.Name}") : null,
        "logging buckets update" => call.Flags.Below("retention-days", 30)
            ? Deed.Destroys(
                $"deletes the logs of {call.Name} older than {call.Flags.Text("retention-days")} days",
                new Recovery.Never("deleted logs are kept nowhere else")) : null,
        "logging buckets delete" => Deed.Destroys($"deletes log bucket {call.Name}",
            new Recovery.Window(7, "gcloud logging buckets undelete until then")),
        "logging logs delete" => Deed.Destroys($"deletes the log {call.Name}",
            new Recovery.Never("deleted logs are kept nowhere else")),
        "artifacts repositories set-cleanup-policies" => Deed.Weakens($"has images of {call.Name} deleted by a rule",
            "the rule can be put back before it runs"),
        _ => null,
    };

    private static Deed? Bucket(GcloudCall call)
    {
        if (call.Flags.Has("clear-soft-delete") || call.Flags.Below("soft-delete-duration", 1))
        {
            return Deed.Weakens($"turns soft delete of {call.Name} off; what is deleted from then on is gone");
        }

        return call.Flags switch
        {
            _ when call.Flags.Off("versioning") =>
                Deed.Weakens($"turns versioning of {call.Name} off; what is overwritten from then on is gone"),
            _ when call.Flags.Has("clear-retention-period") || call.Flags.Below("retention-period", 1) =>
                Deed.Weakens($"ends the retention of {call.Name}"),
            _ when call.Flags.Value("lifecycle-file") is not null =>
                Deed.Weakens($"has objects of {call.Name} deleted or moved by rules of a file"),
            _ when call.Flags.Off("public-access-prevention") || call.Flags.Has("no-pap") =>
                Deed.Exposes($"lets {call.Name} be made public"),
            _ => null,
        };
    }

    private static Deed Statement(GcloudCall call, string? sql, Dialect dialect) => sql is null
        ? Deed.Runs($"runs a statement on {call.Name} that cannot be read here", "the statement is not known")
        : Statements.Of(sql, dialect, new Subject("database", call.Name)) ?? Deed.Nothing;
}

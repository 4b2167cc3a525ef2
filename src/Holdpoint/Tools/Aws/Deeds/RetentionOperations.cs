using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Logs, streams, queues, backups and images: what is kept, and for how long.</summary>
internal static class RetentionOperations
{
    /// <summary>A log that is kept for less than a month is nobody's record of an incident.</summary>
    private const int ShortLog = 30;

    /// <summary>SQS keeps messages for four days unless told otherwise.</summary>
    private const int UsualMessageSeconds = 345_600;

    /// <summary>Plans of backups and rules of retention choose by tags: one taken away ends them in silence.</summary>
    public static Deed? Untagged(AwsCall call) =>
        call.Operation is { } operation
            && (operation.StartsWith("untag-", StringComparison.Ordinal) || operation is "delete-tags")
            && call.Leaves.Any(l => l.Path.Contains("key", StringComparison.Ordinal) && l.Value is { } text
                && (text.Contains("backup", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("snapshot", StringComparison.OrdinalIgnoreCase)))
            ? Deed.Weakens("takes a tag away by which backups are chosen") : null;

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("logs", "put-retention-policy") => Deed.Destroys(
                $"deletes the events of {subject.Name} that are older than {call.Text("retentionindays")} days",
                new Recovery.Never("deleted log events are kept nowhere else"))
                .If(call.Below("retentionindays", ShortLog))
                    ?? Deed.Modifies($"sets how long {subject.Name} keeps events"),
            ("logs", "delete-log-group" or "delete-log-stream") => Deed.Destroys($"deletes {subject} with its events",
                new Recovery.Never("deleted log events are kept nowhere else")),
            ("kinesis", "decrease-stream-retention-period") => Deed.Destroys(
                $"makes the older records of {subject.Name} unreadable at once",
                new Recovery.Never("a longer period does not bring them back")),
            ("sqs", "set-queue-attributes") => Deed.Destroys($"throws away the older messages of {subject.Name}",
                new Recovery.Never("messages past the retention period are gone"))
                .If(call.Below("messageretentionperiod", UsualMessageSeconds)),
            ("sqs", "purge-queue") => Deed.Destroys($"deletes every message of {subject.Name}",
                new Recovery.Never("purged messages cannot be had back")),
            ("timestream-write", "update-table") => Deed.Weakens($"changes how long {subject.Name} keeps its data")
                .If(call.Leaves.Any(l =>
                    l.Path.Contains("retention", StringComparison.Ordinal)) ? Answer.Yes : Answer.No),
            ("backup", "delete-recovery-point") => Deed.Destroys($"deletes {subject}",
                new Recovery.Never("a recovery point is itself the backup")),
            ("backup", "update-recovery-point-lifecycle") => Deed.Weakens($"changes when {subject} is deleted")
                .If(call.Given("deleteafterdays")),
            ("backup", "disassociate-recovery-point" or "disassociate-recovery-point-from-parent") =>
                Deed.Weakens($"takes {subject} out of AWS Backup's keeping"),
            ("backup", "delete-backup-vault-lock-configuration") =>
                Deed.Weakens($"unlocks backup vault {subject.Name}"),
            ("backup", "put-backup-vault-lock-configuration") => call.Given("changeablefordays") is Answer.Yes
                ? Deed.ModifiesForGood($"locks backup vault {subject.Name}",
                    "after the days of grace nobody can unlock it, AWS neither")
                : Deed.Weakens($"changes the lock of backup vault {subject.Name}"),
            ("backup", "delete-backup-plan" or "delete-backup-selection") =>
                Deed.Weakens($"deletes {subject}: backups that it makes end"),
            ("backup", "update-backup-plan") =>
                Deed.Weakens($"replaces what {subject} backs up, when, and for how long"),
            ("rbin", "update-rule" or "delete-rule" or "unlock-rule") =>
                Deed.Weakens($"changes what the Recycle Bin keeps: {subject}"),
            ("efs", "put-backup-policy") => Deed.Weakens($"turns the backups of file system {subject.Name} off")
                .If(call.Off("status").Or(call.Equal("status", "DISABLING"))) ?? Deed.Nothing,
            ("ecr", "put-lifecycle-policy") => Deed.Weakens($"has ECR delete images of {subject.Name} by a rule",
                "the rule can be put back; aws ecr start-lifecycle-policy-preview shows what it would delete"),
            ("glacier", "abort-vault-lock") => Deed.Weakens($"ends the locking of vault {subject.Name}"),
            ("ecr", "delete-repository") => Deed.Destroys($"deletes {subject}"
                + (call.On("force") is Answer.Yes ? " with every image in it" : ", if it is empty"),
                call.On("force") is Answer.No ? new Recovery.FromSource("an empty repository can be made again")
                    : new Recovery.Unknown("images come back only where they are built or copied again")),
            _ => null,
        };
    }
}

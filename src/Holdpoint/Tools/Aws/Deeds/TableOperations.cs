using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>DynamoDB: tables, items and what protects them.</summary>
internal static class TableOperations
{
    private static readonly Recovery Items =
        new Recovery.Unknown("items come back only when point-in-time recovery is on, which is not asked");

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return call.Operation switch
        {
            "delete-table" => Deed.Destroys($"deletes {subject} with all its items", new Recovery.Unknown(
                "only a table with point-in-time recovery leaves a backup behind, for 35 days; that is not asked"),
                "aws dynamodb create-backup first"),
            "delete-backup" => Deed.Destroys($"deletes {subject}",
                new Recovery.Never("a backup is itself the copy")),
            "delete-item" => Deed.Destroys($"deletes an item of {call.Text("tablename") ?? "a table"}", Items),
            "update-continuous-backups" => Deed.Weakens(
                $"turns point-in-time recovery of {call.Text("tablename")} off; its history is gone at once",
                "it can be turned on again, the history so far is lost").If(call.Off("pointintimerecoveryenabled"))
                ?? Deed.Nothing,
            "update-time-to-live" =>
                Deed.Weakens($"has the items of {subject} deleted once the time in an attribute is past",
                "before the sweep begins it can be turned off again").If(call.On("enabled")) ?? Deed.Nothing,
            "update-table" => Deed.Removes($"deletes a replica of {subject}", "a replica added again copies the table")
                .If(Within(call, "replicaupdates", ".delete."))
                ?? Deed.Destroys($"deletes an index of {subject}", new Recovery.FromSource("an index is built again"))
                    .If(Within(call, "globalsecondaryindexupdates", ".delete.")),
            "batch-write-item" or "transact-write-items" => Deed.Destroys(
                $"deletes items by {call.Operation}", Items).If(Within(call, "", ".delete")) ?? Deed.Nothing,
            "put-item" or "update-item" => Deed.Nothing,
            "execute-statement" or "batch-execute-statement" or "execute-transaction" =>
                StatementOperations.Of(call),
            _ => null,
        };
    }

    /// <summary>Whether a document names a request to delete.</summary>
    private static Answer Within(AwsCall call, string under, string part)
    {
        Answer answer = Answer.No;
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Path == Leaf.Unread)
            {
                answer = answer.Or(Answer.Perhaps);
            }
            else if (leaf.Path.Contains(part, StringComparison.Ordinal)
                && leaf.Path.Contains(under, StringComparison.Ordinal))
            {
                answer = Answer.Yes;
            }
        }

        return answer;
    }
}

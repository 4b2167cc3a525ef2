using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Live;

namespace Holdpoint.Tools.Aws.Checkpoints;

/// <summary>How a thing in AWS is saved there: the call that makes a copy, the one that waits for it, the one that
/// tells of it, and what a person runs to have a new thing of it.</summary>
/// <param name="Name">The thing.</param>
/// <param name="Id">The copy's own name; empty where AWS gives one.</param>
internal sealed record AwsSnapshot(string Service, string Name, string Id)
{
    public required ImmutableArray<string> Make { get; init; }

    /// <summary>The CLI's own waiter; empty where it has none.</summary>
    public ImmutableArray<string> Wait { get; init; } = [];

    public required ImmutableArray<string> Describe { get; init; }

    /// <summary>Where the answer of <see cref="Make"/> names the copy; empty where we did.</summary>
    public ImmutableArray<string> IdPath { get; init; } = [];

    /// <summary>The list that <see cref="Describe"/> answers with; empty for a single thing.</summary>
    public string List { get; init; } = "";

    public required ImmutableArray<string> StatePath { get; init; }

    public required string Restore { get; init; }

    /// <summary>Stands in the words for what AWS calls the copy.</summary>
    private const string Given = "\0id";

    /// <summary>The copy that a call's thing can have; null where there is none, or the words do not tell the
    /// thing.</summary>
    /// <param name="id">A name that no other copy has.</param>
    public static AwsSnapshot? Of(AwsCall call, string id)
    {
        string? name = call.Text((call.Service, call.Operation) switch
        {
            ("rds", "delete-db-instance") => "dbinstanceidentifier",
            ("rds" or "docdb" or "neptune", "delete-db-cluster") => "dbclusteridentifier",
            ("ec2", "delete-volume") => "volumeid",
            ("dynamodb", "delete-table") => "tablename",
            ("redshift", "delete-cluster") => "clusteridentifier",
            _ => "",
        });
        return name is null or "" or ['-', ..] ? null : Of(call.Service ?? "", call.Operation ?? "", name, id);
    }

    /// <summary>The same for what a part remembers.</summary>
    public static AwsSnapshot? Of(string service, string operation, string name, string id) =>
        (service, operation) switch
    {
        ("rds", "delete-db-instance") => new(service, name, id)
        {
            Make = ["create-db-snapshot", "--db-instance-identifier", name, "--db-snapshot-identifier", id],
            Wait = ["db-snapshot-available", "--db-snapshot-identifier", id],
            Describe = ["describe-db-snapshots", "--db-snapshot-identifier", id],
            List = "DBSnapshots",
            StatePath = ["Status"],
            Restore = $"aws rds restore-db-instance-from-db-snapshot --db-instance-identifier {name} "
                + $"--db-snapshot-identifier {id}",
        },
        ("rds" or "docdb" or "neptune", "delete-db-cluster") => new(service, name, id)
        {
            Make =
            [
                "create-db-cluster-snapshot", "--db-cluster-identifier", name, "--db-cluster-snapshot-identifier", id,
            ],
            Wait = service is "rds" ? ["db-cluster-snapshot-available", "--db-cluster-snapshot-identifier", id] : [],
            Describe = ["describe-db-cluster-snapshots", "--db-cluster-snapshot-identifier", id],
            List = "DBClusterSnapshots",
            StatePath = ["Status"],
            Restore = $"aws {service} restore-db-cluster-from-snapshot --db-cluster-identifier {name} "
                + $"--snapshot-identifier {id} --engine ENGINE",
        },
        ("redshift", "delete-cluster") => new(service, name, id)
        {
            Make = ["create-cluster-snapshot", "--cluster-identifier", name, "--snapshot-identifier", id],
            Wait = ["snapshot-available", "--snapshot-identifier", id],
            Describe = ["describe-cluster-snapshots", "--snapshot-identifier", id],
            List = "Snapshots",
            StatePath = ["Status"],
            Restore = $"aws redshift restore-from-cluster-snapshot --cluster-identifier {name} "
                + $"--snapshot-identifier {id}",
        },
        ("ec2", "delete-volume") => new(service, name, id)
        {
            Make = ["create-snapshot", "--volume-id", name, "--description", "holdpoint, before it is deleted"],
            IdPath = ["SnapshotId"],
            Wait = ["snapshot-completed", "--snapshot-ids", Given],
            Describe = ["describe-snapshots", "--snapshot-ids", Given],
            List = "Snapshots",
            StatePath = ["State"],
            Restore = $"aws ec2 create-volume --snapshot-id {Given} --availability-zone ZONE",
        },
        ("dynamodb", "delete-table") => new(service, name, id)
        {
            Make = ["create-backup", "--table-name", name, "--backup-name", id],
            IdPath = ["BackupDetails", "BackupArn"],
            Describe = ["describe-backup", "--backup-arn", Given],
            StatePath = ["BackupDescription", "BackupDetails", "BackupStatus"],
            Restore = $"aws dynamodb restore-table-from-backup --target-table-name {name} --backup-arn {Given}",
        },
        _ => null,
    };

    /// <summary>What AWS calls the copy, from the answer of <see cref="Make"/>.</summary>
    public string? GivenId(string answer) =>
        IdPath.IsEmpty ? Id : LiveJson.Parse(answer).Text([.. IdPath]) is { Length: > 0 } id ? id : null;

    /// <summary>The words with the copy's name.</summary>
    public ImmutableArray<string> Words(ImmutableArray<string> words, string id) =>
        [Service, .. words.Select(w => w is Given ? id : w)];

    /// <summary>What a person runs.</summary>
    public string RestoreBy(string id) => Restore.Replace(Given, id, StringComparison.Ordinal);

    /// <summary>The state of the copy, from the answer of <see cref="Describe"/>; null where there is none.</summary>
    public string? State(string answer)
    {
        JsonElement? json = LiveJson.Parse(answer);
        return (List.Length == 0 ? json : json.Items(List).FirstOrDefault()).Text([.. StatePath]);
    }

    /// <summary>The copy can be restored from.</summary>
    public static bool IsReady(string? state) => state?.ToLowerInvariant() is "available" or "completed";
}

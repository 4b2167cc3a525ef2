using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Aws.Live;

/// <summary>What AWS says of the thing that a call would destroy, asked through the same program, profile and region
/// with the reading twins of the operation.</summary>
internal static class AwsEvidence
{
    private const long Gigabyte = 1L << 30;

    /// <summary>Snapshots shown; the newest come first.</summary>
    private const int MaxBackups = 5;

    /// <summary>Options that choose among what the person has set up.</summary>
    private static ImmutableArray<string> Passed => ["profile", "region"];

    /// <summary>The measurement with what was learned; null where nothing is known to ask about it.</summary>
    public static Measurement? Of(
        Measurement start, AwsCall call, Invocation invocation, IWorld world, MeasureBudget budget)
    {
        if (Asker(call) is not { } ask)
        {
            return null;
        }

        return ask(start, call, new LiveQuestions(LiveClient.Aws, invocation, Globals(call), world, budget));
    }

    private delegate Measurement Question(Measurement start, AwsCall call, LiveQuestions live);

    private static Question? Asker(AwsCall call) => (call.Service, call.Operation) switch
    {
        ("rds", "delete-db-instance") => Instance,
        ("rds" or "docdb" or "neptune", "delete-db-cluster") => Cluster,
        ("dynamodb", "delete-table") => Table,
        ("ec2", "delete-volume") => Volume,
        ("ec2", "terminate-instances") => Machines,
        ("s3", "rm" or "rb") or ("s3api", "delete-bucket" or "delete-object") => AwsBuckets.Of,
        ("efs", "delete-file-system") => FileSystem,
        ("redshift", "delete-cluster") => Warehouse,
        _ => null,
    };

    /// <summary>The options that choose the target; null where one cannot be read, or where another endpoint than AWS's
    /// own is named: it would be sent a signed request before anybody agreed.</summary>
    internal static ImmutableArray<string>? Globals(AwsCall call)
    {
        var globals = ImmutableArray.CreateBuilder<string>();
        if (call.Unseen || call.Global("endpoint-url") is not null || call.Global("ca-bundle") is not null)
        {
            return null;
        }

        foreach (string name in Passed)
        {
            if (call.Global(name) is { } value)
            {
                if (value.Text is not { Length: > 0 } text || text[0] is '-')
                {
                    return null;
                }

                globals.Add("--" + name);
                globals.Add(text);
            }
        }

        globals.AddRange("--output", "json");
        return globals.ToImmutable();
    }

    /// <summary>Asks about one thing by its name, and makes a loss of the answer.</summary>
    internal static Measurement Named(
        Measurement start, string? name, LiveQuestions live, ImmutableArray<string> question, string list,
        Func<JsonElement?, string, Loss> read)
    {
        if (name is not { Length: > 0 } known || known[0] is '-')
        {
            return start with { Unmeasured = "AWS was not asked: the words do not tell what would go" };
        }

        LiveAnswer answer = live.Ask(known, [.. question, known]);
        if (answer.Why is { } why)
        {
            return start with { Unmeasured = why };
        }

        ImmutableArray<JsonElement?> items = [.. answer.Json.Items(list)];
        if (items.IsEmpty)
        {
            return start with { Unmeasured = $"AWS lists no {known}; check the name, the region and the profile" };
        }

        Loss loss = read(items[0], known);
        return start with
        {
            Losses = [loss],
            HoldData = loss.HoldsData ? 1 : 0,
            Bytes = loss.Amounts.FirstOrDefault(a => a.Unit is Amount.Bytes)?.Number,
            Facts = start.Facts.Add(new Fact("asked about", known, live.Source([.. question]))),
            Unmeasured = null,
        };
    }

    private static Measurement Instance(Measurement start, AwsCall call, LiveQuestions live) => Named(
        start, call.Text("dbinstanceidentifier"), live, ["rds", "describe-db-instances", "--db-instance-identifier"],
        "DBInstances", (db, name) => With(
            Database(start, call, db, name) with
            {
                Dependents =
                [
                    .. db.Items("ReadReplicaDBInstanceIdentifiers").Select(r => $"read replica {r?.GetString()}"),
                ],
            },
            live, ["rds", "describe-db-snapshots", "--snapshot-type", "manual", "--db-instance-identifier", name],
            "DBSnapshots", "DBSnapshotIdentifier", "SnapshotCreateTime"));

    private static Measurement Cluster(Measurement start, AwsCall call, LiveQuestions live)
    {
        string service = call.Service ?? "rds";
        return Named(
            start, call.Text("dbclusteridentifier"), live,
            [service, "describe-db-clusters", "--db-cluster-identifier"], "DBClusters",
            (db, name) => With(
                Database(start, call, db, name) with
                {
                    Dependents =
                    [
                        .. db.Items("DBClusterMembers").Select(m => $"instance {m.Text("DBInstanceIdentifier")}"),
                    ],
                },
                live,
                [
                    service, "describe-db-cluster-snapshots", "--snapshot-type", "manual",
                    "--db-cluster-identifier", name,
                ],
                "DBClusterSnapshots", "DBClusterSnapshotIdentifier", "SnapshotCreateTime"));
    }

    private static Loss Database(Measurement start, AwsCall call, JsonElement? db, string name)
    {
        long days = db.Number("BackupRetentionPeriod") ?? 0;
        bool stays = call.On("nodeleteautomatedbackups") is Clouds.Answer.Yes;
        return new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Amounts = db.Number("AllocatedStorage") is > 0 and var size ? [Amount.Size(size * Gigabyte)] : [],
            Protection = db.Flag("DeletionProtection") is true ? "deletion protection is on" : null,
            BackupsLost = days > 0 && !stays ? $"automated backups ({days} days)" : null,
            Details =
            [
                $"engine {db.Text("Engine")} {db.Text("EngineVersion")}".TrimEnd(),
                .. db.Flag("DeletionProtection") is false ? (ReadOnlySpan<string>)["deletion protection off"] : [],
                .. days == 0 ? (ReadOnlySpan<string>)["no automated backups"] : [],
                .. (db.Text("DBInstanceStatus") ?? db.Text("Status")) is { } status and not "available"
                    ? (ReadOnlySpan<string>)[$"status {status}"] : [],
            ],
        };
    }

    /// <summary>The loss with the copies that stay; where they may not be listed, that is said.</summary>
    private static Loss With(
        Loss loss, LiveQuestions live, ImmutableArray<string> question, string list, string id, string time)
    {
        LiveAnswer answer = live.Ask($"snapshots of {loss.Resource.Name}", question);
        return answer.Why is not null
            ? loss with { Details = loss.Details.Add("which snapshots stay is not known") }
            : loss with
            {
                Backups =
                [
                    .. answer.Json.Items(list)
                        .Where(s => (s.Text("Status") ?? s.Text("State")) is "available" or "completed" or null)
                        .Select(s => new Backup($"snapshot {s.Text(id)}", s.Time(time)))
                        .OrderByDescending(b => b.Taken).Take(MaxBackups),
                ],
            };
    }

    private static Measurement Table(Measurement start, AwsCall call, LiveQuestions live)
    {
        string? name = call.Text("tablename");
        if (name is not { Length: > 0 } || name[0] is '-')
        {
            return start with { Unmeasured = "AWS was not asked: the words do not tell which table" };
        }

        LiveAnswer answer = live.Ask(name, "dynamodb", "describe-table", "--table-name", name);
        JsonElement? table = answer.Json.At("Table");
        if (answer.Why is not null || table is null)
        {
            return start with { Unmeasured = answer.Why ?? $"AWS says nothing of {name}" };
        }

        long? items = table.Number("ItemCount"), bytes = table.Number("TableSizeBytes");
        string? history = live.Ask(name, "dynamodb", "describe-continuous-backups", "--table-name", name).Json
            .Text("ContinuousBackupsDescription", "PointInTimeRecoveryDescription", "PointInTimeRecoveryStatus");
        var loss = new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = items is not 0,
            Amounts =
            [
                .. items is { } count ? (ReadOnlySpan<Amount>)[new Amount(count, "items", Certainty.About)] : [],
                .. bytes is { } size ? (ReadOnlySpan<Amount>)[Amount.Size(size, Certainty.About)] : [],
            ],
            Protection = table.Flag("DeletionProtectionEnabled") is true ? "deletion protection is on" : null,
            Details = history is null ? [] : [$"point-in-time recovery {history.ToLowerInvariant()}"],
            Backups =
            [
                .. live.Ask(name, "dynamodb", "list-backups", "--table-name", name).Json.Items("BackupSummaries")
                    .Where(b => b.Text("BackupType") is not "SYSTEM")
                    .Select(b => new Backup($"backup {b.Text("BackupName")}", b.Time("BackupCreationDateTime")))
                    .OrderByDescending(b => b.Taken).Take(MaxBackups),
            ],
        };
        return start with
        {
            Losses = [loss], Count = items, Unit = "items", Moving = true, Bytes = bytes,
            HoldData = loss.HoldsData ? 1 : 0, Unmeasured = null,
            Facts = start.Facts.Add(new Fact("asked about", name, live.Source("dynamodb", "describe-table"))),
        };
    }

    private static Measurement Volume(Measurement start, AwsCall call, LiveQuestions live) => Named(
        start, call.Text("volumeid"), live, ["ec2", "describe-volumes", "--volume-ids"], "Volumes",
        (volume, name) => With(
            new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
            {
                HoldsData = true,
                Amounts = volume.Number("Size") is { } size ? [Amount.Size(size * Gigabyte)] : [],
                Details = [$"{volume.Text("VolumeType")}, {volume.Text("State")}"],
                Dependents =
                [
                    .. volume.Items("Attachments")
                        .Select(a => $"instance {a.Text("InstanceId")} at {a.Text("Device")}"),
                ],
            },
            live, ["ec2", "describe-snapshots", "--owner-ids", "self", "--filters", $"Name=volume-id,Values={name}"],
            "Snapshots", "SnapshotId", "StartTime"));

    private static Measurement Machines(Measurement start, AwsCall call, LiveQuestions live)
    {
        if (call.Text("instanceids") is not { Length: > 0 } first || first[0] is '-')
        {
            return start with { Unmeasured = "AWS was not asked: the words do not tell which instances" };
        }

        ImmutableArray<string> ids =
        [
            .. call.Parameters.Where(p => p.Is("instance-ids")).SelectMany(p => p.Values)
                .Select(v => v.Text).OfType<string>().Where(v => v is ['i', '-', ..]).Take(BlastRadius.MaxNamedLosses),
        ];
        LiveAnswer answer = live.Ask(
            first, [.. (ReadOnlySpan<string>)["ec2", "describe-instances", "--instance-ids"], .. ids]);
        if (answer.Why is { } why)
        {
            return start with { Unmeasured = why };
        }

        ImmutableArray<Loss> losses =
        [
            .. answer.Json.Items("Reservations").SelectMany(r => r.Items("Instances")).Select(i => Machine(start, i)),
        ];
        return start with
        {
            Losses = losses, Count = losses.Length, Unit = "instances", Unmeasured = null,
            HoldData = losses.Count(l => l.HoldsData),
            Facts = start.Facts.Add(new Fact("asked about", first, live.Source("ec2", "describe-instances"))),
        };
    }

    private static Loss Machine(Measurement start, JsonElement? instance)
    {
        string name = instance.Items("Tags").FirstOrDefault(t => t.Text("Key") is "Name").Text("Value") is { } given
            ? $"{instance.Text("InstanceId")} ({given})" : instance.Text("InstanceId") ?? "an instance";
        ImmutableArray<JsonElement?> disks = [.. instance.Items("BlockDeviceMappings")];
        ImmutableArray<string> going =
        [
            .. disks.Where(d => d.Flag("Ebs", "DeleteOnTermination") is true)
                .Select(d => $"{d.Text("Ebs", "VolumeId")} at {d.Text("DeviceName")}"),
        ];
        return new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = going.Length > 0,
            Details =
            [
                $"{instance.Text("InstanceType")}, {instance.Text("State", "Name")}",
                .. going.Length > 0
                    ? (ReadOnlySpan<string>)[$"volumes that go with it: {string.Join(", ", going)}"] : [],
                .. disks.Length > going.Length
                    ? (ReadOnlySpan<string>)[$"{disks.Length - going.Length} volumes stay"] : [],
            ],
        };
    }

    private static Measurement FileSystem(Measurement start, AwsCall call, LiveQuestions live) => Named(
        start, call.Text("filesystemid"), live, ["efs", "describe-file-systems", "--file-system-id"], "FileSystems",
        (files, name) => new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
        {
            HoldsData = true,
            Amounts = files.Number("SizeInBytes", "Value") is { } size ? [Amount.Size(size, Certainty.About)] : [],
            Details =
            [
                .. files.Number("NumberOfMountTargets") is > 0 and var mounts
                    ? (ReadOnlySpan<string>)[$"{mounts} mount targets"] : [],
                .. files.Text("Name") is { } given ? (ReadOnlySpan<string>)[$"called {given}"] : [],
            ],
        });

    private static Measurement Warehouse(Measurement start, AwsCall call, LiveQuestions live) => Named(
        start, call.Text("clusteridentifier"), live, ["redshift", "describe-clusters", "--cluster-identifier"],
        "Clusters", (cluster, name) => With(
            new Loss(start.Effect.Resource with { Name = name }, start.Effect.Recovery)
            {
                HoldsData = true,
                Amounts = cluster.Number("TotalStorageCapacityInMegaBytes") is { } size
                    ? [Amount.Size(size << 20, Certainty.About)] : [],
                BackupsLost = cluster.Number("AutomatedSnapshotRetentionPeriod") is > 0 and var days
                    ? $"automated snapshots ({days} days)" : null,
            },
            live,
            ["redshift", "describe-cluster-snapshots", "--snapshot-type", "manual", "--cluster-identifier", name],
            "Snapshots", "SnapshotIdentifier", "SnapshotCreateTime"));
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Aws.Live;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Aws.Checkpoints;

/// <summary>Databases, tables and volumes in AWS: a manual snapshot, asked for and waited for with the action's own
/// profile.</summary>
/// <remarks>Nobody knows what a snapshot holds until something was made of it, which takes half an hour and is paid
/// for. So it is never called proved, and no verdict is softer for it.</remarks>
internal sealed class AwsSnapshotCheckpoint : CheckpointKind
{
    public const string KindId = "aws-snapshot";

    /// <summary>The waiters of the CLI give up after half an hour by themselves.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(40);

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) =>
        measured is { Unmeasured: null, Effect: { Kind: EffectKind.Destroy, Invocation: { } invocation } }

        // The action makes one itself.
        && measured.Effect.Recovery is not Recovery.FromBackup
        && measured.Effect.Probe is AwsProbe { Local: false, Call: { } call }
        && LiveHand.Of(LiveClient.Aws, invocation, AwsEvidence.Globals(call)) is { } aws
        && AwsSnapshot.Of(call, "holdpoint-" + Guid.NewGuid().ToString("n")[..12]) is { } snapshot
            ? new AwsSource(aws, snapshot, call.Operation ?? "")
            : null;

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var wanted = (AwsSource)source;
        AwsSnapshot snapshot = wanted.Snapshot;
        bench.Say($"asking AWS for a snapshot of {snapshot.Name}");
        (string made, string problem) = wanted.Aws.Run(bench, snapshot.Words(snapshot.Make, ""));
        if (problem.Length > 0 || snapshot.GivenId(made) is not { } id)
        {
            return new PartAnswer.Failed(problem.Length > 0 ? problem : "AWS did not say what it calls the snapshot");
        }

        if (!snapshot.Wait.IsEmpty)
        {
            bench.Say($"waiting for snapshot {id}, {MaxWait.TotalMinutes:0} minutes at most");
            problem = wanted.Aws.Run(
                bench with { Patience = MaxWait },
                [snapshot.Service, "wait", .. snapshot.Words(snapshot.Wait, id)[1..]]).Problem;
        }

        // It was asked for and is paid for: it is told even where it is not ready.
        return bench.Workshop.Write(
            Path.Join(folder, "made.json"), System.Text.Encoding.UTF8.GetBytes(made)) is { } unwritten
            ? new PartAnswer.Failed($"snapshot {id} was asked for, but {unwritten}")
            : new PartAnswer.Saved(new SavedPart
            {
                Kind = KindId,
                Place = wanted.Place,
                What = $"snapshot {id} of {snapshot.Name} in AWS, which stays there and is paid for"
                    + (problem.Length > 0 ? $" (not ready: {problem})" : ""),
                Folder = "",
                Settings = wanted.Aws.Settings.Add("service", snapshot.Service).Add("operation", wanted.Operation)
                    .Add("name", snapshot.Name).Add("snapshot", id),
            });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        if (Saved(part) is not (var snapshot, var id))
        {
            return new ProofAnswer.Broken("what was saved is not known here");
        }

        (string told, string problem) =
            LiveHand.Of(LiveClient.Aws, part).Run(bench, snapshot.Words(snapshot.Describe, id));
        return problem.Length > 0 ? new ProofAnswer.Untried(problem)
            : snapshot.State(told) is not { } state ? new ProofAnswer.Broken($"AWS has no snapshot {id}")
            : new ProofAnswer.Untried($"AWS says that snapshot {id} is {state}, and nothing was made of it: "
                + snapshot.RestoreBy(id) + " would, and is paid for");
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        if (Saved(part) is not (var snapshot, _))
        {
            return new DifferenceAnswer.Failed("what was saved is not known here");
        }

        // Whether the thing is there is told by its own description; it may be on its way out, and is told so.
        (_, string problem) = LiveHand.Of(LiveClient.Aws, part).Run(bench, Thing(snapshot));
        bool gone = LiveErrors.SortOf(problem) is LiveError.Absent;
        return problem.Length > 0 && !gone ? new DifferenceAnswer.Failed(problem)
            : new DifferenceAnswer.Found(!gone ? [] :
            [
                new Difference(snapshot.Name, $"{snapshot.Name} is missing now")
                {
                    IsData = true,
                    IsMissing = true,
                    Gone = 1,
                },
            ]);
    }

    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) => null;

    /// <summary>A new thing has to be told its size, its network, its rights: who does that is the person.</summary>
    public override string? Restore(SavedPart part, string folder, Bench bench) => Saved(part) is (var snapshot, var id)
        ? $"holdpoint makes nothing new in AWS: {snapshot.RestoreBy(id)}"
        : "what was saved is not known here";

    private static (AwsSnapshot Snapshot, string Id)? Saved(SavedPart part)
    {
        string id = part.Settings.GetValueOrDefault("snapshot") ?? "";
        return AwsSnapshot.Of(
            part.Settings.GetValueOrDefault("service") ?? "", part.Settings.GetValueOrDefault("operation") ?? "",
            part.Settings.GetValueOrDefault("name") ?? "", id) is { } snapshot && id.Length > 0
            ? (snapshot, id)
            : null;
    }

    /// <summary>The question about the thing itself.</summary>
    private static ImmutableArray<string> Thing(AwsSnapshot snapshot) => snapshot.Make[0] switch
    {
        "create-db-snapshot" => ["rds", "describe-db-instances", "--db-instance-identifier", snapshot.Name],
        "create-db-cluster-snapshot" =>
            [snapshot.Service, "describe-db-clusters", "--db-cluster-identifier", snapshot.Name],
        "create-cluster-snapshot" => ["redshift", "describe-clusters", "--cluster-identifier", snapshot.Name],
        "create-snapshot" => ["ec2", "describe-volumes", "--volume-ids", snapshot.Name],
        _ => ["dynamodb", "describe-table", "--table-name", snapshot.Name],
    };
}

/// <summary>A thing in AWS that can have a snapshot.</summary>
/// <param name="Operation">The action's own.</param>
internal sealed record AwsSource(LiveHand Aws, AwsSnapshot Snapshot, string Operation)
    : CheckpointSource(
        AwsSnapshotCheckpoint.KindId,
        $"aws {string.Join(' ', Aws.Globals.Where(g => g is not ("--output" or "json")))} {Snapshot.Service} "
            + Snapshot.Name, null)
{
    /// <summary>No snapshot is proved here.</summary>
    public override bool Covers => false;

    public override bool Marks => true;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Holdpoint.Checkpoints;
using Holdpoint.Radius;
using Holdpoint.Tools.Aws.Live;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Aws.Checkpoints;

/// <summary>Objects of a bucket: versioning is switched on before they are deleted, so that a deletion is a mark, and
/// undo takes the marks away that were set since.</summary>
/// <remarks>Nothing is copied, and rules of the bucket may end old versions: it is never called proved.</remarks>
internal sealed class AwsVersionsCheckpoint : CheckpointKind
{
    public const string KindId = "aws-versions";

    /// <summary>Marks that one undo takes away: one call each.</summary>
    private const int MaxMarks = 1000;

    public override string Id => KindId;

    public override CheckpointSource? Of(Measurement measured, IWorld world) =>
        measured is { Unmeasured: null, Effect: { Kind: EffectKind.Destroy, Invocation: { } invocation } }
        && measured.Effect.Probe is AwsProbe { Local: false, Call: { } call }
        && ((call is { Service: "s3", Operation: "rm" })
            || (call is { Service: "s3api", Operation: "delete-object" } && !call.Has("version-id")))
        && AwsBuckets.Place(call) is ({ Length: > 0 } bucket, var prefix) && bucket[0] is not '-'
        && prefix is not ['-', ..]
        && LiveHand.Of(LiveClient.Aws, invocation, AwsEvidence.Globals(call)) is { } aws
            ? new AwsVersionsSource(aws, bucket, prefix)
            : null;

    public override PartAnswer Take(CheckpointSource source, string folder, Bench bench)
    {
        var wanted = (AwsVersionsSource)source;
        (string? status, string problem) = Status(wanted.Aws, wanted.Bucket, bench);
        bool changes = status is not "Enabled";
        if (problem.Length == 0 && changes)
        {
            bench.Say($"switching versioning of bucket {wanted.Bucket} on");
            problem = wanted.Aws.Run(
                bench, "s3api", "put-bucket-versioning", "--bucket", wanted.Bucket, "--versioning-configuration",
                "Status=Enabled").Problem;
        }

        problem = problem.Length > 0 ? problem : bench.Workshop.Write(
            Path.Join(folder, "versioning"), System.Text.Encoding.UTF8.GetBytes(status ?? "never enabled")) ?? "";
        return problem.Length > 0 ? new PartAnswer.Failed(problem) : new PartAnswer.Saved(new SavedPart
        {
            Kind = KindId,
            Place = wanted.Place,
            What = $"versions of {wanted.Place}"
                + (changes ? ": versioning is on now, which stays and is paid for" : ", which were kept already"),
            Folder = "",
            Settings = wanted.Aws.Settings.Add("bucket", wanted.Bucket).Add("prefix", wanted.Prefix)
                .Add("since", bench.World.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
        });
    }

    public override ProofAnswer Verify(SavedPart part, string folder, Bench bench)
    {
        string bucket = part.Settings.GetValueOrDefault("bucket") ?? "";
        (string? status, string problem) = Status(LiveHand.Of(LiveClient.Aws, part), bucket, bench);
        return problem.Length > 0 ? new ProofAnswer.Untried(problem)
            : status is not "Enabled" ? new ProofAnswer.Broken($"versioning of bucket {bucket} is not on")
            : new ProofAnswer.Untried("versioning is on, and nothing was copied or brought back as a test");
    }

    public override DifferenceAnswer Compare(SavedPart part, string folder, Bench bench)
    {
        (ImmutableArray<(string Key, string Version)> marks, string problem) = Marks(part, bench);
        return problem.Length > 0 ? new DifferenceAnswer.Failed(problem)
            : new DifferenceAnswer.Found(
            [
                .. marks.Select(m => new Difference(m.Key, $"{m.Key}: was deleted since")
                {
                    IsData = true,
                    IsMissing = true,
                    Gone = 1,
                }),
            ]);
    }

    /// <summary>Where a mark is, nothing is.</summary>
    public override CheckpointSource? Present(SavedPart part, string folder, Bench bench) => null;

    public override string? Restore(SavedPart part, string folder, Bench bench)
    {
        LiveHand aws = LiveHand.Of(LiveClient.Aws, part);
        (ImmutableArray<(string Key, string Version)> marks, string problem) = Marks(part, bench);
        foreach ((string key, string version) in problem.Length > 0 ? [] : marks)
        {
            problem = aws.Run(
                bench, "s3api", "delete-object", "--bucket", part.Settings.GetValueOrDefault("bucket") ?? "", "--key",
                key, "--version-id", version).Problem;
            if (problem.Length > 0)
            {
                return $"{key}: {problem}";
            }
        }

        return problem.Length > 0 ? problem : null;
    }

    /// <summary>The marks of deletion that are newer than the checkpoint, and the newest of their key.</summary>
    private static (ImmutableArray<(string Key, string Version)> Marks, string Problem) Marks(
        SavedPart part, Bench bench)
    {
        string prefix = part.Settings.GetValueOrDefault("prefix") ?? "";
        ImmutableArray<string> within = prefix.Length > 0 ? ["--prefix", prefix] : [];
        (string text, string problem) = LiveHand.Of(LiveClient.Aws, part).Run(
            bench,
            [
                "s3api", "list-object-versions", "--bucket", part.Settings.GetValueOrDefault("bucket") ?? "", .. within,
            ]);
        if (problem.Length > 0 || !DateTimeOffset.TryParse(
            part.Settings.GetValueOrDefault("since"), CultureInfo.InvariantCulture, out DateTimeOffset since))
        {
            return ([], problem.Length > 0 ? problem : "when it was taken is not known");
        }

        // S3 tells whole seconds.
        ImmutableArray<(string, string)> marks =
        [
            .. LiveJson.Parse(text).Items("DeleteMarkers")
                .Where(m => m.Flag("IsLatest") is true && m.Time("LastModified") >= since.AddSeconds(-1))
                .Select(m => (m.Text("Key") ?? "", m.Text("VersionId") ?? ""))
                .Where(m => m is not ("", _) and not (_, "")),
        ];
        return marks.Length > MaxMarks
            ? ([], $"more than {MaxMarks} objects were deleted since: take their marks away with a batch job")
            : (marks, "");
    }

    private static (string? Status, string Problem) Status(LiveHand aws, string bucket, Bench bench)
    {
        (string text, string problem) = aws.Run(bench, "s3api", "get-bucket-versioning", "--bucket", bucket);
        JsonElement? told = LiveJson.Parse(text);
        return (told.Text("Status"), problem);
    }
}

/// <summary>Objects of a bucket.</summary>
/// <param name="Prefix">The beginning of their keys; empty for all.</param>
internal sealed record AwsVersionsSource(LiveHand Aws, string Bucket, string Prefix)
    : CheckpointSource(AwsVersionsCheckpoint.KindId, $"s3://{Bucket}/{Prefix}", null)
{
    public override bool Covers => false;

    public override bool Marks => true;
}

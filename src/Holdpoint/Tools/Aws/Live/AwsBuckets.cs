using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Radius;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Live;

namespace Holdpoint.Tools.Aws.Live;

/// <summary>What S3 says of the objects that a call would delete: how many, how large, and whether versions stay.
/// </summary>
internal static class AwsBuckets
{
    /// <summary>Objects counted; beyond it is "more than".</summary>
    private const int MaxCounted = 1000;

    public static Measurement Of(Measurement start, AwsCall call, LiveQuestions live)
    {
        (string? bucket, string prefix) = Place(call);
        if (bucket is not { Length: > 0 } || bucket[0] is '-' || prefix is ['-', ..])
        {
            return start with { Unmeasured = "AWS was not asked: the words do not tell which bucket" };
        }

        string shown = prefix.Length > 0 ? $"s3://{bucket}/{prefix}" : $"s3://{bucket}";
        ImmutableArray<string> question =
            ["s3api", "list-objects-v2", "--bucket", bucket, "--max-items", $"{MaxCounted}"];
        LiveAnswer answer = live.Ask(shown, prefix.Length > 0 ? [.. question, "--prefix", prefix] : question);
        if (answer.Why is { } why)
        {
            return start with { Unmeasured = why };
        }

        ImmutableArray<JsonElement?> objects = [.. answer.Json.Items("Contents")];
        bool one = call is { Service: "s3api", Operation: "delete-object" } || (call.Operation is "rm"
            && !call.Has("recursive"));
        objects = one ? [.. objects.Where(o => o.Text("Key") == prefix)] : objects;
        Certainty certainty = !one && answer.Json.At("NextToken") is not null ? Certainty.MoreThan : Certainty.Exact;
        long bytes = objects.Sum(o => o.Number("Size") ?? 0);
        string? versioning = live.Ask(shown, "s3api", "get-bucket-versioning", "--bucket", bucket) is
            { Why: null } told ? told.Json.Text("Status") ?? "never enabled" : null;
        var loss = new Loss(start.Effect.Resource with { Name = shown }, start.Effect.Recovery)
        {
            HoldsData = objects.Length > 0,
            Amounts = [new Amount(objects.Length, "objects", certainty), Amount.Size(bytes, certainty)],
            Details = versioning is null ? [] :
            [
                versioning is "Enabled"
                    ? "versioning on: what is deleted stays as an older version, until a rule ends it"
                    : $"versioning {versioning.ToLowerInvariant()}: what is deleted is gone",
            ],
        };
        return start with
        {
            Losses = [loss], Count = objects.Length, Unit = "objects", Moving = true, Bytes = bytes,
            HoldData = objects.Length, Unmeasured = null,
            Facts = start.Facts.Add(new Fact(
                "objects", (certainty is Certainty.MoreThan ? "more than " : "") + $"{objects.Length}",
                live.Source("s3api", "list-objects-v2")) { Passing = true }),
        };
    }

    /// <summary>The bucket and the beginning of the keys, or the key.</summary>
    internal static (string? Bucket, string Prefix) Place(AwsCall call)
    {
        if (call.Service is "s3api")
        {
            return (call.Text("bucket"), call.Text("key") ?? "");
        }

        string? place = call.Operands is [{ Text: { } text }, ..] ? text : null;
        if (place?.StartsWith("s3://", StringComparison.Ordinal) is not true)
        {
            return (null, "");
        }

        int slash = place.IndexOf('/', "s3://".Length);
        return slash < 0 ? (place["s3://".Length..], "") : (place["s3://".Length..slash], place[(slash + 1)..]);
    }
}

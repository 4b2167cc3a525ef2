using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>S3 buckets and objects through s3api and s3control.</summary>
internal static class BucketOperations
{
    internal static readonly Recovery Objects = new Recovery.Unknown(
        "a bucket with versioning keeps the former versions, any other keeps nothing; that is not asked");

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return call.Operation switch
        {
            "delete-objects" or "delete-object" => Deletes(call, subject),
            "delete-bucket" => Deed.Removes($"deletes bucket {subject.Name}, which AWS does only when it is empty",
                "an empty bucket can be made again, while nobody else takes its name"),
            "put-bucket-versioning" => Deed.Weakens(
                    $"suspends the versioning of {subject.Name}; what is overwritten or deleted from then on is gone")
                .If(call.Equal("status", "Suspended"))
                ?? Deed.Weakens($"lets versions of {subject.Name} be deleted without a second factor")
                    .If(call.Off("mfadelete")) ?? Deed.Nothing,
            "put-bucket-lifecycle-configuration" or "put-bucket-lifecycle" => Lifecycle(call, subject),
            "put-public-access-block" => Deed.Exposes($"lets {subject.Name} be made public")
                .If(call.Off("blockpublicacls").Or(call.Off("ignorepublicacls")).Or(call.Off("blockpublicpolicy"))
                    .Or(call.Off("restrictpublicbuckets"))) ?? Deed.Nothing,
            "delete-public-access-block" => Deed.Exposes($"lets {subject.Name} be made public"),
            "delete-bucket-lifecycle" => Deed.Removes($"drops the lifecycle rules of {subject.Name}",
                "the rules can be put back, once they were read with get-bucket-lifecycle-configuration"),
            "delete-bucket-policy" =>
                Deed.Weakens($"deletes the policy of {subject.Name}: its denials with its grants"),
            "delete-bucket-replication" => Deed.Weakens($"stops copying {subject.Name} elsewhere"),
            "delete-bucket-encryption" => Deed.Weakens($"takes the encryption setting of {subject.Name} away"),
            "delete-bucket-ownership-controls" => Deed.Weakens($"takes the ownership rule of {subject.Name} away"),
            "put-object-lock-configuration" => Deed.Weakens($"changes how long objects of {subject.Name} are locked"),
            "put-object-retention" => Deed.Weakens($"shortens how long {subject.Name} is locked")
                .If(call.On("bypassgovernanceretention")),
            "put-object-legal-hold" => Deed.Weakens($"takes the legal hold of {subject.Name} away")
                .If(call.Equal("status", "OFF")) ?? Deed.Nothing,
            "put-bucket-logging" when call.Text("bucketloggingstatus") is "{}" =>
                Deed.Weakens($"turns the access log of {subject.Name} off"),
            "put-bucket-acl" or "put-object-acl" => Exposures.Of(call)
                ?? Deed.Modifies($"changes who may use {subject.Name}"),
            "put-object" or "copy-object" or "upload-part" or "complete-multipart-upload" =>
                Exposures.Of(call) ?? Deed.Nothing,
            "create-job" => Job(call),
            _ => null,
        };
    }

    private static Deed Deletes(AwsCall call, Subject subject)
    {
        bool version = call.Given("versionid") is Answer.Yes;
        int count = call.Leaves.Count(l => l.Path.Contains("objects", StringComparison.Ordinal) && l.Name is "key");
        string what = call.Operation is "delete-objects" && count > 0
            ? $"deletes {count} objects of {subject.Name}" : $"deletes {subject}";
        return version
            ? Deed.Destroys($"{what}, by their versions", new Recovery.Never("a deleted version is gone"))
            : Deed.Destroys(what, Objects);
    }

    private static Deed? Lifecycle(AwsCall call, Subject subject)
    {
        Answer expires = Answer.No;
        foreach (Leaf leaf in call.Leaves)
        {
            bool names = leaf.Path == Leaf.Unread;
            bool rule = leaf.Path.Contains("expiration", StringComparison.Ordinal)
                && !leaf.Name.SequenceEqual("expiredobjectdeletemarker");
            expires = rule ? Answer.Yes : names ? expires.Or(Answer.Perhaps) : expires;
        }

        string days = call.Text("days") ?? call.Text("noncurrentdays") ?? "some";
        return Deed.Weakens($"has S3 delete objects of {subject.Name} after {days} days, from about tomorrow on",
            "the former rules can be put back until the new ones have run").If(expires)
            ?? Deed.Modifies($"replaces the lifecycle rules of {subject.Name}");
    }

    private static Deed? Job(AwsCall call) => call.Leaves.Any(l =>
        l.Path.Contains("s3deleteobjecttagging", StringComparison.Ordinal)
        || l.Path.Contains("lambdainvoke", StringComparison.Ordinal)
        || l.Path.Contains("s3putobjectacl", StringComparison.Ordinal))
            ? Deed.Runs("runs a batch job over every object of a manifest", "what it calls is not known")
            : null;
}

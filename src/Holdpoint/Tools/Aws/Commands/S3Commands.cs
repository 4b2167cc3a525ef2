using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Commands;

/// <summary><c>aws s3</c>: whole trees of objects by one word.</summary>
internal static class S3Commands
{
    public static Deed Of(AwsCall call)
    {
        if (call.Operation is null)
        {
            return Deed.Runs("runs a command of aws s3 that cannot be known", "the command is not known");
        }

        if (call.Operation is "ls" or "mb" or "presign" || (call.Has("dryrun") && !call.Unseen))
        {
            return Deed.Nothing;
        }

        return call.Operation switch
        {
            "rm" => Removes(call),
            "rb" => Buckets(call),
            "sync" => Syncs(call),
            "mv" => Moves(call),
            "cp" => Opened(call) ?? Written(call) ?? Deed.Nothing,
            "website" => Deed.Modifies($"serves {Shown(call, 0)} as a website"),
            _ => Deed.Runs($"runs the unknown command \"{call.Operation}\" of aws s3", "the command is not known"),
        };
    }

    private static Deed Removes(AwsCall call)
    {
        string place = Shown(call, 0);
        if (!call.Has("recursive") && !call.Unseen)
        {
            return Deed.Destroys($"deletes the object {place}", BucketOperations.Objects);
        }

        string filter = call.Has("exclude") || call.Has("include") ? " that its filters name" : "";
        return Deed.Destroys($"deletes every object{filter} under {place}", BucketOperations.Objects,
            "add --dryrun and read what it would delete");
    }

    private static Deed Buckets(AwsCall call) => call.Has("force") || call.Unseen
        ? Deed.Destroys($"deletes every object of {Shown(call, 0)}, and the bucket",
            new Recovery.Never("the versions and the name of a deleted bucket are gone too"),
            $"aws s3 ls {Shown(call, 0)} --recursive --summarize shows what is in it")
        : Deed.Removes($"deletes the bucket {Shown(call, 0)}, which AWS does only when it is empty",
            "an empty bucket can be made again, while nobody else takes its name");

    private static Deed Syncs(AwsCall call)
    {
        string to = Shown(call, 1);
        if (!call.Has("delete") && !call.Unseen)
        {
            return Opened(call) ?? Written(call) ?? Deed.Nothing;
        }

        return IsBucket(call, 1)
            ? Deed.Destroys($"deletes every object under {to} that {Shown(call, 0)} does not have",
                BucketOperations.Objects,
                "add --dryrun and read what it would delete; an empty source deletes all")
            : Deed.Destroys($"deletes every file in {to} that {Shown(call, 0)} does not have",
                new Recovery.Unknown("nothing tells whether the files are kept elsewhere"),
                "add --dryrun and read what it would delete");
    }

    private static Deed Moves(AwsCall call)
    {
        string from = Shown(call, 0), to = Shown(call, 1);
        string what = call.Has("recursive") ? $"every object under {from}" : from;
        return IsBucket(call, 0)
            ? Deed.Removes($"moves {what} to {to}: it is deleted where it was",
                "moving it back, without its former versions")
            : Opened(call) ?? Deed.Modifies($"moves {what} to {to}", "it can be moved back");
    }

    private static Deed? Opened(AwsCall call) => Exposures.Of(call);

    /// <summary>What is uploaded takes the place of what has that name.</summary>
    private static Deed? Written(AwsCall call) => IsBucket(call, 1)
        ? Deed.Modifies($"writes to {Shown(call, 1)}", "what was there has to be sent again, or was kept as a version")
        : null;

    private static bool IsBucket(AwsCall call, int at) =>
        call.Operands.Length <= at || call.Operands[at].Prefix is var known
        && (known.Length == 0 || known.StartsWith("s3://", StringComparison.Ordinal));

    private static string Shown(AwsCall call, int at) =>
        call.Operands.Length > at ? call.Operands[at].Shown : "a place that is not named";
}

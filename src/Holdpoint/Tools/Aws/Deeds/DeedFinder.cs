using Holdpoint.Tools.Aws.Catalogue;
using Holdpoint.Tools.Aws.Commands;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>What a call does.</summary>
/// <remarks>1 what only prints; 2 the CLI's own commands; 3 operations that are known one by one; 4 parameters that
/// take a protection away or open something, whatever the operation; 5 what the catalogue says of the
/// operation.</remarks>
internal static class DeedFinder
{
    /// <summary>The gravest thing that a call does; <see cref="Deed.Nothing"/> when nothing is at stake.</summary>
    public static Deed Of(AwsCall call)
    {
        // 1
        if (call.Service is null)
        {
            return Deed.Runs("runs an AWS command that cannot be known", "the service is not known");
        }

        if (call.Service.Length == 0 || call.Operation is "" or "wait" || Prints(call))
        {
            return Deed.Nothing;
        }

        // 2
        if (call.Service is "s3")
        {
            return S3Commands.Of(call);
        }

        if (call.Operation is null)
        {
            return Deed.Runs($"runs an operation of {call.Service} that cannot be known", "the operation is not known");
        }

        if (OwnCommands.Of(call) is { } own)
        {
            return own;
        }

        OperationSort sort = OperationIndex.Find(call.Service, call.Operation);
        if (sort is OperationSort.Read || IsDryRun(call))
        {
            return Deed.Nothing;
        }

        // 3
        if (RetentionOperations.Untagged(call) is { } untagged)
        {
            return untagged;
        }

        if (KnownOperations.Of(call) is { } known)
        {
            return known;
        }

        // 4 and 5
        return sort switch
        {
            OperationSort.Unlisted => Unlisted(call),
            OperationSort.Create => Exposures.Of(call) ?? Deed.Nothing,
            OperationSort.Modify or OperationSort.Disrupt or OperationSort.Payload or OperationSort.Guarding =>
                Protections.Of(call, sort is OperationSort.Guarding) ?? Exposures.Of(call) ?? Plain(call, sort),
            _ => Plain(call, sort),
        };
    }

    /// <summary>A skeleton of the parameters is printed, and nothing is called.</summary>
    private static bool Prints(AwsCall call)
    {
        const string Skeleton = "generate-cli-skeleton";
        foreach (Parameter parameter in call.Parameters)
        {
            if (parameter.Name.StartsWith("generate-cli", StringComparison.Ordinal) && parameter.Is(Skeleton))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>AWS itself only checks the rights. An operation that has no dry run refuses the option.</summary>
    private static bool IsDryRun(AwsCall call)
    {
        bool last = false;
        foreach (Parameter parameter in call.Parameters)
        {
            last = parameter.Name switch
            {
                "dry-run" => parameter.Values is [] or [{ Text: "true" or "True" }],
                "no-dry-run" => false,
                _ => last,
            };
        }

        return last && !call.Unseen;
    }

    private static Deed Plain(AwsCall call, OperationSort sort)
    {
        var subject = Subject.Of(call);
        string what = $"{Verb.Of(call.Operation ?? "")} {subject}";
        return sort switch
        {
            OperationSort.Modify or OperationSort.Guarding => Deed.Modifies(what),
            OperationSort.Disrupt => Deed.Modifies(what, "it can be started, attached or set again"),
            OperationSort.Payload => Deed.Modifies(what, "what it ran can be run again with the former input"),
            OperationSort.DestroyConfiguration =>
                Deed.Removes(what, "it is made again from its description, which has to be read before"),
            OperationSort.DestroyForGood =>
                Deed.Destroys(what, new Recovery.Never("AWS's documentation says that it cannot be had back")),
            _ => Deed.Destroys(what, new Recovery.Unknown("nothing tells whether a copy of it is kept")),
        };
    }

    /// <summary>An operation that the catalogue does not list: newer, taken out of AWS, or an alias of the
    /// user.</summary>
    private static Deed Unlisted(AwsCall call)
    {
        string operation = call.Operation ?? "";
        if (Verb.Reads(operation))
        {
            return Deed.Nothing;
        }

        string what = $"{call.Service} {operation}, which is no operation that Holdpoint knows";
        return Verb.Destroys(operation)
            ? Deed.Destroys($"{Verb.Of(operation)} {Subject.Of(call)} by {what}",
                new Recovery.Unknown("the operation is not known"))
            : Protections.Of(call) ?? Deed.Runs($"runs {what}", "the operation is not known");
    }
}

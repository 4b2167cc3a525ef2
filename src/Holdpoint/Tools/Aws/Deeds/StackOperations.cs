using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>CloudFormation and Cloud Control, which destroy resources of any type.</summary>
internal static class StackOperations
{
    private static readonly Recovery ByType = new Recovery.Unknown(
        "only resources whose deletion policy says so are retained or leave a snapshot, which is not asked");

    /// <summary>A deployment with what its template tells: resources that hold data and that nothing keeps when the
    /// change replaces them make it one whose outcome is not known.</summary>
    /// <param name="read">The text of a file; null when it cannot be read.</param>
    public static Deed With(Deed deed, AwsCall call, Func<string, string?> read)
    {
        if (call.Service is not "cloudformation" || call.Operation is not ("deploy" or "update-stack")
            || deed.Kind is not EffectKind.Modify)
        {
            return deed;
        }

        string? text = call.Operation is "deploy"
            ? call.Text("templatefile") is { } path ? read(path) : null
            : call.Value("template-body")?.Text;
        return text is not null && StackTemplate.Unkept(text) is { } unkept
            ? Deed.Runs($"{deed.Summary}; what its change replaces is deleted: {unkept}",
                "nobody read what the change replaces or deletes") with
            {
                Safer = call.Operation is "deploy" ? "the same with --no-execute-changeset, then read the change set"
                    : "aws cloudformation create-change-set, read it, then execute-change-set",
            }
            : deed;
    }

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("cloudformation", "delete-stack") =>
                Deed.Destroys($"deletes {subject} with every resource that it made", ByType,
                "aws cloudformation describe-stack-resources shows what would go"),
            ("cloudformation", "delete-stack-instances") => call.On("retainstacks") is Answer.Yes
                ? Deed.Modifies($"gives stacks of {subject.Name} up, and leaves them")
                : Deed.Destroys($"deletes the stacks of {subject.Name} in other accounts and regions", ByType,
                    "--retain-stacks leaves the resources"),
            ("cloudformation", "set-stack-policy") => Deed.Weakens(
                $"replaces the policy that keeps resources of {subject.Name} from being updated"),
            ("cloudformation",
                "update-stack" or "execute-change-set" or "update-stack-set" or "update-stack-instances") =>
                Deed.Modifies($"{Verb.Of(call.Operation ?? "")} {subject}", "the former template can be applied again"),
            ("cloudformation", "create-stack" or "create-change-set") => Deed.Nothing,
            ("cloudcontrol", "delete-resource") => Deed.Destroys(
                $"deletes {call.Text("typename") ?? "a resource"} {call.Text("identifier")}", ByType),
            ("cloudcontrol", "update-resource") => Deed.Weakens(
                $"takes settings of {call.Text("typename") ?? "a resource"} {call.Text("identifier")} away")
                .If(call.Equal("op", "remove")),
            _ => null,
        };
    }
}

using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Aws.Places;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws;

/// <summary>Makes an effect of a deed and its place.</summary>
internal static class Effects
{
    public static Effect Of(AwsCall call, Deed deed, AwsPlace place, Invocation invocation)
    {
        var subject = Subject.Of(call);
        string service = call.Service is { Length: > 0 } known ? known : "any";
        string name = call.Service is "s3" && call.Operands.Length > 0
            ? call.Operands[call.Operation is "sync" or "cp" ? ^1 : 0].Shown
            : subject.Name.Length == 0 ? "unnamed" : subject.Name;
        Recovery recovery = deed.Kind is EffectKind.Destroy && place.Emulated
            ? new Recovery.FromSource("what stands in for AWS on this machine is filled again") : deed.Recovery;
        return new Effect(deed.Kind, deed.Resource ?? new Resource(Type(call, service, subject), name), place.Target,
            recovery)
        {
            Tool = AwsTool.ToolId,
            Summary = deed.Summary.TrimEnd(),
            Invocation = invocation,
            Safer = deed.Safer,
        };
    }

    private static string Type(AwsCall call, string service, Subject subject) => service switch
    {
        "s3" when call.Operation is "rb" or "mb" => "aws.s3.bucket",
        "s3" => "aws.s3.object",
        "s3api" => $"aws.s3.{subject.Noun}",
        _ => subject.Noun.Length == 0 ? $"aws.{service}" : $"aws.{service}.{subject.Noun}",
    };
}

using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Names, sites, users and functions.</summary>
internal static class PlatformOperations
{
    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("route53", "change-resource-record-sets") => Records(call, subject),
            ("route53", "delete-hosted-zone") => Deed.Destroys($"deletes {subject} with its records",
                new Recovery.Never("a zone made again has other name servers; names fail for up to two days")),
            ("route53", "disable-hosted-zone-dnssec") => Deed.Weakens($"turns DNSSEC of {subject.Name} off"),
            ("route53domains", "disable-domain-transfer-lock" or "disable-domain-auto-renew") =>
                Deed.Weakens($"{Verb.Of(call.Operation ?? "")} of {subject.Name}: the domain can be lost"),
            ("route53domains", "transfer-domain-to-another-aws-account") => Deed.ModifiesForGood(
                $"hands {subject.Name} to another account", "only that account can hand it back"),
            ("cloudfront", "update-distribution") => Deed.Removes($"takes distribution {subject.Name} off the net",
                "turning it on again brings the site back").If(call.Off("enabled").OnlyYes()),
            ("cognito-idp", "delete-user-pool") => Deed.Destroys($"deletes {subject} with its users",
                new Recovery.Unknown(
                    "only AWS support may bring it back, within 14 days; nobody can export passwords")),
            ("workspaces", "rebuild-workspaces" or "restore-workspace") => Deed.Destroys(
                $"puts {subject.Name} back to an older state; what was written since is gone",
                new Recovery.Never("a rebuilt desktop has no way forward")),
            ("lambda", "put-function-concurrency") =>
                Deed.Removes($"stops function {subject.Name}: it is never run again",
                "aws lambda delete-function-concurrency lets it run again")
                .If(call.Below("reservedconcurrentexecutions", 1).OnlyYes()),
            ("lambda", "invoke" or "invoke-async" or "create-function") => Exposures.Of(call) ?? Deed.Nothing,
            _ => null,
        };
    }

    private static Deed Records(AwsCall call, Subject subject)
    {
        Answer deletes = call.Equal("action", "DELETE");
        return Deed.Removes($"deletes records of {subject.Name}",
            "the same records can be made again, once they were read with list-resource-record-sets").If(deletes)
            ?? (call.Equal("action", "UPSERT") is Answer.No ? Deed.Nothing
                : Deed.Modifies($"changes records of {subject.Name}"));
    }
}

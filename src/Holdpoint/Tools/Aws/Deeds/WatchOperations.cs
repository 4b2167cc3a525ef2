using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Services that watch: audit trails, findings, firewalls. Turning one off destroys nothing and blinds
/// all.</summary>
internal static class WatchOperations
{
    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        string verb = Verb.Of(call.Operation ?? "");
        return (call.Service, call.Operation) switch
        {
            ("cloudtrail", "stop-logging" or "stop-event-data-store-ingestion") =>
                Deed.Weakens($"stops the audit trail {subject.Name}", "it can be started again, the gap stays"),
            ("cloudtrail", "put-event-selectors") =>
                Deed.Weakens($"changes what the audit trail {subject.Name} records"),
            ("configservice", "stop-configuration-recorder" or "delete-configuration-recorder"
                or "delete-delivery-channel") => Deed.Weakens($"{verb} {subject}: changes are recorded no more"),
            ("guardduty", "update-detector") => Deed.Weakens($"turns GuardDuty off: {subject}").If(call.Off("enable")),
            ("guardduty", "stop-monitoring-members" or "disassociate-members" or "disable-organization-admin-account"
                or "disassociate-from-administrator-account") => Deed.Weakens($"{verb} {subject} from GuardDuty"),
            ("securityhub", "disable-security-hub" or "disable-security-hub-v2") => Deed.Weakens(
                "turns Security Hub off; its findings and settings are deleted after 90 days"),
            ("securityhub", "batch-disable-standards" or "disassociate-from-administrator-account"
                or "disassociate-members" or "disable-organization-admin-account") =>
                Deed.Weakens($"{verb} {subject} of Security Hub"),
            ("macie2", "disable-macie") => Deed.Weakens("turns Macie off and deletes its findings"),
            ("inspector2", "disable") => Deed.Weakens("turns Inspector off"),
            ("shield", "disable-application-layer-automatic-response" or "disable-proactive-engagement"
                or "disassociate-drt-role") => Deed.Weakens($"{verb} {subject} of Shield"),
            ("wafv2" or "waf-regional", "disassociate-web-acl") =>
                Deed.Weakens($"takes the firewall off {subject.Name}"),
            ("controltower", "disable-control" or "disable-baseline") => Deed.Weakens($"{verb} {subject}"),
            _ => null,
        };
    }
}

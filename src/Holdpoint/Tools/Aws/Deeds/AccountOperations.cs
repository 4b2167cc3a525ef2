using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Accounts, their people and what they may do.</summary>
internal static class AccountOperations
{
    /// <summary>AWS keeps a closed account for so long.</summary>
    private const int ClosedAccountDays = 90;

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        string who = subject.Name.Length == 0 ? "whoever calls" : subject.Name;
        return (call.Service, call.Operation) switch
        {
            ("organizations", "close-account") => Deed.Destroys($"closes {subject} with everything in it",
                new Recovery.Window(ClosedAccountDays, "AWS support can open it again")),
            ("organizations", "leave-organization" or "remove-account-from-organization") => Deed.Weakens(
                $"takes {who} out of the organization and its guard rails"),
            ("organizations", "detach-policy" or "disable-policy-type") =>
                Deed.Weakens($"takes a guard rail away: {subject}"),
            ("account", "disable-region") =>
                Deed.Weakens($"turns a region off; what is in it cannot be reached: {subject.Name}",
                "account enable-region turns it on again"),
            ("iam", "delete-account-password-policy" or "deactivate-mfa-device" or "delete-virtual-mfa-device") =>
                Deed.Weakens($"{Verb.Of(call.Operation ?? "")} {subject}: signing in gets easier"),
            ("iam", "delete-role-permissions-boundary" or "delete-user-permissions-boundary") =>
                Deed.Weakens($"takes the limit of {subject.Name} away"),
            ("iam", "create-access-key" or "create-login-profile" or "create-service-specific-credential") =>
                Deed.Exposes($"makes a lasting credential for {who}"),
            ("iam", "attach-user-policy" or "attach-role-policy" or "attach-group-policy") =>
                Deed.Exposes($"gives {subject.Name} the rights of an administrator")
                    .If(call.Is("policyarn", static a => Administers(a)).OnlyYes()),
            _ => null,
        };
    }

    private static bool Administers(string policy) => policy.EndsWith("/AdministratorAccess", StringComparison.Ordinal)
        || policy.EndsWith("/IAMFullAccess", StringComparison.Ordinal)
        || policy.EndsWith("/PowerUserAccess", StringComparison.Ordinal);
}

using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Keys, secrets and certificates: what they lock is lost with them.</summary>
internal static class KeyOperations
{
    /// <summary>KMS, Secrets Manager and ACM PCA wait so long when no window is named.</summary>
    private const int UsualWindow = 30;

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("kms", "schedule-key-deletion") => Waits(call, "pendingwindowindays",
                $"deletes key {subject.Name} and with it everything that it encrypts", "kms cancel-key-deletion"),
            ("kms", "disable-key") => Deed.Weakens(
                $"turns key {subject.Name} off: whatever it encrypts cannot be read",
                    "kms enable-key turns it on again"),
            ("kms", "disable-key-rotation") => Deed.Weakens($"ends the rotation of key {subject.Name}"),
            ("kms", "delete-imported-key-material") => Deed.Destroys(
                $"deletes the material of key {subject.Name}: what it encrypts cannot be read",
                new Recovery.Unknown("only the very same material, imported again, brings it back")),
            ("kms", "delete-custom-key-store") => null,
            ("secretsmanager", "delete-secret") => call.On("forcedeletewithoutrecovery") is Answer.Yes
                ? Deed.Destroys($"deletes secret {subject.Name} at once",
                    new Recovery.Never("without a recovery window a secret is gone"),
                    "leave --force-delete-without-recovery out; --recovery-window-in-days 30")
                : Waits(call, "recoverywindowindays", $"deletes secret {subject.Name}",
                    "secretsmanager restore-secret"),
            ("secretsmanager", "remove-regions-from-replication") =>
                Deed.Removes($"deletes the copies of secret {subject.Name} in other regions", "they are made again"),
            ("secretsmanager", "delete-resource-policy") => null,
            ("acm-pca", "delete-certificate-authority") => Waits(call, "permanentdeletiontimeindays",
                $"deletes certificate authority {subject.Name}", "acm-pca restore-certificate-authority"),
            ("acm", "revoke-certificate") or ("acm-pca", "revoke-certificate") => Deed.Destroys(
                $"revokes {subject}: nobody trusts it from then on", new Recovery.Never("a revocation is final")),
            _ => null,
        };
    }

    private static Deed Waits(AwsCall call, string parameter, string what, string undo)
    {
        int days = Says.Number(call.Text(parameter)) is > 0 and <= 30 and var named ? (int)named : UsualWindow;
        return Deed.Destroys($"{what}, after {days} days", new Recovery.Window(days, $"aws {undo} until then"));
    }
}

using System.Collections.Immutable;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Parameters that take a protection away, whatever the operation that carries them.</summary>
internal static class Protections
{
    /// <summary>While one of these is on, AWS refuses to delete, terminate or change.</summary>
    private static readonly ImmutableArray<string> Locks =
    [
        "deletionprotection", "deletionprotectionenabled", "enabledeletionprotection", "deleteprotection",
        "terminationprotected", "terminationprotectionenabled", "enableterminationprotection",
        "terminationprotection", "disableapitermination", "disableapistop", "firewallpolicychangeprotection",
        "subnetchangeprotection", "protectedfromscalein", "managedterminationprotection",
    ];

    /// <summary>At nothing, backups end, and those that are there go.</summary>
    private static readonly ImmutableArray<string> Retentions =
    [
        "backupretentionperiod", "automatedsnapshotretentionperiod", "snapshotretentionlimit",
        "snapshotretentionperiod", "automaticbackupretentiondays", "preferredbackupretentionperiod",
    ];

    /// <summary>The protection that a call takes away; null when none.</summary>
    /// <param name="guarding">The operation is one that is known to set protections: a document that cannot be read may
    /// take one away.</param>
    public static Deed? Of(AwsCall call, bool guarding = true)
    {
        foreach (string name in Locks)
        {
            if (Counts(call.Off(name), guarding) is not Answer.No and var off)
            {
                return Deed.Weakens($"turns the deletion protection of {Subject.Of(call)} off").If(off);
            }
        }

        // The CLI renamed --no-disable-api-termination, and takes both.
        if (call.Has("enable-api-termination"))
        {
            return Deed.Weakens($"turns the termination protection of {Subject.Of(call)} off");
        }

        foreach (string name in Retentions)
        {
            if (Counts(call.Below(name, 1), guarding) is not Answer.No and var none)
            {
                return Deed.Weakens(
                    $"turns the automated backups of {Subject.Of(call)} off; those there are go with it",
                    "backups can be turned on again, what was backed up so far is lost").If(none);
            }
        }

        if (call.On("deleteontermination") is Answer.Yes)
        {
            return Deed.Weakens($"has the volumes of {Subject.Of(call)} go when the instance goes");
        }

        if (call.On("bypasspolicylockoutsafetycheck") is Answer.Yes)
        {
            return Deed.Weakens($"puts a policy on {Subject.Of(call)} without the check against locking everybody out",
                "only AWS support, once nobody can change the policy");
        }

        return call.Equal("httptokens", "optional") is Answer.Yes
            ? Deed.Weakens($"lets {Subject.Of(call)} hand out its credentials without a session token (IMDSv1)")
            : null;
    }

    private static Answer Counts(Answer answer, bool guarding) =>
        answer is Answer.Perhaps && !guarding ? Answer.No : answer;
}

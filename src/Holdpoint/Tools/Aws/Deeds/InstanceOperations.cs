using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>EC2: instances, volumes, images, addresses and the settings that guard them.</summary>
internal static class InstanceOperations
{
    private static readonly Recovery RecycleBin = new Recovery.Unknown(
        "it comes back only where a rule of the Recycle Bin keeps it, which is not asked");

    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return call.Operation switch
        {
            "terminate-instances" => Deed.Destroys($"terminates {subject} with the disks that go along",
                new Recovery.Never("a terminated instance and its ephemeral disks are gone"),
                "aws ec2 stop-instances keeps them"),
            "delete-volume" or "delete-snapshot" => Deed.Destroys($"deletes {subject}", RecycleBin,
                call.Operation is "delete-volume" ? "aws ec2 create-snapshot first" : null),
            "deregister-image" => Deed.Destroys($"deregisters {subject}"
                + (call.On("deleteassociatedsnapshots") is Answer.Yes ? " and deletes its snapshots" : ""), RecycleBin),
            "release-address" => Deed.Destroys($"gives the public {subject} up", new Recovery.Unknown(
                "it can be had back only while nobody else has got it")),
            "cancel-spot-fleet-requests" or "delete-fleets" => Deed.Destroys($"terminates the instances of {subject}",
                new Recovery.Never("terminated instances are gone")).If(call.On("terminateinstances")),
            "modify-fleet" or "modify-spot-fleet-request" => FleetOperations.Emptied(call, "totaltargetcapacity")
                ?? FleetOperations.Emptied(call, "targetcapacity"),
            "detach-volume" => Deed.ModifiesForGood($"detaches {subject} by force",
                "what was not written yet is lost, and the file system may be damaged").If(call.On("force")),
            "disable-image-block-public-access" or "disable-snapshot-block-public-access" =>
                Deed.Exposes("lets images or snapshots of the account be made public"),
            "disable-ebs-encryption-by-default" => Deed.Weakens("has new disks made without encryption"),
            "disable-image-deregistration-protection" => Deed.Weakens($"lets {subject} be deregistered"),
            "unlock-snapshot" => Deed.Weakens($"unlocks {subject}"),
            "delete-flow-logs" => Deed.Weakens($"ends the flow log {subject.Name}"),
            _ => null,
        };
    }
}

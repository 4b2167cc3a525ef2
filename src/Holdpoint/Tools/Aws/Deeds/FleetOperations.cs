using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Groups of machines and tasks: scaling them to nothing ends every one of them.</summary>
internal static class FleetOperations
{
    public static Deed? Of(AwsCall call)
    {
        var subject = Subject.Of(call);
        return (call.Service, call.Operation) switch
        {
            ("autoscaling", "set-desired-capacity") => Emptied(call, "desiredcapacity"),
            ("autoscaling", "update-auto-scaling-group" or "put-scheduled-update-group-action") =>
                Emptied(call, "maxsize") ?? Emptied(call, "desiredcapacity"),
            ("autoscaling", "delete-auto-scaling-group") => Deed.Destroys($"deletes {subject}"
                + (call.On("forcedelete") is Answer.Yes ? " and terminates all its instances" : ""),
                new Recovery.Unknown("what its instances hold by themselves goes with them")),
            ("application-autoscaling", "register-scalable-target") => Emptied(call, "maxcapacity"),
            ("ecs", "update-service") => Emptied(call, "desiredcount"),
            ("ecs", "execute-command") => RemoteOperations.Execute(call),
            ("ecs", "delete-service") => Deed.Removes($"deletes {subject} and stops its tasks",
                "the service is made again from its description and task definition"),
            ("eks", "update-nodegroup-config") => Emptied(call, "desiredsize") ?? Emptied(call, "maxsize"),
            ("eks", "delete-cluster") => Deed.Destroys($"deletes {subject} with everything that runs in it",
                new Recovery.Never("the objects of a cluster are kept nowhere else unless they were backed up")),
            ("emr", "modify-instance-groups") => Emptied(call, "instancecount"),
            ("emr", "terminate-job-flows") => Deed.Destroys($"terminates {subject} with the data on its disks",
                new Recovery.Never("the HDFS of a cluster goes with it")),
            ("gamelift", "update-fleet-capacity") => Emptied(call, "desiredinstances"),
            ("sagemaker", "update-endpoint-weights-and-capacities") => Emptied(call, "desiredinstancecount"),
            _ => null,
        };
    }

    /// <summary>A size of nothing: all that runs is stopped or terminated.</summary>
    internal static Deed? Emptied(AwsCall call, string size) => call.Below(size, 1) switch
    {
        Answer.Yes =>
            Protections.Of(call) ?? Deed.Removes($"scales {Subject.Of(call)} to nothing: all that runs there ends",
            "scaling up starts new ones; what the old ones held by themselves is lost"),
        _ => null,
    };
}

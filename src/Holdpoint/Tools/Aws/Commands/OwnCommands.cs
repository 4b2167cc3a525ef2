using Holdpoint.Tools.Aws.Deeds;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Commands;

/// <summary>Commands that the CLI itself has beside the operations of the services; null for anything else.</summary>
internal static class OwnCommands
{
    public static Deed? Of(AwsCall call)
    {
        string operation = call.Operation ?? "";
        return call.Service switch
        {
            "configure" or "history" or "sso" when call.Service is not "sso" || operation is "login" or "logout" =>
                Deed.Nothing,
            "login" or "logout" or "wizard" or "cli-dev" => Deed.Nothing,
            "ddb" => operation is "select" or "put" ? Deed.Nothing : null,
            "cloudformation" => CloudFormation(call, operation),
            "deploy" => operation switch
            {
                "push" or "register" or "install" => Deed.Nothing,
                "deregister" => Deed.Removes($"deregisters {Subject.Of(call)} and deletes its IAM user",
                    "the instance can be registered again"),
                "uninstall" =>
                    Deed.Modifies("takes the CodeDeploy agent off this machine", "aws deploy install brings it back"),
                _ => null,
            },
            "ecs" => operation is "deploy"
                ? Deed.Modifies($"deploys service {call.Text("service")}",
                    "the former task definition can be deployed again")
                : null,
            "emr" => Emr(call, operation),
            "emr-containers" when operation is "update-role-trust-policy" =>
                Deed.Modifies($"changes who may take role {call.Text("rolename")}"),
            "ecr" or "ecr-public" => operation is "get-login" or "get-login-password" ? Deed.Nothing : null,
            "eks" => operation is "get-token" or "update-kubeconfig" ? Deed.Nothing : null,
            "rds" or "dsql" => operation.StartsWith("generate-db-", StringComparison.Ordinal) ? Deed.Nothing : null,
            "logs" => operation is "tail" or "start-live-tail" ? Deed.Nothing : null,
            "cloudfront" => operation is "sign" ? Deed.Nothing : null,
            "cloudtrail" => operation switch
            {
                "validate-logs" or "create-subscription" => Deed.Nothing,
                "update-subscription" => Deed.Modifies($"changes the audit trail {call.Text("name")}"),
                _ => null,
            },
            "configservice" => operation is "get-status" or "subscribe" ? Deed.Nothing : null,
            "codeartifact" => operation is "login" ? Deed.Nothing : null,
            "codecommit" => operation is "credential-helper" ? Deed.Nothing : null,
            "datapipeline" => operation is "list-runs" or "create-default-roles" ? Deed.Nothing : null,
            "dlm" => operation is "create-default-role" ? Deed.Nothing : null,
            "gamelift" => operation is "get-game-session-log" or "upload-build" ? Deed.Nothing : null,
            "lightsail" => operation is "push-container-image" ? Deed.Nothing : null,
            "servicecatalog" => operation is "generate" ? Deed.Nothing : null,
            "ec2-instance-connect" => operation is "open-tunnel" ? Deed.Nothing : null,
            _ => null,
        };
    }

    private static Deed? CloudFormation(AwsCall call, string operation) => operation switch
    {
        "package" => Deed.Nothing,
        "deploy" => call.Has("no-execute-changeset") ? Deed.Nothing
            : Deed.Modifies($"deploys stack {call.Text("stackname")}", "the former template can be deployed again"),
        _ => null,
    };

    private static Deed? Emr(AwsCall call, string operation) => operation switch
    {
        "create-cluster" or "add-instance-groups" or "add-steps" or "install-applications" or "create-default-roles"
            or "create-hbase-backup" or "schedule-hbase-backup" or "socks" or "get" or "put" => Deed.Nothing,
        "ssh" => call.Text("command") is { } command
            ? Deed.Runs($"runs on the master of {call.Text("clusterid")}: {Policy.Words.Plain(command)}",
                "the machine is not seen from here")
            : Deed.Runs($"opens a shell on the master of {call.Text("clusterid")}", "what is typed there is not seen"),
        "terminate-clusters" => Deed.Destroys($"terminates {Subject.Of(call)} with the data on their disks",
            new Recovery.Never("the HDFS of a cluster goes with it")),
        "disable-hbase-backups" => Deed.Weakens($"ends the backups of {Subject.Of(call)}"),
        "restore-from-hbase-backup" => Deed.Destroys($"puts an older backup over the tables of {Subject.Of(call)}",
            new Recovery.Unknown("what was written since is in no backup that is known")),
        "modify-cluster-attributes" => Protections.Of(call) ?? Deed.Modifies($"changes {Subject.Of(call)}"),
        _ => null,
    };
}

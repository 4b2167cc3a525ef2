using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Commands that AWS carries to machines and containers: read like any other shell code.</summary>
internal static class RemoteOperations
{
    public static Deed? Of(AwsCall call)
    {
        switch (call.Service, call.Operation)
        {
            case ("ssm", "send-command"):
                return Send(call);
            case ("ssm", "start-session"):
                return Session(call);
            case ("ssm", "start-automation-execution" or "start-change-request-execution"):
                return Automation(call);
            case ("ssm", "put-parameter"):
                return call.On("overwrite") is Answer.No ? Deed.Nothing
                    : Deed.Modifies($"replaces parameter {Subject.Of(call).Name}",
                        "aws ssm get-parameter-history has the former values");
            case ("ec2-instance-connect", "ssh"):
                return RemoteCode.Session($"on {Subject.Of(call).Name}");
            default:
                return null;
        }
    }

    /// <summary><c>ecs execute-command --command "…"</c>.</summary>
    public static Deed? Execute(AwsCall call) =>
        call.Value("command")?.Text is { } command
            ? RemoteCode.Of(command, $"in a container of {call.Text("cluster") ?? "a cluster"}") : Deed.Runs(
                "runs a command in a container that cannot be read here", "the command is not known");

    private static Deed Send(AwsCall call)
    {
        string where = "on " + (call.Value("instance-ids")?.Shown
            ?? call.Value("targets")?.Shown ?? "the machines that it names");
        string document = call.Text("documentname") ?? "";
        List<string?> lines = [.. call.Leaves.Where(l => l.Name is "commands").Select(l => l.Value)];
        if (lines.Count == 0 || lines.Contains(null) || call.Leaves.Any(l => l.Path == Leaf.Unread))
        {
            return Deed.Runs($"runs {(document.Length == 0 ? "a document" : document)} {where}",
                "what it runs is not known");
        }

        return document.Contains("PowerShell", StringComparison.Ordinal)
            ? Deed.Runs($"runs PowerShell {where}: {lines[0]}", "PowerShell is not read")
            : RemoteCode.Of(string.Join('\n', lines), where);
    }

    private static Deed Session(AwsCall call)
    {
        string document = call.Text("documentname") ?? "";
        string name = Subject.Of(call) is { Name.Length: > 0 } subject ? subject.Name : call.Text("target")
            ?? "a machine";
        return document.Contains("PortForwarding", StringComparison.Ordinal)
            ? Deed.Nothing
            : call.Leaves.FirstOrDefault(l => l.Name is "command").Value is { } command
                ? RemoteCode.Of(command, $"on {name}")
                : RemoteCode.Session($"on {name}");
    }

    private static Deed Automation(AwsCall call)
    {
        string document = call.Text("documentname") ?? "a document that cannot be read here";
        return document.Contains("Delete", StringComparison.Ordinal)
            || document.Contains("Terminate", StringComparison.Ordinal)
            ? Deed.Destroys($"runs the runbook {document}", new Recovery.Unknown("what the runbook does is not known"))
            : Deed.Runs($"runs the runbook {document}", "what the runbook does is not known");
    }
}

using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Commands that AWS carries to machines and containers: read like any other shell code.</summary>
internal static class RemoteOperations
{
    /// <summary>A longer script is opaque.</summary>
    private const int LongestScript = 64 * 1024;

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
                return Deed.Runs($"opens a shell on {Subject.Of(call).Name}; what is typed there is not seen",
                    "nothing of it is known");
            default:
                return null;
        }
    }

    /// <summary><c>ecs execute-command --command "…"</c>.</summary>
    public static Deed? Execute(AwsCall call) =>
        call.Value("command")?.Text is { } command
            ? Code(command, $"in a container of {call.Text("cluster") ?? "a cluster"}") : Deed.Runs(
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
            : Code(string.Join('\n', lines), where);
    }

    private static Deed Session(AwsCall call)
    {
        string document = call.Text("documentname") ?? "";
        string name = Subject.Of(call) is { Name.Length: > 0 } subject ? subject.Name : call.Text("target")
            ?? "a machine";
        return document.Contains("PortForwarding", StringComparison.Ordinal)
            ? Deed.Nothing
            : call.Leaves.FirstOrDefault(l => l.Name is "command").Value is { } command
                ? Code(command, $"on {name}")
                : Deed.Runs($"opens a shell on {name}; what is typed there is not seen", "nothing of it is known");
    }

    private static Deed Automation(AwsCall call)
    {
        string document = call.Text("documentname") ?? "a document that cannot be read here";
        return document.Contains("Delete", StringComparison.Ordinal)
            || document.Contains("Terminate", StringComparison.Ordinal)
            ? Deed.Destroys($"runs the runbook {document}", new Recovery.Unknown("what the runbook does is not known"))
            : Deed.Runs($"runs the runbook {document}", "what the runbook does is not known");
    }

    /// <summary>The gravest thing that shell code would do elsewhere; what it touches cannot be measured from
    /// here.</summary>
    private static Deed Code(string text, string where)
    {
        if (text.Length > LongestScript)
        {
            return Deed.Runs($"runs a script of {text.Length} characters {where}", "it is longer than what is read");
        }

        if (IsShell(text))
        {
            return Deed.Runs($"opens a shell {where}; what is typed there is not seen", "nothing of it is known");
        }

        var action = new Action.ShellCommand(text, "/");
        Reading reading = ShellReader.Read(text, new ShellContext("/", ImmutableDictionary<string, string>.Empty));
        Effect? worst = null;
        foreach (Effect effect in Recogniser.Recognise(action, reading))
        {
            worst = worst is null || effect.Kind > worst.Kind ? effect : worst;
        }

        return worst is null or { Kind: EffectKind.Read or EffectKind.Create }
            ? Deed.Modifies($"runs `{Policy.Words.Plain(text)}` {where}", "it can be run again")
            : new Deed(worst.Kind, $"runs {where}: {worst.Summary} ({worst.Resource.Name})",
                new Recovery.Unknown("nothing tells what is there"));
    }

    private static bool IsShell(string command) => command.Trim() is "sh" or "bash" or "/bin/sh" or "/bin/bash" or "zsh"
        or "/bin/ash" or "ash" or "sudo su" or "sudo -i" or "su" or "/bin/bash -l" or "bash -l";
}

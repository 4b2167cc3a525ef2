using System.Diagnostics;
using System.Text;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Native;

/// <summary>Managed settings on a real /etc, which is a file system of the test's own.</summary>
public sealed class ManagedInstallTests
{
    private const string Settings = "/etc/claude-code/managed-settings.json";

    private const string Company =
        """
        {
          // the company's own
          "env": {"A": "b"},
          "hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "/opt/audit"}]}]}
        }
        """;

    [Fact]
    public void Managed_settings_are_merged_held_and_given_back()
    {
        using var folder = new CaseFolder();
        string before = File.Exists(Settings) ? File.ReadAllText(Settings) : "";

        string printed = InNamespace(folder, $"""
            mkdir /etc/claude-code && cp company.json {Settings}
            "$H" install claude-code --managed --dry-run >dry && cmp company.json {Settings} && echo untouched
            "$H" install claude-code --managed >first && cp {Settings} installed.json
            ls /etc/claude-code | grep -c backup
            "$H" install claude-code --managed >second && cmp installed.json {Settings} && echo once
            SUDO_USER=ann "$H" doctor
            "$H" uninstall claude-code --managed >third && cp {Settings} left.json
            """);

        Assert.Contains("untouched\n1\nonce\n", printed, StringComparison.Ordinal);
        Assert.Contains("Claude Code: held", printed, StringComparison.Ordinal);
        string installed = File.ReadAllText(Path.Join(folder.Work, "installed.json"));
        Assert.Contains("// the company's own", installed, StringComparison.Ordinal);
        Assert.Contains("/opt/audit", installed, StringComparison.Ordinal);
        Assert.Contains("hook claude-code", installed, StringComparison.Ordinal);
        Assert.Contains("\"allowManagedHooksOnly\": true", installed, StringComparison.Ordinal);
        string left = File.ReadAllText(Path.Join(folder.Work, "left.json"));
        Assert.Contains("/opt/audit", left, StringComparison.Ordinal);
        Assert.DoesNotContain("hook claude-code", left, StringComparison.Ordinal);
        Assert.Equal(before, File.Exists(Settings) ? File.ReadAllText(Settings) : "");
    }

    [Fact]
    public void Held_is_void_for_an_agent_that_is_root()
    {
        using var folder = new CaseFolder();
        string printed = InNamespace(folder, """
            mkdir /etc/claude-code && "$H" install claude-code --managed >first
            env -u SUDO_USER "$H" doctor || true
            """);
        Assert.Contains("held is void here: this user is root", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Claude Code: held", printed, StringComparison.Ordinal);
    }

    /// <summary>Runs a script as root of a mount namespace whose /etc is empty; what it prints.</summary>
    private static string InNamespace(CaseFolder folder, string script)
    {
        File.WriteAllText(Path.Join(folder.Work, "company.json"), Company);
        File.WriteAllText(
            Path.Join(folder.Work, "run.sh"),
            $"set -eu\nmount -t tmpfs none /etc\ncd '{folder.Work}'\n{script}\n");
        var start = new ProcessStartInfo("unshare", ["-r", "-m", "bash", "run.sh"])
        {
            WorkingDirectory = folder.Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["H"] = NativeBinary.Path;
        start.Environment["HOME"] = folder.Work;
        start.Environment.Remove("CLAUDE_CONFIG_DIR");
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("unshare did not start");
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"exit {process.ExitCode}: {output}{errors}");
        return output;
    }
}

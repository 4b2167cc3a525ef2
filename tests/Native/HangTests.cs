using System.Diagnostics;
using System.Text;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Native;

/// <summary>Whatever a probe hangs on, the hook answers in its own time: a client lets pass what is late.</summary>
public sealed class HangTests
{
    private const string Payload =
        """
        {"hook_event_name":"PreToolUse","tool_name":"Bash","cwd":"CWD",
        "tool_input":{"command":"tofu apply -auto-approve"}}
        """;

    [Theory]
    [InlineData("sleep 600")]
    [InlineData("trap '' TERM INT HUP; while :; do sleep 1; done")]
    [InlineData("sleep 600 & exec setsid sleep 600")]
    [InlineData("exec cat /dev/zero")]
    public void A_tool_that_gives_no_answer_stops_the_action_in_time(string tool)
    {
        using var folder = new CaseFolder();
        string bin = Path.Join(folder.Work, "bin");
        folder.Bash($"""
            mkdir bin && printf '%s\n' '#!/bin/sh' {Quoted(tool)} > bin/tofu && chmod +x bin/tofu
            printf 'resource "terraform_data" "a" {"{"}\n{"}"}\n' > main.tf
            """);
        // A clone of today has none yet, and making it takes minutes.
        _ = NativeBinary.Path;
        long start = Stopwatch.GetTimestamp();
        (int exit, string output, _) = Run(folder, bin, "--deadline", "2");
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.True(exit is 0 or 2, $"exit {exit}");
        Assert.Matches("\"permissionDecision\":\"(ask|deny)\"", output);
        Assert.InRange(took.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Options_that_are_not_understood_stop_the_action()
    {
        using var folder = new CaseFolder();
        Assert.Equal(2, Run(folder, "/usr/bin", "--deadline", "soon").Exit);
        Assert.Equal(2, Run(folder, "/usr/bin", "--no-such-option").Exit);
        Assert.Equal(2, NativeBinary.Run(folder.Work, [], "hook", "no-such-client").Exit);
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static (int Exit, string Output, string Errors) Run(CaseFolder folder, string bin, params string[] options)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        byte[] payload = Encoding.UTF8.GetBytes(Payload.Replace("CWD", folder.Work, StringComparison.Ordinal));
        return NativeBinary.Run(
            folder.Work, payload, new() { ["PATH"] = $"{bin}:{path}" }, ["hook", "claude-code", .. options]);
    }
}

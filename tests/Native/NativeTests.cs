using System.Text;
using System.Text.Json;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Sessions;

namespace Holdpoint.Tests.Native;

/// <summary>The shipped binary end to end.</summary>
public sealed class NativeTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("holdpoint-native-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData()]
    [InlineData("check")]
    [InlineData("explain")]
    [InlineData("hook")]
    [InlineData("install")]
    [InlineData("uninstall")]
    [InlineData("doctor")]
    [InlineData("journal")]
    [InlineData("journal", "show")]
    [InlineData("journal", "verify")]
    [InlineData("policy", "show")]
    [InlineData("policy", "validate")]
    [InlineData("states", "show")]
    [InlineData("states", "accept")]
    [InlineData("tools")]
    public void Every_command_has_help(params string[] command)
    {
        (int exit, string output, string errors) = Run("", [.. command, "--help"]);
        Assert.Equal((0, ""), (exit, errors));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("check")]
    [InlineData("check", "--cwd", "/no/such/folder", "ls")]
    [InlineData("install", "claude-code", "--user", "--managed")]
    public void A_command_line_that_is_not_understood_ends_with_64(params string[] command)
    {
        (int exit, string output, string errors) = Run("", command);
        Assert.Equal((64, ""), (exit, output));
        Assert.StartsWith("holdpoint: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Run("", "--version").Output);

    [Fact]
    public void A_harmless_call_is_answered_by_silence_and_leaves_nothing()
    {
        Assert.Equal((0, "", ""), Run(Call("ls -la"), "hook", "claude-code"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home));
    }

    [Fact]
    public void A_destructive_call_is_stopped_or_asked_and_recorded()
    {
        (int exit, string output, _) = Run(Call("rm -rf --no-preserve-root /"), "hook", "claude-code");
        using JsonDocument answer = JsonDocument.Parse(output);
        JsonElement specific = answer.RootElement.GetProperty("hookSpecificOutput");
        string? decision = specific.GetProperty("permissionDecision").GetString();
        Assert.True((exit, decision) is (2, "deny") or (0, "ask"), $"{exit} {decision}");
        Assert.Contains("rm -rf --no-preserve-root /", Run("", "journal", "show").Output, StringComparison.Ordinal);
        Assert.Equal((0, "1 entry: the chain is whole\n", ""), Run("", "journal", "verify"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\"")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":7}")]
    public void A_malformed_payload_is_the_universal_deny(string payload)
    {
        (int exit, string output, string errors) = Run(payload, "hook", "claude-code");
        Assert.Equal(2, exit);
        AssertUniversalDeny(output, errors);
    }

    [Fact]
    public void Fifty_megabytes_are_a_deny()
    {
        byte[] payload = new byte[50 * 1024 * 1024];
        (int exit, string output, string errors) = NativeBinary.Run(_home, payload, "hook", "claude-code");
        Assert.Equal(2, exit);
        AssertUniversalDeny(output, errors);
        Assert.Contains("larger than", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recorded_payload_has_an_answer()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/Cli/Payloads"), "*.json"))
        {
            (int exit, _, _) = NativeBinary.Run(_home, File.ReadAllBytes(file), "hook", "claude-code");
            Assert.True(exit is 0 or 2, $"{file} ended with {exit}");
        }
    }

    [Fact]
    public void A_batch_answers_each_line_in_order()
    {
        const string lines = """
            {"command":"ls"}
            xx

            {"command":"rm -rf --no-preserve-root /"}
            {"command":"pwd","cwd":"/no/such"}
            """;
        (int exit, string output, _) = Run(lines, "check", "--batch");
        string[] verdicts = [.. output.TrimEnd('\n').Split('\n').Select(Verdict)];
        Assert.Equal(0, exit);
        Assert.Equal(["allow", "deny", "deny", "allow"], verdicts);
    }

    [Fact]
    public void Installing_uninstalling_and_the_doctor_go_together()
    {
        string settings = Path.Join(_home, ".claude/settings.json");
        Directory.CreateDirectory(Path.Join(_home, ".claude"));
        File.WriteAllText(settings, "{\n  \"model\": \"opus\"\n}\n");
        Assert.Equal(1, Run("", "doctor").Exit);
        Assert.Equal(0, Run("", "install", "claude-code").Exit);
        (int exit, string report, _) = Run("", "doctor");
        Assert.True(exit == 0, report);
        Assert.Contains("advice", report, StringComparison.Ordinal);
        Assert.Equal(0, Run("", "uninstall", "claude-code").Exit);
        Assert.Equal("{\n  \"model\": \"opus\"\n}\n", File.ReadAllText(settings));
    }

    [Fact]
    public void What_a_session_made_it_removes_without_a_question_and_no_other_does()
    {
        using var folder = new CaseFolder();
        folder.Bash("git init -q .");
        string probe = Path.Join(folder.Work, "probe.txt");
        Assert.Equal("", Decided("echo hi > probe.txt", "one", folder));
        KernelClock.Pass(folder);
        File.WriteAllText(probe, "hi\n");
        Assert.Equal("ask", Decided("rm probe.txt", "two", folder));
        Assert.Equal("", Decided("rm probe.txt", "one", folder));
        File.Delete(probe);
        KernelClock.Pass(folder);
        File.WriteAllText(probe, "a person's\n");
        Assert.Equal("ask", Decided("rm probe.txt", "one", folder));
    }

    [Fact]
    public void A_file_moved_into_what_a_session_made_is_asked_for()
    {
        using var folder = new CaseFolder();
        folder.Bash("git init -q . && echo mine > notes.md");
        foreach (string command in (string[])["mkdir s", "mv notes.md s/", "sed -i s/mine/yours/ s/notes.md"])
        {
            Assert.Equal("", Decided(command, "one", folder));
            KernelClock.Pass(folder);
            folder.Bash(command);
        }

        Assert.Equal("ask", Decided("rm -rf s", "one", folder));
    }

    /// <summary>The decision of a hook; empty where it says nothing.</summary>
    private string Decided(string command, string session, CaseFolder folder)
    {
        string call = JsonSerializer.Serialize(new
        {
            hook_event_name = "PreToolUse",
            tool_name = "Bash",
            tool_input = new { command },
            cwd = folder.Work,
            session_id = session,
        });
        string output = Run(call, "hook", "claude-code").Output;
        if (output.Length == 0)
        {
            return "";
        }

        using JsonDocument answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("hookSpecificOutput").GetProperty("permissionDecision").GetString() ?? "";
    }

    private static string Verdict(string line)
    {
        using JsonDocument answer = JsonDocument.Parse(line);
        return answer.RootElement.GetProperty("verdict").GetString() ?? "";
    }

    private static void AssertUniversalDeny(string output, string errors)
    {
        using JsonDocument answer = JsonDocument.Parse(output);
        JsonElement root = answer.RootElement;
        string reason = errors.TrimEnd('\n');
        Assert.NotEmpty(reason);
        Assert.Equal("deny", root.GetProperty("decision").GetString());
        Assert.Equal(reason, root.GetProperty("reason").GetString());
        Assert.Equal("deny", root.GetProperty("permissionDecision").GetString());
        Assert.Equal(reason, root.GetProperty("permissionDecisionReason").GetString());
        Assert.Equal("deny", root.GetProperty("hookSpecificOutput").GetProperty("permissionDecision").GetString());
    }

    private static string Call(string command) => JsonSerializer.Serialize(new
    {
        hook_event_name = "PreToolUse",
        tool_name = "Bash",
        tool_input = new { command },
        cwd = "/tmp",
        session_id = "s",
    });

    private (int Exit, string Output, string Errors) Run(string input, params string[] arguments) =>
        NativeBinary.Run(_home, Encoding.UTF8.GetBytes(input), arguments);
}

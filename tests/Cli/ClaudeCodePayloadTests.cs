using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.ClaudeCode;
using Holdpoint.Tests.Cases;
using Act = Holdpoint.Action;

namespace Holdpoint.Tests.Cli;

/// <summary>What Claude Code writes to its hook: recorded payloads, and all the ways to spoil one.</summary>
public sealed class ClaudeCodePayloadTests
{
    [Theory]
    [InlineData("claude-PreToolUse-Bash.json")]
    [InlineData("claude-PreToolUse-Bash-background.json")]
    [InlineData("claude-PreToolUse-Monitor.json")]
    [InlineData("claude-PreToolUse-subagent.json")]
    public void A_recorded_shell_call_is_a_shell_command(string file)
    {
        var before = Assert.IsType<HookMessage.Before>(Read(Recorded(file)));
        Assert.Equal(new Act.ShellCommand("terraform destroy -auto-approve", "/home/dev/project"), before.Action);
        Assert.Equal(36, before.Session.Length);
    }

    [Fact]
    public void A_recorded_mcp_call_is_a_tool_call_with_its_arguments()
    {
        var before = Assert.IsType<HookMessage.Before>(Read(Recorded("claude-PreToolUse-mcp.json")));
        Assert.Equal(
            new Act.ToolCall("mcp__supabase__execute_sql", """{"query":"DROP TABLE users"}""", "/home/dev/project"),
            before.Action);
    }

    [Fact]
    public void A_recorded_finished_call_is_one_to_learn_from() =>
        Assert.IsType<HookMessage.After>(Read(Recorded("claude-PostToolUse.json")));

    [Theory]
    [InlineData("claude-SessionStart.json")]
    [InlineData("claude-Elicitation.json")]
    [InlineData("claude-PermissionRequest.json")]
    public void Other_recorded_events_ask_nothing(string file) =>
        Assert.IsType<HookMessage.Other>(Read(Recorded(file)));

    [Theory]
    [InlineData("Write", """{"file_path":"/a","content":"x"}""", "Write x")]
    [InlineData("Edit", """{"file_path":"/a","old_string":"y","new_string":"x"}""", "Edit x for y")]
    [InlineData("Edit", """{"file_path":"/a","old_string":"","new_string":"x","replace_all":true}""", "Edit x for  *")]
    [InlineData("MultiEdit", """{"file_path":"/a","edits":[{"new_string":"1"}]}""", "Edit 1 ")]
    [InlineData("NotebookEdit", """{"notebook_path":"/a","new_source":"x"}""", "Edit x")]
    public void A_file_tool_is_an_edit(string tool, string input, string expected)
    {
        var edit = Assert.IsType<Act.FileEdit>(Assert.IsType<HookMessage.Before>(Read(Call(tool, input))).Action);
        string taken = edit.Replaced is { } old ? $" for {old}" : "";
        Assert.Equal("/a", edit.Path);
        Assert.Equal(expected, $"{edit.Kind} {edit.Content?.Replace('\n', ' ')}{taken}{(edit.All ? " *" : "")}");
    }

    [Fact]
    public void Of_a_key_that_stands_twice_the_last_one_counts_as_in_the_client()
    {
        string payload = """
            {"hook_event_name":"PostToolUse","hook_event_name":"PreToolUse","tool_name":"Read","tool_name":"Bash",
             "cwd":"/a","cwd":"/b",
             "tool_input":{"command":"ls"},"tool_input":{"command":"ls","command":"rm -rf x"}}
            """;
        Assert.Equal(new Act.ShellCommand("rm -rf x", "/b"), Assert.IsType<HookMessage.Before>(Read(payload)).Action);
    }

    [Fact]
    public void Escapes_in_keys_and_values_are_read_as_the_client_reads_them()
    {
        string payload = """
            {"hook_event_name":"PreToolUse","tool_\u006eame":"B\u0061sh","cwd":"/",
             "tool_input":{"\u0063ommand":"\u0072m -rf x"}}
            """;
        Assert.Equal(new Act.ShellCommand("rm -rf x", "/"), Assert.IsType<HookMessage.Before>(Read(payload)).Action);
    }

    [Fact]
    public void Without_a_directory_it_is_that_of_the_process()
    {
        string payload = """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"ls"}}""";
        Assert.Equal("/process", Assert.IsType<HookMessage.Before>(Read(payload)).Action.Directory);
    }

    public static TheoryData<string, string> Spoilt() => new()
    {
        { "", "it is empty" },
        { "   ", "it is not JSON" },
        { "xx", "it is not JSON" },
        { "{", "it is not JSON" },
        { """{"hook_event_name":"PreToolUse"}}""", "it is not JSON" },
        { """{"hook_event_name":"PreToolUse"} {}""", "it is not JSON" },
        { "[]", "no JSON object" },
        { "null", "no JSON object" },
        { "{}", "no hook_event_name" },
        { """{"hook_event_name":7}""", "hook_event_name is no text" },
        { """{"hook_event_name":"PreToolUse"}""", "no tool_name" },
        { """{"hook_event_name":"PreToolUse","tool_name":{"a":1}}""", "tool_name is no text" },
        { """{"hook_event_name":"PreToolUse","tool_name":"Bash"}""", "no command" },
        { """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":"rm"}""", "no command" },
        { Call("Bash", """{"command":["rm","-rf"]}"""), "no command" },
        { """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"a":{"command":"ls"}}}""", "no command" },
        { """{"hook_event_name":"PreToolUse","tool_name":"Write","tool_input":{}}""", "no file_path" },
        { Call("Bash", """{"command":"ls"}""", "\"a\""), "not absolute" },
        { Call("Bash", """{"command":"ls"}""", "null"), "cwd is no text" },
        { Call("Bash", """{"command":"\ud800"}"""), "half a character" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_payload_is_malformed_and_says_why(string payload, string why) =>
        Assert.Contains(why, Assert.IsType<HookMessage.Malformed>(Read(payload)).Why, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_malformed()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Recorded("claude-PreToolUse-Bash.json"));
        bytes[200] = 0xff;
        Assert.Contains("UTF-8", Assert.IsType<HookMessage.Malformed>(Read(bytes)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_cut_anywhere_is_malformed()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Recorded("claude-PreToolUse-Bash.json").TrimEnd());
        for (int cut = 0; cut < whole.Length; cut++)
        {
            Assert.IsType<HookMessage.Malformed>(Read(whole[..cut]));
        }
    }

    [Fact]
    public void Deep_nesting_is_malformed_and_no_crash()
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.IsType<HookMessage.Malformed>(Read(Call("x", deep)));
    }

    [Fact]
    public void Any_bytes_have_an_answer() =>
        Prop.ForAll<byte[]>(bytes => Read(bytes ?? []) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void A_recorded_payload_with_any_byte_changed_has_an_answer()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Recorded("claude-PreToolUse-Bash.json"));
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte b in "\"\\{}[],:\0\n"u8.ToArray().Append((byte)0xc3))
            {
                byte[] changed = [.. whole];
                changed[i] = b;
                Assert.NotNull(Read(changed));
            }
        }
    }

    private static string Call(string tool, string input, string cwd = "\"/\"") =>
        $$"""{"hook_event_name":"PreToolUse","tool_name":"{{tool}}","tool_input":{{input}},"cwd":{{cwd}}}""";

    private static string Recorded(string file) =>
        File.ReadAllText(Path.Join(Repository.Root, "tests/Cli/Payloads", file));

    private static HookMessage Read(string payload) => Read(Encoding.UTF8.GetBytes(payload));

    private static HookMessage Read(byte[] payload) => new ClaudeCodeClient().Read(payload, "/process");
}

using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Tests.Cases;
using Act = Holdpoint.Action;

namespace Holdpoint.Tests.Cli.Agents;

/// <summary>What real clients wrote to a hook, as actions.</summary>
public sealed class RecordedPayloadTests
{
    private const string Project = "/home/dev/project";

    [Theory]
    [InlineData("codex", "codex-PreToolUse-Bash")]
    [InlineData("gemini", "gemini-BeforeTool")]
    [InlineData("qwen", "qwen-PreToolUse")]
    [InlineData("copilot", "copilot-preToolUse")]
    public void A_recorded_shell_call_is_a_shell_command(string client, string file) =>
        Assert.Equal(new Act.ShellCommand("terraform destroy -auto-approve", Project), Before(client, file).Action);

    [Theory]
    [InlineData("codex", "codex-PreToolUse-Bash-workdir")]
    [InlineData("gemini", "gemini-BeforeTool-dir_path")]
    [InlineData("qwen", "qwen-PreToolUse-directory")]
    public void A_recorded_shell_call_in_another_folder_is_judged_there(string client, string file) =>
        Assert.Equal(new Act.ShellCommand("ls", Project + "/sub"), Before(client, file).Action);

    [Theory]
    [InlineData("codex", "codex-PreToolUse-mcp", "mcp__supabase__execute_sql")]
    [InlineData("codex", "codex-PreToolUse-apply_patch", "apply_patch")]
    [InlineData("gemini", "gemini-BeforeTool-mcp", "mcp_supabase_execute_sql")]
    [InlineData("copilot", "copilot-preToolUse-mcp", "supabase-execute_sql")]
    [InlineData("copilot", "copilot-preToolUse-apply_patch", "apply_patch")]
    public void A_recorded_call_of_another_tool_keeps_its_arguments(string client, string file, string tool)
    {
        var call = Assert.IsType<Act.ToolCall>(Before(client, file).Action);
        Assert.Equal((tool, Project), (call.Name, call.Directory));
        Assert.StartsWith("{\"", call.Arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini", "gemini-BeforeTool-write_file")]
    [InlineData("qwen", "qwen-PreToolUse-write_file")]
    [InlineData("copilot", "copilot-preToolUse-create")]
    public void A_recorded_write_is_one(string client, string file) => Assert.Equal(
        new Act.FileEdit(Project + "/n.txt", "hello", FileEditKind.Write, Project), Before(client, file).Action);

    [Theory]
    [InlineData("gemini", "gemini-BeforeTool-replace")]
    [InlineData("qwen", "qwen-PreToolUse-edit")]
    [InlineData("copilot", "copilot-preToolUse-edit")]
    public void A_recorded_edit_is_one(string client, string file) => Assert.Equal(
        new Act.FileEdit(Project + "/old.txt", "BETA", FileEditKind.Edit, Project) { Replaced = "beta" },
        Before(client, file).Action);

    /// <summary>opencode hands its calls to our plugin, which writes them in our own dialect.</summary>
    [Theory]
    [InlineData("opencode-tool.execute.before", "ShellCommand { Directory = /home/dev/project, Text = terraform d")]
    [InlineData("opencode-tool.execute.before-workdir", "ShellCommand { Directory = /home/dev/project/sub, Text = ls")]
    [InlineData("opencode-tool.execute.before-write", "FileEdit { Directory = /home/dev/project, Path = /home/dev/pr")]
    [InlineData("opencode-tool.execute.before-edit", "FileEdit { Directory = /home/dev/project, Path = /home/dev/pro")]
    public void What_opencode_gives_a_plugin_is_read_too(string file, string action)
    {
        using var recorded = System.Text.Json.JsonDocument.Parse(Recorded(file));
        System.Text.Json.JsonElement input = recorded.RootElement.GetProperty("input");
        string message = $$"""
            {"hook_event_name":"PreToolUse","session_id":{{input.GetProperty("sessionID").GetRawText()}},
             "cwd":{{recorded.RootElement.GetProperty("directory").GetRawText()}},
             "tool_name":{{input.GetProperty("tool").GetRawText()}},
             "tool_input":{{recorded.RootElement.GetProperty("output").GetProperty("args").GetRawText()}}}
            """;
        var before = Assert.IsType<HookMessage.Before>(Read("opencode", Encoding.UTF8.GetBytes(message)));
        Assert.StartsWith(action, before.Action.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codex", "codex-PostToolUse-mcp")]
    [InlineData("copilot", "copilot-postToolUse")]
    public void A_recorded_finished_call_is_one_to_learn_from(string client, string file) =>
        Assert.IsType<HookMessage.After>(Read(client, file));

    [Theory]
    [InlineData("codex", "codex-PreToolUse-Bash")]
    [InlineData("gemini", "gemini-BeforeTool-mcp")]
    [InlineData("qwen", "qwen-PreToolUse")]
    [InlineData("copilot", "copilot-preToolUse")]
    public void A_recorded_call_cut_anywhere_is_malformed(string client, string file)
    {
        string whole = Recorded(file).TrimEnd();
        for (int cut = 0; cut < whole.Length; cut++)
        {
            Assert.IsType<HookMessage.Malformed>(Read(client, Encoding.UTF8.GetBytes(whole[..cut])));
        }
    }

    private static HookMessage.Before Before(string client, string file)
    {
        var before = Assert.IsType<HookMessage.Before>(Read(client, file));
        Assert.NotEmpty(before.Session);
        return before;
    }

    private static HookMessage Read(string client, string file) => Read(client, Encoding.UTF8.GetBytes(Recorded(file)));

    private static HookMessage Read(string client, byte[] payload) =>
        (AgentClients.Find(client) ?? throw new InvalidOperationException(client)).Read(payload, "/process");

    private static string Recorded(string file) =>
        File.ReadAllText(Path.Join(Repository.Root, "tests/Cli/Payloads", file + ".json"));
}

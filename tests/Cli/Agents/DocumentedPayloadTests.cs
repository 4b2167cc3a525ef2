using Holdpoint.Cli.Agents;
using Holdpoint.Tests.Cases;
using Act = Holdpoint.Action;

namespace Holdpoint.Tests.Cli.Agents;

/// <summary>Payloads of clients that were never run, as their documentation writes them.</summary>
public sealed class DocumentedPayloadTests
{
    [Theory]
    [InlineData("cursor-beforeMCPExecution", "mcp__cursor__execute_sql")]
    [InlineData("windsurf-pre_mcp_tool_use", "mcp__supabase__execute_sql")]
    [InlineData("cline-PreToolUse-use_mcp_tool", "mcp__supabase__execute_sql")]
    public void A_call_of_a_server_s_tool_keeps_its_name_and_arguments(string file, string name)
    {
        var call = Assert.IsType<Act.ToolCall>(Before(file));
        string arguments = call.Arguments.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal((name, """{"query":"DROPTABLEusers"}"""), (call.Name, arguments));
        Assert.Equal("/p", call.Directory);
    }

    [Theory]
    [InlineData("cursor-preToolUse-Write", "Write")]
    [InlineData("cursor-preToolUse-Delete", "Delete")]
    [InlineData("windsurf-pre_write_code", "Edit")]
    [InlineData("cline-PreToolUse-write_to_file", "Write")]
    [InlineData("droid-PreToolUse-Create", "Write")]
    [InlineData("kiro-preToolUse-fs_write", "Write")]
    [InlineData("continue-PreToolUse-Write", "Write")]
    [InlineData("amp-PreToolUse-create_file", "Write")]
    public void A_file_tool_is_an_edit(string file, string kind)
    {
        var edit = Assert.IsType<Act.FileEdit>(Before(file));
        Assert.Equal(("/p/a", kind), (edit.Path, edit.Kind.ToString()));
    }

    /// <summary>What a client really sends may differ: no harmless edit is stopped for that.</summary>
    [Theory]
    [InlineData("droid-PreToolUse-Create")]
    [InlineData("kiro-preToolUse-fs_write")]
    public void A_file_tool_of_another_shape_is_a_call(string file)
    {
        string other = Text(file).Replace("path\"", "target\"", StringComparison.Ordinal);
        Assert.IsType<Act.ToolCall>(Assert.IsType<HookMessage.Before>(Read(file, other)).Action);
    }

    [Fact]
    public void A_finished_command_of_windsurf_is_one_to_learn_from() =>
        Assert.IsType<HookMessage.After>(Read("windsurf-post_run_command", Text("windsurf-post_run_command")));

    private static Act Before(string file) => Assert.IsType<HookMessage.Before>(Read(file, Text(file))).Action;

    private static HookMessage Read(string file, string payload) =>
        (AgentClients.Find(file[..file.IndexOf('-', StringComparison.Ordinal)])
            ?? throw new InvalidOperationException(file)).Read(System.Text.Encoding.UTF8.GetBytes(payload), "/p");

    private static string Text(string file) =>
        File.ReadAllText(Path.Join(Repository.Root, "tests/Cli/Payloads/documented", file + ".json"));
}

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
    public void A_recorded_shell_call_is_a_shell_command(string client, string file) =>
        Assert.Equal(new Act.ShellCommand("terraform destroy -auto-approve", Project), Before(client, file).Action);

    [Theory]
    [InlineData("codex", "codex-PreToolUse-Bash-workdir")]
    public void A_recorded_shell_call_in_another_folder_is_judged_there(string client, string file) =>
        Assert.Equal(new Act.ShellCommand("ls", Project + "/sub"), Before(client, file).Action);

    [Theory]
    [InlineData("codex", "codex-PreToolUse-mcp", "mcp__supabase__execute_sql")]
    [InlineData("codex", "codex-PreToolUse-apply_patch", "apply_patch")]
    public void A_recorded_call_of_another_tool_keeps_its_arguments(string client, string file, string tool)
    {
        var call = Assert.IsType<Act.ToolCall>(Before(client, file).Action);
        Assert.Equal((tool, Project), (call.Name, call.Directory));
        Assert.StartsWith("{\"", call.Arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codex", "codex-PostToolUse-mcp")]
    public void A_recorded_finished_call_is_one_to_learn_from(string client, string file) =>
        Assert.IsType<HookMessage.After>(Read(client, file));

    [Theory]
    [InlineData("codex", "codex-PreToolUse-Bash")]
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

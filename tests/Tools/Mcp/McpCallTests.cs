using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Mcp;

/// <summary>Calls of MCP servers' tools, as clients send them: what is stopped and what passes.</summary>
public sealed class McpCallTests
{
    [Theory]
    [InlineData("mcp__supabase__execute_sql", """{"project_id":"abc","query":"DROP TABLE users"}""")]
    [InlineData("mcp__supabase__apply_migration", """{"name":"x","query":"alter table a drop column b"}""")]
    [InlineData("mcp__supabase__reset_branch", """{"branch_id":"prod"}""")]
    [InlineData("mcp__supabase__delete_branch", """{"branch_id":"b"}""")]
    [InlineData("mcp__neon__delete_project", """{"projectId":"p"}""")]
    [InlineData("mcp__neon__run_sql", """{"params":{"sql":"TRUNCATE orders","projectId":"p"}}""")]
    [InlineData("mcp_postgres_query", """{"sql":"DELETE FROM users"}""")]
    [InlineData("mcp__shell__run_command", """{"command":"rm -rf /"}""")]
    [InlineData("mcp__shell__exec", """{"command":"rm","args":["-rf","/"]}""")]
    [InlineData("mcp__aws__call_aws", """{"cli_command":"aws rds delete-db-instance --db-instance-identifier shop"}""")]
    [InlineData("mcp__http__request", """{"method":"DELETE","url":"https://api.heroku.com/apps/shop"}""")]
    [InlineData("mcp__railway__graphql", """{"query":"mutation { volumeDelete(volumeId: \"v\") }"}""")]
    [InlineData("mcp__cloudflare__kv_namespace_delete", """{"namespace_id":"x"}""")]
    [InlineData("mcp__python__run_python", """{"code":"import shutil\nshutil.rmtree('/')"}""")]
    [InlineData("mcp__filesystem__delete_directory", """{"path":"/etc"}""")]
    [InlineData("vercel-delete_project", """{"projectId":"p"}""")]
    [InlineData("mcp__backup__restore", """{"database":"production"}""")]
    [InlineData("mcp__holdpoint__run", """{"command":"rm -rf /"}""")]
    [InlineData("mcp__other__assess_action", """{"command":"rm -rf /"}""")]
    [InlineData("mcp__holdpoint2__request_approval", """{"command":"rm -rf /"}""")]
    [InlineData("mcp__stripe__api", """{"action":"delete","id":"cus_1"}""")]
    public void A_call_that_destroys_is_stopped(string name, string arguments) =>
        Assert.NotEqual(Decision.Allow, Judge(name, arguments).Verdict.Decision);

    [Theory]
    [InlineData("mcp__supabase__execute_sql", """{"project_id":"abc","query":"select * from users limit 10"}""")]
    [InlineData("mcp__supabase__list_projects", "{}")]
    [InlineData("mcp__supabase__get_logs", """{"service":"api"}""")]
    [InlineData("mcp__supabase__apply_migration", """{"name":"x","query":"create table a (id int)"}""")]
    [InlineData("mcp__github__create_issue", """{"title":"delete it","body":"DROP TABLE users; rm -rf /"}""")]
    [InlineData("mcp__github__search_code", """{"q":"drop table"}""")]
    [InlineData("mcp__memory__delete_entities", """{"entityNames":["a"]}""")]
    [InlineData("mcp__playwright__browser_evaluate", """{"function":"() => document.title"}""")]
    [InlineData("mcp__playwright__browser_close", "{}")]
    [InlineData("mcp__context7__get-library-docs", """{"topic":"delete"}""")]
    [InlineData("mcp__filesystem__read_file", """{"path":"/etc/hosts"}""")]
    [InlineData("mcp__filesystem__write_file", """{"path":"notes.txt","content":"x"}""")]
    [InlineData("mcp__postgres__query", """{"sql":"EXPLAIN DELETE FROM users"}""")]
    [InlineData("mcp__shell__run_command", """{"command":"git status"}""")]
    [InlineData("mcp__linear__update_issue", """{"id":"X-1","state":"done"}""")]
    [InlineData("mcp__slack__post_message", """{"channel":"c","text":"deleted the branch"}""")]
    [InlineData("mcp__sequential-thinking__sequentialthinking", """{"thought":"drop the table?"}""")]
    [InlineData("mcp__terraform__plan", """{"workspace":"prod"}""")]
    [InlineData("mcp__aws__call_aws", """{"cli_command":"aws s3 ls s3://shop"}""")]
    [InlineData("mcp__aws__call_aws", """{"cli_command":"ec2 describe-instances"}""")]
    [InlineData("mcp__kubernetes__pods_list", """{"namespace":"prod"}""")]
    [InlineData("mcp__docs__search", """{"query":"how to delete a project"}""")]
    [InlineData("Read", """{"file_path":"/etc/hosts"}""")]
    [InlineData("WebFetch", """{"url":"https://example.com","prompt":"delete"}""")]
    [InlineData("TodoWrite", """{"todos":[{"content":"drop table"}]}""")]
    [InlineData("mcp__x__y", "not json")]
    [InlineData("mcp__holdpoint__assess_action", """{"command":"rm -rf /"}""")]
    [InlineData("mcp_holdpoint_request_approval", """{"command":"rm -rf /","directory":"/"}""")]
    [InlineData("holdpoint-wait_for_approval", """{"request":"r-222222"}""")]
    public void A_call_that_looks_or_makes_passes(string name, string arguments) =>
        Assert.Equal(Decision.Allow, Judge(name, arguments).Verdict.Decision);

    private static Judgement Judge(string name, string arguments)
    {
        using var folder = new CaseFolder();
        var world = new CaseWorld(folder, []);
        var pipeline = new Pipeline(world, d => PolicyLoader.Load(world, d), null, TimeSpan.FromSeconds(60));
        return pipeline.Run(new Holdpoint.Action.ToolCall(name, arguments, folder.Work));
    }
}

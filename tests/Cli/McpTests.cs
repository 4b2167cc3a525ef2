using System.Text.Json;
using Holdpoint.Approvals;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.Native;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Holdpoint.Tests.Cli;

/// <summary>The MCP server as a client has it: the SDK's own client over the standard streams of the program that was
/// just built.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class McpTests : IDisposable
{
    private const string Command = "rm -rf data";

    private readonly Scene _scene = new();
    private readonly SigningKey _key = SigningKey.Create();

    public McpTests()
    {
        _scene.Policy(
            $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n");
        Directory.CreateDirectory(Path.Join(_scene.Work, "data"));
        File.WriteAllText(Path.Join(_scene.Work, "data/a.csv"), "1");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public Task The_program_assesses_asks_waits_and_lists() => Walk(BuiltBinary.Path);

    [Fact]
    public Task The_native_program_does_the_same() => Walk(NativeBinary.Path);

    [Theory]
    [InlineData("assess_action", "{}", "command is missing")]
    [InlineData("assess_action", """{"command":7}""", "command is no text")]
    [InlineData("assess_action", """{"command":""}""", "command is empty")]
    [InlineData("assess_action", """{"command":"ls","directory":"x"}""", "directory is not absolute: 'x'")]
    [InlineData("assess_action", """{"command":"ls","dir\u001b[2J":"x"}""", "there is no argument \"dir\\x1b[2J\"")]
    [InlineData("request_approval", """{"command":"ls","approve":true}""", "there is no argument \"approve\"")]
    [InlineData("wait_for_approval", """{"request":"r-222222"}""", "there is no request r-222222")]
    [InlineData("wait_for_approval", """{"request":"../../x"}""", "there is no request ../../x")]
    [InlineData("wait_for_approval", """{"request":"r-2","minutes":1e9}""", "minutes is no number from 0 to 10")]
    [InlineData("list_checkpoints", """{"all":true}""", "there is no argument \"all\"")]
    public async Task What_is_wrong_with_arguments_is_told_and_the_server_goes_on(
        string tool, string arguments, string told)
    {
        await using McpClient client = await Connect(BuiltBinary.Path);
        CallToolResult wrong = await Call(client, tool, arguments);
        Assert.True(wrong.IsError);
        Assert.Contains(told, Text(wrong), StringComparison.Ordinal);
        Assert.NotEqual(true, (await Call(client, "list_checkpoints", "{}")).IsError);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("grant")]
    [InlineData("keys")]
    [InlineData("")]
    public async Task There_is_no_tool_that_grants(string tool)
    {
        await using McpClient client = await Connect(BuiltBinary.Path);
        await Assert.ThrowsAnyAsync<McpException>(async () => await Call(client, tool, """{"request":"r-222222"}"""));
        await Assert.ThrowsAnyAsync<McpException>(async () => await client.ReadResourceAsync(
            "holdpoint://keys", cancellationToken: TestContext.Current.CancellationToken));
        Assert.NotEqual(true, (await Call(client, "list_checkpoints", "{}")).IsError);
    }

    private async Task Walk(string program)
    {
        Directory.CreateDirectory(Approvers.OwnFolder(_scene.World));
        File.WriteAllText(Path.Join(Approvers.OwnFolder(_scene.World), "ada.pem"), _key.Public.Text);
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using McpClient client = await Connect(program);
        IList<McpClientTool> tools = await client.ListToolsAsync(cancellationToken: stop);
        Assert.Equal(
            ["assess_action", "list_checkpoints", "request_approval", "wait_for_approval"],
            tools.Select(t => t.Name).Order(StringComparer.Ordinal));

        CallToolResult assessed = await Call(client, "assess_action", Asked(Command));
        Assert.Equal("ask", Verdict(assessed));
        Assert.Contains("data", Text(assessed), StringComparison.Ordinal);
        Assert.Equal("allow", Verdict(await Call(client, "assess_action", Asked("ls"))));
        Assert.Empty(Store.All());

        CallToolResult asked = await Call(client, "request_approval", Asked(Command));
        Request request = Assert.Single(Store.All());
        Assert.Equal("mcp", request.By.Agent);
        Assert.Equal(request.Id, asked.StructuredContent?.GetProperty("request").GetString());
        string wait = $$"""{"request":"{{request.Id}}","minutes":0}""";
        Assert.Equal("open", State(await Call(client, "wait_for_approval", wait)));

        // The answer comes while it is waited for.
        Task<CallToolResult> waiting = Call(
            client, "wait_for_approval", wait.Replace("\"minutes\":0", "\"minutes\":5", StringComparison.Ordinal));
        Approve(request);
        Assert.Equal("approved", State(await waiting));

        // Asking takes no grant, running does.
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains(
                "a person has granted it", Text(await Call(client, "request_approval", Asked(Command))),
                StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Join(_scene.Work, "data/a.csv")));
        Assert.Equal("there is no checkpoint", Text(await Call(client, "list_checkpoints", "{}")));
        Assert.Contains("production", await Resource(client, "holdpoint://policy"), StringComparison.Ordinal);
        string journal = await Resource(client, "holdpoint://journal");
        Assert.Contains($"\"request\":\"{request.Id}\"", journal, StringComparison.Ordinal);
        Assert.Contains("\"agent\":\"mcp\"", journal, StringComparison.Ordinal);
        Assert.Equal(2, (await client.ListResourcesAsync(cancellationToken: stop)).Count);
    }

    private RequestStore Store => new(_scene.World, _scene.Workshop);

    private string Asked(string command) => $$"""{"command":"{{command}}","directory":"{{_scene.Work}}"}""";

    private Task<McpClient> Connect(string program) => McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = program,
            Arguments = ["mcp"],
            WorkingDirectory = _scene.Work,
            EnvironmentVariables = new Dictionary<string, string?>
            {
                ["HOME"] = _scene.World.Home, ["XDG_STATE_HOME"] = null,
            },
        }),
        cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<CallToolResult> Call(McpClient client, string tool, string arguments)
    {
        using var given = JsonDocument.Parse(arguments);
        return await client.CallToolAsync(
            new CallToolRequestParams
            {
                Name = tool,
                Arguments = given.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone()),
            },
            TestContext.Current.CancellationToken);
    }

    private static async Task<string> Resource(McpClient client, string uri) => Assert.IsType<TextResourceContents>(
        Assert.Single((await client.ReadResourceAsync(
            uri, cancellationToken: TestContext.Current.CancellationToken)).Contents)).Text;

    private static string Text(CallToolResult result) =>
        Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    private static string? Verdict(CallToolResult result) =>
        result.StructuredContent?.GetProperty("judgement").GetProperty("verdict").GetString();

    private static string? State(CallToolResult result) =>
        result.StructuredContent?.GetProperty("state").GetString();

    private void Approve(Request request)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string text = new GrantStatement(
            request.Id, request.Fingerprint, "ada", HostIdentity.Of(_scene.World), now, now.AddHours(1), 1).Text();
        Assert.Null(Store.Write(
            request.Id, new SignedGrant(text, _key.Public.Id, Convert.ToBase64String(_key.Sign(text)))));
        Assert.Null(Store.Write(request with { Answer = new RequestAnswer(true, "ada", now, "") }));
    }
}

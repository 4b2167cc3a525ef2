using System.Text;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Tools.Mcp;
using Holdpoint.World;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using McpResource = ModelContextProtocol.Protocol.Resource;

namespace Holdpoint.Cli.Mcp;

/// <summary>The MCP server: low-level handlers of the official SDK, with JSON of our own, so that nothing is found by
/// reflection.</summary>
internal sealed class McpHost(IWorld world, string directory)
{
    private const string Policy = "holdpoint://policy";
    private const string Record = "holdpoint://journal";

    /// <summary>A screen or two; the journal itself is a command away.</summary>
    private const int MaxEntries = 100;

    private readonly McpCalls _calls = new(world, directory);

    /// <summary>Serves until the client closes the stream.</summary>
    public async Task Run(Stream input, Stream output, CancellationToken cancellation)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = OwnTools.Server, Version = Program.Version },
            ServerInstructions = "Judges what shell commands would destroy before they run. It can ask a person for "
                + "approval; only a person at a terminal can give it.",
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = static (_, _) => new(new ListToolsResult { Tools = McpTools.All() }),
                CallToolHandler = async (context, stop) => await Call(context.Params, stop).ConfigureAwait(false),
                ListResourcesHandler = static (_, _) => new(new ListResourcesResult { Resources = Resources() }),
                ReadResourceHandler = (context, _) => new(Read(context.Params?.Uri ?? "")),
            },
        };
        await using var transport = new StreamServerTransport(input, output, "holdpoint", null);
        await using McpServer server = McpServer.Create(transport, options, null, null);
        await server.RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Judging asks the world and takes its time, so it does not hold up what else the client sends.</summary>
    private async Task<CallToolResult> Call(CallToolRequestParams? call, CancellationToken stop)
    {
        var arguments = new McpArguments(call?.Arguments);
        return call?.Name switch
        {
            OwnTools.Assess => await Task.Run(() => _calls.Assess(arguments), stop).ConfigureAwait(false),
            OwnTools.Request => await Task.Run(() => _calls.Request(arguments), stop).ConfigureAwait(false),
            OwnTools.Wait => await _calls.Wait(arguments, stop).ConfigureAwait(false),
            OwnTools.Checkpoints => await Task.Run(() => _calls.Checkpoints(arguments), stop).ConfigureAwait(false),
            var other => throw new McpProtocolException(
                $"there is no tool \"{Printable.Line(other ?? "")}\"", McpErrorCode.InvalidParams),
        };
    }

    private static List<McpResource> Resources() =>
    [
        new McpResource
        {
            Uri = Policy, Name = "policy", MimeType = "text/plain",
            Description = "the policy in force in the server's folder, with the file behind every changed answer",
        },
        new McpResource
        {
            Uri = Record, Name = "journal", MimeType = "application/jsonl",
            Description = $"the newest {MaxEntries} entries of the record, one JSON object a line, secrets taken out",
        },
    ];

    private ReadResourceResult Read(string uri)
    {
        (string text, string type) = uri switch
        {
            Policy => (PolicyPrinter.Print(Program.Policy(world, directory)), "text/plain"),
            Record => (Entries(), "application/jsonl"),
            _ => throw new McpProtocolException(
                $"there is no resource \"{Printable.Line(uri)}\"", McpErrorCode.ResourceNotFound),
        };
        return new ReadResourceResult
        {
            Contents = [new TextResourceContents { Uri = uri, MimeType = type, Text = text }],
        };
    }

    private string Entries()
    {
        var text = new StringBuilder();
        foreach (ReadOnlyMemory<byte> line in JournalFile.At(JournalFile.Folder(world)).Files()
            .SelectMany(AppendOnlyFile.Lines).Select(l => l.Line).Where(l => Link.Read(l.Span) is not null)
            .TakeLast(MaxEntries))
        {
            text.Append(Encoding.UTF8.GetString(line.Span)).Append('\n');
        }

        return text.ToString();
    }
}

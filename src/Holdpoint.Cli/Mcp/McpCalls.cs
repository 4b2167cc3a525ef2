using System.Buffers;
using System.Text;
using System.Text.Json;
using Holdpoint.Approvals;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Tools.Mcp;
using Holdpoint.World;
using ModelContextProtocol.Protocol;

namespace Holdpoint.Cli.Mcp;

/// <summary>What the tools of the server do: look, ask a person, wait.</summary>
internal sealed class McpCalls(IWorld world, string directory)
{
    private const int MaxCheckpoints = 100;

    /// <summary>Longer than clients wait for a call; whoever wants more calls again.</summary>
    private const double MostMinutes = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly Requester By = new("mcp", "");

    /// <summary>The verdict on a command.</summary>
    public CallToolResult Assess(McpArguments arguments) => ActionOf(arguments) is { } action
        ? Told(Program.ForLook(world).Look(action))
        : Wrong(arguments.Problem);

    /// <summary>Opens or joins a request; a grant that is there is left for whoever runs the command.</summary>
    public CallToolResult Request(McpArguments arguments)
    {
        if (ActionOf(arguments) is not { } action)
        {
            return Wrong(arguments.Problem);
        }

        var journal = new JournalFile(
            JournalFile.At(JournalFile.Folder(world)), new Actor(By.Agent, By.Session), world.Clock);
        Judgement judgement = new Pipeline(world, d => Program.Policy(world, d), journal, Patience)
        {
            Weakenings = new Weakenings(world, () => JournalFile.Folder(world), By.Session),
            Refusals = new Refusals(world, () => JournalFile.Folder(world), By.Session),
            Desk = new GrantDesk(world, new Workshop(), By) { Leaves = true },
        }.Run(action);
        string next = judgement.Grant switch
        {
            GrantAnswer.Granted => "a person has granted it: the same command passes once",
            GrantAnswer.Open open => $"wait for request {open.Request.Id} with {OwnTools.Wait}",
            GrantAnswer.Denied or GrantAnswer.Closed => "",
            _ when judgement.Verdict.Decision is Decision.Ask =>
                "no request is needed: the client asks its person when the command is run",
            _ => "no request is needed or possible",
        };
        return Told(judgement, next);
    }

    /// <summary>How a request stands, once it is answered or the time is over.</summary>
    public async Task<CallToolResult> Wait(McpArguments arguments, CancellationToken cancellation)
    {
        string id = arguments.Text("request", required: true);
        double minutes = arguments.Number("minutes", 0, MostMinutes, otherwise: 1);
        arguments.Only("request", "minutes");
        if (arguments.Problem is not null)
        {
            return Wrong(arguments.Problem);
        }

        var store = new RequestStore(world, new Workshop());
        DateTimeOffset end = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(minutes);
        while (true)
        {
            DateTimeOffset now = world.Clock.GetUtcNow();
            switch (store.Read(id))
            {
                case null:
                    return Wrong($"there is no request {Printable.Line(id)}");
                case { Answer: { } answer } request:
                    return Standing(request, answer.Approved ? "approved" : "denied", answer.Approved
                        ? $"{answer.Approver} has granted it: the same command passes once"
                        : $"{answer.Approver} has denied it{(answer.Reason.Length > 0 ? $": {answer.Reason}" : "")}");
                case { } request when request.Expires <= now:
                    return Standing(request, "expired", "nobody has answered, and it has expired");
                case { } request when now >= end:
                    return Standing(request, "open", $"nobody has answered yet; a person approves it with "
                        + $"`holdpoint approve {request.Id}` in a terminal of their own");
            }

            await Task.Delay(Pause, world.Clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The newest checkpoints.</summary>
    public CallToolResult Checkpoints(McpArguments arguments)
    {
        arguments.Only();
        if (arguments.Problem is not null)
        {
            return Wrong(arguments.Problem);
        }

        Manifest[] all = [.. new CheckpointStore(world, new Workshop()).All().OfType<ManifestAnswer.Read>()
            .Select(r => r.Manifest).Take(MaxCheckpoints)];
        var text = new StringBuilder(all.Length == 0 ? "there is no checkpoint" : "");
        foreach (Manifest manifest in all)
        {
            text.Append(manifest.Id).Append(manifest.IsVerified ? ", verified" : ", NOT verified").Append(": ")
                .AppendJoin("; ", manifest.Parts.Select(p => Printable.Line(p.What))).Append('\n');
        }

        return Result(text.ToString(), isError: false, json =>
        {
            json.WriteStartArray("checkpoints"u8);
            foreach (Manifest manifest in all)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, manifest.Id);
                json.WriteString("taken"u8, manifest.Taken.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
                json.WriteBoolean("verified"u8, manifest.IsVerified);
                json.WriteNumber("bytes"u8, manifest.Bytes);
                json.WriteString("before"u8, manifest.Command);
                json.WriteString("directory"u8, manifest.Directory);
                json.WriteString("undo"u8, $"holdpoint undo {manifest.Id}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The answer to arguments that cannot be used; the agent reads it and sends better ones.</summary>
    public static CallToolResult Wrong(string? problem) => Result(problem ?? "", isError: true, null);

    private Action.ShellCommand? ActionOf(McpArguments arguments)
    {
        string command = arguments.Text("command", required: true);
        string folder = arguments.Text("directory", required: false);
        arguments.Only("command", "directory");
        arguments.Absolute("directory", folder);
        return arguments.Problem is not null ? null
            : new Action.ShellCommand(command, folder.Length > 0 ? folder : directory);
    }

    private static CallToolResult Told(Judgement judgement, string next = "")
    {
        var output = new ArrayBufferWriter<byte>();
        JudgementJson.WriteLine(judgement, output);
        string text = VerdictText.ForAgent(judgement) + (next.Length > 0 ? "\n" + next : "");
        using var verdict = JsonDocument.Parse(output.WrittenMemory);
        return Result(text, isError: false, json =>
        {
            json.WritePropertyName("judgement"u8);
            verdict.RootElement.WriteTo(json);
            if (RequestOf(judgement.Grant) is { } request)
            {
                json.WriteString("request"u8, request.Id);
            }
        });
    }

    private static Request? RequestOf(GrantAnswer? answer) => answer switch
    {
        GrantAnswer.Open open => open.Request,
        GrantAnswer.Granted granted => granted.Request,
        GrantAnswer.Denied denied => denied.Request,
        _ => null,
    };

    private static CallToolResult Standing(Request request, string state, string text) =>
        Result($"request {request.Id}: {Printable.Line(text)}", isError: false, json =>
        {
            json.WriteString("request"u8, request.Id);
            json.WriteString("state"u8, state);
            json.WriteString("expires"u8, request.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        });

    private static CallToolResult Result(string text, bool isError, Action<Utf8JsonWriter>? body)
    {
        var result = new CallToolResult { Content = [new TextContentBlock { Text = text }], IsError = isError };
        if (body is not null)
        {
            var output = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(output))
            {
                json.WriteStartObject();
                body(json);
                json.WriteEndObject();
            }

            using var document = JsonDocument.Parse(output.WrittenMemory);
            result.StructuredContent = document.RootElement.Clone();
        }

        return result;
    }
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Live;

/// <summary>A client that a checkpoint works with: reached as a question would be, never by what the action brings
/// along (decision 16), and, unlike a question, it may change something.</summary>
/// <param name="Globals">Options that choose among what the person has set up.</param>
internal sealed record LiveHand(
    LiveClient Client, ImmutableArray<string> Globals, ImmutableDictionary<string, string?> Variables)
{
    private const string GlobalsSetting = "globals";
    private const string VariablePrefix = "variable ";

    /// <summary>Lists and descriptions.</summary>
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>Writes a program's output into a file that only this user can read, however large it is.</summary>
    private const string IntoFile = "umask 077; file=$1; shift; exec \"$@\" >\"$file\"";

    private const string FromFile = "file=$1; shift; exec \"$@\" <\"$file\"";

    /// <summary>The client of a command; null where it leads elsewhere.</summary>
    public static LiveHand? Of(LiveClient client, Invocation invocation, ImmutableArray<string>? globals) =>
        globals is { } chosen && client.Refusal(invocation) is null
            ? new LiveHand(client, chosen, client.Environment(invocation))
            : null;

    /// <summary>The client that a part was saved with.</summary>
    public static LiveHand Of(LiveClient client, SavedPart part) => new(
        client,
        [.. (part.Settings.GetValueOrDefault(GlobalsSetting) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)],
        client.Set.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))
            .Concat(part.Settings.Where(s => s.Key.StartsWith(VariablePrefix, StringComparison.Ordinal))
                .Select(s => KeyValuePair.Create(s.Key[VariablePrefix.Length..], (string?)s.Value)))
            .ToImmutableDictionary());

    /// <summary>What a part has to know of it again; keys are looked for again where they were.</summary>
    public ImmutableSortedDictionary<string, string> Settings => Variables
        .Where(v => v.Value is { Length: > 0 } && Client.Set.All(s => s.Name != v.Key)
            && !v.Key.Contains("KEY", StringComparison.Ordinal) && !v.Key.Contains("TOKEN", StringComparison.Ordinal))
        .Select(v => KeyValuePair.Create(VariablePrefix + v.Key, v.Value ?? ""))
        .Append(KeyValuePair.Create(GlobalsSetting, string.Join('\n', Globals)))
        .ToImmutableSortedDictionary();

    /// <summary>Runs it to its end; an empty problem where it went well.</summary>
    public (string Text, string Problem) Run(Bench bench, params ImmutableArray<string> words) =>
        Answer(bench, new RunRequest(
            Client.Program, Words(words), bench.World.Home, Variables, bench.World.Clock.GetUtcNow() + bench.Patience,
            MaxBytes));

    /// <summary>Gives it text.</summary>
    public string? Give(Bench bench, string input, params ImmutableArray<string> words) =>
        Null(Answer(bench, new RunRequest(
            Client.Program, Words(words), bench.World.Home, Variables, bench.World.Clock.GetUtcNow() + bench.Patience,
            MaxBytes) { Input = input }));

    /// <summary>Runs it with its output in a file; null, or why that failed.</summary>
    public string? Write(Bench bench, string file, params ImmutableArray<string> words) =>
        Through(bench, IntoFile, file, words);

    /// <summary>Runs it with a file as its input; null, or why that failed.</summary>
    public string? Read(Bench bench, string file, params ImmutableArray<string> words) =>
        Through(bench, FromFile, file, words);

    private string? Through(Bench bench, string script, string file, ImmutableArray<string> words) =>
        ProgramLookup.Find(Client.Program, bench.World.Variable("PATH")) is not { } program
            ? $"{Client.Program} was not found on PATH"
            : Null(Answer(bench, new RunRequest(
                "/bin/sh", ["-c", script, "sh", file, program, .. Words(words)], bench.World.Home, Variables,
                bench.World.Clock.GetUtcNow() + bench.Patience, MaxBytes)));

    private ImmutableArray<string> Words(ImmutableArray<string> words) =>
        Client.GlobalsFirst ? [.. Globals, .. words] : [.. words, .. Globals];

    private (string Text, string Problem) Answer(Bench bench, RunRequest request) =>
        bench.Workshop.Run(request with
        {
            Program = request.Program is ['/', ..] ? request.Program
                : ProgramLookup.Find(request.Program, bench.World.Variable("PATH")) ?? request.Program,
        }) switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended => (ended.Text, ""),
            RunAnswer.Ended ended => ("", $"{Client.Program}: {Printable.Line(LiveErrors.FirstLine(ended.Errors))}"),
            RunAnswer.Failed failed => ("", failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string? Null((string Text, string Problem) answer) =>
        answer.Problem.Length > 0 ? answer.Problem : null;
}

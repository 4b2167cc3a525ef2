using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Journal;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Tools.Live;

/// <summary>What a program answered to one question.</summary>
/// <param name="Json">Its output; null where it is no JSON, or there is no answer.</param>
/// <param name="Text">Its output as it is.</param>
/// <param name="Why">Why there is no answer, with the next step; null for an answer.</param>
/// <param name="Absent">It says that there is no such thing.</param>
internal sealed record LiveAnswer(JsonElement? Json, string Text, string? Why, bool Absent = false);

/// <summary>Puts questions to a program about what one command would destroy: only such as our own tables know for
/// reading, within a deadline of their own.</summary>
internal sealed class LiveQuestions
{
    /// <summary>A person waits: a slow cloud is told as not measured.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    /// <summary>The lists that are asked for are bounded; a description is some kilobytes.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxShown = 160;

    private readonly LiveClient _client;
    private readonly Invocation _invocation;
    private readonly ImmutableArray<string> _globals;
    private readonly IWorld _world;
    private readonly MeasureBudget _budget;
    private readonly DateTimeOffset _deadline;
    private readonly string? _refusal;

    /// <summary>The questions about one command.</summary>
    /// <param name="globals">Options that choose the target, as the command gives them; null where they cannot be
    /// known, or lead to a server of the command's own.</param>
    public LiveQuestions(
        LiveClient client, Invocation invocation, ImmutableArray<string>? globals, IWorld world, MeasureBudget budget)
    {
        _client = client;
        _invocation = invocation;
        _globals = globals ?? [];
        _world = world;
        _budget = budget;
        DateTimeOffset own = world.Clock.GetUtcNow() + Patience;
        _deadline = own < budget.Deadline ? own : budget.Deadline;
        _refusal = client.Refusal(invocation)
            ?? (globals is null ? "its options lead to a server or a file of their own, or cannot be read" : null);
    }

    /// <summary>The time, for ages.</summary>
    public DateTimeOffset Now => _world.Clock.GetUtcNow();

    /// <summary>How a question is shown as a source.</summary>
    public string Source(params ReadOnlySpan<string> question) => $"{_client.Program} {string.Join(' ', question)}";

    /// <summary>Asks; the question is the words of a command.</summary>
    /// <param name="target">What it is about, as a person would name it.</param>
    public LiveAnswer Ask(string target, params ImmutableArray<string> question)
    {
        string shown = $"{_client.Program} {string.Join(' ', question)}";
        if (_refusal is not null)
        {
            return Without($"nothing was asked about {target}: {_refusal}; look yourself: {shown}");
        }

        ImmutableArray<string> arguments =
            _client.GlobalsFirst ? [.. _globals, .. question] : [.. question, .. _globals];
        if (!IsReading(_client.Program, arguments))
        {
            return Without($"nothing was asked about {target}: {shown} is not known to only read");
        }

        RunAnswer answer = _budget.Once($"live {_client.Program}\0{string.Join('\0', arguments)}", () => _world.Run(
            new RunRequest(_client.Program, arguments, _world.Home, _client.Environment(_invocation), _deadline,
                MaxBytes)));
        return answer switch
        {
            RunAnswer.Ended { ExitCode: 0 } ended => Read(ended.Text),
            RunAnswer.Ended ended => Refused(target, shown, ended.Errors),
            RunAnswer.Failed { Why: var why } when why.Contains("not found", StringComparison.Ordinal) => Without(
                $"nothing was asked about {target}: {_client.Program} is not on this machine's PATH; install it, or "
                + $"look where it is: {shown}"),
            RunAnswer.Failed failed => Without($"nothing is known of {target}: {failed.Why}; look yourself: {shown}"),
            _ => Without($"nothing is known of {target}: no answer"),
        };
    }

    /// <summary>Whether our own tables find nothing in a command that would change anything: what is judged harmless is
    /// what may be run unasked.</summary>
    internal static bool IsReading(string program, ImmutableArray<string> arguments)
    {
        string text = string.Join(' ', arguments.Prepend(program).Select(Quoted));
        Reading reading = ShellReader.Read(
            text, new ShellContext("/", ImmutableDictionary<string, string>.Empty));
        return reading is { Opaque.IsEmpty: true, Invocations: [var only] } && only.Arguments.Length == arguments.Length
            && Recogniser.Recognise(new Action.ShellCommand(text, "/"), reading).IsEmpty
            && arguments.Take(4).Any(IsReadingVerb);
    }

    private static bool IsReadingVerb(string word) => word is "describe" or "list" or "get" or "show" or "ls" or "ps"
            or "df" or "inspect" or "du"
        || word.StartsWith("describe-", StringComparison.Ordinal) || word.StartsWith("list-", StringComparison.Ordinal)
        || word.StartsWith("get-", StringComparison.Ordinal) || word.StartsWith("head-", StringComparison.Ordinal);

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static LiveAnswer Read(string text)
    {
        try
        {
            return new LiveAnswer(
                text.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonDocument.Parse(text).RootElement : null,
                text, null);
        }
        catch (JsonException)
        {
            return new LiveAnswer(null, text, null);
        }
    }

    private LiveAnswer Refused(string target, string shown, string errors)
    {
        string said = LiveErrors.FirstLine(errors);
        string quoted = Policy.Words.Plain(Redaction.Redact(said), MaxShown);
        return LiveErrors.SortOf(errors) switch
        {
            LiveError.Absent => new LiveAnswer(null, "",
                $"{_client.Program} says that there is no {target} ({quoted}); check the name and the account, region, "
                + "project or context", Absent: true),
            LiveError.Expired => Without(
                $"nothing is known of {target}: the credentials have expired ({quoted}); {_client.LogIn}"),
            LiveError.NoCredentials => Without(
                $"nothing is known of {target}: there are no credentials ({quoted}); {_client.LogIn}"),
            LiveError.Denied => Without(
                $"nothing is known of {target}: these credentials may not read it ({quoted}); have somebody who may "
                + $"run {shown}"),
            LiveError.Unreachable => Without(
                $"nothing is known of {target}: it cannot be reached ({quoted}); {_client.LogIn}, then look: {shown}"),
            _ => Without($"nothing is known of {target} ({quoted}); look yourself: {shown}"),
        };
    }

    private static LiveAnswer Without(string why) => new(null, "", why);
}

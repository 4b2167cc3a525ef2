using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Holdpoint.Journal;

/// <summary>One entry of the journal, read back; a field that an entry does not have is empty.</summary>
/// <remarks>Every text in it is the agent's word or made of it: who shows it makes it printable.</remarks>
internal sealed record JournalEntry(long Number, DateTimeOffset At, string Agent, string Session)
{
    public string Directory { get; private init; } = "";

    /// <summary>The words of the action; empty for an answer and for what was stopped unread.</summary>
    public string Action { get; private init; } = "";

    /// <summary>"allow", "ask", "deny"; empty where this is no judgement.</summary>
    public string Verdict { get; private init; } = "";

    public string Rule { get; private init; } = "";

    /// <summary>Why an action was stopped unjudged.</summary>
    public string Reason { get; private init; } = "";

    public ImmutableArray<EntryEffect> Effects { get; private init; } = [];

    /// <summary>Effects beyond those that are kept.</summary>
    public long MoreEffects { get; private init; }

    public string Fingerprint { get; private init; } = "";

    /// <summary>The request that it is part of, or that it answers.</summary>
    public string Request { get; private init; } = "";

    /// <summary>How often the same effect had been refused before.</summary>
    public long Tried { get; private init; }

    /// <summary>Whose grant it used.</summary>
    public string Approver { get; private init; } = "";

    /// <summary>A person's answer to a request; null for anything else.</summary>
    public EntryAnswer? Answer { get; private init; }

    /// <summary>How an execution ended; null for anything else.</summary>
    public EntryExecution? Execution { get; private init; }

    /// <summary>Reads a line; null where it is no entry.</summary>
    public static JournalEntry? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object && Whole(root, "seq") is > 0 and var number
                && DateTimeOffset.TryParse(
                    Text(root, "at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
                ? Of(root, number, at)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JournalEntry Of(JsonElement root, long number, DateTimeOffset at)
    {
        JsonElement? answered = Part(root, "answered");
        return new JournalEntry(number, at, Text(root, "agent"), Text(root, "session"))
        {
            Directory = Text(root, "directory"),
            Action = Part(root, "action") is { } action
                ? (Text(action, "tool") is { Length: > 0 } tool ? tool + " " : "") + Text(action, "text") : "",
            Verdict = Text(root, "verdict"),
            Rule = Text(root, "rule"),
            Reason = Text(root, "reason"),
            Effects =
                [.. Items(root, "effects").Where(e => e.ValueKind is JsonValueKind.Object).Select(EntryEffect.Of)],
            MoreEffects = Whole(root, "moreEffects") ?? 0,
            Fingerprint = Text(root, "fingerprint"),
            Tried = Whole(root, "tried") ?? 0,
            Request = Text(answered ?? root, "request"),
            Approver = Text(answered ?? root, "approver"),
            Answer = answered is { } said ? new EntryAnswer(IsTrue(said, "approved"), Text(said, "reason")) : null,
            Execution = Part(root, "executed") is { } ended ? EntryExecution.Of(ended) : null,
        };
    }

    internal static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString() ?? "" : "";

    internal static long? Whole(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt64(out long number)
            ? number : null;

    internal static bool IsTrue(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray() : [];

    internal static ImmutableArray<string> Texts(JsonElement element, string name) =>
        [.. Items(element, name).Where(i => i.ValueKind is JsonValueKind.String).Select(i => i.GetString() ?? "")];

    private static JsonElement? Part(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Object ? value : null;
}

/// <summary>An effect as the journal keeps it.</summary>
internal sealed record EntryEffect(
    string Kind, string Tool, string Type, string Name, string Target, string Environment, string Recovery)
{
    /// <summary>What was answered to this effect alone: "allow", "ask", "deny".</summary>
    public string Verdict { get; private init; } = "";

    public long? Count { get; private init; }

    public string Unit { get; private init; } = "";

    public ImmutableArray<string> Alarms { get; private init; } = [];

    /// <summary>Why it could not be measured.</summary>
    public string Unmeasured { get; private init; } = "";

    public static EntryEffect Of(JsonElement effect) => new(
        JournalEntry.Text(effect, "kind"), JournalEntry.Text(effect, "tool"), JournalEntry.Text(effect, "type"),
        JournalEntry.Text(effect, "name"), JournalEntry.Text(effect, "target"),
        JournalEntry.Text(effect, "environment"), JournalEntry.Text(effect, "recovery"))
    {
        Verdict = JournalEntry.Text(effect, "verdict"),
        Count = JournalEntry.Whole(effect, "count"),
        Unit = JournalEntry.Text(effect, "unit"),
        Alarms = JournalEntry.Texts(effect, "alarms"),
        Unmeasured = JournalEntry.Text(effect, "unmeasured"),
    };
}

/// <summary>What a person said to a request.</summary>
internal sealed record EntryAnswer(bool Approved, string Reason);

/// <summary>How an execution ended.</summary>
/// <param name="Ended">As in <see cref="ExecutionEnd"/>.</param>
/// <param name="Checkpoint">Empty without one.</param>
internal sealed record EntryExecution(
    string Ended, long? ExitCode, string Checkpoint, bool Verified, ImmutableArray<string> Gone,
    ImmutableArray<string> Unforeseen)
{
    public static EntryExecution Of(JsonElement ended) => new(
        JournalEntry.Text(ended, "ended"), JournalEntry.Whole(ended, "exitCode"),
        JournalEntry.Text(ended, "checkpoint"), JournalEntry.IsTrue(ended, "verified"),
        JournalEntry.Texts(ended, "gone"), JournalEntry.Texts(ended, "unforeseen"));
}

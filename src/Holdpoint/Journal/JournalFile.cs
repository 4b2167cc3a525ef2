using Holdpoint.Approvals;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>Who acts: for the record, not for the verdict.</summary>
/// <param name="Agent">The client's id: "claude-code".</param>
/// <param name="Session">The client's own id of the session; empty where it sends none.</param>
internal readonly record struct Actor(string Agent, string Session);

/// <summary>The journal on disk: hash-chained JSON lines; docs/formats/journal.md is its specification.</summary>
internal sealed class JournalFile(AppendOnlyFile file, Actor actor, TimeProvider clock) : IJournal
{
    /// <summary>A file of this size is set aside: some 10,000 entries, quick to verify.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>With these the journal is bounded by about 270 MB, years of entries.</summary>
    private const int MaxOld = 16;

    /// <summary>How long another writer is waited for; null where the hook's watchdog bounds it.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary><c>$XDG_STATE_HOME/holdpoint</c>, else <c>~/.local/state/holdpoint</c>.</summary>
    public static string Folder(IWorld world)
    {
        string? moved = world.Variable("XDG_STATE_HOME");
        return Path.Join(moved is ['/', ..] ? moved : Path.Join(world.Home, ".local/state"), "holdpoint");
    }

    /// <summary>The file of the journal in that folder.</summary>
    public static AppendOnlyFile At(string folder) => new(folder, "journal");

    public string? Record(Judgement judgement) =>
        Append((json, redact) => EntryWriter.WriteJudgement(json, judgement, redact));

    public string? Record(Judgement judgement, ExecutionEnd end) =>
        Append((json, redact) => EntryWriter.WriteEnd(json, judgement, end, redact));

    /// <summary>Records what a person said to a request.</summary>
    /// <returns>Null, or why it could not be recorded.</returns>
    public string? RecordAnswer(Request request) =>
        Append((json, redact) => EntryWriter.WriteAnswer(json, request, redact));

    /// <summary>Records an action that was stopped unjudged: a malformed payload, a deadline.</summary>
    /// <returns>Null, or why it could not be recorded.</returns>
    public string? RecordStop(string reason) => Append((json, redact) => EntryWriter.WriteStop(json, reason, redact));

    private string? Append(Action<System.Text.Json.Utf8JsonWriter, Func<string, string>> body)
    {
        string? problem = file.Append(
            tail => EntryWriter.Line(tail, actor, clock.GetUtcNow(), body), MaxBytes, MaxOld, Wait);
        return problem is null ? null : $"the journal is not written: {problem}";
    }
}

using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Checkpoints;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli.Rendering;

/// <summary>What <c>holdpoint report</c> says, line by line; each names its entry of the journal.</summary>
internal sealed class ReportOutline(IWorld world)
{
    /// <summary>More of one action are counted; the journal has them.</summary>
    private const int MaxEffects = 6;

    /// <summary>An agent that asks more often is known for it.</summary>
    private const int MaxNumbers = 8;

    private readonly List<ReportLine> _lines = [];
    private readonly RequestStore _requests = new(world, new Workshop());
    private readonly CheckpointStore _checkpoints = new(world, new Workshop());

    /// <summary>The lines of these sessions, and what is known of the record that tells them.</summary>
    public IReadOnlyList<ReportLine> Of(ImmutableArray<SessionReport> sessions, ActivityReport report)
    {
        foreach (SessionReport session in sessions)
        {
            Session(session);
        }

        Record(report, sessions.IsEmpty);
        return _lines;
    }

    /// <summary>Where a request stands, by its own file; the journal has the answers.</summary>
    public static string State(string id, RequestStore store, DateTimeOffset now) => store.Read(id) switch
    {
        null => "",
        { Answer: not null } => "",
        { Expires: var end } when end <= now => "nobody has answered, and it has expired",
        _ => "nobody has answered yet",
    };

    /// <summary>Whether what an execution saved is still there.</summary>
    public static bool IsThere(string checkpoint, CheckpointStore store) =>
        store.Read(checkpoint) is ManifestAnswer.Read;

    private void Session(SessionReport session)
    {
        Line(0, Ink.Strong, $"{(session.Agent.Length > 0 ? session.Agent : "unknown")}, ",
            session.Session.Length > 0 ? "session " : "without a session",
            session.Session.Length > 0 ? ReportPiece.Quoted(session.Session) : "");
        Line(1, Ink.Faint, $"{Words.Counted(session.Entries.Length, "entries")}, "
            + $"{Time(session.Entries[0])} to {Time(session.Entries[^1])} UTC");
        Part("stopped", session.Stopped, e => Judged(e, Ink.Bad));
        Part("put to a person; whether it ran then is only known where Holdpoint ran it", session.Asked,
            e => Judged(e, Ink.Warning));
        Part("requests", session.Requests, Request);
        Part("executed by Holdpoint", session.Executed, Executed);
        Part("checkpoints", session.Checkpoints, Checkpoint);
        Part("allowed with something at stake", session.Passed, e => Judged(e, Ink.Plain));
    }

    private void Part<T>(string title, IEnumerable<T> items, Action<T> write)
    {
        T[] all = [.. items];
        if (all.Length > 0)
        {
            Line(1, Ink.Strong, $"{title}: {all.Length}");
            Array.ForEach(all, write);
        }
    }

    private void Judged(JournalEntry entry, Ink ink)
    {
        Line(2, ink, $"{Number(entry)}  {entry.Verdict}  ", ReportPiece.Quoted(
            entry.Action.Length > 0 ? entry.Action : entry.Reason), "  in ", ReportPiece.Quoted(entry.Directory));
        Line(3, Ink.Faint, $"why: {Why(entry)}", entry.Request.Length > 0 ? $"; request {entry.Request}" : "",
            entry.Approver.Length > 0 ? $", granted by {entry.Approver}" : "",
            entry.Tried > 0 ? $"; refused {Words.Counted(entry.Tried, "times")} before" : "");
        foreach (EntryEffect effect in entry.Effects.Take(MaxEffects))
        {
            Line(3, Ink.Plain, $"{effect.Kind} {effect.Type} ", ReportPiece.Quoted(effect.Name), " at ",
                ReportPiece.Quoted(effect.Target),
                $" ({(effect.Environment.Length > 0 ? effect.Environment : "unknown")}, recovery {effect.Recovery}"
                + (effect.Count is { } count ? $", {Words.Counted(count, effect.Unit)}" : "")
                + (effect.Unmeasured.Length > 0 ? $", not measured: {effect.Unmeasured}" : "") + ")");
            foreach (string alarm in effect.Alarms)
            {
                Line(4, Ink.Warning, $"alarm: {alarm}");
            }
        }

        long more = entry.MoreEffects + Math.Max(0, entry.Effects.Length - MaxEffects);
        if (more > 0)
        {
            Line(3, Ink.Faint, $"and {more} more");
        }
    }

    private static string Why(JournalEntry entry) => entry.Rule + entry.Rule switch
    {
        GrantDesk.GrantedRule => ", a person has signed for exactly this",
        GrantDesk.RefusedRule => ", a person has said no",
        Refusals.Rule => ", the same effect was refused before, in whatever words",
        GrantDesk.ExecutionRule => ", `holdpoint exec` asks for the grant itself",
        "not-judged" => entry.Action.Length > 0 ? $", {entry.Reason}" : "",
        var rule => RuleList.Find(rule) is { } found ? $", {found.Title}" : "",
    };

    private void Request(IGrouping<string, JournalEntry> request)
    {
        JournalEntry[] asked = [.. request.Where(e => e.Answer is null)];
        string state = request.Any(e => e.Answer is not null) ? ""
            : State(request.Key, _requests, world.Clock.GetUtcNow());
        Line(2, Ink.Plain, $"{request.Key}: asked for {Words.Counted(asked.Length, "times")} ({Numbers(asked)})",
            state.Length > 0 ? $"; {state}" : "");
        foreach (JournalEntry entry in request)
        {
            if (entry.Answer is { } answer)
            {
                Line(3, answer.Approved ? Ink.Good : Ink.Bad,
                    $"{Number(entry)}  {(answer.Approved ? "approved" : "denied")} by {entry.Approver}",
                    answer.Reason.Length > 0 ? $": {answer.Reason}" : "");
            }
            else if (entry.Approver.Length > 0)
            {
                Line(3, Ink.Plain, $"{Number(entry)}  the grant of {entry.Approver} was used");
            }
        }
    }

    private void Executed(JournalEntry entry)
    {
        if (entry.Execution is not { } execution)
        {
            return;
        }

        Line(2, execution.Ended is "ran" ? Ink.Plain : Ink.Warning, $"{Number(entry)}  {execution.Ended}"
            + (execution.ExitCode is { } code ? $" with exit status {code}  " : "  "),
            ReportPiece.Quoted(entry.Action));
        foreach (string gone in execution.Gone)
        {
            Line(3, Ink.Plain, "gone or changed as said: ", ReportPiece.Quoted(gone));
        }

        foreach (string surprise in execution.Unforeseen)
        {
            Line(3, Ink.Bad, "NOT foreseen: ", ReportPiece.Quoted(surprise));
        }
    }

    private void Checkpoint(JournalEntry entry)
    {
        if (entry.Execution is not { } execution)
        {
            return;
        }

        bool there = IsThere(execution.Checkpoint, _checkpoints);
        Line(2, execution.Verified ? Ink.Good : Ink.Warning, $"{Number(entry)}  {execution.Checkpoint}, "
            + (execution.Verified ? "verified" : "NOT verified") + ", before ", ReportPiece.Quoted(entry.Action));
        Line(3, there ? Ink.Plain : Ink.Warning, there ? "to go back: " : "it is not there any more",
            there ? ReportPiece.Quoted($"holdpoint undo {execution.Checkpoint}") : "");
    }

    private void Record(ActivityReport report, bool nothing)
    {
        if (nothing)
        {
            Line(1, Ink.Plain, "the journal tells of no action with something at stake");
        }

        JournalReport record = report.Record;
        Line(0, Ink.Strong, "the record");
        Line(1, record.Intact ? Ink.Good : Ink.Bad, $"{Words.Counted(record.Entries, "entries")}"
            + (record.First > 1 ? $" from entry {record.First}" : "")
            + (record.Intact ? ": the chain is whole"
                : ": the chain is broken, so what stands above may not be what happened")
            + (report.Left > 0 ? $"; {report.Left} older ones are left out" : ""));
        foreach (Finding finding in record.Findings.Take(MaxEffects))
        {
            Line(2, Ink.Bad, $"{finding.File}:{finding.Line}: {finding.Message}");
        }
    }

    private static string Numbers(JournalEntry[] entries) =>
        string.Join(", ", entries.Take(MaxNumbers).Select(e => $"#{e.Number}"))
        + (entries.Length > MaxNumbers ? $" and {entries.Length - MaxNumbers} more" : "");

    private static string Number(JournalEntry entry) => $"#{entry.Number}  {Time(entry)}";

    private static string Time(JournalEntry entry) => $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}";

    private void Line(int level, Ink ink, params ReadOnlySpan<ReportPiece> pieces) =>
        _lines.Add(new ReportLine(level, ink, [.. pieces]));
}

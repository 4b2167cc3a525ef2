using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Approvals;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Rendering;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Cli.Formats;

/// <summary>A report as one JSON object; docs/formats/report.md tells the fields.</summary>
internal sealed class ReportJson(IWorld world)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RequestStore _requests = new(world, new Workshop());
    private readonly CheckpointStore _checkpoints = new(world, new Workshop());

    /// <summary>One line, with its line feed.</summary>
    public void WriteLine(ImmutableArray<SessionReport> sessions, ActivityReport report, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("sessions"u8);
            foreach (SessionReport session in sessions)
            {
                Write(json, session);
            }

            json.WriteEndArray();
            Write(json, report);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private void Write(Utf8JsonWriter json, SessionReport session)
    {
        json.WriteStartObject();
        json.WriteString("agent"u8, session.Agent);
        json.WriteString("session"u8, session.Session);
        List(json, "stopped"u8, session.Stopped, Judged);
        List(json, "asked"u8, session.Asked, Judged);
        List(json, "allowed"u8, session.Passed, Judged);
        List(json, "requests"u8, session.Requests, Request);
        List(json, "executed"u8, session.Executed, Executed);
        json.WriteEndObject();
    }

    private static void List<T>(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter json, JournalEntry entry)
    {
        json.WriteNumber("entry"u8, entry.Number);
        json.WriteString("at"u8, entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
    }

    private static void Judged(Utf8JsonWriter json, JournalEntry entry)
    {
        Begin(json, entry);
        json.WriteString("verdict"u8, entry.Verdict);
        json.WriteString("rule"u8, entry.Rule);
        json.WriteString("action"u8, entry.Action);
        json.WriteString("directory"u8, entry.Directory);
        Optional(json, "reason"u8, entry.Reason);
        Optional(json, "request"u8, entry.Request);
        Optional(json, "approver"u8, entry.Approver);
        if (entry.Tried > 0)
        {
            json.WriteNumber("tried"u8, entry.Tried);
        }

        List(json, "effects"u8, entry.Effects, Effect);
        if (entry.MoreEffects > 0)
        {
            json.WriteNumber("moreEffects"u8, entry.MoreEffects);
        }
    }

    private static void Effect(Utf8JsonWriter json, EntryEffect effect)
    {
        json.WriteString("kind"u8, effect.Kind);
        json.WriteString("tool"u8, effect.Tool);
        json.WriteString("type"u8, effect.Type);
        json.WriteString("name"u8, effect.Name);
        json.WriteString("target"u8, effect.Target);
        json.WriteString("environment"u8, effect.Environment);
        json.WriteString("recovery"u8, effect.Recovery);
        if (effect.Count is { } count)
        {
            json.WriteNumber("count"u8, count);
            json.WriteString("unit"u8, effect.Unit);
        }

        Texts(json, "alarms"u8, effect.Alarms);
        Optional(json, "unmeasured"u8, effect.Unmeasured);
    }

    private void Request(Utf8JsonWriter json, IGrouping<string, JournalEntry> request)
    {
        json.WriteString("request"u8, request.Key);
        json.WriteStartArray("askedBy"u8);
        foreach (JournalEntry entry in request.Where(e => e.Answer is null))
        {
            json.WriteNumberValue(entry.Number);
        }

        json.WriteEndArray();
        Optional(json, "state"u8, ReportOutline.State(request.Key, _requests, world.Clock.GetUtcNow()));
        List(json, "answers"u8, request.Where(e => e.Answer is not null), static (json, entry) =>
        {
            Begin(json, entry);
            json.WriteBoolean("approved"u8, entry.Answer is { Approved: true });
            json.WriteString("approver"u8, entry.Approver);
            Optional(json, "reason"u8, entry.Answer?.Reason ?? "");
        });
    }

    private void Executed(Utf8JsonWriter json, JournalEntry entry)
    {
        Begin(json, entry);
        json.WriteString("action"u8, entry.Action);
        json.WriteString("directory"u8, entry.Directory);
        if (entry.Execution is not { } execution)
        {
            return;
        }

        json.WriteString("ended"u8, execution.Ended);
        if (execution.ExitCode is { } code)
        {
            json.WriteNumber("exitCode"u8, code);
        }

        Texts(json, "gone"u8, execution.Gone);
        Texts(json, "unforeseen"u8, execution.Unforeseen);
        if (execution.Checkpoint.Length > 0)
        {
            bool there = ReportOutline.IsThere(execution.Checkpoint, _checkpoints);
            json.WriteString("checkpoint"u8, execution.Checkpoint);
            json.WriteBoolean("verified"u8, execution.Verified);
            json.WriteBoolean("there"u8, there);
            Optional(json, "undo"u8, there ? $"holdpoint undo {execution.Checkpoint}" : "");
        }
    }

    private static void Write(Utf8JsonWriter json, ActivityReport report)
    {
        json.WriteStartObject("record"u8);
        json.WriteNumber("entries"u8, report.Record.Entries);
        json.WriteNumber("first"u8, report.Record.First);
        json.WriteNumber("leftOut"u8, report.Left);
        json.WriteBoolean("whole"u8, report.Record.Intact);
        Texts(json, "findings"u8, [.. report.Record.Findings.Select(f => $"{f.File}:{f.Line}: {f.Message}")]);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            json.WriteStartArray(name);
            foreach (string text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }
}

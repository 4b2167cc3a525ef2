using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Approvals;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Journal;

/// <summary>Writes the lines of the journal; every text goes through <see cref="Redaction"/> and a bound.</summary>
internal static class EntryWriter
{
    public const int Version = 1;

    /// <summary>A command is kept up to here; the rest is counted.</summary>
    private const int MaxText = 4096;

    /// <summary>Names and places; longer ones are machine-made.</summary>
    private const int MaxName = 512;

    /// <summary>The effects that decided come first; what follows is counted.</summary>
    private const int MaxEffects = 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of one write: an end for a torn line before it where there is one, then the entry.</summary>
    public static ReadOnlyMemory<byte> Line(
        Tail tail, Actor actor, DateTimeOffset at, Action<Utf8JsonWriter, Func<string, string>> body)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        if (!tail.Torn.IsEmpty)
        {
            output.Write("\n"u8);
        }

        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, Version);
            json.WriteNumber("seq"u8, Chain.NextNumber(tail));
            json.WriteString("prev"u8, Chain.Hash(tail.Torn.IsEmpty ? tail.Last.Span : tail.Torn.Span));
            if (Chain.FollowsTorn(tail))
            {
                json.WriteBoolean("afterTorn"u8, true);
            }

            json.WriteString("at"u8, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("agent"u8, Bounded(actor.Agent, MaxName));
            json.WriteString("session"u8, Bounded(actor.Session, MaxName));
            body(json, Redaction.Redact);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    public static void WriteStop(Utf8JsonWriter json, string reason, Func<string, string> redact)
    {
        json.WriteString("verdict"u8, "deny"u8);
        json.WriteString("rule"u8, "not-judged"u8);
        json.WriteString("reason"u8, Bounded(redact(reason), MaxText));
    }

    public static void WriteJudgement(Utf8JsonWriter json, Judgement judgement, Func<string, string> redact)
    {
        json.WriteString("directory"u8, Bounded(judgement.Action.Directory, MaxName));
        WriteAction(json, judgement.Action, redact);
        json.WriteString("verdict"u8, Words.Of(judgement.Verdict.Decision));
        json.WriteString("rule"u8, judgement.Verdict.Rule);
        json.WriteStartArray("effects"u8);
        foreach (Measurement measured in judgement.Radius.Measurements.Take(MaxEffects))
        {
            WriteEffect(json, measured, judgement.Verdict, redact);
        }

        json.WriteEndArray();
        if (judgement.Radius.Measurements.Length > MaxEffects)
        {
            json.WriteNumber("moreEffects"u8, judgement.Radius.Measurements.Length - MaxEffects);
        }

        json.WriteString("fingerprint"u8, judgement.Radius.Fingerprint);
        WriteGrant(json, judgement.Grant);
        if (judgement.TriedTimes > 0)
        {
            json.WriteNumber("tried"u8, judgement.TriedTimes);
        }

        json.WriteNumber("ms"u8, Math.Round(judgement.Took.TotalMilliseconds, 3));
    }

    /// <summary>The request that an action is part of, and whose grant it used.</summary>
    private static void WriteGrant(Utf8JsonWriter json, GrantAnswer? answer)
    {
        switch (answer)
        {
            case GrantAnswer.Granted granted:
                json.WriteString("request"u8, granted.Request.Id);
                json.WriteString("approver"u8, Bounded(granted.Approver, MaxName));
                break;
            case GrantAnswer.Open { Request: var open }:
                json.WriteString("request"u8, open.Id);
                break;
            case GrantAnswer.Denied { Request: var denied }:
                json.WriteString("request"u8, denied.Id);
                break;
        }
    }

    /// <summary>What a person said to a request.</summary>
    public static void WriteAnswer(Utf8JsonWriter json, Request request, Func<string, string> redact)
    {
        json.WriteString("directory"u8, Bounded(request.Directory, MaxName));
        json.WriteStartObject("answered"u8);
        json.WriteString("request"u8, request.Id);
        json.WriteBoolean("approved"u8, request.Answer is { Approved: true });
        json.WriteString("approver"u8, Bounded(request.Answer?.Approver ?? "", MaxName));
        json.WriteString("reason"u8, Bounded(redact(request.Answer?.Reason ?? ""), MaxText));
        json.WriteEndObject();
        json.WriteString("fingerprint"u8, request.Fingerprint);
    }

    public static void WriteEnd(
        Utf8JsonWriter json, Judgement judgement, ExecutionEnd end, Func<string, string> redact)
    {
        json.WriteString("directory"u8, Bounded(judgement.Action.Directory, MaxName));
        WriteAction(json, judgement.Action, redact);
        json.WriteStartObject("executed"u8);
        json.WriteString("ended"u8, end.Ended);
        if (end.ExitCode is { } code)
        {
            json.WriteNumber("exitCode"u8, code);
        }

        if (end.Checkpoint is { } checkpoint)
        {
            json.WriteString("checkpoint"u8, checkpoint);
            json.WriteBoolean("verified"u8, end.Verified);
        }

        WriteNames(json, "gone", end.Gone, redact);
        WriteNames(json, "unforeseen", end.Unforeseen, redact);
        json.WriteEndObject();
        json.WriteString("fingerprint"u8, judgement.Radius.Fingerprint);
    }

    /// <summary>A list of names, bounded, and how many are left out; nothing where it is empty.</summary>
    private static void WriteNames(
        Utf8JsonWriter json, string name, ImmutableArray<string> names, Func<string, string> redact)
    {
        if (names.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string one in names.Take(MaxEffects))
        {
            json.WriteStringValue(Bounded(redact(one), MaxName));
        }

        if (names.Length > MaxEffects)
        {
            json.WriteStringValue($"and {names.Length - MaxEffects} more");
        }

        json.WriteEndArray();
    }

    private static void WriteAction(Utf8JsonWriter json, Action action, Func<string, string> redact)
    {
        json.WriteStartObject("action"u8);
        switch (action)
        {
            case Action.ShellCommand shell:
                json.WriteString("kind"u8, "shell"u8);
                json.WriteString("text"u8, Bounded(redact(Bounded(shell.Asked ?? shell.Text, 2 * MaxText)), MaxText));
                break;
            case Action.FileEdit edit:
                // The content is the user's file, not what happened to it.
                json.WriteString("kind"u8, edit.Kind switch
                {
                    FileEditKind.Write => "file-write",
                    FileEditKind.Edit => "file-edit",
                    _ => "file-delete",
                });
                json.WriteString("text"u8, Bounded(edit.Path, MaxName));
                break;
            case Action.ToolCall call:
                json.WriteString("kind"u8, "tool"u8);
                json.WriteString("tool"u8, Bounded(call.Name, MaxName));
                json.WriteString("text"u8, Bounded(redact(Bounded(call.Arguments, 2 * MaxText)), MaxText));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        json.WriteEndObject();
    }

    private static void WriteEffect(
        Utf8JsonWriter json, Measurement measured, Verdict verdict, Func<string, string> redact)
    {
        Effect effect = measured.Effect;
        json.WriteStartObject();
        json.WriteString("kind"u8, effect.Kind.ToString().ToLowerInvariant());
        json.WriteString("tool"u8, effect.Tool);
        json.WriteString("type"u8, effect.Resource.Type);
        json.WriteString("name"u8, Bounded(redact(effect.Resource.Name), MaxName));
        json.WriteString("target"u8, Bounded(redact(effect.Target.Place), MaxName));
        foreach (Reason reason in verdict.Reasons)
        {
            if (ReferenceEquals(reason.Measurement, measured))
            {
                json.WriteString("environment"u8, Words.Of(reason.Placement.Environment));
                json.WriteString("verdict"u8, Words.Of(reason.Decision));
                break;
            }
        }

        json.WriteString("recovery"u8, effect.Recovery.Word);
        if (measured.Count is { } count)
        {
            json.WriteNumber("count"u8, count);
            json.WriteString("unit"u8, measured.Unit);
        }

        WriteNames(json, "alarms", [.. measured.Alarms.Select(a => a.Message)], redact);

        if (measured.Unmeasured is { } why)
        {
            json.WriteString("unmeasured"u8, Bounded(redact(why), MaxName));
        }

        json.WriteEndObject();
    }

    /// <summary>A name or a place as it is kept.</summary>
    public static string Name(string name) => Bounded(Redaction.Redact(name), MaxName);

    private static string Bounded(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        // Not through a surrogate pair.
        int end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return $"{text.AsSpan(0, end)}… ({text.Length - end} more characters)";
    }
}

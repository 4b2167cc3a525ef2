using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Cli.Formats;

/// <summary>A judgement as one JSON object: what check prints; docs/formats/check.md tells the fields.</summary>
internal static class JudgementJson
{
    /// <summary>The lists are read by programs too, but a state may hold 50,000 resources: the counts tell the
    /// rest.</summary>
    private const int MaxListed = 50;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line, with its line feed.</summary>
    public static void WriteLine(Judgement judgement, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            Write(json, judgement);
        }

        output.Write("\n"u8);
    }

    /// <summary>The answer to what could not be judged: a deny that says why.</summary>
    public static void WriteErrorLine(string error, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("error"u8, error);
            json.WriteString("verdict"u8, "deny"u8);
            json.WriteString("rule"u8, "not-judged"u8);
            json.WriteStartArray("reasons"u8);
            json.WriteStringValue(error);
            json.WriteEndArray();
            json.WriteStartArray("effects"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Judgement judgement)
    {
        Verdict verdict = judgement.Verdict;
        json.WriteStartObject();
        json.WriteString("verdict"u8, Words.Of(verdict.Decision));
        json.WriteString("rule"u8, verdict.Rule);
        json.WriteStartArray("reasons"u8);
        foreach (Reason reason in verdict.Reasons)
        {
            if (reason.Decision is not Decision.Allow || verdict.Decision is Decision.Allow)
            {
                json.WriteStringValue(reason.Message);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("effects"u8);
        foreach (Measurement measurement in judgement.Radius.Measurements)
        {
            WriteEffect(json, measurement, Placed(verdict, measurement));
        }

        json.WriteEndArray();
        WriteOptional(json, "safer"u8, verdict.Safer);
        string fingerprint = judgement.Radius.Fingerprint;
        WriteOptional(json, "fingerprint"u8, fingerprint.Length > 0 ? fingerprint : null);
        if (!judgement.Problems.IsEmpty)
        {
            json.WriteStartArray("problems"u8);
            foreach (string problem in judgement.Problems)
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
        }

        json.WriteNumber("micros"u8, Math.Round(judgement.Took.TotalMicroseconds, 1));
        json.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter json, Measurement measured, Placement? placement)
    {
        Effect effect = measured.Effect;
        json.WriteStartObject();
        json.WriteString("kind"u8, effect.Kind.ToString().ToLowerInvariant());
        json.WriteString("tool"u8, effect.Tool);
        WriteResource(json, effect.Resource);
        json.WriteString("target"u8, effect.Target.Place);
        json.WriteString("environment"u8, Words.Of(placement?.Environment ?? EnvironmentKind.Unknown));
        WriteOptional(json, "because"u8, placement?.Because);
        json.WriteString("recovery"u8, effect.Recovery.Word);
        json.WriteString("summary"u8, effect.Summary);
        if (measured.Count is { } count)
        {
            json.WriteNumber("count"u8, count);
            json.WriteString("unit"u8, measured.Unit);
        }

        if (measured.Bytes is { } bytes)
        {
            json.WriteNumber("bytes"u8, bytes);
        }

        if (measured.HoldData is > 0 and var holdData)
        {
            json.WriteNumber("holdData"u8, holdData);
        }

        WriteSystems(json, measured);
        WriteAlarms(json, measured);
        WriteWeakened(json, measured);
        WriteLosses(json, measured);
        WriteOptional(json, "unmeasured"u8, measured.Unmeasured);
        json.WriteEndObject();
    }

    /// <summary>A list of objects under a name, up to a bound; nothing for an empty one.</summary>
    private static void WriteObjects<T>(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<T> items, int most,
        Action<Utf8JsonWriter, T> write)
    {
        if (items.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (T item in items.Take(most))
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSystems(Utf8JsonWriter json, Measurement measured)
    {
        WriteObjects(json, "systems"u8, measured.Systems, MaxListed, static (json, system) =>
        {
            json.WriteString("name"u8, system.Name);
            json.WriteNumber("resources"u8, system.Resources);
            json.WriteString("sign"u8, system.Sign);
            json.WriteBoolean("shared"u8, system.Shared);
            json.WriteBoolean("whole"u8, system.Whole);
        });
    }

    private static void WriteAlarms(Utf8JsonWriter json, Measurement measured)
    {
        WriteObjects(json, "alarms"u8, measured.Alarms, MaxListed, static (json, alarm) =>
        {
            json.WriteString("kind"u8, Word(alarm.Kind));
            json.WriteString("message"u8, alarm.Message);
        });
    }

    private static void WriteWeakened(Utf8JsonWriter json, Measurement measured)
    {
        WriteObjects(json, "weakened"u8, measured.Weakened, int.MaxValue, static (json, weakening) =>
        {
            WriteResource(json, weakening.Resource);
            json.WriteString("by"u8, weakening.By);
            if (weakening.Ago is { } ago)
            {
                json.WriteNumber("secondsAgo"u8, (long)ago.TotalSeconds);
            }
        });
    }

    private static void WriteLosses(Utf8JsonWriter json, Measurement measured)
    {
        WriteObjects(json, "losses"u8, measured.Losses, MaxListed, static (json, loss) =>
        {
            WriteResource(json, loss.Resource);
            json.WriteString("recovery"u8, loss.Recovery.Word);
            json.WriteBoolean("data"u8, loss.HoldsData);
            WriteAmounts(json, loss);
            WriteTexts(json, "details"u8, loss.Details);
            WriteOptional(json, "protection"u8, loss.Protection);
            WriteOptional(json, "backupsLost"u8, loss.BackupsLost);
            WriteBackups(json, loss);
            WriteTexts(json, "dependents"u8, loss.Dependents);
            WriteOptional(json, "system"u8, loss.System);
        });
    }

    private static void WriteAmounts(Utf8JsonWriter json, Loss loss)
    {
        WriteObjects(json, "amounts"u8, loss.Amounts, int.MaxValue, static (json, amount) =>
        {
            json.WriteNumber("number"u8, amount.Number);
            json.WriteString("unit"u8, amount.Unit);
            json.WriteString("certainty"u8, amount.Certainty switch
            {
                Certainty.Exact => "exact"u8,
                Certainty.About => "about"u8,
                _ => "more-than"u8,
            });
        });
    }

    private static void WriteBackups(Utf8JsonWriter json, Loss loss)
    {
        WriteObjects(json, "backups"u8, loss.Backups, int.MaxValue, static (json, backup) =>
        {
            json.WriteString("name"u8, backup.Name);
            WriteOptional(json, "taken"u8, backup.Taken?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            WriteOptional(json, "verified"u8, backup.Verified?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        });
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>rolled-back, not rolledback: the words of the journal and the documentation.</summary>
    private static string Word(AlarmKind kind) =>
        kind is AlarmKind.RolledBack ? "rolled-back" : kind.ToString().ToLowerInvariant();

    private static Placement? Placed(Verdict verdict, Measurement measurement)
    {
        foreach (Reason reason in verdict.Reasons)
        {
            if (ReferenceEquals(reason.Measurement, measurement))
            {
                return reason.Placement;
            }
        }

        return null;
    }

    private static void WriteResource(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject("resource"u8);
        json.WriteString("type"u8, resource.Type);
        json.WriteString("name"u8, resource.Name);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

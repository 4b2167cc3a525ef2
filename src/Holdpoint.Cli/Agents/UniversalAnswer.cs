using System.Buffers;
using System.Text.Json;

namespace Holdpoint.Cli.Agents;

/// <summary>Answers that every client with command hooks understands: one JSON object that holds each one's
/// fields.</summary>
internal static class UniversalAnswer
{
    /// <summary>To be sent with exit status 2 and the reason on standard error.</summary>
    public static ReadOnlyMemory<byte> Deny(string reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("decision"u8, "deny"u8);
            json.WriteString("reason"u8, reason);
            json.WriteString("permissionDecision"u8, "deny"u8);
            json.WriteString("permissionDecisionReason"u8, reason);
            WriteSpecific(json, "deny"u8, reason);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Only for clients that honour it; to be sent with exit status 0.</summary>
    /// <param name="input">The tool's input that takes the place of what was sent; null leaves it.</param>
    public static ReadOnlyMemory<byte> Ask(string reason, ReadOnlyMemory<byte>? input = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteSpecific(json, "ask"u8, reason, input);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteSpecific(
        Utf8JsonWriter json, ReadOnlySpan<byte> decision, string reason, ReadOnlyMemory<byte>? input = null)
    {
        json.WriteStartObject("hookSpecificOutput"u8);
        json.WriteString("hookEventName"u8, "PreToolUse"u8);
        json.WriteString("permissionDecision"u8, decision);
        json.WriteString("permissionDecisionReason"u8, reason);
        if (input is { } updated)
        {
            json.WritePropertyName("updatedInput"u8);
            json.WriteRawValue(updated.Span);
        }

        json.WriteEndObject();
    }
}

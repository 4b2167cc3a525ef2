using System.Buffers;
using System.Text.Json;

namespace Holdpoint.Cli.Agents.Payloads;

/// <summary>Writes payloads as clients do, for the doctor and the tests.</summary>
internal static class ToolCallText
{
    /// <summary>The payload that most clients send before a shell command.</summary>
    public static ReadOnlyMemory<byte> Make(string tool, string command, string directory, string on = "PreToolUse") =>
        Of(json =>
        {
            json.WriteString("session_id"u8, "holdpoint-doctor"u8);
            json.WriteString("cwd"u8, directory);
            json.WriteString("hook_event_name"u8, on);
            json.WriteString("tool_name"u8, tool);
            json.WriteStartObject("tool_input"u8);
            json.WriteString("command"u8, command);
            json.WriteEndObject();
        });

    /// <summary>A JSON object with these members.</summary>
    public static ReadOnlyMemory<byte> Of(System.Action<Utf8JsonWriter> members)
    {
        var payload = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return payload.WrittenMemory;
    }
}

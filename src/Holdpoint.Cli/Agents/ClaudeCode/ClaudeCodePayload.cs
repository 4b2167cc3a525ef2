using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Holdpoint.Cli.Agents.ClaudeCode;

/// <summary>Reads what Claude Code writes to a hook; docs/formats/hook-claude-code.md tells the fields.</summary>
/// <remarks>Of a key that stands twice the last one counts, as it does for JSON.parse in the client.</remarks>
internal static class ClaudeCodePayload
{
    /// <summary>Recorded payloads nest five deep; a tool's own arguments may go deeper. Beyond it nothing is
    /// read.</summary>
    private const int MaxDepth = 256;

    public static HookMessage Read(ReadOnlySpan<byte> payload, string directory)
    {
        if (!Utf8.IsValid(payload))
        {
            return new HookMessage.Malformed("it is not UTF-8");
        }

        try
        {
            return Understand(Envelope.Read(payload), payload, directory);
        }
        catch (JsonException e)
        {
            return new HookMessage.Malformed(payload.IsEmpty
                ? "it is empty"
                : $"it is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader.GetString for text that is no Unicode: "\ud800".
            return new HookMessage.Malformed("a text in it holds half a character");
        }
    }

    private static HookMessage Understand(Envelope call, ReadOnlySpan<byte> payload, string directory)
    {
        if (call.Wrong is { } wrong)
        {
            return new HookMessage.Malformed(wrong);
        }

        if (call.Event is not { } name)
        {
            return new HookMessage.Malformed("it has no hook_event_name");
        }

        if (name is not ("PreToolUse" or "PostToolUse"))
        {
            return new HookMessage.Other(name);
        }

        if (call.Tool is not { } tool)
        {
            return new HookMessage.Malformed("it has no tool_name");
        }

        string where = call.Directory ?? directory;
        if (!where.StartsWith('/'))
        {
            return new HookMessage.Malformed($"its cwd is not absolute: '{where}'");
        }

        ReadOnlySpan<byte> input = payload[call.Input];
        return ToolInput.Read(tool, input, where) switch
        {
            (null, var why) => new HookMessage.Malformed(why),
            var (action, _) when name is "PreToolUse" => new HookMessage.Before(
                action, call.Session ?? "", call.Input),
            var (action, _) => new HookMessage.After(action, call.Session ?? ""),
        };
    }

    /// <summary>The fields around the tool's own input.</summary>
    private ref struct Envelope
    {
        public string? Event;
        public string? Tool;
        public string? Directory;
        public string? Session;

        /// <summary>Where the tool's input stands in the payload; empty where there is none.</summary>
        public Range Input;

        /// <summary>A field of the wrong type.</summary>
        public string? Wrong;

        public static Envelope Read(ReadOnlySpan<byte> payload)
        {
            var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
            var call = default(Envelope);
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                call.Wrong = "it is no JSON object";
            }
            else
            {
                while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
                {
                    call.ReadField(ref json);
                }
            }

            // To the end: what follows the object makes the payload as malformed as what stands in it.
            while (json.Read())
            {
                json.Skip();
            }

            return call;
        }

        private void ReadField(ref Utf8JsonReader json)
        {
            if (json.ValueTextEquals("tool_input"u8))
            {
                json.Read();
                int start = (int)json.TokenStartIndex;
                json.Skip();
                Input = start..(int)json.BytesConsumed;
            }
            else if (json.ValueTextEquals("tool_name"u8))
            {
                Tool = Text(ref json, "tool_name");
            }
            else if (json.ValueTextEquals("hook_event_name"u8))
            {
                Event = Text(ref json, "hook_event_name");
            }
            else if (json.ValueTextEquals("cwd"u8))
            {
                Directory = Text(ref json, "cwd");
            }
            else if (json.ValueTextEquals("session_id"u8))
            {
                Session = Text(ref json, "session_id");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        private string? Text(ref Utf8JsonReader json, string field)
        {
            json.Read();
            if (json.TokenType is JsonTokenType.String)
            {
                return json.GetString();
            }

            Wrong = $"its {field} is no text";
            json.Skip();
            return null;
        }
    }

    /// <summary>The input of one tool call as an action.</summary>
    private ref struct ToolInput
    {
        private string? _command;
        private string? _path;
        private StringBuilder? _content;
        private string? _replaced;
        private bool _all;

        public static (Action? Action, string Why) Read(
            string tool, ReadOnlySpan<byte> input, string directory) => tool switch
        {
            "Bash" or "Monitor" or "PowerShell" => Fields(input)._command is { } command
                ? (new Action.ShellCommand(command, directory), "")
                : (null, $"the tool {tool} has no command that is text"),
            "Write" => Edit(tool, Fields(input), FileEditKind.Write, directory),
            "Edit" or "MultiEdit" or "NotebookEdit" => Edit(tool, Fields(input), FileEditKind.Edit, directory),
            _ => (new Action.ToolCall(tool, Encoding.UTF8.GetString(input), directory), ""),
        };

        private static (Action? Action, string Why) Edit(
            string tool, ToolInput input, FileEditKind kind, string directory) =>
            input._path is { } path
                ? (new Action.FileEdit(
                    path,
                    input._content?.ToString(),
                    kind,
                    directory)
                {
                    Replaced = input._replaced,
                    All = input._all,
                }, "")
                : (null, $"the tool {tool} has no file_path that is text");

        private static ToolInput Fields(ReadOnlySpan<byte> input)
        {
            var fields = default(ToolInput);
            if (input.IsEmpty || input[0] is not (byte)'{')
            {
                return fields;
            }

            var json = new Utf8JsonReader(input, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.PropertyName)
                {
                    fields.ReadField(ref json);
                }
            }

            return fields;
        }

        /// <summary>The edits of MultiEdit stand one level deeper; their new texts are put together, what they take
        /// out is not told.</summary>
        private void ReadField(ref Utf8JsonReader json)
        {
            bool outer = json.CurrentDepth == 1;
            if (outer && json.ValueTextEquals("command"u8))
            {
                _command = Text(ref json);
            }
            else if (outer && (json.ValueTextEquals("file_path"u8) || json.ValueTextEquals("notebook_path"u8)))
            {
                _path = Text(ref json);
            }
            else if (outer && json.ValueTextEquals("old_string"u8))
            {
                _replaced = Text(ref json);
            }
            else if (outer && json.ValueTextEquals("replace_all"u8))
            {
                json.Read();
                _all = json.TokenType is JsonTokenType.True;
            }
            else if (json.ValueTextEquals("new_string"u8)
                || (outer && (json.ValueTextEquals("content"u8) || json.ValueTextEquals("new_source"u8))))
            {
                string? text = Text(ref json);
                _content = outer ? new StringBuilder(text) : (_content ?? new()).Append(text).Append('\n');
            }
        }

        private static string? Text(ref Utf8JsonReader json)
        {
            json.Read();
            return json.TokenType is JsonTokenType.String ? json.GetString() : null;
        }
    }
}

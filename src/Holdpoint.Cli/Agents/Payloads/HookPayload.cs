using System.Text.Json;
using System.Text.Unicode;

namespace Holdpoint.Cli.Agents.Payloads;

/// <summary>Reads what a client writes to a hook; docs/formats/hooks.md tells the fields.</summary>
/// <remarks>Of a key that stands twice the last one counts, as it does for JSON.parse in the clients.</remarks>
internal static class HookPayload
{
    /// <summary>Recorded payloads nest five deep; a tool's own arguments may go deeper. Beyond it nothing is
    /// read.</summary>
    public const int MaxDepth = 256;

    public static HookMessage Read(ReadOnlySpan<byte> payload, string directory, HookDialect dialect)
    {
        if (!Utf8.IsValid(payload))
        {
            return new HookMessage.Malformed("it is not UTF-8");
        }

        try
        {
            return Understand(Envelope.Read(payload, dialect), payload, directory, dialect);
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

    private static HookMessage Understand(
        Envelope call, ReadOnlySpan<byte> payload, string directory, HookDialect dialect)
    {
        if (call.Wrong is { } wrong)
        {
            return new HookMessage.Malformed(wrong);
        }

        bool before = !call.HasResult;
        if (dialect.Result is null)
        {
            if (call.Event is not { } name)
            {
                return new HookMessage.Malformed($"it has no {dialect.Event}");
            }

            if (dialect.Before(name) is not { } known)
            {
                return new HookMessage.Other(name);
            }

            before = known;
        }

        string? byEvent = call.Event is null ? null : dialect.EventTool(call.Event);
        if ((byEvent ?? call.Tool) is not { } tool)
        {
            return new HookMessage.Malformed($"it has no {dialect.Tool}");
        }

        string where = call.Directory ?? directory;
        if (!where.StartsWith('/'))
        {
            return new HookMessage.Malformed($"its {dialect.Directory} is not absolute: '{where}'");
        }

        Range input = byEvent is not null && call.Input.Equals(default) ? .. : call.Input;
        return ToolInput.Read(tool, dialect.Shape(tool), payload[input], where) switch
        {
            (null, var why) => new HookMessage.Malformed(why),
            var (action, _) when before => new HookMessage.Before(action, call.Session ?? "", input),
            var (action, _) => new HookMessage.After(action, call.Session ?? ""),
        };
    }

    /// <summary>The fields around the tool's own input.</summary>
    private ref struct Envelope(HookDialect dialect)
    {
        public string? Event;
        public string? Tool;
        public string? Directory;
        public string? Session;
        public bool HasResult;

        /// <summary>Where the tool's input stands in the payload; empty where there is none.</summary>
        public Range Input;

        /// <summary>A field of the wrong type.</summary>
        public string? Wrong;

        public static Envelope Read(ReadOnlySpan<byte> payload, HookDialect dialect)
        {
            var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
            var call = new Envelope(dialect);
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                call.Wrong = "it is no JSON object";
            }
            else
            {
                call.ReadObject(ref json, inner: dialect.Inner is null);
            }

            // To the end: what follows the object makes the payload as malformed as what stands in it.
            while (json.Read())
            {
                json.Skip();
            }

            return call;
        }

        /// <summary>Reads the fields of one object.</summary>
        /// <param name="inner">Whether tool and input stand in this object.</param>
        private void ReadObject(ref Utf8JsonReader json, bool inner)
        {
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                ReadField(ref json, inner);
            }
        }

        private void ReadField(ref Utf8JsonReader json, bool inner)
        {
            if (inner && Is(ref json, dialect.Input))
            {
                json.Read();
                int start = (int)json.TokenStartIndex;
                json.Skip();
                Input = start..(int)json.BytesConsumed;
            }
            else if (inner && Is(ref json, dialect.Tool))
            {
                Tool = Text(ref json, dialect.Tool);
            }
            else if (Is(ref json, dialect.Event))
            {
                Event = Text(ref json, dialect.Event);
            }
            else if (Is(ref json, dialect.Directory))
            {
                Directory = First(ref json, dialect.Directory);
            }
            else if (Is(ref json, dialect.Session))
            {
                Session = Text(ref json, dialect.Session);
            }
            else
            {
                HasResult |= Is(ref json, dialect.Result);
                bool deeper = Is(ref json, dialect.Inner);
                json.Read();
                if (deeper && json.TokenType is JsonTokenType.StartObject)
                {
                    ReadObject(ref json, inner: true);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        private static bool Is(ref Utf8JsonReader json, string? name) => name is not null && json.ValueTextEquals(name);

        private string? First(ref Utf8JsonReader json, string field)
        {
            Utf8JsonReader ahead = json;
            if (!ahead.Read() || ahead.TokenType is not JsonTokenType.StartArray)
            {
                return Text(ref json, field);
            }

            json.Read();
            string? first = null;
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
            {
                first ??= json.TokenType is JsonTokenType.String ? json.GetString() : null;
                json.Skip();
            }

            return first;
        }

        private string? Text(ref Utf8JsonReader json, string? field)
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
}

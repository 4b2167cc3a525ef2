using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Holdpoint.Sessions;

/// <summary>What a trace says of its path.</summary>
internal enum TraceKind
{
    /// <summary>Nothing was there at that time, and an action that was let through would make it.</summary>
    Made,

    /// <summary>It, or what lies below it, is a copy.</summary>
    Copied,

    /// <summary>Something that the session did not make may have come there.</summary>
    Moved,

    /// <summary>What was there may have been taken away.</summary>
    Gone,
}

/// <summary>One line of a session's memory; docs/formats/session-memory.md is its specification.</summary>
/// <param name="Path">Absolute, links resolved.</param>
/// <param name="From">What it is a copy of; null for other kinds.</param>
internal sealed record Trace(TraceKind Kind, string Path, DateTimeOffset At, string? From = null)
{
    /// <summary>Stands for a line that cannot be read: whatever it said, nothing before it counts.</summary>
    public static readonly Trace Unreadable = new(TraceKind.Moved, "/", DateTimeOffset.MinValue);

    private const int Version = 1;

    /// <summary>Appends the line with its line feed.</summary>
    public void Write(ArrayBufferWriter<byte> lines)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, Version);
            json.WriteString("kind"u8, Word(Kind));
            json.WriteString("at"u8, At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("path"u8, Path);
            if (From is not null)
            {
                json.WriteString("from"u8, From);
            }

            json.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    public static Trace Read(ReadOnlySpan<byte> line)
    {
        int version = 0;
        TraceKind? kind = null;
        string? path = null, from = null;
        DateTimeOffset at = default;
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                string? name = json.GetString();
                json.Read();
                switch (name)
                {
                    case "v":
                        version = json.GetInt32();
                        break;
                    case "kind":
                        kind = KindOf(json.GetString());
                        break;
                    case "at":
                        at = json.GetDateTimeOffset();
                        break;
                    case "path":
                        path = json.GetString();
                        break;
                    case "from":
                        from = json.GetString();
                        break;
                    default:
                        return Unreadable;
                }
            }

            json.Read(); // What follows the object makes the line none of ours.
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return Unreadable;
        }

        bool whole = version == Version && path is ['/', ..] && kind is TraceKind.Copied == from is ['/', ..];
        return whole && kind is { } known && path is not null ? new Trace(known, path, at, from) : Unreadable;
    }

    private static string Word(TraceKind kind) => kind switch
    {
        TraceKind.Made => "made",
        TraceKind.Copied => "copied",
        TraceKind.Moved => "moved",
        _ => "gone",
    };

    private static TraceKind? KindOf(string? word) => word switch
    {
        "made" => TraceKind.Made,
        "copied" => TraceKind.Copied,
        "moved" => TraceKind.Moved,
        "gone" => TraceKind.Gone,
        _ => null,
    };
}

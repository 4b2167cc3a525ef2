using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Terraform.Checkpoints;

/// <summary>A state of format 4, so that two can be compared: another program writes the same with other blanks and
/// another version.</summary>
/// <param name="Objects">The address and the content of every object and output, without blanks.</param>
internal sealed record SavedState(
    string Lineage, long Serial, SortedDictionary<string, string> Objects)
{
    /// <summary>What data sources found begins with it: <c>data:aws_ami.base</c>.</summary>
    private const string LookedUp = "data:";

    /// <summary>Reads one; null where it is none.</summary>
    public static SavedState? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement version)
                || version.GetRawText() != "4" || !root.TryGetProperty("serial", out JsonElement serial)
                || !serial.TryGetInt64(out long number) || !root.TryGetProperty("lineage", out JsonElement lineage)
                || lineage.GetString() is not { } name)
            {
                return null;
            }

            SortedDictionary<string, string> objects = new(StringComparer.Ordinal);
            foreach (JsonElement resource in List(root, "resources"))
            {
                string address = Address(resource);
                foreach (JsonElement instance in List(resource, "instances"))
                {
                    objects[address + Key(instance)] = Compact(instance);
                }
            }

            if (root.TryGetProperty("outputs", out JsonElement outputs) && outputs.ValueKind is JsonValueKind.Object)
            {
                foreach (JsonProperty output in outputs.EnumerateObject())
                {
                    objects["output." + output.Name] = Compact(output.Value);
                }
            }

            return new SavedState(name, number, objects);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>How many objects it knows, outputs and what was only looked up aside.</summary>
    public int Resources => Objects.Keys.Count(IsResource);

    public static bool IsResource(string address) => !address.StartsWith("output.", StringComparison.Ordinal)
        && !address.StartsWith(LookedUp, StringComparison.Ordinal);

    /// <summary>The same objects and outputs.</summary>
    public bool Holds(SavedState other) => Objects.SequenceEqual(other.Objects);

    /// <summary>The bytes of a state with another serial: a backend takes only a later one.</summary>
    public static ReadOnlyMemory<byte> With(ReadOnlyMemory<byte> state, long serial)
    {
        var reader = new Utf8JsonReader(state.Span);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1
                && reader.ValueTextEquals("serial"u8) && reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                byte[] number = Encoding.UTF8.GetBytes(serial.ToString(CultureInfo.InvariantCulture));
                return (byte[])[.. state.Span[..start], .. number, .. state.Span[(int)reader.BytesConsumed..]];
            }
        }

        return state;
    }

    private static JsonElement.ArrayEnumerator List(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string Address(JsonElement resource) =>
        (Text(resource, "mode") is "data" ? LookedUp : "")
        + (Text(resource, "module") is { Length: > 0 } module ? module + "." : "")
        + $"{Text(resource, "type")}.{Text(resource, "name")}";

    private static string Key(JsonElement instance) =>
        (instance.TryGetProperty("index_key", out JsonElement key) ? $"[{key.GetRawText()}]" : "")
        + (Text(instance, "deposed") is { Length: > 0 } deposed ? $" (deposed {deposed})" : "");

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Compact(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

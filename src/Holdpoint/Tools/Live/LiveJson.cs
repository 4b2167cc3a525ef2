using System.Globalization;
using System.Text.Json;

namespace Holdpoint.Tools.Live;

/// <summary>Walks an answer; whatever is not there, or of another kind, is null.</summary>
internal static class LiveJson
{
    /// <summary>Reads text; null where it is no JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? At(this JsonElement? element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element is not { ValueKind: JsonValueKind.Object } known
                || !known.TryGetProperty(name, out JsonElement value))
            {
                return null;
            }

            element = value;
        }

        return element is { ValueKind: JsonValueKind.Null } ? null : element;
    }

    public static string? Text(this JsonElement? element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A whole number, also where it is written as text.</summary>
    public static long? Number(this JsonElement? element, params ReadOnlySpan<string> path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(
            text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) => value,
        _ => null,
    };

    public static bool? Flag(this JsonElement? element, params ReadOnlySpan<string> path) =>
        element.At(path)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static DateTimeOffset? Time(this JsonElement? element, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(element.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time) ? time : null;

    public static IEnumerable<JsonElement?> Items(this JsonElement? element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } array
            ? [.. array.EnumerateArray().Select(e => (JsonElement?)e)] : [];
}

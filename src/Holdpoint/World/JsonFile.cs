using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Holdpoint.World;

/// <summary>Reads what we have written as JSON ourselves.</summary>
internal static class JsonFile
{
    /// <summary>The value in a file; null where the file is not there, cannot be read, is larger, or holds something
    /// else.</summary>
    public static T? Read<T>(IWorld world, string path, long maxBytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return world.Read(path, maxBytes) is FileAnswer.Content content
                ? JsonSerializer.Deserialize(content.Bytes.Span, type)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

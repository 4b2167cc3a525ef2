using System.Text.Json;
using System.Text.Json.Serialization;

namespace Holdpoint.Checkpoints;

/// <summary>A list in a part's settings, which are texts.</summary>
internal static class SettingList
{
    public static string Write(IEnumerable<string> texts) =>
        JsonSerializer.Serialize([.. texts], SettingListJson.Default.StringArray);

    /// <summary>Empty where there is none of that name.</summary>
    public static string[] Read(SavedPart part, string setting)
    {
        try
        {
            return JsonSerializer.Deserialize(
                part.Settings.GetValueOrDefault(setting) ?? "[]", SettingListJson.Default.StringArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>The JSON of such lists.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class SettingListJson : JsonSerializerContext;

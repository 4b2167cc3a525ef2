using System.Collections.Immutable;
using System.Text.Json;

namespace Holdpoint.Tools.Terraform.Backends;

/// <summary>Reads <c>.terraform/terraform.tfstate</c>, where <c>init</c> keeps the backend in force. Pure and
/// total.</summary>
internal static class BackendRecord
{
    /// <summary>The backend; null when the record names none or cannot be read.</summary>
    public static BackendSettings? Read(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("backend", out JsonElement backend)
                || backend.ValueKind is not JsonValueKind.Object
                || !backend.TryGetProperty("type", out JsonElement type)
                || type.ValueKind is not JsonValueKind.String)
            {
                return null;
            }

            ImmutableSortedDictionary<string,
                string> settings = backend.TryGetProperty("config", out JsonElement config)
                ? Settings(config)
                : BackendSettings.Local.Settings;
            return new BackendSettings(type.GetString() ?? "", settings, source);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // The second is how the platform tells of a text that is no UTF-8, or half a surrogate pair.
        }
    }

    /// <summary>The settings of a JSON object that name a place; nested ones (cloud's workspaces) are taken into
    /// it.</summary>
    public static ImmutableSortedDictionary<string, string> Settings(JsonElement config)
    {
        ImmutableSortedDictionary<string, string>.Builder found = ImmutableSortedDictionary.CreateBuilder<string,
            string>(StringComparer.Ordinal);
        Collect(config, found, depth: 0);
        return found.ToImmutable();
    }

    private static void Collect(JsonElement config, ImmutableSortedDictionary<string, string>.Builder found, int depth)
    {
        const int MaxDepth = 3; // config → workspaces → name: no backend nests deeper what names its place.
        if (config.ValueKind is JsonValueKind.Array && depth < MaxDepth)
        {
            foreach (JsonElement one in config.EnumerateArray())
            {
                Collect(one, found, depth + 1);
            }
        }

        if (config.ValueKind is not JsonValueKind.Object || depth > MaxDepth)
        {
            return;
        }

        foreach (JsonProperty property in config.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.String && BackendSettings.NamesPlace(property.Name))
            {
                found[property.Name] = property.Value.GetString() ?? "";
            }
            else
            {
                Collect(property.Value, found, depth + 1);
            }
        }
    }
}

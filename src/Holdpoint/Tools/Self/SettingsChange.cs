using System.Text.Json;

namespace Holdpoint.Tools.Self;

/// <summary>Whether a client's settings, as they would be afterwards, guard as much as before.</summary>
internal static class SettingsChange
{
    /// <summary>Top-level keys that have nothing to do with hooks: only these may differ.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "permissions", "model", "includeCoAuthoredBy", "attribution", "outputStyle", "language", "$schema", "theme",
        "cleanupPeriodDays", "spinnerTipsEnabled", "alwaysThinkingEnabled", "respectGitignore", "ui", "contextFileName",
        "enabledMcpjsonServers", "disabledMcpjsonServers",
    };

    /// <summary>Settings are a few kilobytes; deeper nesting than this is none.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>True only where it can be shown: both parse, no name stands twice, and nothing but harmless keys
    /// differs.</summary>
    /// <param name="before">The text now; null when there is no file.</param>
    public static bool IsHarmless(string? before, string after)
    {
        try
        {
            using JsonDocument old = JsonDocument.Parse(string.IsNullOrWhiteSpace(before) ? "{}" : before, Options);
            using JsonDocument changed = JsonDocument.Parse(after, Options);
            return Guarding(old.RootElement) is { } was && Guarding(changed.RootElement) is { } becomes
                && was.Count == becomes.Count
                && was.All(pair => becomes.TryGetValue(pair.Key, out string? text) && text == pair.Value);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // No JSON; a text that holds half a character is refused in the second way.
            return false;
        }
    }

    /// <summary>Whether a file that calls Holdpoint's hook would call it less, or a new one switches hooks
    /// off.</summary>
    public static bool LosesHook(string before, string after) =>
        Calls(after) < Calls(before) || (Disables(after) && !Disables(before));

    private static bool Disables(string text) => text.Contains("disableAllHooks", StringComparison.Ordinal);

    private static int Calls(string text)
    {
        int calls = 0;
        for (int at = 0; (at = text.IndexOf("holdpoint", at, StringComparison.Ordinal)) >= 0; at++)
        {
            calls++;
        }

        return calls;
    }

    /// <summary>Replaces as a client's edit does; null where the text is not there.</summary>
    public static string? Edited(string before, string taken, string put, bool all)
    {
        int at = taken.Length == 0 ? -1 : before.IndexOf(taken, StringComparison.Ordinal);
        return at < 0 ? null
            : all ? before.Replace(taken, put, StringComparison.Ordinal)
            : before[..at] + put + before[(at + taken.Length)..];
    }

    /// <summary>The parts that matter, by key, as text; null when this is no object or a name stands twice.</summary>
    private static Dictionary<string, string>? Guarding(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return null;
            }

            if (!Harmless.Contains(property.Name))
            {
                parts[property.Name] = property.Value.GetRawText();
            }
        }

        return parts;
    }
}

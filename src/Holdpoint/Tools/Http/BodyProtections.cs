using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Http;

/// <summary>Protections that the body of a request switches off, whatever the API: deletion protection, backups,
/// versions, days of retention. Pure.</summary>
internal static class BodyProtections
{
    /// <summary>Bodies of requests nest a few levels.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters of a body that are read.</summary>
    private const int MaxLength = 256 * 1024;

    /// <summary>The first setting that is switched off, with its value; null when there is none, or where the text is
    /// no JSON.</summary>
    public static string? Off(string text)
    {
        if (text.Length > MaxLength || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        var path = new string[MaxDepth];
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
            while (json.Read())
            {
                int depth = json.CurrentDepth;
                if (json.TokenType is JsonTokenType.PropertyName)
                {
                    path[depth] = json.GetString() ?? "";
                }
                else if (depth > 0 && path[depth] is { } name && IsOff(name, path.AsSpan(1, depth - 1), ref json))
                {
                    return $"{name}: {Encoding.UTF8.GetString(json.ValueSpan)}";
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Shells cut bodies; what was read until there counts.
        }

        return null;
    }

    private static bool IsOff(string name, ReadOnlySpan<string> above, ref Utf8JsonReader json)
    {
        bool off = json.TokenType switch
        {
            JsonTokenType.False => true,
            JsonTokenType.Number => json.TryGetInt64(out long number) && number == 0,
            JsonTokenType.String => json.ValueTextEquals("Suspended") || json.ValueTextEquals("Disabled")
                || json.ValueTextEquals("DISABLED") || json.ValueTextEquals("disabled"),
            _ => false,
        };
        if (!off)
        {
            return false;
        }

        string plain = Plain(name);
        bool days = json.TokenType is JsonTokenType.Number;
        return (plain is "enabled" or "status" && above is [.., var group] && Guards(Plain(group), days: false))
            || Guards(plain, days);
    }

    /// <summary>Names of protections; those that count time are off at zero.</summary>
    private static bool Guards(string name, bool days) => days
        ? name.Contains("retention", StringComparison.Ordinal)
        : name.Contains("deletionprotection", StringComparison.Ordinal)
            || name.Contains("deleteprotection", StringComparison.Ordinal)
            || name.Contains("terminationprotection", StringComparison.Ordinal)
            || name.Contains("pointintimerecovery", StringComparison.Ordinal)
            || name is "versioning" or "softdelete" or "softdeletepolicy" or "backup" or "backups" or "backupenabled"
                or "backupsenabled" or "backupconfiguration" or "pitr" or "pitrenabled";

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}

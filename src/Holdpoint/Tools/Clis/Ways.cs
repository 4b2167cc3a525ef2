using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Clis;

/// <summary>What the families have in common: ways back, and small readers of the files that link a folder to a
/// project. Pure.</summary>
internal static class Ways
{
    /// <summary>Data that the platform does not keep, as far as its documentation says.</summary>
    public static readonly Recovery Nothing =
        new Recovery.Unknown("its documentation promises no way back; only a copy taken before does");

    /// <summary>A value that is shown nowhere again.</summary>
    public static readonly Recovery Kept =
        new Recovery.Unknown("its value is kept nowhere else that is known of");

    /// <summary>Configuration that is made again by hand or from its source.</summary>
    public static readonly Recovery Again =
        new Recovery.FromSource("it can be made again, and is missing until then");

    /// <summary>A key of a TOML file, at the start of a line: <c>app = "shop"</c>.</summary>
    public static ImmutableArray<(string Word, SignKind Kind, string Value)> Toml(string text, string key, string word)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(key) && line[key.Length..].TrimStart() is ['=', .. var rest]
                && rest.Trim().Trim("\"'") is { IsEmpty: false } value)
            {
                return [(word, SignKind.Name, value.ToString())];
            }
        }

        return [];
    }

    /// <summary>The first text under a key of a JSON file.</summary>
    public static ImmutableArray<(string Word, SignKind Kind, string Value)> Json(string text, string key, string word)
    {
        string quoted = "\"" + key + "\"";
        int at = text.IndexOf(quoted, StringComparison.Ordinal);
        return at >= 0 && Quoted(text, at + quoted.Length) is { } value ? [(word, SignKind.Name, value)] : [];
    }

    /// <summary>A file that holds nothing but a name.</summary>
    public static ImmutableArray<(string Word, SignKind Kind, string Value)> Whole(string text, string word) =>
        text.Trim() is { Length: > 0 and < 200 } name ? [(word, SignKind.Name, name)] : [];

    /// <summary>The text between the next two quotes after a colon.</summary>
    public static string? Quoted(string text, int from)
    {
        ReadOnlySpan<char> rest = text.AsSpan(from).TrimStart();
        if (rest is not [':', ..] || rest[1..].TrimStart() is not ['"', .. var value])
        {
            return null;
        }

        int end = value.IndexOf('"');
        return end > 0 ? value[..end].ToString() : null;
    }
}

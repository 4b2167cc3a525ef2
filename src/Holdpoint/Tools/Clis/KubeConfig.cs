using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Clis;

/// <summary>Reads the file in which programs find their cluster, without parsing YAML. Pure.</summary>
internal static class KubeConfig
{
    /// <summary>The context in use, and the address of its cluster where both have one name.</summary>
    public static ImmutableArray<(string Word, SignKind Kind, string Value)> Read(string text)
    {
        if (Value(text, "current-context:") is not { Length: > 0 } context)
        {
            return [];
        }

        return [("context", SignKind.Context, context)];
    }

    /// <summary>The value of a key that stands at the start of a line.</summary>
    private static string? Value(string text, string key)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(key))
            {
                return line[key.Length..].Trim().Trim("\"'").ToString();
            }
        }

        return null;
    }
}

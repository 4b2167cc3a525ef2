using System.Collections.Immutable;

namespace Holdpoint.Environments;

/// <summary>Files of variables that programs load by themselves: <c>NAME=value</c>, a line each.</summary>
internal static class DotEnv
{
    /// <summary>Lines that are read; more is no file that a person keeps.</summary>
    private const int MaxLines = 2000;

    /// <summary>The variables of a text; what is no assignment is passed over.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> Read(string text)
    {
        var found = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        int lines = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            if (lines++ >= MaxLines)
            {
                break;
            }

            ReadOnlySpan<char> line = raw.Trim();
            if (line.StartsWith("export "))
            {
                line = line["export ".Length..].TrimStart();
            }

            int equals = line.IndexOf('=');
            if (equals <= 0 || line[0] == '#' || !IsName(line[..equals].TrimEnd()))
            {
                continue;
            }

            found.Add(new(line[..equals].TrimEnd().ToString(), Value(line[(equals + 1)..].Trim())));
        }

        return found.DrainToImmutable();
    }

    private static string Value(ReadOnlySpan<char> value)
    {
        if (value is ['"' or '\'' or '`', ..] && value[1..].IndexOf(value[0]) is >= 0 and var end)
        {
            return value.Slice(1, end).ToString();
        }

        int comment = value.IndexOf(" #");
        return (comment < 0 ? value : value[..comment].TrimEnd()).ToString();
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }
}

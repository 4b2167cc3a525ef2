using System.Text.Json;

namespace Holdpoint.Cli.Mcp;

/// <summary>The arguments of a call as a client has sent them; what is wrong with them is told, not guessed.</summary>
internal sealed class McpArguments(IDictionary<string, JsonElement>? given)
{
    /// <summary>No shell takes more (ARG_MAX).</summary>
    private const int MaxText = 2 * 1024 * 1024;

    /// <summary>The first thing that is wrong; null while nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>A text; empty where it is left out and need not be there.</summary>
    public string Text(string name, bool required)
    {
        if (given is null || !given.TryGetValue(name, out JsonElement value))
        {
            return required ? Wrong($"{name} is missing") : "";
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            return Wrong($"{name} is no text");
        }

        string text;
        try
        {
            text = value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Wrong($"{name} is no Unicode");
        }

        return text.Length is 0 or > MaxText ? Wrong($"{name} is empty or longer than {MaxText} characters") : text;
    }

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double least, double most, double otherwise)
    {
        if (given is null || !given.TryGetValue(name, out JsonElement value))
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number)
            && number >= least && number <= most)
        {
            return number;
        }

        Wrong($"{name} is no number from {least} to {most}");
        return otherwise;
    }

    /// <summary>Anything beside these is a mistake: it might be what was meant to hold something back.</summary>
    public void Only(params ReadOnlySpan<string> known)
    {
        foreach (string name in given?.Keys ?? [])
        {
            if (!known.Contains(name))
            {
                Wrong($"there is no argument \"{Printable.Line(name.Length > 80 ? name[..80] : name)}\"");
            }
        }
    }

    /// <summary>A path from the root on, or none.</summary>
    public void Absolute(string name, string path)
    {
        if (path.Length > 0 && (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal)))
        {
            Wrong($"{name} is not absolute: '{Printable.Line(path.Length > 80 ? path[..80] : path)}'");
        }
    }

    private string Wrong(string problem)
    {
        Problem ??= problem;
        return "";
    }
}

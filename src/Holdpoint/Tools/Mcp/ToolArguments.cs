using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Mcp;

/// <summary>The texts in the arguments of a tool's call, with the names under which they stand. Pure and
/// total.</summary>
internal sealed class ToolArguments
{
    /// <summary>As deep as a client's payload may be: arguments of which nothing is known would be called
    /// harmless.</summary>
    private const int MaxDepth = 256;

    /// <summary>As long as a client's payload may be.</summary>
    private const int MaxLength = 32 * 1024 * 1024;

    /// <summary>Texts of one call; of more, not all are known.</summary>
    private const int MaxTexts = 5_000;

    private readonly List<(string Name, string Text)> _texts = [];

    /// <summary>Names and texts in their order; the items of a list have the list's name.</summary>
    public IReadOnlyList<(string Name, string Text)> Texts => _texts;

    /// <summary>They are larger than what is read.</summary>
    public bool Beyond { get; private set; }

    public static ToolArguments Read(string json)
    {
        var arguments = new ToolArguments();
        if (json.Length > MaxLength)
        {
            arguments.Beyond = true;
            return arguments;
        }

        try
        {
            arguments.Walk(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, so no call; what was read before that counts all the same.
        }

        return arguments;
    }

    /// <summary>The first text of a name; null where there is none.</summary>
    public string? this[string names]
    {
        get
        {
            foreach ((string name, string text) in _texts)
            {
                if (Shell.Wrappers.Wrapper.Has(names, name))
                {
                    return text;
                }
            }

            return null;
        }
    }

    private void Walk(string json)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true });
        string name = "";
        while (reader.Read())
        {
            if (_texts.Count >= MaxTexts)
            {
                Beyond = true;
                return;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = (reader.GetString() ?? "").ToLowerInvariant();
                    break;
                case JsonTokenType.String:
                    _texts.Add((name, reader.GetString() ?? ""));
                    break;
                case JsonTokenType.True:
                    _texts.Add((name, "true"));
                    break;
            }
        }
    }
}

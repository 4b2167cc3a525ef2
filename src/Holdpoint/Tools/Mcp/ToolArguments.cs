using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Mcp;

/// <summary>The texts in the arguments of a tool's call, with the names under which they stand. Pure and
/// total.</summary>
internal sealed class ToolArguments
{
    /// <summary>Arguments nest a few levels; deeper ones are no call that a person wrote down.</summary>
    private const int MaxDepth = 64;

    /// <summary>Characters of arguments that are looked at; beyond it they are a document.</summary>
    private const int MaxLength = 1024 * 1024;

    /// <summary>Texts of one call.</summary>
    private const int MaxTexts = 500;

    private readonly List<(string Name, string Text)> _texts = [];

    /// <summary>Names and texts in their order; the items of a list have the list's name.</summary>
    public IReadOnlyList<(string Name, string Text)> Texts => _texts;

    /// <summary>They are no JSON, or larger than what is read.</summary>
    public bool Unreadable { get; private set; }

    public static ToolArguments Read(string json)
    {
        var arguments = new ToolArguments();
        if (json.Length > MaxLength)
        {
            arguments.Unreadable = true;
            return arguments;
        }

        try
        {
            arguments.Walk(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            arguments.Unreadable = json.Length > 0;
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
        while (_texts.Count < MaxTexts && reader.Read())
        {
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

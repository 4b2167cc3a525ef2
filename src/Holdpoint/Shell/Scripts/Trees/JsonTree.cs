using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Holdpoint.Shell.Scripts.Trees;

/// <summary>JSON, with the comments and trailing commas that settings files are allowed.</summary>
internal static class JsonTree
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = Tree.MaxDepth,
    };

    /// <summary>The tree of a text; null when it is no JSON or beyond a bound.</summary>
    public static Tree? Read(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')), Options);
            int nodes = 0;
            return reader.Read() ? Node(ref reader, ref nodes) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An escape that is half a character is found out only when the text is asked for.
            return null;
        }
    }

    private static Tree Node(ref Utf8JsonReader reader, ref int nodes)
    {
        if (++nodes > Tree.MaxNodes)
        {
            throw new JsonException("too many entries");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Tree>>();
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    string name = reader.GetString() ?? "";
                    reader.Read();
                    entries.Add(new(name, Node(ref reader, ref nodes)));
                }

                return new Tree.Table(entries.DrainToImmutable());
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<Tree>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    items.Add(Node(ref reader, ref nodes));
                }

                return new Tree.Sequence(items.DrainToImmutable());
            case JsonTokenType.String:
                return new Tree.Scalar(reader.GetString() ?? "");
            default:
                return new Tree.Scalar(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }
}

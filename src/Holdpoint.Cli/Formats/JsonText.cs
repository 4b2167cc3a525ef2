using System.Text;
using System.Text.Json;

namespace Holdpoint.Cli.Formats;

/// <summary>A value of a JSON text with its place in it, so that one part can be changed and all the rest stays as it
/// was written: order, spaces, comments, trailing commas.</summary>
/// <param name="Start">Offset in the UTF-8 bytes.</param>
/// <param name="End">The offset after its last byte.</param>
/// <param name="Members">Of an object; of a name that stands twice the last one is what a reader sees.</param>
/// <param name="Items">Of an array.</param>
internal sealed record JsonPart(
    JsonValueKind Kind, int Start, int End, List<JsonMember> Members, List<JsonPart> Items, string Text)
{
    public JsonPart? Member(string name) => Members.FindLast(m => m.Name == name)?.Value;
}

/// <summary>A member of an object.</summary>
/// <param name="Start">Where its name begins.</param>
internal sealed record JsonMember(string Name, int Start, JsonPart Value);

/// <summary>Reads a JSON text into parts.</summary>
internal static class JsonText
{
    /// <summary>Settings nest a few levels; this is the reader's own default.</summary>
    private const int MaxDepth = 64;

    /// <summary>The root value.</summary>
    /// <exception cref="JsonException">The text is no JSON; line and byte say where.</exception>
    public static JsonPart Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = MaxDepth,
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        });
        json.Read();
        JsonPart root = Value(ref json);
        json.Read(); // What follows the value makes the text malformed.
        return root;
    }

    private static JsonPart Value(ref Utf8JsonReader json)
    {
        int start = (int)json.TokenStartIndex;
        List<JsonMember> members = [];
        List<JsonPart> items = [];
        string text = "";
        JsonValueKind kind = JsonValueKind.Null;
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                kind = JsonValueKind.Object;
                while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
                {
                    int at = (int)json.TokenStartIndex;
                    string name = json.GetString() ?? "";
                    json.Read();
                    members.Add(new JsonMember(name, at, Value(ref json)));
                }

                break;
            case JsonTokenType.StartArray:
                kind = JsonValueKind.Array;
                while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
                {
                    items.Add(Value(ref json));
                }

                break;
            case JsonTokenType.String:
                kind = JsonValueKind.String;
                text = json.GetString() ?? "";
                break;
            case JsonTokenType.Number:
                kind = JsonValueKind.Number;
                text = Encoding.UTF8.GetString(json.ValueSpan);
                break;
            case JsonTokenType.True:
                kind = JsonValueKind.True;
                break;
            case JsonTokenType.False:
                kind = JsonValueKind.False;
                break;
        }

        return new JsonPart(kind, start, (int)json.BytesConsumed, members, items, text);
    }
}

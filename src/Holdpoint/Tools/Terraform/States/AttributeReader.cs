using System.Text;
using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Picks the attributes of interest out of the JSON of one object, and skips the rest unread.</summary>
internal sealed class AttributeReader(Utf8Interner interner, SignCounter signs)
{
    /// <summary>Longer values are cut: a name or a version is short, and a document is nobody's name.</summary>
    private const int MaxValueBytes = 128;

    private readonly List<KeyValuePair<string, string>> _names = [];
    private readonly List<KeyValuePair<string, string>> _standing = [];
    private readonly StandingPool _pool = new();
    private readonly TagNames _tags = new();

    /// <summary>Reads the object at the reader's current token and leaves the reader on its last token; false when it
    /// is none.</summary>
    public bool ReadIfObject(ref JsonCursor json)
    {
        Clear();
        if (json.TokenType is JsonTokenType.StartObject)
        {
            ReadInto(ref json, AttributesOfInterest.Root);
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>Reads the flat map of Terraform 0.11: <c>{"tags.Name": "x", "point_in_time_recovery.0.enabled":
    /// "true"}</c>.</summary>
    public void ReadFlat(ref JsonCursor json)
    {
        Clear();
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string name = json.GetString().Replace(".0.", ".", StringComparison.Ordinal);
            json.Read();
            if (json.TokenType is not JsonTokenType.String || Walk(name) is not var (node, tag))
            {
                json.Skip();
                continue;
            }

            Keep(ref json, node, tag);
        }
    }

    /// <summary>Forgets what the state marks as sensitive.</summary>
    public void Drop(string attribute)
    {
        string inside = attribute + ".";
        _names.RemoveAll(IsIn);
        _standing.RemoveAll(IsIn);

        bool IsIn(KeyValuePair<string, string> pair) =>
            pair.Key == attribute || pair.Key.StartsWith(inside, StringComparison.Ordinal);
    }

    /// <summary>What was read since the last call of <see cref="ReadIfObject"/>.</summary>
    public AttributeSet Take()
    {
        AttributeSet taken = new(_names.ToArray(), _pool.Get(_standing));
        Clear();
        return taken;
    }

    private void Clear()
    {
        _names.Clear();
        _standing.Clear();
    }

    private static (Interest Node, string? Tag)? Walk(string dotted)
    {
        Interest? node = AttributesOfInterest.Root;
        string[] parts = dotted.Split('.');
        for (int i = 0; i < parts.Length; i++)
        {
            byte[] part = Encoding.UTF8.GetBytes(parts[i]);
            if (node.IsTags)
            {
                return AttributesOfInterest.TagPath(Encoding.UTF8.GetBytes(string.Join('.', parts[i..]))) is { } tag
                    ? (node, tag) : null;
            }

            node = node.Find(part);
            if (node is null)
            {
                return null;
            }
        }

        return node.Path is null || node.IsTags ? null : (node, null);
    }

    private void ReadInto(ref JsonCursor json, Interest node)
    {
        if (json.TokenType is JsonTokenType.StartArray)
        {
            ReadFirst(ref json, node);
            return;
        }

        if (json.TokenType is not JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (node.IsTags)
            {
                string? tag = _tags.Path(json.ValueSpan);
                json.Read();
                KeepOrSkip(ref json, tag is null ? null : node, tag);
                continue;
            }

            Interest? child = node.Find(json.ValueSpan);
            if (child is null && node.IsWrapped && json.ValueSpan.SequenceEqual("value"u8))
            {
                child = node;
            }

            if (child is null)
            {
                json.Skip();
                continue;
            }

            json.Read();
            KeepOrSkip(ref json, child, null);
        }
    }

    /// <summary>A block is a list of one; of several the first stands for all.</summary>
    private void ReadFirst(ref JsonCursor json, Interest node)
    {
        int depth = json.CurrentDepth;
        bool first = true;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (first && json.TokenType is JsonTokenType.StartObject)
            {
                ReadInto(ref json, node);
            }
            else
            {
                json.Skip();
            }

            first = false;
        }
    }

    private void KeepOrSkip(ref JsonCursor json, Interest? node, string? tag)
    {
        if (node is null)
        {
            json.Skip();
        }
        else if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (tag is null)
            {
                ReadInto(ref json, node);
            }
            else
            {
                json.Skip();
            }
        }
        else
        {
            Keep(ref json, node, tag);
        }
    }

    private void Keep(ref JsonCursor json, Interest node, string? tag)
    {
        if (json.TokenType is JsonTokenType.Null || (tag is null && node.Path is null))
        {
            return;
        }

        ReadOnlySpan<byte> value = json.ValueSpan;
        if (tag is null && node.Place is not PlaceSign.None && signs.Take(node.Place, value))
        {
            return;
        }

        string text = json.ValueIsEscaped ? Cut(json.GetString()) : interner.Get(Cut(value));
        if (text.Length > 0)
        {
            Add(node.IsName ? _names : _standing, tag ?? node.Path ?? "", text);
            signs.SeeTag(tag, text);
        }
    }

    /// <summary>Once: <c>tags_all</c> says again what <c>tags</c> said.</summary>
    private static void Add(List<KeyValuePair<string, string>> pairs, string key, string value)
    {
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            if (ReferenceEquals(pair.Value, value) && ReferenceEquals(pair.Key, key))
            {
                return;
            }
        }

        pairs.Add(new(key, value));
    }

    private static string Cut(string text) => text.Length > MaxValueBytes ? text[..MaxValueBytes] : text;

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= MaxValueBytes)
        {
            return utf8;
        }

        int end = MaxValueBytes;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--; // Never inside a character.
        }

        return utf8[..end];
    }
}

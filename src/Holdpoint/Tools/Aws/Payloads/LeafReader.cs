using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>Reads the options of a call into leaves: <c>--x</c>, <c>--no-x</c>, <c>--x value</c>, shorthand
/// <c>--x A=b,C=[d]</c>, JSON, and the document of <c>--cli-input-json</c>.</summary>
internal static class LeafReader
{
    /// <summary>A call with more values than this is a bulk load; beyond it counts as unread.</summary>
    internal const int MostLeaves = 4096;

    /// <summary>The CLI's own documents are far smaller; beyond it counts as unread.</summary>
    private const int LongestDocument = 4 * 1024 * 1024;

    private const int Deepest = 32;

    public static ImmutableArray<Leaf> Read(AwsCall call)
    {
        ImmutableArray<Leaf>.Builder leaves = ImmutableArray.CreateBuilder<Leaf>();
        if (call.Unseen)
        {
            leaves.Add(new Leaf(Leaf.Unread, null));
        }

        foreach (Parameter parameter in call.Parameters)
        {
            Option(leaves, parameter);
        }

        return leaves.ToImmutable();
    }

    private static void Option(ImmutableArray<Leaf>.Builder leaves, Parameter parameter)
    {
        if (parameter.Is("cli-input-json") || parameter.Is("cli-input-yaml"))
        {
            Document(leaves, "", parameter.Values is [var document, ..] ? document.Text : null);
            return;
        }

        string name = Normal(parameter.Name);
        if (parameter.Values.IsEmpty)
        {
            leaves.Add(new Leaf(name, "true"));
            if (parameter.Name.StartsWith("no-", StringComparison.Ordinal))
            {
                leaves.Add(new Leaf(name[2..], "false"));
            }

            return;
        }

        for (int i = 0; i < parameter.Values.Length && leaves.Count < MostLeaves; i++)
        {
            Word word = parameter.Values[i];
            string path = parameter.Values.Length == 1 ? name : $"{name}.#{i}";
            if (word.Text is not { } text)
            {
                leaves.Add(new Leaf(path, null));
            }
            else if (IsFile(text))
            {
                // A binary file is a payload (code, an image), never a document of parameters.
                leaves.Add(new Leaf(path, null));
                if (text[4] is not 'b')
                {
                    leaves.Add(new Leaf(Leaf.Unread, null));
                }
            }
            else
            {
                Value(leaves, path, text, 0);
            }
        }
    }

    /// <summary>Whether a value stands for what a file or an address holds.</summary>
    internal static bool IsFile(string text) =>
        text.StartsWith("file://", StringComparison.Ordinal) || text.StartsWith("fileb://", StringComparison.Ordinal);

    private static void Document(ImmutableArray<Leaf>.Builder leaves, string path, string? text)
    {
        if (text is null || IsFile(text) || !TryJson(leaves, path, text, 0))
        {
            leaves.Add(new Leaf(Leaf.Unread, null));
        }
    }

    /// <summary>A value as its option spells it.</summary>
    internal static void Value(ImmutableArray<Leaf>.Builder leaves, string path, string text, int depth)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().TrimStart();
        if (trimmed is ['{' or '[', ..] && TryJson(leaves, path, text, depth))
        {
            return;
        }

        // A statement may look like shorthand, so the text itself counts too.
        leaves.Add(new Leaf(path, text));
        if (text.Contains('=', StringComparison.Ordinal))
        {
            Shorthand.TryRead(leaves, path, text);
        }
    }

    private static bool TryJson(ImmutableArray<Leaf>.Builder leaves, string path, string text, int depth)
    {
        if (text.Length > LongestDocument || depth > 2)
        {
            return false;
        }

        int before = leaves.Count;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions
        {
            MaxDepth = Deepest,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        try
        {
            if (reader.Read())
            {
                Node(leaves, path, ref reader, depth);
                return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON, or not all of it: what was read so far is no more reliable than the rest.
            leaves.Count = before;
        }

        return false;
    }

    private static void Node(ImmutableArray<Leaf>.Builder leaves, string path, ref Utf8JsonReader reader, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                string? key = null, value = null;
                int before = leaves.Count;
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    string name = Normal(reader.GetString() ?? "");
                    reader.Read();
                    string? scalar = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
                    key = IsKey(name) ? scalar ?? key : key;
                    value = IsValue(name) ? Scalar(ref reader) ?? value : value;
                    Node(leaves, Join(path, name), ref reader, depth);
                }

                Pair(leaves, path, key, value);
                if (leaves.Count == before)
                {
                    Add(leaves, path, "{}");
                }

                break;
            case JsonTokenType.StartArray:
                for (int i = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; i++)
                {
                    Node(leaves, Join(path, $"#{i}"), ref reader, depth);
                }

                break;
            case JsonTokenType.String when reader.GetString() is { } text:
                // A policy inside attributes is JSON in a string.
                if (!(text.AsSpan().TrimStart() is ['{', ..] && TryJson(leaves, path, text, depth + 1)))
                {
                    Add(leaves, path, text);
                }

                break;
            default:
                Add(leaves, path, Scalar(ref reader) ?? "null");
                break;
        }
    }

    private static string? Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    /// <summary>The name in a pair of name and value: <c>Key=deletion_protection.enabled,Value=false</c>.</summary>
    internal static bool IsKey(string name) =>
        name is "key" or "name" or "attributename" or "parametername" or "attribute";

    internal static bool IsValue(string name) => name is "value" or "attributevalue" or "parametervalue";

    internal static void Pair(ImmutableArray<Leaf>.Builder leaves, string path, string? key, string? value)
    {
        if (value is not null)
        {
            // "{Value: false}" alone is how EC2 spells a plain attribute.
            Add(leaves, key is { Length: > 0 } ? Join(path, Normal(key)) : path, value);
        }
    }

    internal static void Add(ImmutableArray<Leaf>.Builder leaves, string path, string? value)
    {
        if (leaves.Count < MostLeaves)
        {
            leaves.Add(new Leaf(path, value));
        }
        else if (leaves.Count == MostLeaves)
        {
            leaves.Add(new Leaf(Leaf.Unread, null));
        }
    }

    internal static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Letters and digits in lower case: DeletionProtection, deletion-protection and deletion_protection are
    /// one.</summary>
    internal static string Normal(string name)
    {
        Span<char> buffer = name.Length <= 128 ? stackalloc char[name.Length] : new char[name.Length];
        int length = 0;
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '*')
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
        }

        return new string(buffer[..length]);
    }
}

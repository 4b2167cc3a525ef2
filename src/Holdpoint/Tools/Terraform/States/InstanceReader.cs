using System.Collections.Immutable;
using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>What one instance says of itself; its resource says the rest.</summary>
internal readonly record struct InstanceParts
{
    public string? Key { get; init; }

    public string? Deposed { get; init; }

    public bool Tainted { get; init; }

    public bool CreateBeforeDestroy { get; init; }

    public AttributeSet Attributes { get; init; }

    public ImmutableArray<string> Dependencies { get; init; }

    /// <summary>The dependencies are written relative to the module.</summary>
    public bool OldDependencies { get; init; }
}

/// <summary>Reads one instance of a resource.</summary>
internal sealed class InstanceReader(Utf8Interner interner, SignCounter signs)
{
    /// <summary>No real resource depends on more; beyond it the rest is left out of the systems, never of the
    /// count.</summary>
    private const int MaxDependencies = 4096;

    private readonly AttributeReader _attributes = new(interner, signs);
    private readonly List<string> _names = [];

    public InstanceParts Read(ref JsonCursor json)
    {
        string? key = null, deposed = null;
        bool tainted = false, before = false, old = false, flat = false;
        ImmutableArray<string> dependencies = [];
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = json.ValueSpan;
            if (Is(name, "attributes"u8))
            {
                json.Read();
                flat = _attributes.ReadIfObject(ref json) || flat;
            }
            else if (Is(name, "dependencies"u8) || Is(name, "depends_on"u8))
            {
                old = Is(name, "depends_on"u8);
                json.Read();
                dependencies = Names(ref json, MaxDependencies);
            }
            else if (Is(name, "index_key"u8))
            {
                json.Read();
                key = Key(ref json);
            }
            else if (Is(name, "status"u8))
            {
                json.Read();
                tainted = json.TokenType is JsonTokenType.String && json.ValueTextEquals("tainted"u8);
                json.Skip();
            }
            else if (Is(name, "deposed"u8))
            {
                json.Read();
                deposed = json.TokenType is JsonTokenType.String ? json.GetString() : null;
                json.Skip();
            }
            else if (Is(name, "create_before_destroy"u8))
            {
                json.Read();
                before = json.TokenType is JsonTokenType.True;
                json.Skip();
            }
            else if (Is(name, "sensitive_attributes"u8))
            {
                json.Read();
                DropSensitive(ref json);
            }
            else if (Is(name, "attributes_flat"u8) && !flat)
            {
                json.Read();
                _attributes.ReadFlat(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return new InstanceParts
        {
            Key = key,
            Deposed = string.IsNullOrEmpty(deposed) ? null : deposed,
            Tainted = tainted,
            CreateBeforeDestroy = before,
            Attributes = _attributes.Take(),
            Dependencies = dependencies,
            OldDependencies = old,
        };
    }

    private static bool Is(ReadOnlySpan<byte> member, ReadOnlySpan<byte> name) =>
        member.Length == name.Length && System.Text.Ascii.EqualsIgnoreCase(member, name);

    private static string? Key(ref JsonCursor json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return Addresses.Quote(json.GetString());
            case JsonTokenType.Number:
                return json.TryGetInt64(out long number)
                    ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : System.Text.Encoding.UTF8.GetString(json.ValueSpan);
            default:
                json.Skip();
                return null;
        }
    }

    private ImmutableArray<string> Names(ref JsonCursor json, int most)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return [];
        }

        _names.Clear();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is JsonTokenType.String && _names.Count < most)
            {
                _names.Add(json.ValueIsEscaped ? json.GetString() : interner.Get(json.ValueSpan));
            }
            else
            {
                json.Skip();
            }
        }

        return [.. _names];
    }

    /// <summary>[[{"type":"get_attr","value":"name"}, …], …]: the first step of each path names the
    /// attribute.</summary>
    private void DropSensitive(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        int depth = json.CurrentDepth;
        bool dropped = false;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType is JsonTokenType.StartArray && json.CurrentDepth == depth + 1)
            {
                dropped = false;
            }

            if (!dropped && json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals("value"u8))
            {
                json.Read();
                if (json.TokenType is JsonTokenType.String)
                {
                    _attributes.Drop(json.GetString());
                }

                json.Skip();
                dropped = true;
            }
        }
    }
}

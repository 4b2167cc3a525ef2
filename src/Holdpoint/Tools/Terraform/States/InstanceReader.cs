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
            Member member = Which(json.ValueSpan);
            if (member is Member.Other || (member is Member.FlatAttributes && flat))
            {
                json.Skip();
                continue;
            }

            json.Read();
            switch (member)
            {
                case Member.Attributes:
                    flat = _attributes.ReadIfObject(ref json) || flat;
                    continue;
                case Member.FlatAttributes:
                    _attributes.ReadFlat(ref json);
                    continue;
                case Member.Dependencies or Member.DependsOn:
                    old = member is Member.DependsOn;
                    dependencies = Names(ref json, MaxDependencies);
                    continue;
                case Member.SensitiveAttributes:
                    DropSensitive(ref json);
                    continue;
                case Member.IndexKey:
                    key = Key(ref json);
                    continue;
                case Member.Status:
                    tainted = json.TokenType is JsonTokenType.String && json.ValueTextEquals("tainted"u8);
                    break;
                case Member.Deposed:
                    deposed = json.TokenType is JsonTokenType.String ? json.GetString() : null;
                    break;
                default:
                    before = json.TokenType is JsonTokenType.True;
                    break;
            }

            json.Skip();
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

    private enum Member
    {
        Other,
        Attributes,
        FlatAttributes,
        Dependencies,
        DependsOn,
        SensitiveAttributes,
        IndexKey,
        Status,
        Deposed,
        CreateBeforeDestroy,
    }

    /// <summary>Without regard to case, as Go's decoder does it: nothing may hide from us that Terraform
    /// sees.</summary>
    private static Member Which(ReadOnlySpan<byte> member) => member.Length switch
    {
        6 when Is(member, "status"u8) => Member.Status,
        7 when Is(member, "deposed"u8) => Member.Deposed,
        9 when Is(member, "index_key"u8) => Member.IndexKey,
        10 when Is(member, "attributes"u8) => Member.Attributes,
        10 when Is(member, "depends_on"u8) => Member.DependsOn,
        12 when Is(member, "dependencies"u8) => Member.Dependencies,
        15 when Is(member, "attributes_flat"u8) => Member.FlatAttributes,
        20 when Is(member, "sensitive_attributes"u8) => Member.SensitiveAttributes,
        21 when Is(member, "create_before_destroy"u8) => Member.CreateBeforeDestroy,
        _ => Member.Other,
    };

    private static bool Is(ReadOnlySpan<byte> member, ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(member, name);

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

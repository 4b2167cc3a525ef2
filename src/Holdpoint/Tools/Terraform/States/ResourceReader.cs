using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Environments;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Reads <c>resources</c> of a state of format 4: one entry for each block, with its instances.</summary>
internal sealed class ResourceReader
{
    private readonly ImmutableArray<StateInstance>.Builder _instances = ImmutableArray.CreateBuilder<StateInstance>();
    private readonly List<InstanceParts> _parts = [];
    private readonly Utf8Interner _interner;
    private readonly EscapedTexts _escaped = new();
    private readonly SignCounter _signs;
    private readonly InstanceReader _reader;

    public ResourceReader()
    {
        _interner = new Utf8Interner();
        _signs = new SignCounter(_interner);
        _reader = new InstanceReader(_interner, _signs);
    }

    public int DataInstances { get; private set; }

    public ImmutableArray<Sign> Signs => _signs.Signs;

    public ImmutableArray<StateInstance> Take() => _instances.DrainToImmutable();

    /// <summary>Reads the array at the current token; the reason when it is none that can be believed.</summary>
    /// <param name="rest">Reads the end of it meanwhile; null where nobody does.</param>
    public string? ReadAll(ref JsonCursor json, LaterResources? rest = null)
    {
        if (json.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType is not JsonTokenType.StartArray)
        {
            long at = json.TokenStartIndex;
            json.Skip();
            return $"byte {at}: \"resources\" is no list";
        }

        return ReadItems(ref json, rest);
    }

    /// <summary>Reads up to the end of the array.</summary>
    public string? ReadItems(ref JsonCursor json, LaterResources? rest)
    {
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            long at = json.TokenStartIndex;
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                return $"byte {at}: a resource is no object";
            }

            if (at == rest?.Start && json.CurrentDepth == LaterResources.Depth && rest.Finish() is { } later)
            {
                _instances.AddRange(later.Reader._instances);
                DataInstances += later.Reader.DataInstances;
                _signs.Add(later.Reader._signs);
                json.LeaveList(later.End);
                return null;
            }

            if (!ReadResource(ref json))
            {
                return $"byte {at}: a resource here has no type, name or list of instances";
            }
        }

        return null;
    }

    private bool ReadResource(ref JsonCursor json)
    {
        string mode = "", type = "", name = "", provider = "";
        string? module = null;
        bool listed = false;
        _parts.Clear();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            Member member = Which(json.ValueSpan);
            json.Read();
            if (member is Member.Instances)
            {
                listed = json.TokenType is JsonTokenType.StartArray && ReadInstances(ref json);
                continue;
            }

            string text = member is not Member.Other && json.TokenType is JsonTokenType.String ? Text(ref json) : "";
            json.Skip();
            switch (member)
            {
                case Member.Mode:
                    mode = text;
                    break;
                case Member.Type:
                    type = text;
                    break;
                case Member.Name:
                    name = text;
                    break;
                case Member.Provider:
                    provider = text;
                    break;
                case Member.Module:
                    module = text.Length == 0 ? null : text;
                    break;
                default:
                    break;
            }
        }

        if (!listed || type.Length == 0 || name.Length == 0)
        {
            return false;
        }

        if (mode is "data")
        {
            DataInstances += _parts.Count;
            return true;
        }

        Emit(module, type, name, provider);
        return true;
    }

    private bool ReadInstances(ref JsonCursor json)
    {
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                json.Skip();
                return false;
            }

            _parts.Add(_reader.Read(ref json));
        }

        return true;
    }

    private void Emit(string? module, string type, string name, string provider)
    {
        string? bareModule = module is null ? null : Addresses.WithoutKeys(module);
        string full = Joined(module, type, name);
        string config = ReferenceEquals(bareModule, module) ? full : Joined(bareModule, type, name);
        foreach (InstanceParts parts in _parts)
        {
            _instances.Add(new StateInstance
            {
                Address = parts.Key is null ? full : $"{full}[{parts.Key}]",
                ConfigAddress = config,
                Module = module,
                Type = type,
                Name = name,
                Key = parts.Key,
                Provider = provider,
                Dependencies = parts.OldDependencies ? Rooted(parts.Dependencies, bareModule) : parts.Dependencies,
                Deposed = parts.Deposed,
                Tainted = parts.Tainted,
                CreateBeforeDestroy = parts.CreateBeforeDestroy,
                Attributes = parts.Attributes,
            });
        }
    }

    /// <summary>Terraform 0.12 wrote <c>depends_on</c> relative to the module.</summary>
    private static ImmutableArray<string> Rooted(ImmutableArray<string> relative, string? module) =>
        module is null ? relative : [.. relative.Select(r => $"{module}.{r}")];

    private static string Joined(string? module, string type, string name) =>
        module is null ? $"{type}.{name}" : $"{module}.{type}.{name}";

    private string Text(ref JsonCursor json) =>
        json.ValueIsEscaped ? _escaped.Get(ref json) : _interner.Get(json.ValueSpan);

    /// <summary>Without regard to case, as Go's decoder does it: nothing may hide from us that Terraform
    /// sees.</summary>
    private static Member Which(ReadOnlySpan<byte> member) => member.Length switch
    {
        4 when Is(member, "mode"u8) => Member.Mode,
        4 when Is(member, "type"u8) => Member.Type,
        4 when Is(member, "name"u8) => Member.Name,
        6 when Is(member, "module"u8) => Member.Module,
        8 when Is(member, "provider"u8) => Member.Provider,
        9 when Is(member, "instances"u8) => Member.Instances,
        _ => Member.Other,
    };

    private enum Member
    {
        Other,
        Mode,
        Type,
        Name,
        Provider,
        Module,
        Instances,
    }

    private static bool Is(ReadOnlySpan<byte> member, ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(member, name);
}

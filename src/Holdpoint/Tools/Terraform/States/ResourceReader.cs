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
    public string? ReadAll(ref JsonCursor json)
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

        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            long at = json.TokenStartIndex;
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                return $"byte {at}: a resource is no object";
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
            ReadOnlySpan<byte> member = json.ValueSpan;
            if (Is(member, "instances"u8))
            {
                json.Read();
                listed = json.TokenType is JsonTokenType.StartArray && ReadInstances(ref json);
                continue;
            }

            int which = Which(member);
            json.Read();
            string text = which > 0 && json.TokenType is JsonTokenType.String ? Text(ref json) : "";
            json.Skip();
            switch (which)
            {
                case 1:
                    mode = text;
                    break;
                case 2:
                    type = text;
                    break;
                case 3:
                    name = text;
                    break;
                case 4:
                    provider = text;
                    break;
                case 5:
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
        string own = $"{type}.{name}";
        string? bareModule = module is null ? null : Addresses.WithoutKeys(module);
        string full = module is null ? own : $"{module}.{own}";
        string config = ReferenceEquals(bareModule, module) ? full : $"{bareModule}.{own}";
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

    private string Text(ref JsonCursor json) => json.ValueIsEscaped ? json.GetString() : _interner.Get(json.ValueSpan);

    /// <summary>Without regard to case, as Go's decoder does it: nothing may hide from us that Terraform
    /// sees.</summary>
    private static int Which(ReadOnlySpan<byte> member) => member.Length switch
    {
        4 when Is(member, "mode"u8) => 1,
        4 when Is(member, "type"u8) => 2,
        4 when Is(member, "name"u8) => 3,
        8 when Is(member, "provider"u8) => 4,
        6 when Is(member, "module"u8) => 5,
        _ => 0,
    };

    private static bool Is(ReadOnlySpan<byte> member, ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(member, name);
}

using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>Reads the prior state of a plan: the same instances as in a state, in the words of <c>show
/// -json</c>.</summary>
internal sealed class PriorReader
{
    private readonly Utf8Interner _interner = new();
    private readonly SignCounter _signs;
    private readonly AttributeReader _attributes;
    private readonly ImmutableArray<StateInstance>.Builder _instances = ImmutableArray.CreateBuilder<StateInstance>();
    private int _data;
    private int _outputs;

    public PriorReader()
    {
        _signs = new SignCounter(_interner);
        _attributes = new AttributeReader(_interner, _signs);
    }

    /// <summary>The state at the current token; null where there is none. Lineage and serial are not told
    /// here.</summary>
    public StateSummary? Read(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        string version = "";
        bool values = false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            bool isVersion = json.ValueTextEquals("terraform_version"u8);
            bool isValues = json.ValueTextEquals("values"u8);
            json.Read();
            if (isVersion && json.TokenType is JsonTokenType.String)
            {
                version = _interner.Get(json.ValueSpan);
            }
            else if (isValues && json.TokenType is JsonTokenType.StartObject)
            {
                values = true;
                ReadValues(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return values
            ? new StateSummary
            {
                Serial = 0,
                Lineage = "",
                TerraformVersion = version,
                Instances = _instances.ToImmutable(),
                DataInstances = _data,
                Outputs = _outputs,
                Signs = _signs.Signs,
            }
            : null;
    }

    private void ReadValues(ref JsonCursor json)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            bool outputs = json.ValueTextEquals("outputs"u8);
            bool root = json.ValueTextEquals("root_module"u8);
            json.Read();
            if (outputs)
            {
                _outputs = json.SkipCounting(JsonTokenType.StartObject);
            }
            else if (root)
            {
                ReadModule(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>Modules nest; the cursor's bound on depth bounds this recursion.</summary>
    private void ReadModule(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            bool resources = json.ValueTextEquals("resources"u8);
            bool children = json.ValueTextEquals("child_modules"u8);
            json.Read();
            if ((!resources && !children) || json.TokenType is not JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
            {
                if (children)
                {
                    ReadModule(ref json);
                }
                else
                {
                    ReadResource(ref json);
                }
            }
        }
    }

    private void ReadResource(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        string address = "", mode = "managed", type = "", name = "", provider = "";
        string? deposed = null;
        bool tainted = false;
        ImmutableArray<string> dependencies = [];
        AttributeSet attributes = default;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string member = json.ValueSpan.Length > StateHead.LongestName ? "" : _interner.Get(json.ValueSpan);
            json.Read();
            switch (member)
            {
                case "values":
                    _attributes.ReadIfObject(ref json);
                    attributes = _attributes.Take();
                    continue;
                case "depends_on":
                    dependencies = Names(ref json);
                    continue;
                case "tainted":
                    tainted = json.TokenType is JsonTokenType.True;
                    break;
                default:
                    break;
            }

            string text = json.TokenType is JsonTokenType.String
                ? json.ValueIsEscaped ? json.GetString() : _interner.Get(json.ValueSpan)
                : "";
            json.Skip();
            switch (member)
            {
                case "address":
                    address = text;
                    break;
                case "mode":
                    mode = text;
                    break;
                case "type":
                    type = text;
                    break;
                case "name":
                    name = text;
                    break;
                case "provider_name":
                    provider = text;
                    break;
                case "deposed_key":
                    deposed = text.Length == 0 ? null : text;
                    break;
                default:
                    break;
            }
        }

        if (mode is "data")
        {
            _data++;
            return;
        }

        Add(address, type, name, provider, deposed, tainted, dependencies, attributes);
    }

    private void Add(
        string address, string type, string name, string provider, string? deposed, bool tainted,
        ImmutableArray<string> dependencies, AttributeSet attributes)
    {
        (string? module, string? key) = Addresses.Split(address, $"{type}.{name}");
        _instances.Add(new StateInstance
        {
            Address = address,
            ConfigAddress = Addresses.WithoutKeys(address),
            Module = module,
            Key = key,
            Type = type,
            Name = name,
            Provider = provider,
            Deposed = deposed,
            Tainted = tainted,
            Dependencies = dependencies,
            Attributes = attributes,
        });
    }

    private ImmutableArray<string> Names(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return [];
        }

        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (json.TokenType is JsonTokenType.String)
            {
                names.Add(json.ValueIsEscaped ? json.GetString() : _interner.Get(json.ValueSpan));
            }

            json.Skip();
        }

        return names.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Holdpoint.Tools.Terraform.Protection;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>Reads the list of resource changes of a plan.</summary>
internal sealed class ChangeReader
{
    private readonly Utf8Interner _interner = new();
    private readonly AttributeReader _attributes;

    public ChangeReader() => _attributes = new AttributeReader(_interner, new SignCounter(_interner));

    /// <summary>The changes of managed resources in the list at the current token.</summary>
    /// <param name="wrapper">The member that holds the change, as in <c>deferred_changes</c>; empty where the entry is
    /// the change.</param>
    /// <param name="problem">Why the list cannot be believed; null when it can.</param>
    public ImmutableArray<ResourceChange> ReadAll(ref JsonCursor json, string wrapper, out string? problem)
    {
        problem = null;
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            problem = json.TokenType is JsonTokenType.Null ? null
                : $"byte {json.TokenStartIndex}: the changes are no list";
            json.Skip();
            return [];
        }

        ImmutableArray<ResourceChange>.Builder changes = ImmutableArray.CreateBuilder<ResourceChange>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            int at = json.TokenStartIndex;
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                problem = $"byte {at}: a change is no object";
                return [];
            }

            Entry entry = wrapper.Length == 0 ? ReadEntry(ref json) : ReadWrapped(ref json, wrapper);
            if (entry.Mode is "data")
            {
                continue;
            }

            if (entry.Address.Length == 0 || entry.Action is null)
            {
                problem = $"byte {at}: a change here has no address or no actions";
                return [];
            }

            changes.Add(entry.ToChange() with
            {
                Digest = entry.Action is PlanAction.NoOp && !entry.Moves ? "" : Sha256.Hex(json.Since(at)),
            });
        }

        return changes.ToImmutable();
    }

    /// <summary>The list of actions at the current token.</summary>
    internal static PlanAction Action(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return PlanAction.Unknown;
        }

        string actions = "";
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            const int LongestAction = 16;
            bool word = json.TokenType is JsonTokenType.String && json.ValueSpan.Length <= LongestAction;
            actions = actions.Length > 2 * LongestAction ? "?" : $"{actions} {(word ? json.GetString() : "?")}";
            json.Skip();
        }

        return actions switch
        {
            " no-op" or "" => PlanAction.NoOp,
            " read" => PlanAction.Read,
            " create" => PlanAction.Create,
            " update" => PlanAction.Update,
            " delete" => PlanAction.Delete,
            " forget" => PlanAction.Forget,
            " delete create" => PlanAction.DeleteThenCreate,
            " create delete" => PlanAction.CreateThenDelete,
            " create forget" or " forget create" => PlanAction.CreateThenForget,
            _ => PlanAction.Unknown,
        };
    }

    private Entry ReadWrapped(ref JsonCursor json, string wrapper)
    {
        var entry = new Entry();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            bool inside = json.GetString() == wrapper;
            json.Read();
            if (inside && json.TokenType is JsonTokenType.StartObject)
            {
                entry = ReadEntry(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return entry;
    }

    private Entry ReadEntry(ref JsonCursor json)
    {
        var entry = new Entry();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string name = json.ValueSpan.Length > StateHead.LongestName ? "" : _interner.Get(json.ValueSpan);
            json.Read();
            if (name is "change" && json.TokenType is JsonTokenType.StartObject)
            {
                ReadChange(ref json, entry);
                continue;
            }

            string text = json.TokenType is JsonTokenType.String
                ? json.ValueIsEscaped ? json.GetString() : _interner.Get(json.ValueSpan)
                : "";
            json.Skip();
            entry.Set(name, text);
        }

        return entry;
    }

    private void ReadChange(ref JsonCursor json, Entry entry)
    {
        List<string> sensitive = [];
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string name = json.ValueSpan.Length > StateHead.LongestName ? "" : _interner.Get(json.ValueSpan);
            json.Read();
            switch (name)
            {
                case "actions":
                    entry.Action = Action(ref json);
                    break;
                case "before":
                    _attributes.ReadIfObject(ref json);
                    entry.Before = _attributes.Take();
                    break;
                case "after":
                    _attributes.ReadIfObject(ref json);
                    entry.After = _attributes.Take();
                    break;
                case "before_sensitive" or "after_sensitive":
                    Sensitive(ref json, sensitive);
                    break;
                case "importing":
                    entry.Imports = json.TokenType is JsonTokenType.StartObject;
                    json.Skip();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        foreach (string attribute in sensitive)
        {
            entry.Before = entry.Before.Without(attribute);
            entry.After = entry.After.Without(attribute);
        }
    }

    /// <summary>The attributes that are marked anywhere inside: <c>{"name": true, "tags": {}}</c> marks the
    /// name.</summary>
    private static void Sensitive(ref JsonCursor json, List<string> names)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string name = json.GetString();
            json.Read();
            int depth = json.CurrentDepth;
            bool marked = json.TokenType is JsonTokenType.True;
            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                while (json.Read() && json.CurrentDepth > depth)
                {
                    marked |= json.TokenType is JsonTokenType.True;
                }
            }

            if (marked)
            {
                names.Add(name);
            }
        }
    }

    /// <summary>One entry while it is read.</summary>
    private sealed class Entry
    {
        private string _type = "", _name = "", _provider = "";
        private string? _module, _deposed, _previous, _reason;

        public string Address { get; private set; } = "";

        /// <summary>A no-op that changes the state all the same: another address, or a thing taken in.</summary>
        public bool Moves => Imports || (_previous is { } before && before != Address);

        public string Mode { get; private set; } = "managed";

        public PlanAction? Action { get; set; }

        public bool Imports { get; set; }

        public AttributeSet Before { get; set; }

        public AttributeSet After { get; set; }

        public void Set(string name, string text)
        {
            switch (name)
            {
                case "address":
                    Address = text;
                    break;
                case "mode":
                    Mode = text;
                    break;
                case "type":
                    _type = text;
                    break;
                case "name":
                    _name = text;
                    break;
                case "provider_name":
                    _provider = text;
                    break;
                case "module_address":
                    _module = Some(text);
                    break;
                case "deposed":
                    _deposed = Some(text);
                    break;
                case "previous_address":
                    _previous = Some(text);
                    break;
                case "action_reason":
                    _reason = Some(text);
                    break;
                default:
                    break;
            }
        }

        public ResourceChange ToChange() => new()
        {
            Address = Address,
            PreviousAddress = _previous,
            Module = _module,
            Type = _type,
            Name = _name,
            Provider = _provider,
            Deposed = _deposed,
            Action = Action ?? PlanAction.Unknown,
            Reason = _reason,
            Imports = Imports,
            Before = Before,
            After = After,
            ProtectionsOff = Action is PlanAction.Update ? TurnedOff() : [],
        };

        private static string? Some(string text) => text.Length == 0 ? null : text;

        private ImmutableArray<string> TurnedOff() => ProtectionTable.Find(_type) is { } known
            ? [.. known.Safeguards.Select(s => s.TurnedOff(Before, After)).OfType<string>()]
            : [];
    }
}

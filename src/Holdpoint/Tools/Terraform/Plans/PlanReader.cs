using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Plans;

/// <summary>Reads the output of <c>terraform show -json PLAN</c> in one pass. Pure and total.</summary>
internal static class PlanReader
{
    private const int LongestText = 256;

    public static PlanReading Read(ReadOnlySpan<byte> utf8)
    {
        utf8 = StateReader.Unmarked(utf8);
        var json = new JsonCursor(utf8);
        try
        {
            return new Reading().Read(ref json);
        }
        catch (JsonException problem)
        {
            return new PlanReading.Malformed(problem.Message);
        }
    }

    /// <summary>The members of one plan while it is read.</summary>
    private sealed class Reading
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly ChangeReader _changes = new();
        private readonly PriorReader _prior = new();
        private string? _format;
        private string _version = "";
        private string? _problem;
        private ImmutableArray<ResourceChange>? _resources;
        private ImmutableArray<ResourceChange> _deferred = [];
        private ImmutableArray<string> _actions = [];
        private StateSummary? _state;
        private int _outputs, _drifted;
        private string _outputDigest = "", _actionDigest = "";
        private bool _errored, _planned, _values;
        private bool? _complete, _applyable;

        public PlanReading Read(ref JsonCursor json)
        {
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                return new PlanReading.Malformed("a plan is a JSON object, this is none");
            }

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                ReadMember(ref json);
                if (_problem is not null)
                {
                    return new PlanReading.Malformed(_problem);
                }
            }

            json.Read(); // Throws when more follows.
            return Conclude();
        }

        private PlanReading Conclude()
        {
            if (_format is null)
            {
                return new PlanReading.Malformed(
                    "it names no plan format (\"format_version\"), so it is no output of show -json");
            }

            if (_format.Split('.')[0] is not ("0" or "1"))
            {
                return new PlanReading.Malformed($"plan format {_format} is newer than this holdpoint knows");
            }

            if (_resources is null && !_planned)
            {
                return new PlanReading.Malformed(_values ? "it is a state's show -json, not a plan's"
                    : "it holds no plan");
            }

            return new PlanReading.Read(new PlanSummary
            {
                FormatVersion = _format,
                TerraformVersion = _version,
                Changes = _resources ?? [],
                Deferred = _deferred,
                Prior = _state,
                OutputChanges = _outputs,
                Drifted = _drifted,
                ActionInvocations = _actions,
                Digest = Digest(),
                Errored = _errored,
                Complete = _complete,
                Applyable = _applyable,
            });
        }

        /// <summary>The lists have no order of their own that must be believed.</summary>
        private string Digest()
        {
            string[] changes =
            [
                .. (_resources ?? []).Select(c => c.Digest).Where(d => d.Length > 0),
                .. _deferred.Select(c => "deferred " + c.Digest),
            ];
            Array.Sort(changes, StringComparer.Ordinal);
            return "sha256:" + Sha256.Hex(Encoding.ASCII.GetBytes(
                $"{string.Join('\n', changes)}\noutputs {_outputDigest}\nactions {_actionDigest}\n"));
        }

        private void ReadMember(ref JsonCursor json)
        {
            string name = json.ValueSpan.Length > StateHead.LongestName ? "" : json.GetString();
            int at = json.TokenStartIndex;
            json.Read();
            int start = json.TokenStartIndex;
            if (name.Length > 0 && !_seen.Add(name))
            {
                _problem = $"byte {at}: \"{name}\" stands in it twice";
                return;
            }

            switch (name)
            {
                case "format_version" or "plan_format_version":
                    _format = Text(ref json);
                    break;
                case "terraform_version":
                    _version = Text(ref json) ?? "";
                    break;
                case "resource_changes":
                    _resources = _changes.ReadAll(ref json, "", out _problem);
                    break;
                case "deferred_changes":
                    _deferred = _changes.ReadAll(ref json, "resource_change", out _problem);
                    break;
                case "resource_drift":
                    _drifted = json.SkipCounting(JsonTokenType.StartArray);
                    break;
                case "output_changes":
                    _outputs = Outputs(ref json);
                    _outputDigest = Sha256.Hex(json.Since(start));
                    break;
                case "action_invocations":
                    _actions = Invocations(ref json);
                    _actionDigest = Sha256.Hex(json.Since(start));
                    break;
                case "prior_state":
                    _state = _prior.Read(ref json);
                    break;
                case "errored":
                    _errored = json.TokenType is JsonTokenType.True;
                    json.Skip();
                    break;
                case "complete":
                    _complete = Flag(ref json);
                    break;
                case "applyable":
                    _applyable = Flag(ref json);
                    break;
                case "planned_values":
                    _planned = true;
                    json.Skip();
                    break;
                case "values":
                    _values = true;
                    json.Skip();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }

    private static string? Text(ref JsonCursor json)
    {
        string? text = json.TokenType is JsonTokenType.String && json.ValueSpan.Length <= LongestText ? json.GetString()
            : null;
        json.Skip();
        return text;
    }

    private static bool? Flag(ref JsonCursor json)
    {
        bool? flag = json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        json.Skip();
        return flag;
    }

    /// <summary>Outputs whose actions are not only no-op.</summary>
    private static int Outputs(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            json.Skip();
            return 0;
        }

        int changed = 0;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                bool actions = json.ValueTextEquals("actions"u8);
                json.Read();
                changed += actions && ChangeReader.Action(ref json) is not PlanAction.NoOp ? 1 : 0;
                json.Skip();
            }
        }

        return changed;
    }

    private static ImmutableArray<string> Invocations(ref JsonCursor json)
    {
        if (json.TokenType is not JsonTokenType.StartArray)
        {
            json.Skip();
            return [];
        }

        ImmutableArray<string>.Builder addresses = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            string address = "an action";
            if (json.TokenType is not JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                bool isAddress = json.ValueTextEquals("address"u8);
                json.Read();
                address = isAddress ? Text(ref json) ?? address : address;
                json.Skip();
            }

            addresses.Add(address);
        }

        return addresses.ToImmutable();
    }
}

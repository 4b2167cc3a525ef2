using System.Text.Json;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>The members at the top of a state while it is read.</summary>
internal sealed class StateHead
{
    /// <summary>No member that we know has a longer name.</summary>
    public const int LongestName = 32;

    /// <summary>A lineage is a UUID and a version a few digits; what is longer is neither.</summary>
    private const int LongestText = 256;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public long? Format { get; set; }

    public long? Serial { get; set; }

    public string? Lineage { get; set; }

    public string? TerraformVersion { get; set; }

    public int Outputs { get; set; }

    public bool Encrypted { get; set; }

    /// <summary>The first thing that makes it no state that can be believed; null while there is none.</summary>
    public string? Problem { get; set; }

    public List<string> OldAddresses { get; } = [];

    /// <summary>A member that stands twice is read differently by different readers: such a state is not
    /// believed.</summary>
    public void Once(string name, long at)
    {
        if (!_seen.Add(name))
        {
            Problem ??= $"byte {at}: \"{name}\" stands in it twice";
        }
    }

    public long? Number(ref JsonCursor json, string name)
    {
        if (json.TokenType is JsonTokenType.Number && json.TryGetInt64(out long number) && number >= 0)
        {
            return number;
        }

        Problem ??= $"byte {json.TokenStartIndex}: \"{name}\" is no whole number";
        json.Skip();
        return null;
    }

    public string? Text(ref JsonCursor json, string name)
    {
        if (json.TokenType is JsonTokenType.String && json.ValueSpan.Length <= LongestText)
        {
            return json.GetString();
        }

        if (json.TokenType is not JsonTokenType.Null)
        {
            Problem ??= $"byte {json.TokenStartIndex}: \"{name}\" is no short text";
            json.Skip();
        }

        return null;
    }
}

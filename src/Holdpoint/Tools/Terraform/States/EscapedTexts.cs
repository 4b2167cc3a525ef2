namespace Holdpoint.Tools.Terraform.States;

/// <summary>Remembers what a few texts with escapes say: each resource of a state names its provider with two of
/// them.</summary>
internal sealed class EscapedTexts
{
    /// <summary>A place for each length; what comes later takes it.</summary>
    private const int LongestKnown = 256;

    private readonly (byte[] Raw, string Text)[] _known = new (byte[], string)[LongestKnown + 1];

    /// <summary>The text at the current token.</summary>
    public string Get(ref JsonCursor json)
    {
        ReadOnlySpan<byte> raw = json.ValueSpan;
        if (raw.Length > LongestKnown)
        {
            return json.GetString();
        }

        ref (byte[] Raw, string Text) known = ref _known[raw.Length];
        if (known.Text is null || !raw.SequenceEqual(known.Raw))
        {
            known = (raw.ToArray(), json.GetString());
        }

        return known.Text;
    }
}

namespace Holdpoint.Tools.Terraform.States;

/// <summary>Remembers what the keys of tags tell: a state writes the same few on each of its objects.</summary>
internal sealed class TagNames
{
    /// <summary>More different keys than these are no tags, but values.</summary>
    private const int MaxKnown = 256;

    private readonly Utf8Interner _keys = new();
    private readonly Dictionary<string, string?> _paths = new(StringComparer.Ordinal);

    /// <summary>As <see cref="AttributesOfInterest.TagPath"/>.</summary>
    public string? Path(ReadOnlySpan<byte> key)
    {
        if (_paths.Count >= MaxKnown)
        {
            return AttributesOfInterest.TagPath(key);
        }

        string text = _keys.Get(key);
        if (!_paths.TryGetValue(text, out string? path))
        {
            _paths[text] = path = AttributesOfInterest.TagPath(key);
        }

        return path;
    }
}

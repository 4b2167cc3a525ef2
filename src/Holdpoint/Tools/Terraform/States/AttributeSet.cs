using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>A few attributes of one object as text, by dotted path: <c>deletion_protection</c> "true",
/// <c>tags.Project</c> "site".</summary>
/// <remarks>Only attributes of <see cref="AttributesOfInterest"/> are ever in it, so a secret is not.
/// A block that is a list of one is written without its index; null and absent are the same.</remarks>
internal readonly struct AttributeSet
{
    private readonly KeyValuePair<string, string>[]? _pairs;

    public AttributeSet(KeyValuePair<string, string>[] pairs) => _pairs = pairs.Length == 0 ? null : pairs;

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The value at a path; null when the object has none.</summary>
    public string? this[string path]
    {
        get
        {
            foreach (KeyValuePair<string, string> pair in Pairs)
            {
                if (string.Equals(pair.Key, path, StringComparison.Ordinal))
                {
                    return pair.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Without an attribute and what is inside of it.</summary>
    public AttributeSet Without(string attribute)
    {
        string inside = attribute + ".";
        return _pairs is null ? this : new AttributeSet(
            [.. _pairs.Where(p => p.Key != attribute && !p.Key.StartsWith(inside, StringComparison.Ordinal))]);
    }
}

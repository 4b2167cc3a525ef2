namespace Holdpoint.Tools.Terraform.States;

/// <summary>A few attributes of one object as text, by dotted path: <c>deletion_protection</c> "true",
/// <c>tags.Project</c> "site".</summary>
/// <remarks>Only attributes of <see cref="AttributesOfInterest"/> are ever in it, so a secret is not.
/// A block that is a list of one is written without its index; null and absent are the same.</remarks>
internal readonly struct AttributeSet
{
    private readonly KeyValuePair<string, string>[]? _names;
    private readonly KeyValuePair<string, string>[]? _standing;

    /// <summary>The attributes in two lists.</summary>
    /// <param name="names">What tells names, tags and places.</param>
    /// <param name="standing">What tells protection, size and engine; objects that stand alike may share it.</param>
    public AttributeSet(KeyValuePair<string, string>[] names, KeyValuePair<string, string>[] standing)
    {
        _names = names.Length == 0 ? null : names;
        _standing = standing.Length == 0 ? null : standing;
    }

    /// <summary>Names, tags and places.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> Names => _names;

    /// <summary>Without names, tags and places: all that the loss of the object is judged by.</summary>
    public AttributeSet Standing => new([], _standing ?? []);

    /// <summary>The value at a path; null when the object has none.</summary>
    public string? this[string path] => Find(_standing, path) ?? Find(_names, path);

    /// <summary>Whether both stand alike for the reason that they share what tells it.</summary>
    public bool SharesStanding(AttributeSet other) => ReferenceEquals(_standing, other._standing);

    /// <summary>Without an attribute and what is inside of it.</summary>
    public AttributeSet Without(string attribute)
    {
        string inside = attribute + ".";
        return new AttributeSet(Rest(_names), Rest(_standing));

        KeyValuePair<string, string>[] Rest(KeyValuePair<string, string>[]? pairs) =>
            [.. (pairs ?? []).Where(p => p.Key != attribute && !p.Key.StartsWith(inside, StringComparison.Ordinal))];
    }

    private static string? Find(ReadOnlySpan<KeyValuePair<string, string>> pairs, string path)
    {
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            if (string.Equals(pair.Key, path, StringComparison.Ordinal))
            {
                return pair.Value;
            }
        }

        return null;
    }
}

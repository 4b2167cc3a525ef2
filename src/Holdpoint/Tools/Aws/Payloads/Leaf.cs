namespace Holdpoint.Tools.Aws.Payloads;

/// <summary>One value that the options of a call hold, however it was spelled.</summary>
/// <param name="Path">The names down to it, each of letters and digits in lower case, with dots between;
/// <c>#2</c> is the third of a list: <c>policy.statement.#0.effect</c>.</param>
/// <param name="Value">Null when it cannot be known.</param>
internal readonly record struct Leaf(string Path, string? Value)
{
    /// <summary>The path of a document that could not be read: it may hold any value.</summary>
    public const string Unread = "*";

    /// <summary>The last name, without places in lists.</summary>
    public ReadOnlySpan<char> Name
    {
        get
        {
            ReadOnlySpan<char> path = Path;
            while (path.LastIndexOf('.') is > 0 and var dot && path[dot..].StartsWith(".#"))
            {
                path = path[..dot];
            }

            return path[(path.LastIndexOf('.') + 1)..];
        }
    }

    /// <summary>An option or a member of a document, of which only this name counts.</summary>
    public bool IsTop => Path.IndexOf('.', StringComparison.Ordinal) is var dot
        && (dot < 0 || (Path.AsSpan(dot + 1) is ['#', .. var rest] && !rest.Contains('.')));
}

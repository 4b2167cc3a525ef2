namespace Holdpoint;

/// <summary>Letters for ids that a person types: none is taken for another.</summary>
internal static class TypedLetters
{
    public const string All = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>So many of them that nobody else has; at most 16.</summary>
    public static string New(int count) =>
        string.Concat(Guid.NewGuid().ToByteArray().Take(count).Select(b => All[b % All.Length]));
}

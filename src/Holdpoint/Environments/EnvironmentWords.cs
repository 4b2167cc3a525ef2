namespace Holdpoint.Environments;

/// <summary>Finds the words that name an environment inside a name: <c>prod</c> in <c>eu-prod-2</c>, none in
/// <c>product</c>.</summary>
/// <remarks>A name is split where it is no letter, before a capital letter that follows a small one, and before the
/// last capital of a run (<c>HTTPProd</c>); nothing is allocated. Of contradicting words the most careful
/// counts.</remarks>
internal static class EnvironmentWords
{
    /// <summary>No word of ours is longer.</summary>
    private const int LongestWord = 16;

    /// <summary>The most careful environment that a word names; null when none does.</summary>
    public static EnvironmentKind? In(ReadOnlySpan<char> text)
    {
        EnvironmentKind? found = null;
        Meaning before = Meaning.None;
        int at = 0;
        while (Next(text, ref at) is { IsEmpty: false } token)
        {
            Meaning meaning = Of(token);
            // "non-prod" and "pre-prod" are not production, but nobody's own sandbox either.
            EnvironmentKind? says = meaning switch
            {
                Meaning.Production when before is Meaning.Not => EnvironmentKind.Staging,
                Meaning.Production => EnvironmentKind.Production,
                Meaning.Staging => EnvironmentKind.Staging,
                Meaning.Development => EnvironmentKind.Development,
                _ => null,
            };
            if (says is { } one && (found is not { } other || one > other))
            {
                found = one;
            }

            before = meaning;
        }

        return found;
    }

    /// <summary>The environment that a text names as a whole, without any other word; null when it does not.</summary>
    public static EnvironmentKind? Whole(ReadOnlySpan<char> text)
    {
        int at = 0;
        ReadOnlySpan<char> first = Next(text, ref at);
        ReadOnlySpan<char> second = Next(text, ref at);
        return second.IsEmpty || (Of(first) is Meaning.Not && Next(text, ref at).IsEmpty) ? In(text) : null;
    }

    private enum Meaning
    {
        None,
        Not,
        Production,
        Staging,
        Development,
    }

    /// <summary>The next run of letters that is one word, from <paramref name="at"/> on; empty at the end.</summary>
    private static ReadOnlySpan<char> Next(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && !char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        int start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]) && !(at > start && Boundary(text, at)))
        {
            at++;
        }

        return text[start..at];
    }

    private static bool Boundary(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiLetterUpper(text[at])
        && (char.IsAsciiLetterLower(text[at - 1]) || (at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1])));

    private static Meaning Of(ReadOnlySpan<char> token)
    {
        if (token.Length > LongestWord)
        {
            return Meaning.None;
        }

        Span<char> lower = stackalloc char[LongestWord];
        int length = token.ToLowerInvariant(lower);
        return lower[..length] switch
        {
            "prod" or "production" or "prd" or "live" => Meaning.Production,
            "staging" or "stage" or "stg" or "uat" or "qa" or "preprod" or "preproduction"
                or "nonprod" or "nonproduction" or "nonprd" or "notprod" or "notproduction" => Meaning.Staging,
            "dev" or "devel" or "development" or "test" or "testing" or "local" or "sandbox" or "ci"
                or "demo" or "preview" or "ephemeral" or "playground" => Meaning.Development,
            "non" or "not" or "no" or "pre" => Meaning.Not,
            _ => Meaning.None,
        };
    }
}

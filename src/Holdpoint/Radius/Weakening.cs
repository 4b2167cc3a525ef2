using Holdpoint.Tools.Files;

namespace Holdpoint.Radius;

/// <summary>A protection that was taken away before: the first of two steps to a loss.</summary>
/// <param name="Tool">The tool that recognised it.</param>
/// <param name="Resource">What it protected; its name is redacted and bounded, as the journal keeps it.</param>
/// <param name="Place">Of its target, likewise.</param>
/// <param name="By">The action that took it away, redacted.</param>
/// <param name="Ago">Null for the very action that is judged.</param>
/// <param name="Where">"in this session", "in another session".</param>
/// <param name="Asked">A person was asked: whether it ran is not known.</param>
internal sealed record Weakening(
    string Tool, Resource Resource, string Place, string By, TimeSpan? Ago, string Where, bool Asked)
{
    /// <summary>One clause for a person.</summary>
    public string Text => Ago is not { } ago ? $"`{By}`, in this very action"
        : $"`{By}`, {Policy.Words.Ago(ago)} {Where}{(Asked ? "; a person was asked, and it may have run" : "")}";

    /// <summary>Whether a loss is what it protected: on the same target the same name, or one that lies within the
    /// other; for a configuration's settings, what that configuration made.</summary>
    public bool Concerns(Effect destroy, string name, string place)
    {
        if (Resource.Type is "configuration")
        {
            return destroy is { Tool: "terraform", Invocation.Directory.Text: { } directory }
                && PathText.IsWithin(Resource.Name, directory);
        }

        return Tool == destroy.Tool && Place == place && AreRelated(Resource.Name, name);
    }

    /// <summary>Names hold several words ("pv pv-1"), schemes and paths.</summary>
    internal static bool AreRelated(string weakened, string destroyed)
    {
        foreach (string one in Words(weakened))
        {
            foreach (string other in Words(destroyed))
            {
                if (one == other || IsWithin(one, other) || IsWithin(other, one))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> Words(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // Of "pv pv-1" the first says what it is, not which.
        foreach (string word in words.Length == 2 ? words[1..] : words)
        {
            int scheme = word.IndexOf("://", StringComparison.Ordinal);
            string bare = (scheme < 0 ? word : word[(scheme + 3)..]).TrimEnd('/');
            if (bare.Length > 0)
            {
                yield return bare;
            }
        }
    }

    private static bool IsWithin(string name, string other) =>
        name.Length > other.Length && name[other.Length] is '/' && name.StartsWith(other, StringComparison.Ordinal);
}

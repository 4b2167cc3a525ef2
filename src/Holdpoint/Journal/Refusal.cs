using Holdpoint.Policy;

namespace Holdpoint.Journal;

/// <summary>An earlier try at the same effect that was refused.</summary>
/// <param name="Entry">Its number in the journal.</param>
/// <param name="By">The action, as the journal keeps it, cut.</param>
/// <param name="Where">"in this session", "in another session".</param>
/// <param name="Why">By whom or what it was refused: "denied by ada", "rule destroy-whole-systems".</param>
internal sealed record Refusal(long Entry, string By, TimeSpan Ago, string Where, string Why)
{
    /// <summary>One clause for a person.</summary>
    public string Text => $"`{By}`, {Words.Ago(Ago)} {Where} (entry {Entry}): {Why}";
}

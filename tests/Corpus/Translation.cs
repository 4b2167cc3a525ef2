using System.Text.RegularExpressions;

namespace Holdpoint.Tests.Corpus;

/// <summary>How another guard's protection of itself is said of us: its folder, files, program and commands become
/// Holdpoint's, word by word.</summary>
internal static class Translation
{
    /// <summary>Their word, ours; in this order.</summary>
    private static readonly (string Theirs, string Ours)[] Phrases =
    [
        (@"\bnah hook (\S+) (install|uninstall)\b", "holdpoint $2 $1"),
        (@"""nah"",""hook"",""(\w+)"",""(\w+)""", @"""holdpoint"",""$2"",""$1"""),
        (@"\bnah (trust|untrust)\b(?!-)", "holdpoint approve"),
        (@"\bnah nap\b", "holdpoint uninstall claude-code"),
        (@"\bnah guard (enable|disable)\b", "holdpoint policy set"),
        (@"\btrust\.json\b|\bactivations\.json\b", "policy.yaml"),
        (@"\bnap\.json\b", "keys"),
        (@"\.na\?", ".config/holdpoin?"),
        (@"(\.|046|\\u\{2e\}|\{2f\}\.)nah\b", "$1holdpoint"),
        (@"\bnah-cli\b", "holdpoint-cli"),
        (@"\bnah\b", "holdpoint"),
    ];

    public static bool Concerns(CorpusRow row) => row.Part.StartsWith("self-protection", StringComparison.Ordinal);

    public static CorpusRow Of(CorpusRow row) => Concerns(row) ? row with { Command = Of(row.Command) } : row;

    private static string Of(string command)
    {
        foreach ((string theirs, string ours) in Phrases)
        {
            command = Regex.Replace(command, theirs, ours, RegexOptions.None, TimeSpan.FromSeconds(1));
        }

        return command;
    }
}

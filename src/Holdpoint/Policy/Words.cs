using System.Buffers;
using System.Text;
using Holdpoint.Environments;

namespace Holdpoint.Policy;

/// <summary>The words of the domain as files and messages spell them.</summary>
internal static class Words
{
    public static string Of(EnvironmentKind environment) => environment switch
    {
        EnvironmentKind.Development => "development",
        EnvironmentKind.Staging => "staging",
        EnvironmentKind.Production => "production",
        _ => "unknown",
    };

    public static string Of(Decision decision) => decision switch
    {
        Decision.Allow => "allow",
        Decision.Ask => "ask",
        _ => "deny",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024.0:0.#} KB",
        < 1024L * 1024 * 1024 => $"{bytes / (1024.0 * 1024):0.#} MB",
        _ => $"{bytes / (1024.0 * 1024 * 1024):0.#} GB",
    };

    /// <summary>Text from a file as a message may show it: short, and without control characters.</summary>
    public static string Plain(string value, int most = MaxShown) =>
        new StringBuilder().AppendPlain(value.Length > most ? value[..most] + "…" : value).ToString();

    /// <summary>A word that is shown in a message and is longer is cut.</summary>
    private const int MaxShown = 80;

    /// <summary>Appends text without control characters and without those that change the direction of what
    /// follows.</summary>
    public static StringBuilder AppendPlain(this StringBuilder text, ReadOnlySpan<char> value)
    {
        while (value.IndexOfAny(Unshown) is >= 0 and var at)
        {
            text.Append(value[..at]).Append(' ');
            value = value[(at + 1)..];
        }

        return text.Append(value);
    }

    private static readonly SearchValues<char> Unshown = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c),
            .. "\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
        ]);

    /// <summary>How long ago, roughly: "less than a minute ago", "3 hours ago".</summary>
    public static string Ago(TimeSpan ago) => ago.TotalMinutes < 1 ? "less than a minute ago"
        : ago.TotalHours < 1 ? $"{Counted((long)ago.TotalMinutes, "minutes")} ago"
        : $"{Counted((long)ago.TotalHours, "hours")} ago";

    /// <summary>A number of things: 1 file, 2 files.</summary>
    /// <param name="unit">The plural.</param>
    public static string Counted(long count, string unit) => $"{count} {(count == 1 ? Singular(unit) : unit)}";

    private static string Singular(string unit) => unit switch
    {
        "entries" => "entry",
        "branches" => "branch",
        "stash entries" => "stash entry",
        "stashes" => "stash",
        _ when unit.EndsWith('s') => unit[..^1],
        _ => unit,
    };
}

using System.Collections.Immutable;
using Holdpoint.Shell;

namespace Holdpoint.Tools.Self;

/// <summary>Which commands of Holdpoint itself, or against its processes, are none of an agent's business.
/// Pure.</summary>
internal static class HoldpointCommands
{
    private const int EnoughWords = 64;

    /// <summary>Why a command may not be run by an agent; null where it may.</summary>
    public static string? Why(string name, ImmutableArray<Word> words) => name switch
    {
        "holdpoint" or "holdpointd" => WhyOwn(words),
        "pkill" or "killall" or "kill" or "skill" when Names(words) => "it would end Holdpoint",
        "systemctl" or "service" or "launchctl"
            when Names(words) && Any(words, "stop", "disable", "kill", "mask", "unload", "bootout", "remove")
            => "it would stop Holdpoint",
        "apt" or "apt-get" or "brew" or "dnf" or "yum" or "dpkg" or "rpm" or "npm" or "pnpm" or "cargo" or "snap"
            or "dotnet" or "pacman" or "apk" or "pip" or "pip3" or "yarn"
            when Names(words) && Any(
                words, "remove", "purge", "uninstall", "autoremove", "rm", "un", "del", "-r", "-e", "-P", "-R",
                "--remove")
            => "it would remove Holdpoint",
        _ => null,
    };

    private static string? WhyOwn(ImmutableArray<Word> words)
    {
        if (words.IsEmpty || Any(words, "--help", "-h", "-?", "--version"))
        {
            return null;
        }

        string? verb = words[0].Text;
        string? second = words.Length > 1 ? words[1].Text : null;
        bool looks = verb switch
        {
            "check" or "explain" or "doctor" or "tools" or "requests" or "hook" or "help" or "rules" => true,
            "journal" => second is "show" or "verify" or null,
            "policy" => second is "show" or "validate" or null,
            "install" or "uninstall" => Any(words, "--dry-run"),
            _ => false,
        };
        return looks ? null : $"only a person runs \"holdpoint {words[0].Shown}\"";
    }

    private static bool Names(ImmutableArray<Word> words)
    {
        foreach (Word word in words.AsSpan()[..Math.Min(words.Length, EnoughWords)])
        {
            if (word.Shown.Contains("holdpoint", StringComparison.OrdinalIgnoreCase)
                && !word.Shown.Contains('/', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Any(ImmutableArray<Word> words, params ReadOnlySpan<string> wanted)
    {
        foreach (Word word in words)
        {
            if (word.Text is { } text && wanted.Contains(text))
            {
                return true;
            }
        }

        return false;
    }
}

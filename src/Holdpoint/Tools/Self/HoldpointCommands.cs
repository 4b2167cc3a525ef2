using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>Which commands of Holdpoint itself, or against its processes, are none of an agent's business.
/// Pure.</summary>
internal static class HoldpointCommands
{
    private const int EnoughWords = 64;

    /// <summary>Why a command may not be run by an agent; null where it may.</summary>
    public static string? Why(string name, ImmutableArray<Word> words) => name switch
    {
        "holdpoint" or "holdpointd" or "holdpoint.exe" => WhyOwn(words),
        "npx" or "bunx" or "pnpx" or "dotnet" or "mono" or "dnx" when Program(words) is >= 0 and var at =>
            WhyOwn(words[(at + 1)..]),
        "claude" when Settings(words) => "it would change the settings that hold the hook",
        "pkill" or "killall" or "kill" or "skill" when Names(words) || IsPattern(name, words) =>
            "it would end Holdpoint",
        "systemctl" or "service" or "launchctl"
            when Names(words) && Any(words, "stop", "disable", "kill", "mask", "unload", "bootout", "remove")
            => "it would stop Holdpoint",
        "apt" or "apt-get" or "brew" or "dnf" or "yum" or "dpkg" or "rpm" or "npm" or "pnpm" or "cargo" or "snap"
            or "dotnet" or "pacman" or "apk" or "pip" or "pip3" or "yarn"
            when Names(words) && Any(
                words, "remove", "purge", "uninstall", "autoremove", "rm", "un", "del", "-r", "-e", "-P", "-R",
                "--remove")
            => "it would remove Holdpoint",
        "amp" or "opencode" or "gemini" or "codex" or "copilot" or "droid" or "agy"
            when Names(words) && Any(words, "disable", "uninstall", "remove", "rm", "revoke")
                && !Any(words, "--help", "-h") =>
            "it would take Holdpoint out of the client",
        "cargo" when Installs(words) => "it would put another program in Holdpoint's place",
        _ => null,
    };

    /// <summary><c>cargo install --path crates/holdpoint-cli</c>; somewhere else, or as a dry run, it replaces
    /// nothing.</summary>
    private static bool Installs(ImmutableArray<Word> words)
    {
        bool ours = false, elsewhere = false;
        for (int i = 0; i < Math.Min(words.Length, EnoughWords); i++)
        {
            string text = words[i].Text ?? "";
            ours |= PathText.Name(text).StartsWith("holdpoint", StringComparison.OrdinalIgnoreCase);
            string? root = text is "--root" && i + 1 < words.Length ? words[i + 1].Text
                : text.StartsWith("--root=", StringComparison.Ordinal) ? text[7..] : null;
            elsewhere |= text is "--dry-run" or "--help" || (root is not null
                && GuardPlaces.Of(PathText.Normal(root + "/bin/holdpoint")) is not { Parts.Length: > 2 });
        }

        return ours && !elsewhere && Any(words, "install");
    }

    private static string? WhyOwn(ImmutableArray<Word> words)
    {
        // After "--" nothing is an option.
        ImmutableArray<Word> options = [.. words.TakeWhile(w => w.Text is not "--")];
        if (words.IsEmpty || Any(options, "--help", "-h", "-?", "--version"))
        {
            return null;
        }

        string? verb = words[0].Text;
        string? second = words.Length > 1 ? words[1].Text : null;
        bool looks = verb switch
        {
            "check" or "explain" or "doctor" or "tools" or "requests" or "report" or "hook" or "mcp" or "help"
                or "rules" => true,
            "journal" => second is "show" or "verify" or null,
            "checkpoints" => second is "list" or "show" or null,
            "policy" => second is "show" or "validate" or null,
            "install" or "uninstall" => Any(words, "--dry-run"),
            _ => false,
        };
        return looks ? null : $"only a person runs \"holdpoint {words[0].Shown}\"";
    }

    /// <summary>Where a launcher is given our program: <c>npx holdpoint</c>, <c>dotnet holdpoint.dll</c>; -1 where it
    /// is not.</summary>
    private static int Program(ImmutableArray<Word> words)
    {
        for (int i = 0; i < Math.Min(words.Length, EnoughWords); i++)
        {
            if (words[i].Text is { } text
                && PathText.Name(text).Split('@')[0] is "holdpoint" or "holdpoint.dll" or "holdpointd.dll")
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Settings(ImmutableArray<Word> words) => words switch
    {
        [{ Text: "config" }, { Text: "set" or "add" or "remove" or "rm" or "unset" }, ..] =>
            Any(words, "hooks", "disableAllHooks"),
        [{ Text: "plugin" or "plugins" }, { Text: "disable" or "uninstall" or "remove" }, ..] => Names(words),
        _ => false,
    };

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

    /// <summary>A pattern of pkill that matches our name: <c>hold</c>, <c>hold.*</c>.</summary>
    private static bool IsPattern(string name, ImmutableArray<Word> words)
    {
        foreach (Word word in words)
        {
            string text = (word.Text ?? "").Trim('^', '$', '.', '*');
            if (name is "pkill" && text.Length > 2 && "holdpoint".StartsWith(text, StringComparison.Ordinal))
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

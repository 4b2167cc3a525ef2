using Holdpoint.Tools.Files;

namespace Holdpoint.Tools.Self;

/// <summary>What a guarded place is.</summary>
internal enum GuardKind
{
    /// <summary>Holdpoint's own: policy, keys, journal, memory of states, program.</summary>
    Own,

    /// <summary>A client's settings, which hold the hook among other things.</summary>
    Settings,

    /// <summary>A folder of hooks or plugins that a client loads.</summary>
    Hooks,
}

/// <summary>A place whose change could switch the guard off.</summary>
/// <param name="What">What a person would call it: "Claude Code's settings".</param>
/// <param name="Json">Settings in JSON of which the harmless parts are known.</param>
internal sealed record GuardPlace(
    string[] Parts, GuardKind Kind, string What, bool Below = false, bool Json = false, bool Absolute = false);

/// <summary>Finds guarded places among paths. Pure.</summary>
internal static class GuardPlaces
{
    private const string Policy = "Holdpoint's policy";
    private const string Keys = "Holdpoint's policy and keys";
    private const string Memory = "Holdpoint's journal and memory";
    private const string Program = "Holdpoint's program";

    private static readonly GuardPlace[] All =
    [
        Own("holdpoint.yaml", Policy), Own("holdpoint.yml", Policy),
        Own(".config/holdpoint", Keys, below: true), Own("/etc/holdpoint", Keys, below: true),
        Own(".local/state/holdpoint", Memory, below: true), Own(".local/share/holdpoint", Memory, below: true),
        Own("/var/lib/holdpoint", Memory, below: true), Own(".holdpoint", Memory, below: true),
        Own(".local/bin/holdpoint", Program), Own("/usr/local/bin/holdpoint", Program),
        Own("/usr/bin/holdpoint", Program), Own("bin/holdpoint", Program), Own("sbin/holdpoint", Program),
        Own("bin/holdpoint-live", Program), Own("sbin/holdpoint-live", Program),
        Own("/opt/holdpoint", Program, below: true), Own(".dotnet/tools/holdpoint", Program),
        Own("Library/Application Support/holdpoint", Keys, below: true),

        Settings(".claude/settings.json", "Claude Code's settings", json: true),
        Settings(".claude/settings.local.json", "Claude Code's settings", json: true),
        Settings("managed-settings.json", "Claude Code's managed settings"),
        Hooks("/etc/claude-code", "Claude Code's managed settings"),
        Settings(".codex/hooks.json", "Codex's hooks"), Settings(".codex/config.toml", "Codex's settings"),
        Hooks("/etc/codex", "Codex's managed settings"),
        Settings(".gemini/settings.json", "Gemini's settings", json: true),
        Hooks("/etc/gemini-cli", "Gemini's managed settings"),
        Settings(".qwen/settings.json", "Qwen's settings", json: true),
        Hooks("/etc/qwen-code", "Qwen's managed settings"),
        Hooks(".copilot/hooks", "Copilot's hooks"), Settings(".copilot/settings.json", "Copilot's settings"),
        Settings(".copilot/config.json", "Copilot's settings"), Hooks(".github/hooks", "Copilot's hooks"),
        Settings(".github/copilot/settings.json", "Copilot's settings"),
        Settings(".github/copilot/settings.local.json", "Copilot's settings"),
        Hooks(".config/opencode/plugins", "opencode's plugins"), Hooks(".config/opencode/plugin", "opencode's plugins"),
        Hooks(".opencode/plugins", "opencode's plugins"), Hooks(".opencode/plugin", "opencode's plugins"),
        Settings(".cursor/hooks.json", "Cursor's hooks"), Hooks("/etc/cursor", "Cursor's managed hooks"),
        Settings(".continue/settings.json", "Continue's settings", json: true),
        Settings(".codeium/windsurf/hooks.json", "Windsurf's hooks"),
        Settings(".windsurf/hooks.json", "Windsurf's hooks"),
        Hooks("/etc/windsurf", "Windsurf's managed hooks"),
        Hooks("Documents/Cline/Hooks", "Cline's hooks"), Hooks(".clinerules/hooks", "Cline's hooks"),
        Hooks(".cline/hooks", "Cline's hooks"),
        Hooks(".kiro/hooks", "Kiro's hooks"),
        Settings(".factory/hooks.json", "Factory's hooks"), Settings(".factory/settings.json", "Factory's settings"),
        Settings(".factory/settings.local.json", "Factory's settings"),
        Hooks(".config/amp/plugins", "Amp's plugins"), Hooks(".amp/plugins", "Amp's plugins"),
        Settings(".config/amp/settings.json", "Amp's settings"),
    ];

    /// <summary>How much of a name a pattern must spell out to be taken for it.</summary>
    private const int MinKnown = 3;

    /// <summary>Last names of settings files: a link may give them another folder.</summary>
    private static readonly HashSet<string> FileNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "settings.json", "settings.local.json", "hooks.json", "config.toml", "policy.yaml", "managed-settings.json",
        "requirements.toml", "journal.jsonl", "states.lock",
    };

    /// <summary>Where guarded places may lie in a work tree, as pathspecs of git from its top.</summary>
    public static string[] Pathspecs =>
        [.. All.Where(p => !p.Absolute).Select(p => ":(top)" + p.Parts[0]).Distinct(StringComparer.Ordinal)];

    /// <summary>The guarded place that a path is, or lies in; null for none.</summary>
    /// <param name="path">Absolute and normal; glob marks count as whatever they may match. Names match in any case, as
    /// some file systems have it.</param>
    public static GuardPlace? Of(string path)
    {
        if (!MayConcern(path))
        {
            return null;
        }

        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (GuardPlace place in All)
        {
            if (Holds(place, parts))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Guarded places that lie below a path which is one of their own folders: <c>.claude</c>,
    /// <c>.config</c>.</summary>
    public static IEnumerable<(GuardPlace Place, string Path)> Below(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (GuardPlace place in All)
        {
            for (int shared = place.Parts.Length - 1; shared > 0; shared--)
            {
                bool ends = place.Absolute ? parts.Length == shared : parts.Length >= shared;
                if (ends && Matches(parts.AsSpan(parts.Length - shared), place.Parts.AsSpan(0, shared)))
                {
                    yield return (place, path + "/" + string.Join('/', place.Parts[shared..]));
                    break;
                }
            }
        }
    }

    /// <summary>Where guarded places lie on a machine: the absolute ones, and those of each of these folders.</summary>
    public static IEnumerable<(GuardPlace Place, string Path)> In(IEnumerable<string> folders) =>
        folders.Distinct(StringComparer.Ordinal).Prepend("").SelectMany(folder =>
            All.Where(p => p.Absolute == (folder.Length == 0))
                .Select(p => (p, folder + "/" + string.Join('/', p.Parts))));

    /// <summary>Whether a path has the last name of a settings file, so that a link on the way would matter.</summary>
    public static bool HasName(string path) =>
        PathText.Name(path) is var name
        && (FileNames.Contains(name) || (PathText.HasGlob(name) && Globs.Matches(name, "holdpoint.yaml")));

    private static bool Holds(GuardPlace place, string[] parts)
    {
        int length = place.Parts.Length;
        int last = place.Absolute ? 0 : parts.Length - length;
        for (int at = place.Below || place.Absolute ? 0 : Math.Max(0, last); at <= last; at++)
        {
            if (at + length <= parts.Length && (place.Below || at + length == parts.Length)
                && Matches(parts.AsSpan(at, length), place.Parts))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(ReadOnlySpan<string> parts, ReadOnlySpan<string> wanted)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            // A bare star stands for a guarded name only where the folder before it says so.
            bool same = parts[i].Equals(wanted[i], StringComparison.OrdinalIgnoreCase)
                || (PathText.HasGlob(parts[i]) && (i > 0 || SharesStart(parts[i], wanted[i]))
                    && Globs.Matches(parts[i], wanted[i]));
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    private static bool SharesStart(string pattern, string wanted) =>
        pattern.Length >= MinKnown && wanted.StartsWith(pattern[..MinKnown], StringComparison.Ordinal);

    /// <summary>A quick look that most paths do not pass.</summary>
    private static bool MayConcern(string path) =>
        path.Contains("/.", StringComparison.Ordinal) || path.Contains("holdpoint", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/etc/", StringComparison.Ordinal)
        || path.Contains("cline/", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith("managed-settings.json", StringComparison.OrdinalIgnoreCase) || PathText.HasGlob(path);

    private static GuardPlace Own(string path, string what, bool below = false) =>
        Made(path, GuardKind.Own, what, below, json: false);

    private static GuardPlace Settings(string path, string what, bool json = false) =>
        Made(path, GuardKind.Settings, what, below: false, json);

    private static GuardPlace Hooks(string path, string what) =>
        Made(path, GuardKind.Hooks, what, below: true, json: false);

    private static GuardPlace Made(string path, GuardKind kind, string what, bool below, bool json) =>
        new(path.Split('/', StringSplitOptions.RemoveEmptyEntries), kind, what, below, json, path.StartsWith('/'));
}

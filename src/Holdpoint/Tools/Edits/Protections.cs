using System.Collections.Immutable;

namespace Holdpoint.Tools.Edits;

/// <summary>Settings of a configuration that keep things from being lost. Pure.</summary>
internal static class Protections
{
    /// <summary>One setting, in the words of a tool.</summary>
    /// <param name="Keeps">Beginnings of values with which it protects, separated by <c>|</c>.</param>
    /// <param name="Drops">Such with which it does not.</param>
    private readonly record struct Setting(string Name, string Keeps, string Drops);

    private const string Yes = "true|True";

    private const string No = "false|False";

    private static ImmutableArray<Setting> _settings;

    /// <summary>Made when asked for.</summary>
    private static ImmutableArray<Setting> Settings => _settings.IsDefault ? _settings =
    [
        .. Named(Yes, No,
            "prevent_destroy deletion_protection deletion_protection_enabled enable_deletion_protection "
            + "disable_api_termination termination_protection prevent_deletion_if_contains_resources "
            + "purge_protection_enabled point_in_time_recovery_enabled copy_tags_to_snapshot final_snapshot "
            + "delete_protection lock_enabled DeletionProtection deletionProtection DeletionProtectionEnabled "
            + "deletionProtectionEnabled EnableTerminationProtection terminationProtection DisableApiTermination "
            + "enablePurgeProtection pointInTimeRecovery PointInTimeRecoveryEnabled"),
        .. Named(No, Yes,
            "force_destroy skip_final_snapshot delete_automated_backups force_delete force_detach "
            + "forceDestroy skipFinalSnapshot SkipFinalSnapshot autoDeleteObjects auto_delete_objects"),
        .. Named("Retain|Snapshot", "Delete", "DeletionPolicy UpdateReplacePolicy reclaimPolicy "
            + "persistentVolumeReclaimPolicy deletionPolicy"),
        .. Named("RemovalPolicy.RETAIN|RemovalPolicy.SNAPSHOT|cdk.RemovalPolicy.RETAIN|cdk.RemovalPolicy.SNAPSHOT",
            "RemovalPolicy.DESTROY|cdk.RemovalPolicy.DESTROY", "removalPolicy removal_policy"),
    ] : _settings;

    /// <summary>Whether a text speaks of any of them.</summary>
    /// <param name="terraform">It is a configuration of Terraform: backends count as well.</param>
    public static bool Mentioned(string? text, bool terraform = true) => text is not null
        && (Settings.Any(s => text.Contains(s.Name, StringComparison.Ordinal))
            || text.Contains("backup_retention", StringComparison.Ordinal)
            || (terraform && (text.Contains("backend", StringComparison.Ordinal)
                || text.Contains("cloud {", StringComparison.Ordinal))));

    /// <summary>What the new text takes away; null where it takes away nothing.</summary>
    public static string? Lost(string before, string after)
    {
        foreach (Setting setting in Settings)
        {
            int keeps = Count(before, setting.Name, setting.Keeps) - Count(after, setting.Name, setting.Keeps);
            int drops = Count(after, setting.Name, setting.Drops) - Count(before, setting.Name, setting.Drops);
            if (drops > 0 || (keeps > 0 && !Shrinks(before, after)))
            {
                return setting.Name;
            }
        }

        if (Backend(before) is { Length: > 0 } old && Backend(after) is var now && old != now)
        {
            return now.Length == 0 ? "the backend" : "the backend's settings";
        }

        return Retention(before) is { } days && Retention(after) is { } left && left < days
            ? $"backup retention ({days} to {left} days)" : null;
    }

    /// <summary>The setting that code of an editing program takes away: <c>s/prevent_destroy = true/… = false/</c>,
    /// <c>/prevent_destroy/d</c>, <c>.db.deletionProtection = false</c>; null for none.</summary>
    public static string? TakenBy(string code)
    {
        foreach (Setting setting in Settings)
        {
            int at = code.LastIndexOf(setting.Name, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            string rest = code[(at + setting.Name.Length)..];
            bool deletes = code.Contains("del(", StringComparison.Ordinal)
                || rest.TrimEnd(' ', ';', '}', '\'', '"') is [.., '/' or '|' or '#' or '!', 'd']
                || rest.EndsWith("//", StringComparison.Ordinal) || rest.EndsWith("//g", StringComparison.Ordinal)
                || rest.EndsWith("//;", StringComparison.Ordinal);
            if (deletes || Ends(rest, setting.Drops, setting.Keeps))
            {
                return setting.Name;
            }
        }

        return null;
    }

    /// <summary>Whether the last value in a text is one of the first rather than of the second.</summary>
    private static bool Ends(string text, string values, string others)
    {
        int Last(string all) => all.Split('|').Max(v => text.LastIndexOf(v, StringComparison.OrdinalIgnoreCase));
        int at = Last(values);
        return at >= 0 && at > Last(others);
    }

    private static IEnumerable<Setting> Named(string keeps, string drops, string names) =>
        names.Split(' ').Select(n => new Setting(n, keeps, drops));

    /// <summary>Whether whole resources went with their protections: that is a change of what there is, which a plan
    /// shows.</summary>
    private static bool Shrinks(string before, string after) => Blocks(after) < Blocks(before);

    private static int Blocks(string text) => Lines(text).Count(l =>
        l.StartsWith("resource ", StringComparison.Ordinal) || l.StartsWith("Type: ", StringComparison.Ordinal)
        || l.StartsWith("\"Type\":", StringComparison.Ordinal) || l.StartsWith("new ", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim())
        .Where(l => l.Length > 0 && l[0] != '#' && !l.StartsWith("//", StringComparison.Ordinal));

    private static int Count(string text, string name, string values) => Lines(text).Count(line =>
    {
        ReadOnlySpan<char> bare = line.AsSpan().TrimStart("\"'");
        if (!bare.StartsWith(name, StringComparison.Ordinal)
            || bare[name.Length..].TrimStart("\"' ") is not ['=' or ':', .. var rest])
        {
            return false;
        }

        foreach (Range value in values.AsSpan().Split('|'))
        {
            if (rest.TrimStart(" \"'").StartsWith(values.AsSpan(value), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    });

    private static int? Retention(string text)
    {
        int? least = null;
        foreach (string line in Lines(text))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line.StartsWith("backup_retention", StringComparison.Ordinal)
                && int.TryParse(line[(equals + 1)..].Trim(), out int days))
            {
                least = least is { } known ? Math.Min(known, days) : days;
            }
        }

        return least;
    }

    private static string Backend(string text)
    {
        bool inside = false;
        int depth = 0;
        List<string> found = [];
        foreach (string line in Lines(text))
        {
            inside |= line.StartsWith("backend ", StringComparison.Ordinal) || line is "cloud {";
            if (inside)
            {
                found.Add(string.Join(' ', line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));
                depth += line.Count(c => c == '{') - line.Count(c => c == '}');
                inside = depth > 0;
            }
        }

        return string.Join('\n', found);
    }
}

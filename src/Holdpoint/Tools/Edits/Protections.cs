using Holdpoint.Radius;
using Holdpoint.Tools.Self;
using Holdpoint.World;

namespace Holdpoint.Tools.Edits;

/// <summary>Settings of a configuration that keep things from being lost. Pure.</summary>
internal static class Protections
{
    /// <summary>Settings that protect while they are true, and such that do while they are false.</summary>
    private static readonly (string Name, bool Protects)[] Settings =
    [
        ("prevent_destroy", true), ("deletion_protection", true), ("deletion_protection_enabled", true),
        ("enable_deletion_protection", true), ("disable_api_termination", true), ("termination_protection", true),
        ("prevent_deletion_if_contains_resources", true), ("purge_protection_enabled", true),
        ("point_in_time_recovery_enabled", true), ("copy_tags_to_snapshot", true), ("final_snapshot", true),
        ("force_destroy", false), ("skip_final_snapshot", false), ("delete_automated_backups", false),
        ("force_delete", false), ("force_detach", false), ("delete_protection", true), ("lock_enabled", true),
    ];

    public static bool Mentioned(string? text) => text is not null
        && (Array.Exists(Settings, s => text.Contains(s.Name, StringComparison.Ordinal))
            || text.Contains("backend", StringComparison.Ordinal) || text.Contains("cloud {", StringComparison.Ordinal)
            || text.Contains("backup_retention", StringComparison.Ordinal));

    /// <summary>What the new text takes away; null where it takes away nothing.</summary>
    public static string? Lost(string before, string after)
    {
        foreach ((string name, bool protects) in Settings)
        {
            int keeps = Count(before, name, protects) - Count(after, name, protects);
            int drops = Count(after, name, !protects) - Count(before, name, !protects);
            if (drops > 0 || (keeps > 0 && !Shrinks(before, after)))
            {
                return name;
            }
        }

        if (Backend(before) is { Length: > 0 } old && Backend(after) is var now && old != now)
        {
            return now.Length == 0 ? "the backend" : "the backend's settings";
        }

        return Retention(before) is { } days && Retention(after) is { } left && left < days
            ? $"backup retention ({days} to {left} days)" : null;
    }

    /// <summary>Whether whole resources went with their protections: that is a change of what there is, which a plan
    /// shows.</summary>
    private static bool Shrinks(string before, string after) => Blocks(after) < Blocks(before);

    private static int Blocks(string text) => Lines(text).Count(l =>
        l.StartsWith("resource ", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(l => l.Trim())
        .Where(l => l.Length > 0 && l[0] != '#' && !l.StartsWith("//", StringComparison.Ordinal));

    private static int Count(string text, string name, bool value) => Lines(text).Count(line =>
        line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..].TrimStart() is ['=', .. var rest]
        && rest.TrimStart().StartsWith(value ? "true" : "false", StringComparison.Ordinal));

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

/// <summary>Compares a configuration as it is with what an edit makes of it.</summary>
internal sealed record ProtectionProbe(string Path, Action.FileEdit Edit) : Probe
{
    /// <summary>Bytes of one file of a configuration.</summary>
    private const int MaxFile = 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (world.Read(Path, MaxFile) is not FileAnswer.Content content)
        {
            return Nothing(effect);
        }

        string before = content.Text;
        string? after = Edit.Kind switch
        {
            FileEditKind.Delete => null,
            FileEditKind.Write => Edit.Content,
            _ when Edit is { Content: { } put, Replaced: { } taken } =>
                SettingsChange.Edited(before, taken, put, Edit.All),
            _ => null,
        };
        if (after is null)
        {
            // Several edits at once, or text that is not there: what is taken out is compared with what comes in.
            after = Edit.Content;
            before = Edit.Replaced ?? "";
        }

        return after is not null && Protections.Lost(before, after) is { } lost
            ? new Measurement(effect with { Summary = $"takes {lost} away in {effect.Resource.Name}" })
            : Nothing(effect);
    }

    private static Measurement Nothing(Effect effect) => new(effect with { Kind = EffectKind.Read });
}

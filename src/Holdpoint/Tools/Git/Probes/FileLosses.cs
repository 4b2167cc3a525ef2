using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Git.Probes;

/// <summary>Files that would be lost: counted, sized, the weighty ones named first.</summary>
internal static class FileLosses
{
    /// <summary>Sizes of more files than this are not asked for: one stat call each.</summary>
    private const int MaxSized = 5000;

    /// <summary>A measurement of files that no commit holds.</summary>
    public static Measurement Of(
        Effect effect, IWorld world, string top, IReadOnlyCollection<(string Path, string What)> files,
            Recovery recovery)
    {
        List<(string Path, string What, long Bytes)> sized =
            [.. files.Take(MaxSized).Select(f => (f.Path, f.What, world.Look(Path.Join(top, f.Path)).Bytes))];
        IEnumerable<Loss> named = sized
            .OrderByDescending(f => FileNames.HoldsData(f.Path))
            .ThenByDescending(f => f.Bytes)
            .ThenBy(f => f.Path, StringComparer.Ordinal)
            .Take(BlastRadius.MaxNamedLosses)
            .Select(f => new Loss(new Resource("file", Clean(f.Path)), recovery)
            {
                HoldsData = true,
                Amounts = [Amount.Size(f.Bytes)],
                Details = [f.What],
            });
        return new Measurement(effect with { Recovery = recovery })
        {
            Count = files.Count,
            Unit = "files",
            Bytes = files.Count > MaxSized ? null : sized.Sum(f => f.Bytes),
            Losses = [.. named],
            Types = [.. files.GroupBy(f => f.What, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))
                .OrderByDescending(g => g.Item2)],
        };
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024} KB",
        < 1024L * 1024 * 1024 => $"{bytes / (1024 * 1024)} MB",
        _ => $"{bytes / (1024L * 1024 * 1024)} GB",
    };

    /// <summary>A name without the control characters that would move a terminal's cursor.</summary>
    public static string Clean(string name) =>
        name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) : name;
}

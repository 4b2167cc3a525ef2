using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Files.Checkpoints;

/// <summary>Files and folders of this machine.</summary>
/// <param name="Paths">Absolute; none lies in another one.</param>
internal sealed record FilesSource(ImmutableArray<string> Paths, long? Size)
    : CheckpointSource(FilesCheckpoint.KindId, Common(Paths), Size)
{
    /// <summary>A deed on more places than these is saved by the folder that they are in, or not at all.</summary>
    private const int MaxPaths = 2000;

    /// <summary>What may be saved beside what would be lost, for the sake of the whole.</summary>
    private const long Beside = 16 * 1024 * 1024;

    /// <summary>Places with more are not looked through.</summary>
    private const int MaxEntries = 5000;

    public override string Key => "";

    public override CheckpointSource With(CheckpointSource other) =>
        other is FilesSource files
            ? Of([.. Paths, .. files.Paths], Size is { } a && files.Size is { } b ? a + b : null) ?? this
            : this;

    /// <summary>What a measured effect takes from this machine; null where it falls on something else, or not all of it
    /// has a name.</summary>
    public static FilesSource? Of(Measurement measured, IWorld world)
    {
        Target target = measured.Effect.Target;
        if (!TargetKinds.OnThisMachine(target.Kind) || measured.Unmeasured is not null
            || measured.Effect.Invocation?.Outside is not null
            || !measured.Losses.All(l => l.Resource.Type is "file" or "folder"))
        {
            return null;
        }

        ImmutableArray<string> roots = measured.Effect.Probe is FileProbe probe
            ? [.. probe.Touches.Select(t => PathText.Absolute(t.Path, probe.Directory) ?? "")]
            : [];

        // The places as they stand, with their links and empty folders, where little in them is a build's or a cache's;
        // else what holds data, by name.
        bool named = measured.Losses.Length < BlastRadius.MaxNamedLosses;
        ImmutableArray<string> paths = !roots.IsEmpty && (!named || IsSmall(roots, measured.Bytes ?? 0, world))
            ? roots
            : named ? [.. measured.Losses.Select(l => Absolute(l.Resource.Name, target, world))] : [];
        return paths.All(p => p.StartsWith('/') && world.Look(p).Exists) ? Of(paths, measured.Bytes) : null;
    }

    /// <summary>Whether places hold little more than what would be lost.</summary>
    private static bool IsSmall(ImmutableArray<string> roots, long lost, IWorld world)
    {
        long left = lost + Beside;
        int entries = MaxEntries;
        return roots.All(r => Fits(world.Look(r)));

        bool Fits(Entry entry)
        {
            left -= entry.Bytes;
            return --entries >= 0 && left >= 0 && (entry.Kind is not EntryKind.Folder
                || (world.List(entry.Path) is { } below && below.All(Fits)));
        }
    }

    private static FilesSource? Of(ImmutableArray<string> paths, long? bytes)
    {
        ImmutableArray<string> all = [.. paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        ImmutableArray<string> outer =
            [.. all.Where(p => !all.Any(o => o != p && PathText.IsWithin(p, o)))];
        return outer.IsEmpty || outer.Length > MaxPaths ? null : new FilesSource(outer, bytes);
    }

    /// <summary>The path itself, or the folder that all of them lie in.</summary>
    private static string Common(ImmutableArray<string> paths)
    {
        string common = paths[0];
        while (!paths.All(p => PathText.IsWithin(p, common)))
        {
            common = PathText.Parent(common);
        }

        return common;
    }

    /// <summary>Git names files from the top of its work tree.</summary>
    private static string Absolute(string name, Target target, IWorld world)
    {
        if (name.StartsWith('/') || !target.Place.StartsWith('/'))
        {
            return name;
        }

        string top = target.Place;
        for (string at = target.Place; at.Length > 1; at = PathText.Parent(at))
        {
            if (world.Look(PathText.Join(at, ".git")).Exists)
            {
                top = at;
                break;
            }
        }

        return PathText.Join(top, name);
    }
}

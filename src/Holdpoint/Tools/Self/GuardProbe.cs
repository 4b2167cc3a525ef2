using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tools.Self;

/// <summary>What is known of the new content of a guarded file.</summary>
/// <param name="Written">The new text, or what an edit puts in.</param>
/// <param name="Taken">What an edit takes out; null for a file that is replaced.</param>
internal sealed record NewContent(string Written, string? Taken, bool All);

/// <summary>Looks whether a change really concerns the guard: links followed, settings compared, other people's folders
/// left alone.</summary>
/// <param name="Paths">Absolute paths, glob marks included.</param>
/// <param name="Folders">The paths are folders that go as a whole: what is guarded may lie below them.</param>
/// <param name="Content">What is known of the new content; null when nothing is.</param>
internal sealed record GuardProbe(ImmutableArray<string> Paths, bool Folders, NewContent? Content, string Directory)
    : Probe
{
    /// <summary>Settings are a few kilobytes.</summary>
    private const long MaxSettings = 4 * 1024 * 1024;

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        var files = new GuardedFiles(world, new WorkTrees(world, budget, Directory));
        foreach (string path in Paths.SelectMany(p => PathText.HasGlob(p) ? Globs.Expand(p, world) ?? [p] : [p]))
        {
            if (Touched(path, world, files) is { } place)
            {
                string why = effect.Forbidden ?? $"{PathText.Shown(path)} is {place.What}";
                return new Measurement(effect with { Forbidden = why });
            }
        }

        return new Measurement(effect with
        {
            Kind = EffectKind.Read,
            Forbidden = null,
            Recovery = new Recovery.Trivial("the guard stays as it is"),
        });
    }

    private GuardPlace? Touched(string path, IWorld world, GuardedFiles files)
    {
        string real = world.RealPath(path) ?? path;
        GuardPlace? place = files.Of(path, real);
        if (place is null && Folders)
        {
            place = GuardPlaces.Below(path).Concat(GuardPlaces.Below(real))
                .FirstOrDefault(b => world.Look(b.Path).Exists).Place;
        }

        if (place is null || files.IsElsewhere(real))
        {
            return null;
        }

        return place.Json && Content is { } content && KeepsGuard(real, content, world) ? null : place;
    }

    private static bool KeepsGuard(string real, NewContent content, IWorld world)
    {
        string? before;
        switch (world.Read(real, MaxSettings))
        {
            case FileAnswer.Missing:
                before = null;
                break;
            case FileAnswer.Content found:
                before = found.Text;
                break;
            default:
                return false;
        }

        string? after = content.Taken is null ? content.Written
            : before is null ? null
            : SettingsChange.Edited(before, content.Taken, content.Written, content.All);
        return after is not null && SettingsChange.IsHarmless(before, after);
    }
}

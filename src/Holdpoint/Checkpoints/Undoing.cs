using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Execution;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Checkpoints;

/// <summary>Brings back what a checkpoint saved: shows what that overwrites, saves it in its turn, asks where a person
/// must decide, restores.</summary>
internal sealed class Undoing(
    Pipeline pipeline, CheckpointStore store, IWorld world, IWorkshop workshop, IPerson person)
{
    /// <summary>Differences beyond a screen's worth are counted.</summary>
    private const int MaxShown = 20;

    private readonly Bench _bench = new(world, workshop, line => person.Tell(line, Weight.Passing));

    /// <summary>Restores a checkpoint; true where all that differed is back.</summary>
    public Outcome Run(Manifest manifest)
    {
        using IDisposable? held = store.TryLock(manifest.Id);
        if (held is null)
        {
            person.Tell($"stopped: another process is at work on checkpoint {manifest.Id}", Weight.Bad);
            return new Outcome.Refused();
        }

        // The action's own words reach the thing again, with the password that they know; they are only read.
        var action = new Action.ShellCommand(manifest.Command, manifest.Directory);
        Judgement judged = pipeline.Run(action);
        Bench bench = _bench with { Reached = new Reached(judged.Radius.Measurements) };
        List<(SavedPart Part, ImmutableArray<Difference> Differences)> work = [];
        foreach (SavedPart part in manifest.Parts)
        {
            if (Look(manifest, part, bench) is not { } differences)
            {
                return new Outcome.Refused();
            }

            if (differences.IsEmpty)
            {
                person.Tell($"{part.What}: nothing differs from what was saved");
                continue;
            }

            foreach (Difference difference in differences.Where(d => d.IsData).Take(MaxShown))
            {
                person.Tell($"brings back: {difference.Line}");
            }

            if (differences.Count(d => d.IsData) is > MaxShown and var all)
            {
                person.Tell($"brings back: {all - MaxShown} more");
            }

            work.Add((part, differences));
        }

        if (work.Count == 0)
        {
            return new Outcome.Ran(0);
        }

        return Allowed(manifest, judged, work, bench) is { } stopped ? stopped : Restore(manifest, work, bench);
    }

    /// <summary>What differs; null where that cannot be told, which is said.</summary>
    private ImmutableArray<Difference>? Look(Manifest manifest, SavedPart part, Bench bench)
    {
        string folder = FolderOf(manifest, part);
        if (CheckpointKinds.Find(part.Kind) is not { } kind)
        {
            person.Tell($"stopped: this program knows no checkpoint of the kind {part.Kind}", Weight.Bad);
            return null;
        }

        if (store.Damage(part, folder) is { } damage)
        {
            person.Tell($"stopped: the checkpoint is damaged: {damage}", Weight.Bad);
            return null;
        }

        switch (kind.Compare(part, folder, bench))
        {
            case DifferenceAnswer.Found found:
                return found.Differences;
            case DifferenceAnswer.Failed failed:
                person.Tell($"stopped: {part.Place} cannot be looked at: {failed.Why}", Weight.Bad);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Saves what is there now, and judges the restore like any action that overwrites; null where it may
    /// go on.</summary>
    private Outcome? Allowed(
        Manifest manifest, Judgement judged, List<(SavedPart Part, ImmutableArray<Difference> Differences)> work,
        Bench bench)
    {
        ImmutableArray<CheckpointSource> present =
            [.. work.Select(w => CheckpointKinds.Find(w.Part.Kind)?.Present(
                w.Part, FolderOf(manifest, w.Part), bench))
                .OfType<CheckpointSource>()];
        Manifest? before = null;
        if (!present.IsEmpty)
        {
            (before, string problem) = new Taking(store, bench).Take(
                present, manifest.Command, manifest.Directory, judged.Radius.Fingerprint);
            person.Tell(
                before is null ? $"what is there now could not be saved: {problem}"
                    : $"what is there now is checkpoint {before.Id}"
                    + (before.IsVerified ? ", verified" : $", NOT verified: {before.Parts[0].Problem}"),
                before is { IsVerified: true } ? Weight.Good : Weight.Bad);
        }

        var recovery = before is { IsVerified: true }
            ? new Recovery.FromBackup($"checkpoint {before.Id}", before.Taken)
            : present.IsEmpty ? new Recovery.Trivial("nothing is there now") : (Recovery)new Recovery.Unknown(
                "what is there now has no proved copy");
        Judgement asked = pipeline.Weigh(
            judged with { Effects = [.. work.Select(w => Overwriting(manifest, w.Part, judged, recovery))] },
            [.. work.Select(w => Measured(Overwriting(manifest, w.Part, judged, recovery), w.Differences))]);
        return Asking.Stops(person, asked, before, "nothing was restored");
    }

    private Outcome.Ran Restore(
        Manifest manifest, List<(SavedPart Part, ImmutableArray<Difference> Differences)> work, Bench bench)
    {
        foreach ((SavedPart part, _) in work)
        {
            string? problem = CheckpointKinds.Find(part.Kind)?.Restore(part, FolderOf(manifest, part), bench);
            if (problem is not null)
            {
                person.Tell($"{part.Place}: {problem}", Weight.Bad);
                return new Outcome.Ran(1);
            }

            person.Tell($"restored {part.What}: equal to what was saved", Weight.Good);
        }

        return new Outcome.Ran(0);
    }

    /// <summary>The effect of restoring over what is there.</summary>
    private static Effect Overwriting(Manifest manifest, SavedPart part, Judgement judged, Recovery recovery)
    {
        Effect? before = judged.Radius.Measurements.Select(m => m.Effect)
            .FirstOrDefault(e => e.Target.Place == part.Place);
        return new Effect(
            EffectKind.Destroy, new Resource("checkpoint", part.What),
            before?.Target ?? (part.Place.StartsWith('/') ? Target.Path(part.Place)
                : new Target(part.Kind, part.Place, [new Sign(SignKind.Url, part.Place, "the checkpoint")])),
            recovery)
        {
            Tool = "holdpoint",
            Summary = $"brings back checkpoint {manifest.Id} over what is there now",
        };
    }

    private static Measurement Measured(Effect effect, ImmutableArray<Difference> differences) => new(effect)
    {
        Losses =
        [
            .. differences.Where(d => d is { IsData: true, IsMissing: false }).Take(BlastRadius.MaxNamedLosses)
                .Select(d => new Loss(new Resource("difference", d.Line), effect.Recovery) { HoldsData = true }),
        ],
    };

    private string FolderOf(Manifest manifest, SavedPart part) => Path.Join(store.FolderOf(manifest.Id), part.Folder);
}

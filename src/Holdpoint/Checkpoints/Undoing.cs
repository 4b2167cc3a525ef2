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

    /// <summary>A file with the key of an encrypted checkpoint; null where none was given.</summary>
    public string? Identity { get; init; }

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

        (OpenedCheckpoint? opened, string closed) = new Sealing(store, _bench).Open(manifest, Identity);
        if (opened is null)
        {
            person.Tell($"stopped: {closed}", Weight.Bad);
            return new Outcome.Refused();
        }

        using (opened)
        {
            return Run(manifest, opened);
        }
    }

    private Outcome Run(Manifest manifest, OpenedCheckpoint opened)
    {
        // The action's own words reach the thing again, with the password that they know; they are only read.
        var action = new Action.ShellCommand(manifest.Command, manifest.Directory);
        Judgement judged = pipeline.Run(action);
        Bench bench = _bench with { Reached = new Reached(judged.Radius.Measurements) };
        List<(SavedPart Part, ImmutableArray<Difference> Differences)> work = [];
        foreach (SavedPart part in manifest.Parts)
        {
            if (Look(part, opened.FolderOf(part), bench) is not { } differences)
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

        return Allowed(manifest, judged, work, opened, bench) is { } stopped ? stopped
            : Restore(work, opened, bench);
    }

    /// <summary>What differs; null where that cannot be told, which is said.</summary>
    private ImmutableArray<Difference>? Look(SavedPart part, string folder, Bench bench)
    {
        if (CheckpointKinds.Find(part.Kind) is not { } kind)
        {
            person.Tell($"stopped: this program knows no checkpoint of the kind {part.Kind}", Weight.Bad);
            return null;
        }

        if (!part.IsSealed && store.Damage(part, folder) is { } damage)
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
        OpenedCheckpoint opened, Bench bench)
    {
        ImmutableArray<CheckpointSource> present =
            [.. work.Select(w => CheckpointKinds.Find(w.Part.Kind)?.Present(
                w.Part, opened.FolderOf(w.Part), bench))
                .OfType<CheckpointSource>()];
        Manifest? before = null;
        if (!present.IsEmpty)
        {
            (before, string problem) = new Taking(store, bench).Take(
                present, manifest.Command, manifest.Directory, judged.Radius.Fingerprint);
            if (before is not null)
            {
                (before, string? open) = new Sealing(store, bench).Seal(before);
                if (open is not null)
                {
                    person.Tell(open, Weight.Bad);
                }
            }

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
        List<(SavedPart Part, ImmutableArray<Difference> Differences)> work, OpenedCheckpoint opened,
        Bench bench)
    {
        foreach ((SavedPart part, _) in work)
        {
            string? problem = CheckpointKinds.Find(part.Kind)?.Restore(part, opened.FolderOf(part), bench);
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
}

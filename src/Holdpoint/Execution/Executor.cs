using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Execution;

/// <summary>Stages 6 to 8 of an action: it is judged, what it takes is saved and that is proved, it is measured again,
/// a person is asked, it is run, and what it did is looked at.</summary>
internal sealed class Executor(
    Pipeline pipeline, CheckpointStore store, IWorld world, IWorkshop workshop, IPerson person)
{
    /// <summary>Runs a command as it was judged, or does not.</summary>
    /// <param name="program">What the judged words run: the program itself, or a shell that reads them.</param>
    public Outcome Run(Action.ShellCommand action, ThroughRequest program)
    {
        Judgement judged = pipeline.Run(action);
        foreach (string problem in judged.Problems)
        {
            person.Tell($"note: {problem}", Weight.Bad);
        }

        if (judged.Verdict.Decision is Decision.Allow)
        {
            return Through(program);
        }

        if (judged.Saved is not { } way)
        {
            return Asked(judged, null) ?? Moved(judged) ?? Through(program);
        }

        Manifest? saved = Save(way.Plan, judged);
        if (Moved(judged) is { } moved)
        {
            return moved;
        }

        Judgement again = judged;
        if (saved is { IsVerified: true, Parts: [var first, ..] })
        {
            ImmutableArray<Measurement> covered = way.Plan.With(
                judged.Radius.Measurements, $"checkpoint {saved.Id}", first.Verified?.At ?? saved.Taken);
            again = pipeline.Weigh(judged, covered);
        }

        bool isAsked = again.Verdict.Decision is not Decision.Allow;
        return Asked(again, saved) ?? (isAsked ? Moved(judged) : null) ?? Watched(program, judged, saved);
    }

    /// <summary>Measures once more; null where all stands as it was judged: a yes is for exactly that
    /// evidence.</summary>
    private Outcome.Changed? Moved(Judgement judged)
    {
        if (pipeline.Look(judged.Action).Radius.Fingerprint == judged.Radius.Fingerprint)
        {
            return null;
        }

        person.Tell(
            "stopped: what it would do has changed while it was looked at, so nothing was run; run it again to have "
            + "it judged anew", Weight.Bad);
        return new Outcome.Changed();
    }

    /// <summary>Saves what would go; null where that failed, which is told.</summary>
    private Manifest? Save(CheckpointPlan plan, Judgement judged)
    {
        var taking = new Taking(store, new Bench(world, workshop, line => person.Tell(line, Weight.Passing)));
        (Manifest? saved, string problem) = taking.Take(
            plan.Sources, ((Action.ShellCommand)judged.Action).Text, judged.Action.Directory,
            judged.Radius.Fingerprint);
        if (saved is null)
        {
            person.Tell($"no checkpoint was taken: {problem}", Weight.Bad);
            return null;
        }

        foreach (SavedPart part in saved.Parts)
        {
            person.Tell(
                part.Verified is { } proof
                    ? $"checkpoint {saved.Id}: {part.What}, {Words.Bytes(part.Bytes)}; verified: {proof.How}"
                    : $"checkpoint {saved.Id}: {part.What}; NOT verified: {part.Problem}",
                part.Verified is null ? Weight.Bad : Weight.Good);
        }

        return saved;
    }

    private Outcome? Asked(Judgement judgement, Manifest? saved) =>
        Asking.Stops(person, judgement, saved, "nothing was run");

    private Outcome Through(ThroughRequest program)
    {
        Ending ending = workshop.RunThrough(program);
        if (ending.Problem is { } problem)
        {
            person.Tell(problem, Weight.Bad);
            return new Outcome.Unstarted();
        }

        return new Outcome.Ran(ending.ExitCode);
    }

    /// <summary>Runs it, and compares what is gone with what was said.</summary>
    private Outcome Watched(ThroughRequest program, Judgement judged, Manifest? saved)
    {
        Outcome outcome = Through(program);
        if (outcome is not Outcome.Ran ran || saved is null)
        {
            return outcome;
        }

        var bench = new Bench(world, workshop, _ => { }) { Reached = new Reached(judged.Radius.Measurements) };
        Observation seen = Observation.Of(saved, store, judged.Radius.Measurements, bench);
        foreach (string surprise in seen.Surprises)
        {
            person.Tell($"NOT foreseen: {surprise}", Weight.Bad);
        }

        person.Tell(seen.Summary(ran.ExitCode), seen.Surprises.IsEmpty ? Weight.Plain : Weight.Bad);
        if (!seen.IsUnchanged)
        {
            person.Tell($"to go back: holdpoint undo {saved.Id}");
        }

        return ran with
        {
            Failed = ran.ExitCode == 0 && seen.IsUnchanged && judged.Effects.Any(e => e.EndsWithZeroAnyway),
        };
    }
}

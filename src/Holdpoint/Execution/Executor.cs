using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Checkpoints;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Execution;

/// <summary>Stages 6 to 8 of an action: it is judged, what it takes is saved and that is proved, it is measured again,
/// a person is asked, it is run, and what it did is looked at.</summary>
internal sealed class Executor(
    Pipeline pipeline, CheckpointStore store, IWorld world, IWorkshop workshop, IPerson person)
{
    /// <summary>A larger checkpoint is taken only where a person agrees: it takes minutes, and much of the
    /// disk.</summary>
    public long MaxBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Where grants are looked for; null where a person at the terminal is enough for all.</summary>
    public GrantDesk? Desk { get; init; }

    /// <summary>How long an open request is waited for.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>What was granted, and is used up when the command is run.</summary>
    private GrantAnswer.Granted? _granted;

    /// <summary>Runs a command as it was judged, or does not.</summary>
    /// <param name="request">What the judged words run: the program itself, or a shell that reads them.</param>
    public Outcome Run(Action.ShellCommand action, ThroughRequest request)
    {
        Judgement judged = Judged(action);
        if (PlannedRun.Planning(judged) is { Plan: { } way }
            && (judged.Verdict.Decision is not Decision.Deny || judged.Verdict.Rule == Refusals.Rule))
        {
            string folder = workshop.NewScratchPath();
            if (!way.Unless.Any(v => world.Variable(v) is not null)
                && PlannedRun.Of(judged, request, Path.Join(folder, "plan")) is { } planned)
            {
                return Planned(planned, folder);
            }

            person.Tell(
                "no plan is made first, since more than the program's own words decide what it does: a person who "
                + "says yes says it to what was measured, not to a plan", Weight.Bad);
        }

        return Go(judged, request, asks: false);
    }

    private Judgement Judged(Action.ShellCommand action)
    {
        Judgement judged = pipeline.Run(action);
        foreach (string problem in judged.Problems)
        {
            person.Tell($"note: {problem}", Weight.Bad);
        }

        return judged;
    }

    /// <summary>Makes the plan, judges it, and does just that plan.</summary>
    private Outcome Planned(PlannedRun planned, string folder)
    {
        if (workshop.MakeFolder(folder) is { } problem)
        {
            person.Tell($"stopped: there is no room for a plan: {problem}", Weight.Bad);
            return new Outcome.Unstarted();
        }

        try
        {
            person.Tell("the plan comes first; what it says is judged, and nothing else is done");
            Outcome plan = Through(planned.Plan);
            if (plan is Outcome.Ran { ExitCode: 0 })
            {
                // The plan has been shown; that it should be made first is no news.
                Judgement judged = Judged(planned.Action);
                return Go(
                    judged with { Verdict = judged.Verdict with { Safer = null } }, planned.Apply, planned.Asks);
            }

            person.Tell("stopped: no plan could be made, so nothing was done", Weight.Bad);
            return plan;
        }
        finally
        {
            // It holds what the state holds: passwords.
            _ = workshop.Remove(folder);
        }
    }

    /// <summary>Stages 6 to 8 of what was judged, and the record of how that went.</summary>
    /// <param name="asks">A person is asked whatever the verdict: the program itself would have.</param>
    private Outcome Go(Judgement judged, ThroughRequest request, bool asks)
    {
        if (judged.Effects.IsEmpty)
        {
            return Through(request);
        }

        End end = judged.Verdict.Decision is Decision.Allow
                ? new End((asks ? Asked(judged, null, asks) ?? Moved(judged) : null) ?? Through(request))
            : judged.Saved is { Verdict.Decision: not Decision.Deny } way ? Saved(way, judged, request, asks)
            : new End(Asked(judged, null, asks) ?? Moved(judged) ?? (Outcome?)Taken() ?? Through(request));
        ImmutableArray<string> problems = pipeline.End(judged, end.ForJournal());
        if (end.Saved is { } saved
            && new Sealing(store, new Bench(world, workshop, line => person.Tell(line, Weight.Passing)))
                .Seal(saved).Problem is { } unsealed)
        {
            problems = problems.Add(unsealed);
        }

        if (end.Outcome is Outcome.Ran)
        {
            problems = problems.AddRange(pipeline.Learn(judged.Action));
        }

        foreach (string problem in problems)
        {
            person.Tell($"note: {problem}", Weight.Bad);
        }

        return end.Outcome;
    }

    /// <summary>How it went, with what is known of it.</summary>
    private sealed record End(Outcome Outcome, Manifest? Saved = null, Observation? Seen = null)
    {
        public ExecutionEnd ForJournal() => Outcome.ForJournal with
        {
            Checkpoint = Saved?.Id,
            Verified = Saved is { IsVerified: true },
            Gone = Seen is null ? [] : [.. Seen.Foreseen.Select(d => d.Name)],
            Unforeseen = Seen?.Surprises ?? [],
        };
    }

    private End Saved(WayTo way, Judgement judged, ThroughRequest request, bool asks)
    {
        // What changes something outside to save it waits for a person who must be asked anyway.
        CheckpointPlan plan = way.Plan;
        bool marks = plan.Sources.Any(s => s.Marks);
        bool isAgreed = marks && (asks || way.Verdict.Decision is not Decision.Allow);
        if (isAgreed && (Asked(judged, null, asks) ?? Moved(judged)) is { } unwanted)
        {
            return new End(unwanted);
        }

        Manifest? saved = Save(plan, judged);
        isAgreed &= saved is not null;
        if (saved is not null && marks && pipeline.Look(judged.Action) is var marked
            && marked.Verdict.Decision <= judged.Verdict.Decision
            && CheckpointPlan.TakeTheSame(judged.Radius.Measurements, marked.Radius.Measurements))
        {
            judged = marked;
        }

        if (Moved(judged) is { } moved)
        {
            return new End(moved, saved);
        }

        Judgement again = judged;
        if (saved is { IsVerified: true, Parts: [var first, ..] })
        {
            ImmutableArray<Measurement> covered = plan.With(
                judged.Radius.Measurements, $"checkpoint {saved.Id}", first.Verified?.At ?? saved.Taken);
            again = pipeline.Weigh(judged, covered);
        }

        bool isAsked = asks || again.Verdict.Decision is not Decision.Allow;
        Outcome? stopped = (isAgreed ? null : Asked(again, saved, asks) ?? (isAsked ? Moved(judged) : null)) ?? Taken();
        return stopped is not null
            ? new End(stopped, saved)
            : Watched(request, judged, saved);
    }

    /// <summary>Measures once more; null where all stands as it was judged: a yes is for exactly that
    /// evidence.</summary>
    private Outcome.Changed? Moved(Judgement judged)
    {
        BlastRadius now = pipeline.Look(judged.Action).Radius;
        if (now.Fingerprint == judged.Radius.Fingerprint && Files(now).SequenceEqual(Files(judged.Radius)))
        {
            return null;
        }

        person.Tell(
            "stopped: what it would do has changed while it was looked at, so nothing was run; run it again to have "
            + "it judged anew", Weight.Bad);
        return new Outcome.Changed();
    }

    /// <summary>The digests of files that the action names: within one run ours must stand, too.</summary>
    private static IEnumerable<string> Files(BlastRadius radius) =>
        radius.Measurements.SelectMany(m => m.Facts).Where(f => f.IsFile).Select(f => f.Value);

    /// <summary>Saves what would go; null where that failed, which is told.</summary>
    private Manifest? Save(CheckpointPlan plan, Judgement judged)
    {
        if (plan.Sources.Sum(s => s.Bytes ?? 0) is var bytes && bytes > MaxBytes && !person.Agrees(
            $"the checkpoint would hold about {Words.Bytes(bytes)}, copied once and restored once as a test; take it?"))
        {
            person.Tell($"no checkpoint was taken: it would hold about {Words.Bytes(bytes)}, and nobody has agreed to "
                + $"more than {Words.Bytes(MaxBytes)} (--max-checkpoint-gb says another bound)", Weight.Bad);
            return null;
        }

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

    private Outcome? Asked(Judgement judgement, Manifest? saved, bool always)
    {
        if (Desk?.Needs(judgement) is not true)
        {
            return Asking.Stops(person, judgement, saved, "nothing was run", always);
        }

        switch (GrantWaiting.For(Desk, judgement, Wait, person, world.Clock))
        {
            case GrantAnswer.Granted granted:
                _granted = granted;
                person.Tell(GrantWords.Of(granted), Weight.Good);
                return null;
            case GrantAnswer.Denied denied:
                person.Tell($"stopped: {GrantWords.Of(denied)}", Weight.Bad);
                return new Outcome.Refused();
            case var open:
                person.Tell($"stopped: nothing was run; {GrantWords.Of(open)}", Weight.Bad);
                return new Outcome.Unasked();
        }
    }

    /// <summary>Uses up what was granted; null where that could be done, or nothing had to be.</summary>
    private Outcome.Unasked? Taken()
    {
        if (_granted is null || Desk?.Take(_granted) is true)
        {
            return null;
        }

        person.Tell($"stopped: the grant of request {_granted.Request.Id} was used meanwhile", Weight.Bad);
        return new Outcome.Unasked();
    }

    private Outcome Through(ThroughRequest request)
    {
        Ending ending = workshop.RunThrough(request);
        if (ending.Problem is { } problem)
        {
            person.Tell(problem, Weight.Bad);
            return new Outcome.Unstarted();
        }

        return new Outcome.Ran(ending.ExitCode);
    }

    /// <summary>Runs it, and compares what is gone with what was said.</summary>
    private End Watched(ThroughRequest request, Judgement judged, Manifest? saved)
    {
        Outcome outcome = Through(request);
        if (outcome is not Outcome.Ran ran || saved is null)
        {
            return new End(outcome, saved);
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

        Outcome ended = ran with
        {
            Failed = ran.ExitCode == 0 && seen.IsUnchanged && judged.Effects.Any(e => e.EndsWithZeroAnyway),
        };
        return new End(ended, saved, seen);
    }
}

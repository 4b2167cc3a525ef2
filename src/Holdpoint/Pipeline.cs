using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Environments;
using Holdpoint.Execution;
using Holdpoint.Approvals;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Sessions;
using Holdpoint.Shell;
using Holdpoint.Tools;
using Holdpoint.World;

namespace Holdpoint;

/// <summary>The way of one action: the stages in their order; nothing else knows it.</summary>
/// <param name="policy">Loads the policy for a directory; called only when something is at stake.</param>
/// <param name="journal">Null when nothing is to be recorded (a dry look: check, explain).</param>
/// <param name="patience">How long stage 4 may take for one action at most; a policy can say less.</param>
internal sealed class Pipeline(IWorld world, Func<string, PolicySet> policy, IJournal? journal, TimeSpan patience)
{
    /// <summary>Directories other than the action's own whose policy is asked; an action rarely names two.</summary>
    private const int MaxOtherDirectories = 8;

    private static readonly Verdict Harmless = new(Decision.Allow, Judge.NothingAtStake, [], null);

    /// <summary>Variables that no profile changes between our process and the shell.</summary>
    private static readonly ImmutableArray<string> KnownVariables = ["USER", "LOGNAME", "TMPDIR", "UID"];

    /// <summary>What this session's actions leave; null in a dry look, and where the client names no session.</summary>
    public TraceFile? Traces { get; init; }

    /// <summary>What took protections away before; null where nothing tells.</summary>
    public Weakenings? Weakenings { get; init; }

    /// <summary>What was refused before; null where nobody wears anybody down: a dry look, a person's own
    /// terminal.</summary>
    public Refusals? Refusals { get; init; }

    /// <summary>Where grants are looked for; null in a dry look, and where execution does that itself.</summary>
    public GrantDesk? Desk { get; init; }

    /// <summary>
    /// Judges one action; whatever a stage throws becomes a question to a person.
    /// 1 read, 2 recognise; a harmless action ends here;
    /// 3 locate, 4 measure, 5 judge; 9 record.
    /// Stages 6 to 8 (approve, checkpoint, execute) follow a verdict; <see cref="Execution.Executor"/> knows them.
    /// </summary>
    public Judgement Run(Action action)
    {
        Judgement judgement = Look(action);
        return ReferenceEquals(judgement.Verdict, Harmless) ? judgement
            : Record(Granted(Tried(judgement)));
    }

    /// <summary>What was refused before and comes again is refused; what goes through our own execution is looked at
    /// there.</summary>
    private Judgement Tried(Judgement judgement)
    {
        try
        {
            return Refusals is null || judgement.Verdict.Decision is Decision.Allow
                || OwnExecution.Holds(judgement.Reading, judgement.Effects, world)
                    ? judgement
                    : Refusals.Beside(judgement);
        }
        catch (Exception e)
        {
            return judgement with
            {
                Problems = judgement.Problems.Add(InternalError.Describe(e, "looking for what was refused before")),
            };
        }
    }

    /// <summary>Stage 6 of what is not executed here: a grant lets it pass, and is used up by that; a no of a person is
    /// a no.</summary>
    private Judgement Granted(Judgement judgement)
    {
        if (Desk is null)
        {
            return judgement;
        }

        try
        {
            Verdict verdict = judgement.Verdict;
            if (!Desk.Needs(judgement))
            {
                return judgement with { Grant = new GrantAnswer.NotNeeded() };
            }

            if (OwnExecution.Holds(judgement.Reading, judgement.Effects, world))
            {
                // What runs it asks for the grant itself, over what it has measured again.
                return judgement with
                {
                    Verdict = verdict with { Decision = Decision.Allow, Rule = GrantDesk.ExecutionRule },
                };
            }

            GrantAnswer answer = Desk.Look(judgement);
            return judgement with
            {
                Grant = answer,
                Verdict = answer switch
                {
                    GrantAnswer.Granted granted when Desk.Take(granted) =>
                        verdict with { Decision = Decision.Allow, Rule = GrantDesk.GrantedRule },
                    GrantAnswer.Denied => verdict with { Decision = Decision.Deny, Rule = GrantDesk.RefusedRule },
                    _ => verdict,
                },
            };
        }
        catch (Exception e)
        {
            return judgement with
            {
                Problems = judgement.Problems.Add(InternalError.Describe(e, "looking for a grant")),
            };
        }
    }

    /// <summary>The same, and nothing is recorded: an action that was recorded is looked at again.</summary>
    public Judgement Look(Action action)
    {
        long start = world.Clock.GetTimestamp();
        Reading? reading = null;
        ImmutableArray<Effect> effects = [];
        string stage = "reading";
        SessionMemory? memory = Traces is null ? null : new SessionMemory(world, Traces, world.Clock.GetUtcNow());
        try
        {
            // 1 and 2
            reading = action is Action.ShellCommand shell ? ShellReader.Read(shell.Text, Context(shell)) : null;
            stage = "recognising";
            effects = Recogniser.Recognise(action, reading);
            if (effects.IsEmpty)
            {
                stage = "remembering";
                return new Judgement(
                    action, reading, [], new BlastRadius([], ""), Harmless, world.Clock.GetElapsedTime(start))
                {
                    Problems = Leave(memory, action, reading, Decision.Allow),
                };
            }

            // 4 measures; 3 is asked after it, since the world tells more signs of a target than the words do.
            stage = "reading the policy";
            PolicySet rules = PolicyFor(action, effects);
            stage = "measuring";
            ImmutableArray<Measurement> measured = Measure(action, effects, rules, memory);
            measured = Weakenings?.Beside(action, measured) ?? measured;
            stage = "judging";
            ImmutableArray<Placement> placements =
                [.. measured.Select(m => Classifier.Classify(m.Effect.Target, rules))];

            // 5
            var radius = new BlastRadius(measured, Fingerprint.Of(action, measured));
            Verdict verdict = Judge.Decide(radius, placements, rules);
            WayTo? saved = verdict.Decision is Decision.Allow ? null : Saved(radius, placements, rules);
            if (saved is { Verdict.Decision: Decision.Allow } && OwnExecution.Holds(reading, effects, world))
            {
                // What runs it takes the copy, proves it, and judges by it again before it runs anything.
                verdict = saved.Verdict;
            }

            return new Judgement(action, reading, effects, radius, verdict, world.Clock.GetElapsedTime(start))
            {
                Saved = saved,
                Approvals = rules.Approvals.Of(verdict),
                Problems = [.. rules.Problems, .. Leave(memory, action, reading, verdict.Decision)],
            };
        }
        catch (Exception e)
        {
            InternalError.Occurrence error = InternalError.Of(e, stage, action);
            return new Judgement(
                action, reading, effects, error.Radius, error.Verdict, world.Clock.GetElapsedTime(start));
        }
    }

    /// <summary>The verdict if what an action takes were saved first, and that were proved; null where nothing can be
    /// saved.</summary>
    private WayTo? Saved(BlastRadius radius, ImmutableArray<Placement> placements, PolicySet rules)
    {
        CheckpointPlan plan = CheckpointPlan.Of(radius.Measurements, world);
        return plan.Sources.IsEmpty ? null : new WayTo(plan, Judge.Decide(
            radius with { Measurements = plan.With(radius.Measurements, "a checkpoint", world.Clock.GetUtcNow()) },
            placements, rules));
    }

    /// <summary>A judgement with other evidence of the same effects: a checkpoint that was taken since. Its fingerprint
    /// stays that of the action.</summary>
    public Judgement Weigh(Judgement judgement, ImmutableArray<Measurement> measured)
    {
        PolicySet rules = PolicyFor(judgement.Action, judgement.Effects);
        BlastRadius radius = judgement.Radius with { Measurements = measured };
        Verdict verdict = Judge.Decide(
            radius, [.. measured.Select(m => Classifier.Classify(m.Effect.Target, rules))], rules);
        Judgement weighed = judgement with
        {
            Radius = radius,
            Saved = null,
            Verdict = verdict,
            Approvals = rules.Approvals.Of(verdict),
        };
        return judgement.Verdict.Rule == Refusals.Rule && Refusals is not null
            ? Refusals.Beside(weighed, again: true)
            : weighed;
    }

    /// <summary>Stage 4; a probe that throws leaves its own effect unmeasured, and no other.</summary>
    internal ImmutableArray<Measurement> Measure(
        Action action, ImmutableArray<Effect> effects, PolicySet rules, SessionMemory? memory = null)
    {
        TimeSpan limit = rules.Patience is { } wanted && wanted < patience ? wanted : patience;
        var budget = new MeasureBudget(
            world.Clock.GetUtcNow() + limit, rules.MaxBytes ?? MeasureBudget.DefaultMaxBytes)
        {
            Start = action.Directory,
            Memory = memory,
        };
        var measured = ImmutableArray.CreateBuilder<Measurement>(effects.Length);
        foreach (Effect effect in effects)
        {
            try
            {
                ImmutableArray<Measurement>? told = effect.Probe?.MeasureAll(effect, world, budget);
                measured.AddRange((told ?? [new Measurement(effect)]).Select(TestDatabase.Settle));
            }
            catch (Exception e)
            {
                measured.Add(new Measurement(effect) { Unmeasured = InternalError.Describe(e, "measuring it") });
            }
        }

        return measured.ToImmutable();
    }

    /// <summary>The policy of the action's directory, tightened by those of the directories in which its programs
    /// run: a <c>cd</c> or <c>-chdir</c> into a repository brings that repository's policy along.</summary>
    private PolicySet PolicyFor(Action action, ImmutableArray<Effect> effects)
    {
        PolicySet rules = policy(action.Directory);
        HashSet<string> asked = [action.Directory];
        foreach (string directory in effects.SelectMany(Directories))
        {
            if (asked.Count <= MaxOtherDirectories && asked.Add(directory))
            {
                rules = rules.And(policy(directory));
            }
        }

        return rules;
    }

    private static IEnumerable<string> Directories(Effect effect)
    {
        if (effect.Invocation?.Directory.Text is { } directory && directory.StartsWith('/'))
        {
            yield return directory;
        }

        foreach (Sign sign in effect.Target.Signs)
        {
            if (sign.Kind is SignKind.Path && sign.Value.StartsWith('/'))
            {
                yield return sign.Value;
            }
        }
    }

    /// <summary>Remembers what an action makes; a harmless one that makes nothing reads and writes nothing.</summary>
    private ImmutableArray<string> Leave(SessionMemory? memory, Action action, Reading? reading, Decision decision)
    {
        if (memory is null)
        {
            return [];
        }

        ImmutableArray<Making> makings = Recogniser.Makings(action, reading);
        return (makings.IsEmpty && memory.Going.Count == 0)
            || new TraceMaker(world, memory, action.Directory).Leave(makings, decision) is not { } problem
            ? []
            : [problem];
    }

    /// <summary>Looks again after an action was done, and remembers what the world is now; returns what could not be
    /// remembered. Nothing is looked at where nothing is recorded.</summary>
    public ImmutableArray<string> Learn(Action action)
    {
        if (journal is null)
        {
            return [];
        }

        try
        {
            Reading? reading =
                action is Action.ShellCommand shell ? ShellReader.Read(shell.Text, Context(shell)) : null;
            var budget = new MeasureBudget(world.Clock.GetUtcNow() + patience, MeasureBudget.DefaultMaxBytes);
            return Remember(
                Recogniser.Recognise(action, reading).SelectMany(e => e.Probe?.Learn(e, world, budget) ?? []));
        }
        catch (Exception e)
        {
            return [InternalError.Describe(e, "learning what became of the action")];
        }
    }

    /// <summary>Records what became of an action that was carried out, or was not; returns what could not be
    /// recorded.</summary>
    public ImmutableArray<string> End(Judgement judgement, ExecutionEnd end)
    {
        try
        {
            return journal?.Record(judgement, end) is { } problem ? [problem] : [];
        }
        catch (Exception e)
        {
            return [InternalError.Describe(e, "recording in the journal what became of this")];
        }
    }

    /// <summary>Stage 9; what cannot be recorded is told, never lost in silence.</summary>
    private Judgement Record(Judgement judgement)
    {
        if (journal is null)
        {
            return judgement;
        }

        ImmutableArray<string> problems = Remember(judgement.Radius.Measurements.SelectMany(m => m.Learned));
        try
        {
            if (journal.Record(judgement) is { } problem)
            {
                problems = problems.Add(problem);
            }
        }
        catch (Exception e)
        {
            problems = problems.Add(InternalError.Describe(e, "recording this in the journal"));
        }

        return problems.IsEmpty ? judgement : judgement with { Problems = [.. judgement.Problems, .. problems] };
    }

    /// <summary>Writes what was learned; each lesson was learned by itself, so those about one file are laid
    /// together.</summary>
    private static ImmutableArray<string> Remember(IEnumerable<Lesson> lessons) =>
        [.. lessons.GroupBy(l => l.Path, StringComparer.Ordinal)
            .Select(g => g.Aggregate((earlier, later) => later.Upon(earlier)))
            .Select(l => MemoryFile.Write(l.Path, l.Text)).OfType<string>()];

    private ShellContext Context(Action.ShellCommand shell)
    {
        ImmutableDictionary<string, string>.Builder known = ImmutableDictionary.CreateBuilder<string, string>();
        known["PWD"] = shell.Directory;
        known["HOME"] = world.Home;
        foreach (string name in KnownVariables)
        {
            if (world.Variable(name) is { } value)
            {
                known[name] = value;
            }
        }

        return new ShellContext(shell.Directory, known.ToImmutable())
        {
            IsExported = name => world.Variable(name) is not null,
            Inherited = world.Variable,
            Files = path => ScriptDoor.Read(world, path),
            Names = path => ScriptDoor.Names(world, path),
        };
    }
}

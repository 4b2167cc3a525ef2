using System.Collections.Immutable;
using System.Diagnostics;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Tools;
using Holdpoint.World;

namespace Holdpoint;

/// <summary>The way of one action: the stages in their order; nothing else knows it.</summary>
/// <param name="policy">Loads the policy; called only when something is at stake.</param>
/// <param name="journal">Null when nothing is to be recorded (a dry look: check, explain).</param>
/// <param name="patience">How long stage 4 may take for one action.</param>
internal sealed class Pipeline(IWorld world, Func<string, PolicySet> policy, IJournal? journal, TimeSpan patience)
{
    /// <summary>
    /// Judges one action.
    /// 1 read, 2 recognise; a harmless action ends here;
    /// 3 locate, 4 measure, 5 judge; 9 record.
    /// Stages 6 to 8 (approve, checkpoint, execute) follow a verdict and are not part of judging.
    /// </summary>
    public Judgement Run(Action action)
    {
        long start = world.Clock.GetTimestamp();

        // 1 and 2
        Reading? reading = action is Action.ShellCommand shell ? ShellReader.Read(shell.Text, Context(shell)) : null;
        ImmutableArray<Effect> effects = Recogniser.Recognise(action, reading);
        if (effects.IsEmpty)
        {
            return new Judgement(action, reading, [], new BlastRadius([], ""), Harmless, world.Clock.GetElapsedTime(start));
        }

        // 4 measures; 3 is asked after it, since the world tells more signs of a target than the words do.
        PolicySet rules = policy(action.Directory);
        var budget = new MeasureBudget(world.Clock.GetUtcNow() + patience, MeasureBudget.DefaultMaxBytes);
        ImmutableArray<Measurement> measured = [.. effects.Select(e => e.Probe?.Measure(e, world, budget) ?? new Measurement(e))];
        ImmutableArray<Placement> placements = [.. measured.Select(m => Classifier.Classify(m.Effect.Target, rules))];

        // 5
        var radius = new BlastRadius(measured, Fingerprint.Of(action, measured));
        Verdict verdict = Judge.Decide(radius, placements, rules);

        // 9
        var judgement = new Judgement(action, reading, effects, radius, verdict, world.Clock.GetElapsedTime(start))
        {
            Problems = rules.Problems,
        };
        return journal?.Record(judgement) is { } problem
            ? judgement with { Problems = [.. judgement.Problems, problem] }
            : judgement;
    }

    private static readonly Verdict Harmless = new(Decision.Allow, Judge.NothingAtStake, [], null);

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

        return new ShellContext(shell.Directory, known.ToImmutable());
    }

    /// <summary>Variables that no profile changes between our process and the shell.</summary>
    private static readonly ImmutableArray<string> KnownVariables = ["USER", "LOGNAME", "TMPDIR", "UID"];
}

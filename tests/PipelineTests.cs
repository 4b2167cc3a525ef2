using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Policy;
using Holdpoint.Tests.World;
using Holdpoint.World;

namespace Holdpoint.Tests;

/// <summary>What becomes of a stage that throws.</summary>
public sealed class PipelineTests
{
    private static readonly Holdpoint.Action Action = new Holdpoint.Action.ShellCommand("ls", "/");

    [Fact]
    public void A_stage_that_throws_asks_a_person_and_is_recorded()
    {
        var journal = new Notebook();
        Judgement judgement = Broken(journal).Run(Action);
        Assert.Equal((Decision.Ask, InternalError.Rule), (judgement.Verdict.Decision, judgement.Verdict.Rule));
        string message = Assert.Single(judgement.Verdict.Reasons).Message;
        Assert.Contains("holdpoint itself failed while reading", message, StringComparison.Ordinal);
        Assert.Contains("no variables here", message, StringComparison.Ordinal);
        Assert.Contains("please report it", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Same(judgement, Assert.Single(journal.Records));
    }

    [Fact]
    public void A_probe_that_throws_leaves_its_own_effect_unmeasured_and_no_other()
    {
        Effect good = Specimen.Of("destroy never").Effect;
        Effect bad = good with { Probe = new BrokenProbe() };
        var pipeline = new Pipeline(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(1));
        ImmutableArray<Measurement> measured = pipeline.Measure(Action, [good, bad, good], PolicySet.BuiltIn);
        Assert.Null(measured[0].Unmeasured);
        Assert.Contains("no answer for anybody", measured[1].Unmeasured, StringComparison.Ordinal);
        Assert.Null(measured[2].Unmeasured);
        Assert.Equal("unmeasured", Specimen.Judged(EnvironmentKind.Development, measured[1]).Rule);
    }

    [Fact]
    public void A_policy_can_shorten_the_patience_and_not_lengthen_it()
    {
        Assert.InRange(Deadline(new PolicySet { Patience = TimeSpan.FromSeconds(2) }), 0, 2.1);
        Assert.InRange(Deadline(new PolicySet { Patience = TimeSpan.FromSeconds(60) }), 8, 10.1);
        Assert.InRange(Deadline(PolicySet.BuiltIn), 8, 10.1);
    }

    [Fact]
    public void A_journal_that_throws_is_told_and_the_verdict_stands()
    {
        Judgement judgement = Broken(new TornNotebook()).Run(Action);
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
        Assert.Contains("the page is torn", Assert.Single(judgement.Problems), StringComparison.Ordinal);
    }

    private static Pipeline Broken(IJournal journal) =>
        new(new BrokenWorld(), _ => PolicySet.BuiltIn, journal, TimeSpan.FromSeconds(1));

    private static double Deadline(PolicySet policy)
    {
        var probe = new WatchingProbe();
        Effect effect = Specimen.Of("destroy never").Effect with { Probe = probe };
        new Pipeline(new PaperWorld(), _ => policy, null, TimeSpan.FromSeconds(10)).Measure(Action, [effect], policy);
        return probe.Seconds;
    }

    private sealed record BrokenProbe : Probe
    {
        public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
            throw new InvalidOperationException("no answer for anybody");
    }

    private sealed record WatchingProbe : Probe
    {
        public double Seconds { get; private set; }

        public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
        {
            Seconds = (budget.Deadline - world.Clock.GetUtcNow()).TotalSeconds;
            return new Measurement(effect);
        }
    }

    private sealed class Notebook : IJournal
    {
        public List<Judgement> Records { get; } = [];

        public string? Record(Judgement judgement)
        {
            Records.Add(judgement);
            return null;
        }

        public string? Record(Judgement judgement, ExecutionEnd end) => null;
    }

    private sealed class TornNotebook : IJournal
    {
        public string? Record(Judgement judgement) => throw new IOException("the page is torn");

        public string? Record(Judgement judgement, ExecutionEnd end) => Record(judgement);
    }

    /// <summary>A world that breaks its contract: no member may throw.</summary>
    private sealed class BrokenWorld : IWorld
    {
        private readonly PaperWorld _paper = new();

        public TimeProvider Clock => TimeProvider.System;

        public string Home => _paper.Home;

        public string? Variable(string name) => throw new InvalidOperationException("no variables here");

        public Entry Look(string path) => _paper.Look(path);

        public string? RealPath(string path) => _paper.RealPath(path);

        public FileAnswer Read(string path, long maxBytes) => _paper.Read(path, maxBytes);

        public IEnumerable<Entry>? List(string path) => _paper.List(path);

        public RunAnswer Run(RunRequest request) => _paper.Run(request);

        public IPrivateFolder MakePrivateFolder() => _paper.MakePrivateFolder();
    }
}

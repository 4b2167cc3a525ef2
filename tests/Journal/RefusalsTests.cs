using Holdpoint.Approvals;
using Holdpoint.Cli.Rendering;
using Holdpoint.Execution;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.World;
using Holdpoint.World;

namespace Holdpoint.Tests.Journal;

/// <summary>What was refused stays refused in other words, another shell and another session; other work goes
/// on.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class RefusalsTests : IDisposable
{
    private const string Command = "rm -rf data";

    private readonly Scene _scene = new();
    private readonly SigningKey _key = SigningKey.Create();

    public RefusalsTests()
    {
        _scene.Policy(
            $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n");
        foreach (string file in (string[])["data/a.csv", "data/sub/b.csv", "other/c.csv", "database/d.csv"])
        {
            string path = Path.Join(_scene.Work, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
            File.WriteAllText(path, file);
        }
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("rm -rf ./data")]
    [InlineData("find data -delete")]
    [InlineData("bash -c 'cd data && rm -rf *'")]
    [InlineData("sh -c \"cd /tmp; rm -r $PWD/data\"")]
    [InlineData("python3 -c \"import shutil; shutil.rmtree('data')\"")]
    [InlineData("rm data/a.csv")]
    [InlineData("rm -rf data other")]
    public void What_a_person_refused_is_refused_in_other_words(string words)
    {
        Pin();
        Deny(Open(), "the backup runs at six");

        Judgement again = Judge(words, "another");

        Assert.Equal((Decision.Deny, Refusals.Rule), (again.Verdict.Decision, again.Verdict.Rule));
        string told = VerdictText.ForAgent(again);
        Assert.Contains("the same was refused 1 time before", told, StringComparison.Ordinal);
        Assert.Contains("denied by ada: the backup runs at six", told, StringComparison.Ordinal);
        Assert.Contains("in another session", told, StringComparison.Ordinal);
        Assert.Equal(1, Assert.IsType<GrantAnswer.Open>(again.Grant).Request.TriedTimes);
    }

    [Theory]
    [InlineData("rm -rf other", "ask")]
    [InlineData("rm -rf database", "ask")]
    [InlineData("ls data", "allow")]
    [InlineData("cat data/a.csv", "allow")]
    [InlineData("echo x > data/new.csv", "allow")]
    public void Other_work_goes_on_as_it_did(string words, string decision)
    {
        Pin();
        Deny(Open(), "");
        Judgement judged = Judge(words);
        Assert.Equal(decision, Words.Of(judged.Verdict.Decision));
        Assert.Equal(0, judged.TriedTimes);
    }

    [Fact]
    public void A_persons_grant_lets_it_pass_once_and_ends_the_count()
    {
        Pin();
        Deny(Open(), "");
        const string Words = "find data -delete";
        Approve(Assert.IsType<GrantAnswer.Open>(Judge(Words).Grant).Request);

        Assert.Equal(Decision.Allow, Judge(Words).Verdict.Decision);
        Judgement after = Judge("rm -r data/sub");
        Assert.Equal((Decision.Ask, 0), (after.Verdict.Decision, after.TriedTimes));
    }

    [Fact]
    public void Tries_that_nobody_has_answered_are_counted_and_still_only_asked()
    {
        Pin();
        Judge(Command);
        Judge("find data -delete");
        Judgement third = Judge("rm -r data/sub", "two");
        Assert.Equal((Decision.Ask, 2), (third.Verdict.Decision, third.TriedTimes));
        Request request = Assert.IsType<GrantAnswer.Open>(third.Grant).Request;
        Assert.Equal(2, request.Tried.Length);
        Assert.All(request.Tried, t => Assert.Contains("is not answered", t, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("destroy-irreversible", "deny")]
    [InlineData("state-alarm", "ask")]
    [InlineData("destroy-after-weaken", "ask")]
    public void What_a_rule_refused_stays_refused_where_its_evidence_cannot_heal(string rule, string decision)
    {
        Judge(Command, rule: rule);
        Judgement judged = Judge("find data -delete", "two");
        Assert.Equal((decision, 1), (Words.Of(judged.Verdict.Decision), judged.TriedTimes));
        Assert.Equal(decision is "deny", VerdictText.ForAgent(judged).Contains(
            "`holdpoint exec` in a terminal", StringComparison.Ordinal));
    }

    /// <summary>That is what the rule's own words ask for.</summary>
    [Fact]
    public void The_resources_of_refused_systems_one_by_one_are_another_question()
    {
        File.Copy(Path.Join(Repository.Root, "demo/recorded/two-sites.tfstate"),
            Path.Join(_scene.Work, "terraform.tfstate"));
        File.WriteAllText(Path.Join(_scene.Work, "main.tf"), "");
        const string All = "terraform destroy -auto-approve";
        const string One = "terraform destroy -target=terraform_data.datatalks_db -auto-approve";
        Judge(All, rule: "destroy-whole-systems");
        Assert.Equal(("ask", 0), (Words.Of(Judge(One).Verdict.Decision), Judge(One).TriedTimes));
        Assert.Equal(Refusals.Rule, Judge("terraform apply -destroy -auto-approve").Verdict.Rule);
        Judge(All, rule: "destroy-irreversible");
        Assert.Equal(Refusals.Rule, Judge(One).Verdict.Rule);
    }

    /// <summary>The narrower is what the refusal of the wide asks for.</summary>
    [Fact]
    public void What_lies_within_something_forbidden_is_another_question()
    {
        Assert.Equal("forbidden", Judge($"rm -rf {_scene.World.Home}").Verdict.Rule);
        string inside = Path.Join(_scene.World.Home, "notes");
        Directory.CreateDirectory(inside);
        File.WriteAllText(Path.Join(inside, "a"), "a");
        Judgement judged = Judge($"rm -rf {inside}");
        Assert.Equal((Decision.Ask, 0), (judged.Verdict.Decision, judged.TriedTimes));
    }

    /// <summary>Through our own execution in an agent's session: a proved copy is no answer to a person's no.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copy_does_not_outweigh_a_persons_no(bool production)
    {
        Pin();
        Deny(Open(), "");
        if (!production)
        {
            _scene.Policy("version: 1\n");
        }

        const string Words = "find data -delete";
        _scene.Person.Says = new Answer.Yes();
        Assert.IsType<Outcome.Unasked>(Execute(Words));
        Assert.True(File.Exists(Path.Join(_scene.Work, "data/a.csv")));
        Request request = Assert.Single(Store.All(), r => r.Action == Words);
        Assert.Equal(1, request.TriedTimes);

        Approve(request);
        Assert.Equal(0, Assert.IsType<Outcome.Ran>(Execute(Words)).ExitCode);
        Assert.False(File.Exists(Path.Join(_scene.Work, "data/a.csv")));
    }

    /// <summary>A rule's no is for what was known then.</summary>
    [Fact]
    public void A_copy_answers_a_rules_no()
    {
        _scene.Policy("version: 1\n");
        Judge(Command, rule: "destroy-irreversible");
        Assert.Equal(0, Assert.IsType<Outcome.Ran>(Execute("find data -delete")).ExitCode);
        Assert.False(File.Exists(Path.Join(_scene.Work, "data/a.csv")));
    }

    private Outcome Execute(string words) => new Executor(
        Pipeline(_scene.World, "", null, executes: true), _scene.Store, _scene.World, _scene.Workshop, _scene.Person)
    {
        Desk = new GrantDesk(_scene.World, _scene.Workshop, new Requester("CLAUDECODE", "")),
    }.Run(
        new Holdpoint.Action.ShellCommand(words, _scene.Work),
        new ThroughRequest("/bin/bash", ["-c", words], _scene.Work, _scene.World.Changed));

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24.1, false)]
    public void A_day_later_it_is_a_new_question(double hours, bool counts)
    {
        Pin();
        Request request = Open(DateTimeOffset.UtcNow.AddHours(-hours));
        Deny(request, "", DateTimeOffset.UtcNow.AddHours(-hours));
        Assert.Equal(counts, Judge("find data -delete").Verdict.Rule == Refusals.Rule);
    }

    [Theory]
    [InlineData("ls -la", 0)]
    [InlineData("touch data/x", 0)]
    [InlineData(Command, 1)]
    public void Nothing_is_read_for_what_is_allowed(string words, int tails)
    {
        Pin();
        Deny(Open(), "");
        var world = new CountingWorld(_scene.World);
        Pipeline(world, "one", null).Run(new Holdpoint.Action.ShellCommand(words, _scene.Work));
        Assert.Equal(tails, world.Tails);
    }

    /// <summary>Two thousand other refusals after it, as an agent in a loop writes them.</summary>
    [Fact]
    public void A_flood_of_other_tries_does_not_wash_it_away()
    {
        Pin();
        Deny(Open(), "not today");
        JournalFile journal = Journal("one");
        Judgement other = Judge("rm -rf other");
        for (int i = 0; i < 2_000; i++)
        {
            Assert.Null(journal.Record(other));
        }

        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Judgement judged = Judge("find data -delete", "two");
        Assert.Equal(Refusals.Rule, judged.Verdict.Rule);
        Assert.True(
            System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3), "it took too long");
    }

    [Fact]
    public void A_journal_of_garbage_changes_nothing()
    {
        Directory.CreateDirectory(JournalFile.Folder(_scene.World));
        File.WriteAllText(
            Path.Join(JournalFile.Folder(_scene.World), "journal.jsonl"),
            "\"deny\"\n{\"seq\":1,\"at\":\"x\",\"verdict\":\"deny\"}\n"
                + "{\"seq\":1,\"at\":\"2999-01-01\",\"verdict\":\"deny\","
                + "\"rule\":\"x\",\"effects\":[{}]}\n{\"request\"");
        Assert.Equal(Decision.Ask, Judge(Command).Verdict.Decision);
    }

    private RequestStore Store => new(_scene.World, _scene.Workshop);

    private JournalFile Journal(string session, DateTimeOffset? at = null) => new(
        JournalFile.At(JournalFile.Folder(_scene.World)), new Actor("claude-code", session),
        at is { } then ? new StandingClock(then) : TimeProvider.System);

    private Pipeline Pipeline(
        IWorld world, string session, DateTimeOffset? at, string? rule = null, bool executes = false) =>
        new(
            world, d => PolicyLoader.Load(world, d),
            rule is null ? Journal(session, at) : new Denying(Journal(session, at), rule), TimeSpan.FromSeconds(30))
        {
            Refusals = new Refusals(world, () => JournalFile.Folder(world), session),
            Desk = executes ? null : new GrantDesk(world, _scene.Workshop, new Requester("claude-code", session)),
        };

    /// <param name="rule">Recorded as denied by this rule, whatever it was.</param>
    private Judgement Judge(string words, string session = "one", DateTimeOffset? at = null, string? rule = null) =>
        Pipeline(_scene.World, session, at, rule).Run(new Holdpoint.Action.ShellCommand(words, _scene.Work));

    private Request Open(DateTimeOffset? at = null) =>
        Assert.IsType<GrantAnswer.Open>(Judge(Command, at: at).Grant).Request;

    private void Deny(Request request, string reason, DateTimeOffset? at = null) =>
        Answer(request with { Answer = new RequestAnswer(false, "ada", DateTimeOffset.UtcNow, reason) }, at);

    private void Answer(Request answered, DateTimeOffset? at = null)
    {
        Assert.Null(Store.Write(answered));
        Assert.Null(Journal("", at).RecordAnswer(answered));
    }

    private void Approve(Request request)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string text = new GrantStatement(
            request.Id, request.Fingerprint, "ada", HostIdentity.Of(_scene.World), now, now.AddHours(1), 1).Text();
        Assert.Null(Store.Write(
            request.Id, new SignedGrant(text, _key.Public.Id, Convert.ToBase64String(_key.Sign(text)))));
        Answer(request with { Answer = new RequestAnswer(true, "ada", now, "") });
    }

    private void Pin()
    {
        Directory.CreateDirectory(Approvers.OwnFolder(_scene.World));
        File.WriteAllText(Path.Join(Approvers.OwnFolder(_scene.World), "ada.pem"), _key.Public.Text);
    }

    /// <summary>Records every action as one that a rule has denied.</summary>
    private sealed class Denying(IJournal journal, string rule) : IJournal
    {
        public string? Record(Judgement judgement) => journal.Record(
            judgement with { Verdict = judgement.Verdict with { Decision = Decision.Deny, Rule = rule } });

        public string? Record(Judgement judgement, ExecutionEnd end) => journal.Record(judgement, end);
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

using Holdpoint.Approvals;
using Holdpoint.Execution;
using Holdpoint.Policy;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Approvals;

/// <summary>What production needs is a grant that a person signed, over exactly this evidence, used once.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GrantDeskTests : IDisposable
{
    private const string Command = "rm -rf data";

    private readonly Scene _scene = new();
    private readonly SigningKey _key = SigningKey.Create();

    public GrantDeskTests()
    {
        _scene.Policy(
            $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n");
        Fill(2);
        Pin("ada", _key);
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void An_ask_in_production_is_a_request_and_passes_once_when_granted()
    {
        Judgement first = Judge();
        Assert.Equal(Decision.Ask, first.Verdict.Decision);
        Request request = Assert.IsType<GrantAnswer.Open>(first.Grant).Request;
        Assert.Equal(Command, request.Action);
        Assert.Contains(request.Lines, l => l.Contains("data", StringComparison.Ordinal));

        // The same again joins it.
        Assert.Equal(request.Id, Assert.IsType<GrantAnswer.Open>(Judge().Grant).Request.Id);
        Assert.Equal(2, Assert.Single(Store.All()).Times);

        Approve(request);
        Judgement granted = Judge();
        Assert.Equal(Decision.Allow, granted.Verdict.Decision);
        Assert.Equal(GrantDesk.GrantedRule, granted.Verdict.Rule);
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
    }

    [Fact]
    public void Without_an_approver_nothing_changes()
    {
        Directory.Delete(Approvers.OwnFolder(_scene.World), recursive: true);
        Judgement judged = Judge();
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
        Assert.IsType<GrantAnswer.NotNeeded>(judged.Grant);
        Assert.Empty(Store.All());
    }

    [Fact]
    public void Elsewhere_a_yes_in_the_client_is_enough()
    {
        _scene.Policy("version: 1\n");
        Assert.IsType<GrantAnswer.NotNeeded>(Judge().Grant);
    }

    [Fact]
    public void Elsewhere_too_it_needs_a_grant_where_the_client_has_no_question_of_its_own()
    {
        _scene.Policy("version: 1\n");
        Judgement judged = Judge(asks: false);
        Approve(Assert.IsType<GrantAnswer.Open>(judged.Grant).Request);
        Assert.Equal(Decision.Allow, Judge(asks: false).Verdict.Decision);
        Assert.Equal(Decision.Ask, Judge(asks: false).Verdict.Decision);
    }

    [Fact]
    public void A_grant_is_void_when_the_evidence_has_changed()
    {
        Approve(Open());
        Fill(3);
        Judgement judged = Judge();
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
        Assert.Contains("not any more", Assert.IsType<GrantAnswer.Open>(judged.Grant).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_no_reaches_the_agent_with_its_reason()
    {
        Request request = Open();
        Store.Write(request with
        {
            Answer = new RequestAnswer(false, "ada", DateTimeOffset.UtcNow, "the backup runs at six"),
        });
        Judgement judged = Judge();
        Assert.Equal(Decision.Deny, judged.Verdict.Decision);
        Assert.Contains("the backup runs at six", Holdpoint.Cli.Rendering.VerdictText.ForAgent(judged),
            StringComparison.Ordinal);
    }

    /// <summary>The file that the agent's user can write says approved; no signature says so.</summary>
    [Fact]
    public void What_is_not_signed_counts_for_nothing()
    {
        Request request = Open();
        Store.Write(request with { Answer = new RequestAnswer(true, "ada", DateTimeOffset.UtcNow, "") });
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
    }

    [Theory]
    [InlineData("another key")]
    [InlineData("another name")]
    [InlineData("altered uses")]
    [InlineData("another request")]
    [InlineData("another fingerprint")]
    [InlineData("another host")]
    [InlineData("expired")]
    [InlineData("from the future")]
    [InlineData("garbage")]
    [InlineData("text behind")]
    public void A_forged_altered_or_foreign_grant_opens_nothing(string kind)
    {
        Request request = Open();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        GrantStatement good = Statement(request);
        GrantStatement statement = kind switch
        {
            "another name" => good with { Approver = "eve" },
            "another request" => good with { Request = "r-222222" },
            "another fingerprint" => good with { Fingerprint = "sha256:" + new string('0', 64) },
            "another host" => good with { Host = new string('0', 32) },
            "expired" => good with { Issued = now.AddHours(-2), Expires = now.AddHours(-1) },
            "from the future" => good with { Issued = now.AddHours(1), Expires = now.AddHours(2) },
            _ => good,
        };
        string text = statement.Text();
        SigningKey key = kind is "another key" ? SigningKey.Create() : _key;
        string signature = Convert.ToBase64String(key.Sign(text));
        Store.Write(request.Id, new SignedGrant(
            kind switch
            {
                "altered uses" => text.Replace("uses 1:1", "uses 1:9", StringComparison.Ordinal),
                "text behind" => text + "uses 1:9\n",
                _ => text,
            },
            kind is "another key" ? _key.Public.Id : key.Public.Id, kind is "garbage" ? "%%%" : signature));

        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);

        // The control: the same way, but right.
        Approve(request);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);
    }

    [Fact]
    public void A_grant_taken_back_is_none()
    {
        Request request = Open();
        Approve(request);
        Assert.Null(Store.Revoke(request.Id));
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
    }

    [Fact]
    public void What_expired_a_week_ago_is_cleared_away()
    {
        Request old = Open();
        Approve(old);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);
        Assert.Single(
            Directory.EnumerateFiles(Path.Join(Store.Folder, "../grants")),
            f => f.EndsWith("used-1", StringComparison.Ordinal));
        File.Delete(Assert.Single(Directory.EnumerateFiles(Store.Folder)));
        Store.Write(old with
        {
            Opened = DateTimeOffset.UtcNow.AddDays(-9.5), Expires = DateTimeOffset.UtcNow.AddDays(-8.5),
        });

        Request fresh = Open();

        Assert.Equal([fresh.Id], Store.All().Select(r => r.Id));
        Assert.Empty(Directory.EnumerateFiles(Path.Join(Store.Folder, "../grants")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_a_thousand_who_race_as_many_pass_as_were_granted(int uses)
    {
        Request request = Open();
        Approve(request, uses);
        var answer = new GrantAnswer.Granted(request, [Statement(request, uses)], new NeededApprovals(1, false));
        int passed = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (Desk().Take(answer))
            {
                Interlocked.Increment(ref passed);
            }
        });
        Assert.Equal(uses, passed);
    }

    [Fact]
    public void Exec_runs_with_a_grant_and_not_without()
    {
        _scene.Person.Says = new Answer.Yes();
        Assert.IsType<Outcome.Unasked>(Execute(TimeSpan.Zero));
        Assert.True(Directory.Exists(Path.Join(_scene.Work, "data")));
        Request request = Assert.Single(Store.All());
        Assert.Empty(_scene.Person.Questions);

        Approve(request);
        Assert.Equal(0, Assert.IsType<Outcome.Ran>(Execute(TimeSpan.Zero)).ExitCode);
        Assert.False(Directory.Exists(Path.Join(_scene.Work, "data")));

        Fill(2);
        Assert.IsType<Outcome.Unasked>(Execute(TimeSpan.Zero));
    }

    [Fact]
    public async Task Exec_waits_for_the_answer()
    {
        Task<Outcome> running = Task.Run(() => Execute(TimeSpan.FromSeconds(60)));
        while (Store.All().IsEmpty)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Approve(Store.All()[0]);
        Assert.Equal(0, Assert.IsType<Outcome.Ran>(await running).ExitCode);
    }

    [Theory]
    [InlineData("holdpoint approve r-222222")]
    [InlineData("holdpoint deny r-222222")]
    [InlineData("holdpoint keys create eve")]
    [InlineData("holdpoint keys revoke ada")]
    [InlineData("holdpoint revoke r-222222")]
    [InlineData("rm ~/.config/holdpoint/approvers/ada.0123.revoked")]
    [InlineData("cp eve.pem ~/.config/holdpoint/approvers/eve.pem")]
    [InlineData("cat ~/.config/holdpoint/keys/ada.pem")]
    [InlineData("rm ~/.local/state/holdpoint/grants/r-222222.used-1")]
    [InlineData("script -qc 'holdpoint approve r-222222' /dev/null")]
    public void An_agent_neither_approves_nor_touches_keys_and_grants(string line) =>
        Assert.Equal(Decision.Deny, Judge(line).Verdict.Decision);

    private RequestStore Store => new(_scene.World, _scene.Workshop);

    private GrantDesk Desk(bool asks = true) =>
        new(_scene.World, _scene.Workshop, new Requester("claude-code", "s1")) { Unprompted = !asks };

    private Judgement Judge(string line = Command, bool asks = true) =>
        new Pipeline(_scene.World, d => PolicyLoader.Load(_scene.World, d), null, TimeSpan.FromSeconds(30))
        {
            Desk = Desk(asks),
        }.Run(new Holdpoint.Action.ShellCommand(line, _scene.Work));

    private Request Open() => Assert.IsType<GrantAnswer.Open>(Judge().Grant).Request;

    private Outcome Execute(TimeSpan wait) =>
        new Executor(_scene.Pipeline, _scene.Store, _scene.World, _scene.Workshop, _scene.Person)
        {
            Desk = Desk(),
            Wait = wait,
        }.Run(
            new Holdpoint.Action.ShellCommand(Command, _scene.Work),
            new ThroughRequest("/bin/bash", ["-c", Command], _scene.Work, _scene.World.Changed));

    private GrantStatement Statement(Request request, int uses = 1) => new(
        request.Id, request.Fingerprint, "ada", HostIdentity.Of(_scene.World), DateTimeOffset.UtcNow,
        DateTimeOffset.UtcNow.AddHours(1), uses);

    private void Approve(Request request, int uses = 1)
    {
        string text = Statement(request, uses).Text();
        Assert.Null(Store.Write(
            request.Id, new SignedGrant(text, _key.Public.Id, Convert.ToBase64String(_key.Sign(text)))));
        Assert.Null(Store.Write(request with { Answer = new RequestAnswer(true, "ada", DateTimeOffset.UtcNow, "") }));
    }

    private void Pin(string name, SigningKey key)
    {
        Directory.CreateDirectory(Approvers.OwnFolder(_scene.World));
        File.WriteAllText(Path.Join(Approvers.OwnFolder(_scene.World), name + ".pem"), key.Public.Text);
    }

    private void Fill(int files)
    {
        Directory.CreateDirectory(Path.Join(_scene.Work, "data"));
        for (int i = 0; i < files; i++)
        {
            File.WriteAllText(Path.Join(_scene.Work, $"data/{i}.csv"), $"{i}");
        }
    }
}

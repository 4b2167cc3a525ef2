using Holdpoint.Approvals;
using Holdpoint.Policy;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Approvals;

/// <summary>Where a policy wants two persons, two different ones must have signed; what was revoked counts no
/// more.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TwoPersonTests : IDisposable
{
    private const string Command = "rm -rf data";

    private readonly Scene _scene = new();
    private readonly SigningKey _ada = SigningKey.Create();
    private readonly SigningKey _bob = SigningKey.Create();

    public TwoPersonTests()
    {
        Directory.CreateDirectory(Path.Join(_scene.Work, "data"));
        File.WriteAllText(Path.Join(_scene.Work, "data/a.csv"), "1");
        Pin("ada", _ada);
        Pin("bob", _bob);
        Policy("  production: 2\n");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void One_is_not_enough_and_two_are()
    {
        Request request = Open();
        Approve(request, "ada", _ada);
        GrantAnswer.Open one = Assert.IsType<GrantAnswer.Open>(Judge().Grant);
        Assert.Equal((request.Id, 2), (one.Request.Id, one.Needed.Number));
        Assert.Equal(["ada"], one.Given);
        Assert.Contains("2 different approvers must grant it, so far ada has", GrantWords.Of(one),
            StringComparison.Ordinal);

        Approve(request, "bob", _bob);
        Judgement granted = Judge();
        Assert.Equal(GrantDesk.GrantedRule, granted.Verdict.Rule);
        Assert.Equal(
            ["ada", "bob"],
            Assert.IsType<GrantAnswer.Granted>(granted.Grant).Statements.Select(s => s.Approver).Order());
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
    }

    /// <summary>Each is one person, or nobody.</summary>
    [Theory]
    [InlineData("the same once more")]
    [InlineData("the same key under another name")]
    [InlineData("the same person with a second key")]
    [InlineData("somebody who is not pinned")]
    [InlineData("the other's file with the first one's statement")]
    [InlineData("another request's")]
    [InlineData("the request's own word")]
    public void The_second_must_be_another_pinned_person(string kind)
    {
        Request request = Open();
        Approve(request, "ada", _ada);
        SigningKey other = SigningKey.Create();
        switch (kind)
        {
            case "the same once more":
                Approve(request, "ada", _ada, uses: 2);
                break;
            case "the same key under another name":
                Pin("ada@work", _ada);
                Approve(request, "ada@work", _ada);
                break;
            case "the same person with a second key":
                Pin("ada@work", other);
                Approve(request, "ada@work", other);
                break;
            case "somebody who is not pinned":
                Approve(request, "eve", other);
                break;
            case "the other's file with the first one's statement":
                string text = Statement(request, "ada", 1).Text();
                Store.Write(request.Id, new SignedGrant(
                    text, _bob.Public.Id, Convert.ToBase64String(_ada.Sign(text))));
                break;
            case "another request's":
                Approve(request with { Fingerprint = "sha256:" + new string('0', 64) }, "bob", _bob);
                break;
            default:
                Store.Write(request with
                {
                    Approvals = 1, Given = ["ada", "bob"],
                    Answer = new RequestAnswer(true, "ada and bob", DateTimeOffset.UtcNow, ""),
                });
                break;
        }

        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);

        // The control: the other person.
        Approve(request, "bob", _bob);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);
    }

    [Fact]
    public void It_passes_as_often_as_both_have_said()
    {
        Request request = Open();
        Approve(request, "ada", _ada, uses: 5);
        Approve(request, "bob", _bob, uses: 2);
        int passed = 0;
        var answer = Assert.IsType<GrantAnswer.Granted>(Desk().Look(Look()));
        Parallel.For(0, 1000, _ => Interlocked.Add(ref passed, Desk().Take(answer) ? 1 : 0));
        Assert.Equal(2, passed);
    }

    [Fact]
    public void Who_runs_it_may_not_approve_it_where_the_policy_says_so()
    {
        string starter = HostUser.Name(_scene.World);
        Assert.NotEmpty(starter);
        Pin(starter, _ada);
        Policy("  not-by-starter: true\n");
        Request request = Open();
        Assert.Equal(starter, request.NotBy);
        Approve(request, starter, _ada);
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
        Approve(request, "bob", _bob);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);

        // The control: the same grant where the policy does not mind.
        Policy("");
        Store.Write(request with { Answer = new RequestAnswer(true, "bob", DateTimeOffset.UtcNow, "") });
        Approve(Open(), starter, _ada);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);
    }

    [Theory]
    [InlineData("  destroy-irreversible: 2\n", 2)]
    [InlineData("  expose: 2\n", 1)]
    [InlineData("  staging: 3\n", 1)]
    [InlineData("  production: 1\n  destroy-irreversible: 3\n", 3)]
    public void A_rule_can_want_more(string approvals, int number)
    {
        Policy(approvals);
        Assert.Equal(number, Open().Approvals);
    }

    [Fact]
    public void A_repository_can_want_more_and_not_fewer()
    {
        File.WriteAllText(Path.Join(_scene.Work, "holdpoint.yaml"), "version: 1\napprovals: {production: 1}\n");
        Judgement judged = Judge();
        Assert.Equal(2, judged.Approvals.Number);
        Assert.Contains(judged.Problems, p => p.Contains("\"production\" stays 2", StringComparison.Ordinal));
        File.WriteAllText(Path.Join(_scene.Work, "holdpoint.yaml"), "version: 1\napprovals: {production: 3}\n");
        Assert.Equal(3, Judge().Approvals.Number);
    }

    /// <summary>Also one that was kept aside and is put back.</summary>
    [Fact]
    public void A_grant_that_was_taken_back_stays_so()
    {
        Policy("");
        Request request = Open();
        Approve(request, "ada", _ada);
        string grants = Path.Join(Store.Folder, "../grants");
        string grant = Assert.Single(Directory.EnumerateFiles(grants));
        byte[] aside = File.ReadAllBytes(grant);

        Assert.Null(Store.Revoke(request.Id));
        Assert.False(File.Exists(grant));
        File.WriteAllBytes(grant, aside);
        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
        Assert.Null(Store.Revoke(request.Id));
    }

    [Theory]
    [InlineData("as it is")]
    [InlineData("pinned again")]
    [InlineData("pinned again under another name")]
    public void A_revoked_key_counts_no_more(string kind)
    {
        Policy("");
        Request request = Open();
        Approve(request, "ada", _ada);
        Assert.Null(Approvers.Revoke(Approvers.All(_scene.World).Single(a => a.Name == "ada"), _scene.World,
            _scene.Workshop));
        if (kind is not "as it is")
        {
            Pin(kind is "pinned again" ? "ada" : "eve", _ada);
            Approve(request, kind is "pinned again" ? "ada" : "eve", _ada);
        }

        Assert.Equal(Decision.Ask, Judge().Verdict.Decision);
        Approve(request, "bob", _bob);
        Assert.Equal(Decision.Allow, Judge().Verdict.Decision);
    }

    /// <summary>Otherwise to revoke the only key would open production.</summary>
    [Fact]
    public void With_the_last_key_revoked_production_is_closed()
    {
        foreach (Approver approver in Approvers.All(_scene.World))
        {
            Assert.Null(Approvers.Revoke(approver, _scene.World, _scene.Workshop));
        }

        Assert.Empty(Approvers.All(_scene.World));
        Assert.IsType<GrantAnswer.Open>(Judge().Grant);
    }

    private RequestStore Store => new(_scene.World, _scene.Workshop);

    private GrantDesk Desk() => new(_scene.World, _scene.Workshop, new Requester("claude-code", "s1"));

    private Pipeline Pipeline => new(
        _scene.World, d => PolicyLoader.Load(_scene.World, d), null, TimeSpan.FromSeconds(30)) { Desk = Desk() };

    private Judgement Look() => Pipeline.Look(new Holdpoint.Action.ShellCommand(Command, _scene.Work));

    private Judgement Judge() => Pipeline.Run(new Holdpoint.Action.ShellCommand(Command, _scene.Work));

    private Request Open() => Assert.IsType<GrantAnswer.Open>(Judge().Grant).Request;

    private void Policy(string approvals) => _scene.Policy(
        $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n"
        + (approvals.Length > 0 ? "approvals:\n" + approvals : ""));

    private GrantStatement Statement(Request request, string name, int uses) => new(
        request.Id, request.Fingerprint, name, HostIdentity.Of(_scene.World), DateTimeOffset.UtcNow,
        DateTimeOffset.UtcNow.AddHours(1), uses);

    private void Approve(Request request, string name, SigningKey key, int uses = 1)
    {
        string text = Statement(request, name, uses).Text();
        Assert.Null(Store.Write(
            request.Id, new SignedGrant(text, key.Public.Id, Convert.ToBase64String(key.Sign(text)))));
    }

    private void Pin(string name, SigningKey key)
    {
        Directory.CreateDirectory(Approvers.OwnFolder(_scene.World));
        File.WriteAllText(Path.Join(Approvers.OwnFolder(_scene.World), name + ".pem"), key.Public.Text);
    }
}

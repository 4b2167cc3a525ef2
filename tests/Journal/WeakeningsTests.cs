using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Journal;

/// <summary>The second of two steps is judged beside the first: which actions count as one.</summary>
public sealed class WeakeningsTests : IDisposable
{
    private const string Off = "aws rds modify-db-instance --db-instance-identifier shop-prod --no-deletion-protection";

    private const string Delete = "aws rds delete-db-instance --db-instance-identifier shop-prod --skip-final-snapshot";

    private readonly CaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_target_is_denied_and_the_first_step_is_named()
    {
        Assert.Equal(Decision.Ask, Judged(Delete).Verdict.Decision);
        Assert.Equal(Decision.Ask, Judged(Off).Verdict.Decision);
        Verdict verdict = Judged(Delete).Verdict;
        Assert.Equal((Decision.Deny, "destroy-after-weaken"), (verdict.Decision, verdict.Rule));
        Assert.Contains("--no-deletion-protection`, less than a minute ago in this session; a person was asked",
            verdict.Reasons[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_session_counts_and_is_called_so()
    {
        Judged(Off, session: "one");
        Verdict verdict = Judged(Delete, session: "two").Verdict;
        Assert.Equal("destroy-after-weaken", verdict.Rule);
        Assert.Contains("ago in another session", verdict.Reasons[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws rds delete-db-instance --db-instance-identifier shop-prod-2 --skip-final-snapshot")]
    [InlineData(Delete + " --region eu-west-1")]
    [InlineData("gcloud sql instances delete shop-prod --quiet")]
    [InlineData("rm -rf shop-prod")]
    public void Another_target_is_judged_by_itself(string command)
    {
        Judged(Off);
        Judgement judged = Judged(command);
        Assert.NotEqual("destroy-after-weaken", judged.Verdict.Rule);
        Assert.All(judged.Radius.Measurements, m => Assert.Empty(m.Weakened));
    }

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24.1, false)]
    [InlineData(-1, true)]
    [InlineData(-48, false)]
    public void What_went_longer_ago_than_a_day_is_how_things_are(double hours, bool counts)
    {
        Judged(Off, at: DateTimeOffset.UtcNow.AddHours(-hours));
        Assert.Equal(counts, Judged(Delete).Verdict.Rule is "destroy-after-weaken");
    }

    [Fact]
    public void A_step_that_was_denied_took_nothing_away()
    {
        Judged(Off, deny: true);
        Assert.NotEqual("destroy-after-weaken", Judged(Delete).Verdict.Rule);
    }

    [Theory]
    [InlineData("aws s3api put-bucket-versioning --bucket up --versioning-configuration Status=Suspended",
        "aws s3 rm s3://up/2026 --recursive")]
    [InlineData("gcloud sql instances patch shop --no-deletion-protection", "gcloud sql instances delete shop -q")]
    [InlineData("aws rds modify-db-instance --db-instance-identifier a --backup-retention-period 0",
        "aws rds delete-db-instance --db-instance-identifier a --skip-final-snapshot")]
    [InlineData("az lock delete --name keep --resource-group rg1", "az group delete --name rg1 --yes")]
    public void Every_kind_of_protection_counts(string weaken, string destroy)
    {
        Judged(weaken);
        Assert.Equal("destroy-after-weaken", Judged(destroy).Verdict.Rule);
    }

    [Fact]
    public void Both_steps_in_one_action_count_in_their_order()
    {
        Assert.Equal("destroy-after-weaken", Judged($"{Off} && {Delete}").Verdict.Rule);
        Assert.NotEqual("destroy-after-weaken", Judged($"{Delete.Replace("shop-prod", "b", StringComparison.Ordinal)}; "
            + Off.Replace("shop-prod", "b", StringComparison.Ordinal)).Verdict.Rule);
    }

    [Fact]
    public void A_dry_look_sees_the_journal_too()
    {
        Judged(Off);
        Judgement look = Pipeline(Counting(), null, null).Run(Shell(Delete));
        Assert.Equal("destroy-after-weaken", look.Verdict.Rule);
        Assert.Single(look.Radius.Measurements[0].Weakened);
    }

    [Theory]
    [InlineData("ls -la")]
    [InlineData("rm -rf build")]
    [InlineData(Off)]
    public void Nothing_is_read_where_no_loss_away_from_this_machine_is_at_stake(string command)
    {
        Judged(Off);
        CountingWorld world = Counting();
        Pipeline(world, null, null).Run(Shell(command));
        Assert.Equal(0, world.Tails);
    }

    [Fact]
    public void A_journal_that_cannot_be_read_changes_nothing()
    {
        Judged(Off);
        string path = Path.Join(State, "journal.jsonl");
        File.WriteAllText(path, "\"weaken\"\n{\"effects\":[{\"kind\":\"weaken\"}],\"verdict\":7}\n{\"weaken\"");
        Assert.Equal(Decision.Ask, Judged(Delete).Verdict.Decision);
    }

    [Theory]
    [InlineData("pv pv-1", "pv-1", true)]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shop-2", false)]
    [InlineData("gs://b/a", "gs://b", true)]
    [InlineData("b", "s3://b/x/y", true)]
    [InlineData("s3://b/x", "s3://b/xy", false)]
    [InlineData("", "", false)]
    public void Names_are_the_same_or_lie_within_each_other(string weakened, string destroyed, bool related) =>
        Assert.Equal(related, Weakening.AreRelated(weakened, destroyed));

    [Fact]
    public void A_changed_configuration_counts_for_what_terraform_made_of_it()
    {
        File.WriteAllText(Path.Join(_folder.Work, "main.tf"),
            "resource \"aws_db_instance\" \"a\" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n");
        string state = Path.Join(Repository.Root, "demo/recorded/two-sites.tfstate");
        File.Copy(state, Path.Join(_folder.Work, "terraform.tfstate"));
        File.Copy(state, Path.Join(_folder.Home, "terraform.tfstate"));
        var edit = new Holdpoint.Action.FileEdit(
            "main.tf", "prevent_destroy = false", FileEditKind.Edit, _folder.Work)
        {
            Replaced = "prevent_destroy = true",
        };
        Judgement weakened = Pipeline(Counting(), Journal("one", null), "one").Run(edit);
        Assert.Contains(weakened.Radius.Measurements, m => m.Effect.Kind is EffectKind.Weaken);
        Judgement judged = Judged("terraform destroy -auto-approve");
        Assert.NotEmpty(judged.Radius.Measurements[0].Weakened);
        Judgement elsewhere = Judged("terraform destroy -auto-approve", directory: _folder.Home);
        Assert.Empty(elsewhere.Radius.Measurements[0].Weakened);
    }

    private string State => Path.Join(_folder.Home, ".local/state/holdpoint");

    private Holdpoint.Action.ShellCommand Shell(string command, string? directory = null) =>
        new(command, directory ?? _folder.Work);

    private CountingWorld Counting() => new(new CaseWorld(_folder, []));

    private JournalFile Journal(string session, DateTimeOffset? at) => new(
        JournalFile.At(State), new Actor("test", session),
        at is { } then ? new StandingClock(then) : TimeProvider.System);

    private static Pipeline Pipeline(CountingWorld world, IJournal? journal, string? session) =>
        new(world, _ => PolicySet.BuiltIn, journal, TimeSpan.FromSeconds(20))
        {
            Weakenings = new Weakenings(world, () => JournalFile.Folder(world), session),
        };

    private Judgement Judged(
        string command, string session = "one", DateTimeOffset? at = null, bool deny = false, string? directory = null)
    {
        IJournal journal = Journal(session, at);
        return Pipeline(Counting(), deny ? new Denying(journal) : journal, session).Run(Shell(command, directory));
    }

    /// <summary>Records every action as one that was denied.</summary>
    private sealed class Denying(IJournal journal) : IJournal
    {
        public string? Record(Judgement judgement) =>
            journal.Record(judgement with { Verdict = judgement.Verdict with { Decision = Decision.Deny } });

        public string? Record(Judgement judgement, ExecutionEnd end) => journal.Record(judgement, end);
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

using System.Diagnostics;
using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Shell;

namespace Holdpoint.Tests.Policy;

/// <summary>How the answers to several effects become one verdict, and what a person reads.</summary>
public sealed class JudgeTests
{
    private static readonly string[] Recoveries =
        ["trivial", "from-source", "window(0)", "window(9)", "from-backup", "from-backup(never)", "never", "unknown"];

    [Fact]
    public void The_strictest_answer_over_all_effects_wins_and_its_reason_is_first()
    {
        Verdict verdict = Specimen.Judged(
            EnvironmentKind.Production,
            Specimen.Of("read trivial"),
            Specimen.Of("destroy trivial"),
            Specimen.Of("destroy never whole data=never"),
            Specimen.Of("weaken trivial"));
        Assert.Equal(Decision.Deny, verdict.Decision);
        Assert.Equal("destroy-whole-systems", verdict.Rule);
        Assert.Equal(
            ["destroy-whole-systems", "destroy-recoverable", "weaken", "read"], verdict.Reasons.Select(r => r.Rule));
    }

    [Fact]
    public void Of_equally_strict_answers_the_first_rule_in_the_list_is_named()
    {
        Verdict verdict = Specimen.Judged(
            EnvironmentKind.Unknown, Specimen.Of("expose trivial"), Specimen.Of("destroy unknown unmeasured"));
        Assert.Equal("unmeasured", verdict.Rule);
    }

    [Fact]
    public void Nothing_at_stake_is_allowed() =>
        Assert.Equal(
            (Decision.Allow, Judge.NothingAtStake),
            (Specimen.Judged(EnvironmentKind.Production).Decision, Specimen.Judged(EnvironmentKind.Production).Rule));

    [Fact]
    public void Every_kind_of_effect_concerns_a_rule_whatever_its_recovery() => Assert.All(
        Enum.GetValues<EffectKind>().SelectMany(k => Recoveries.Select(r => $"{k} {r}")),
        words => Assert.Contains(RuleList.All, rule => rule.Concerns(Specimen.Of(words))));

    [Fact]
    public void A_more_careful_environment_never_has_a_laxer_answer() => Assert.All(
        RuleList.All,
        r => Assert.True(
            r.Defaults.Development <= r.Defaults.Staging && r.Defaults.Staging <= r.Defaults.Unknown
                && r.Defaults.Unknown <= r.Defaults.Production,
            r.Id));

    [Fact]
    public void A_worse_recovery_never_has_a_laxer_answer()
    {
        foreach (EnvironmentKind environment in Enum.GetValues<EnvironmentKind>())
        {
            Decision Of(string words) => Specimen.Judged(environment, Specimen.Of(words)).Decision;
            Assert.True(Of("destroy trivial") <= Of("destroy window(9)"));
            Assert.True(Of("destroy window(9)") <= Of("destroy never"));
            Assert.True(Of("destroy never") <= Of("destroy never whole data=never"));
            Assert.True(Of("destroy never whole data=never") <= Of("destroy never whole data=never alarm=replaced"));
        }
    }

    [Fact]
    public void The_message_says_what_where_how_much_whose_and_whether_it_can_come_back()
    {
        Measurement m = Specimen.Of("destroy never whole=datatalks") with
        {
            Count = 18,
            Unit = "resources",
            Types = [("aws_subnet", 6), ("aws_db_instance", 1)],
            Losses =
            [
                new Loss(
                    new Resource("aws_db_instance", "aws_db_instance.main"), new Recovery.Never("no snapshot is kept"))
                {
                    HoldsData = true,
                    Details = ["postgres 15", "100 GB"],
                    Protection = "deletion protection off",
                    BackupsLost = "automated backups",
                    System = "datatalks",
                },
            ],
            Alarms = [new Alarm(AlarmKind.Replaced, "this state has another lineage than the one last seen here")],
        };
        Invocation invocation = new()
        {
            Program = new Word("terraform"),
            Name = "terraform",
            Arguments = [new Word("destroy")],
            Directory = new Word("/srv/site"),
        };
        m = m with
        {
            Effect = m.Effect with { Invocation = invocation, Summary = "deletes every resource in the state" },
        };
        Verdict verdict = Judge.Decide(
            new BlastRadius([m], ""),
            [new Placement(EnvironmentKind.Production, "tag Environment=production (the state's tags)")],
            PolicySet.BuiltIn);
        Assert.Equal(
            "`terraform destroy` deletes every resource in the state (local:/srv/site/terraform.tfstate, production: "
            + "tag Environment=production (the state's tags)). This state has another lineage than the one last seen "
            + "here. 18 resources go: 6 aws_subnet, 1 aws_db_instance. "
            + "Data would be lost: aws_db_instance.main (postgres 15, 100 GB, deletion protection off, its backups go "
            + "with it: automated backups). System: datatalks (6, all of it). "
            + "Nothing brings it back: no copy exists. Bring back the state that is known first, "
            + "then plan again",
            verdict.Reasons[0].Message);
    }

    [Theory]
    [InlineData("destroy unknown unmeasured", "Not everything could be measured: no credentials")]
    [InlineData("destroy unknown tool=files forbidden", "Nobody does this")]
    public void The_message_does_not_say_the_same_twice(string specimen, string end) => Assert.Equal(
        "does something to the state (local:/srv/site/terraform.tfstate, unknown: the test says so). " + end,
        Specimen.Judged(EnvironmentKind.Unknown, Specimen.Of(specimen)).Reasons[0].Message);

    [Fact]
    public void A_name_from_the_world_cannot_repaint_the_terminal()
    {
        Measurement m = Specimen.Of("destroy never") with
        {
            Losses =
            [
                new Loss(new Resource("x", "db\u001b[2J\u202Egone\r\nallow"), new Recovery.Never("it"))
                {
                    HoldsData = true,
                },
            ],
        };
        string message = Specimen.Judged(EnvironmentKind.Production, m).Reasons[0].Message;
        Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u202E');
    }

    [Fact]
    public void The_safer_way_of_the_strictest_effect_is_given()
    {
        Measurement safe = Specimen.Of("destroy never");
        safe = safe with { Effect = safe.Effect with { Safer = "terraform plan -out=plan" } };
        Verdict verdict = Specimen.Judged(EnvironmentKind.Production, Specimen.Of("read trivial"), safe);
        Assert.Equal("terraform plan -out=plan", verdict.Safer);
        Assert.Null(Specimen.Judged(EnvironmentKind.Production, Specimen.Of("read trivial")).Safer);
    }

    /// <summary>The bar is 2 µs in the program that ships; tests are not optimised and share their machine.</summary>
    [Fact]
    public void Judging_and_locating_cost_microseconds()
    {
        Measurement m = Specimen.Of("destroy from-source");
        Target target = new(
            "terraform-state", "s3://x/y", [new Sign(SignKind.Workspace, "shop-eu-prod", "TF_WORKSPACE")]);
        TimeSpan best = TimeSpan.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            const int Times = 1000;
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Times; i++)
            {
                Placement placement = Classifier.Classify(target, PolicySet.BuiltIn);
                Judge.Decide(new BlastRadius([m], ""), [placement], PolicySet.BuiltIn);
            }

            TimeSpan took = Stopwatch.GetElapsedTime(start) / Times;
            best = took < best ? took : best;
        }

        TestContext.Current.SendDiagnosticMessage("judge and classify: {0} ns", best.TotalNanoseconds);
        Assert.True(best < TimeSpan.FromMicroseconds(200), $"{best.TotalMicroseconds:0.00} µs");
    }
}

using Holdpoint.Environments;
using Holdpoint.Radius;
using Holdpoint.Tests.Policy;

namespace Holdpoint.Tests.Radius;

/// <summary>What changes a fingerprint, and what does not.</summary>
public sealed class FingerprintTests
{
    private static readonly Holdpoint.Action Action = Shell("terraform destroy", "/srv/site");

    private static readonly Measurement One = Specimen.Of("destroy never whole data=never") with
    {
        Count = 18,
        Unit = "resources",
        Types = [("aws_subnet", 6), ("aws_vpc", 1)],
        Facts = [new Fact("lineage", "abc", "terraform state pull"), new Fact("serial", "7", "terraform state pull")],
    };

    private static readonly Measurement Other = Specimen.Of("weaken trivial");

    private static readonly string Base = Fingerprint.Of(Action, [One, Other]);

    private static Holdpoint.Action.ShellCommand Shell(string text, string directory) => new(text, directory);

    [Fact]
    public void It_is_sha256_in_hex() => Assert.Matches("^sha256:[0-9a-f]{64}$", Base);

    [Fact]
    public void The_same_again_gives_the_same() => Assert.Equal(Base, Fingerprint.Of(
        Shell("terraform destroy", "/srv/site"), [One with { }, Other with { }]));

    [Fact]
    public void The_order_of_what_has_no_order_is_nothing()
    {
        Assert.Equal(Base, Fingerprint.Of(Action, [Other, One]));
        Assert.Equal(Base, Fingerprint.Of(Action, [One with { Types = [.. One.Types.Reverse()] }, Other]));
        Assert.Equal(Base, Fingerprint.Of(Action, [One with { Facts = [.. One.Facts.Reverse()] }, Other]));
    }

    [Fact]
    public void Noise_is_left_out()
    {
        Fact aged = One.Facts[0] with { Source = "/tmp/holdpoint-x/plan", Age = TimeSpan.FromHours(3) };
        Fact passing = new("seen", "3 hours ago", "the journal") { Passing = true };
        Assert.Equal(Base, Fingerprint.Of(Action, [One with { Facts = [aged, One.Facts[1], passing] }, Other]));
        Assert.Equal(Base, Fingerprint.Of(Shell("  terraform destroy\r\n", "/srv/site"), [One, Other]));
        Assert.Equal(
            Fingerprint.Of(Action, [One with { Unmeasured = "no answer within 4.9 s" }]),
            Fingerprint.Of(Action, [One with { Unmeasured = "no answer within 5.1 s" }]));
        Assert.Equal(
            Fingerprint.Of(Action, [One with { Alarms = [new Alarm(AlarmKind.Missing, "last seen 2 days ago")] }]),
            Fingerprint.Of(Action, [One with { Alarms = [new Alarm(AlarmKind.Missing, "last seen 3 days ago")] }]));
    }

    [Fact]
    public void What_matters_changes_it()
    {
        Effect e = One.Effect;
        Measurement[] changed =
        [
            One with { Count = 19 },
            One with { Count = null },
            One with { Bytes = 1 },
            One with { Unmeasured = "why" },
            One with { Types = [("aws_subnet", 7), ("aws_vpc", 1)] },
            One with { Facts = [One.Facts[0] with { Value = "def" }, One.Facts[1]] },
            One with { Facts = [One.Facts[0], One.Facts[1] with { Value = "8" }] },
            One with { Facts = [] },
            One with { Losses = [] },
            One with { Losses = [One.Losses[0] with { HoldsData = false }] },
            One with { Losses = [One.Losses[0] with { BackupsLost = "all" }] },
            One with { Losses = [One.Losses[0] with { Details = ["100 GB"] }] },
            One with { Systems = [One.Systems[0] with { Whole = false }] },
            One with { Alarms = [new Alarm(AlarmKind.Replaced, "another lineage")] },
            One with { Effect = e with { Kind = EffectKind.Modify } },
            One with { Effect = e with { Resource = e.Resource with { Name = "other" } } },
            One with { Effect = e with { Target = e.Target with { Place = "local:/srv/other" } } },
            One with { Effect = e with { Recovery = Specimen.RecoveryOf("trivial") } },
        ];
        List<string> all = [Base, .. changed.Select(m => Fingerprint.Of(Action, [m, Other]))];
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void The_action_and_its_directory_change_it()
    {
        string[] all =
        [
            Base,
            Fingerprint.Of(Shell("terraform destroy -auto-approve", "/srv/site"), [One, Other]),
            Fingerprint.Of(Shell("terraform destroy", "/srv/other"), [One, Other]),
            Fingerprint.Of(new Holdpoint.Action.ToolCall("terraform destroy", "", "/srv/site"), [One, Other]),
            Fingerprint.Of(new Holdpoint.Action.FileEdit("a", "b", FileEditKind.Write, "/srv/site"), [One, Other]),
            Fingerprint.Of(new Holdpoint.Action.FileEdit("a", "b", FileEditKind.Edit, "/srv/site"), [One, Other]),
            Fingerprint.Of(Action, [One]),
            Fingerprint.Of(Action, [One, Other, Other]),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_value_cannot_pose_as_another_field()
    {
        Measurement honest = Other with { Facts = [new Fact("a", "b", ""), new Fact("c", "d", "")] };
        Measurement forged = Other with { Facts = [new Fact("a", "b\nfact 1:c\nvalue 1:d", "")] };
        Assert.NotEqual(Fingerprint.Of(Action, [honest]), Fingerprint.Of(Action, [forged]));
    }

    [Fact]
    public void The_text_is_the_one_that_the_format_page_shows() => Assert.Equal(
        "holdpoint-fingerprint-2\nshell 5:rm -r\ndirectory 1:/\neffect 6:weaken\ntool 9:terraform\ntype 5:thing\n"
        + "name 3:web\ntarget 15:terraform-state\nplace 33:local:/srv/site/terraform.tfstate\nrecovery 7:trivial\n"
        + "unit 6:things\n",
        Fingerprint.Text(Shell("rm -r", "/"), [Other]));
}

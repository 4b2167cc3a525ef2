using System.Text;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform.States;

/// <summary>States that are not simply states: encrypted, old, hostile.</summary>
public sealed class StateReaderTests
{
    private const string Lineage = "9f0b5b6e-3c52-4f57-8a6e-0d7b8f6f2d11";

    private const string Encrypted =
        $$"""
        {"serial":7,"lineage":"{{Lineage}}","meta":{"key_provider.pbkdf2.mykey":"eyJzYWx0Ijoi"},
         "encrypted_data":"bm90aGluZyB0byBzZWU=","encryption_version":"v0"}
        """;

    private const string Old =
        $$$$"""
        {"version":3,"terraform_version":"0.11.14","serial":4,"lineage":"{{{{Lineage}}}}","modules":[
          {"path":["root"],"outputs":{},"resources":{
            "aws_db_instance.main":{"type":"aws_db_instance","primary":{"id":"x","attributes":{} } },
            "aws_subnet.a.0":{"type":"aws_subnet"}, "aws_subnet.a.1":{"type":"aws_subnet"},
            "data.aws_ami.x":{"type":"aws_ami"} }},
          {"path":["root","files"],"resources":{"aws_s3_bucket.b":{"type":"aws_s3_bucket"}}}]}
        """;

    [Fact]
    public void An_encrypted_state_tells_lineage_and_serial() => Assert.Equal(
        new StateReading.Encrypted(Lineage, 7), StateReader.Read(Encoding.UTF8.GetBytes(Encrypted)));

    [Fact]
    public void A_destroy_of_an_encrypted_state_is_unmeasured_and_its_exchange_is_noticed()
    {
        using var folder = new CaseFolder();
        Judgement first = Judge(folder, Encrypted);
        Measurement measured = Assert.Single(first.Radius.Measurements);
        Assert.Contains("encrypted", measured.Unmeasured, StringComparison.Ordinal);
        Assert.Empty(measured.Alarms);
        Assert.Equal(Decision.Ask, first.Verdict.Decision);
        Assert.Contains("encrypted", File.ReadAllText(Path.Join(folder.Work, ".holdpoint/states.lock")),
            StringComparison.Ordinal);
        Assert.Equal(AlarmKind.RolledBack, Alarm(Judge(folder, Encrypted.Replace(":7", ":3"))));
        Assert.Equal(AlarmKind.Replaced, Alarm(Judge(folder, Encrypted.Replace(Lineage, "another"))));
    }

    [Fact]
    public void An_old_state_names_what_holds_data()
    {
        using var folder = new CaseFolder();
        Judgement judgement = Judge(folder, Old);
        Measurement measured = Assert.Single(judgement.Radius.Measurements);
        Assert.Equal(4, measured.Count);
        Assert.Equal(
            ["aws_db_instance.main", "module.files.aws_s3_bucket.b"],
            measured.Losses.Where(l => l.HoldsData).Select(l => l.Resource.Name).Order());
        Assert.Contains(("aws_subnet", 2), measured.Types);
        Assert.Contains("format 3, written by terraform 0.11.14", measured.Unmeasured, StringComparison.Ordinal);
        Assert.Equal(EffectKind.Destroy, measured.Effect.Kind);
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
    }

    public static TheoryData<string> Hostile =>
    [
        new string('[', 1_000_000),
        "{\"version\":4,\"resources\":" + new string('[', 500_000),
        "{\"version\":4,\"resources\":[{\"instances\":[{\"attributes\":" + Nested(100_000) + "}]}]}",
        "{\"version\":4,\"outputs\":{\"a\":" + Nested(100_000) + "},\"resources\":[]}",
        "{\"version\":3,\"modules\":[{\"path\":" + new string('[', 100_000),
        "{\"version\":4,\"version\":3,\"resources\":[]}",
        "{\"version\":4,\"resources\":[],\"resources\":[]}",
        "{\"version\":4,\"serial\":-1,\"resources\":[]}",
        "{\"version\":4,\"serial\":99999999999999999999,\"resources\":[]}",
        "{\"version\":4,\"resources\":[{\"mode\":\"managed\"}]}",
        "{\"version\":4,\"resources\":[7]}",
        "{\"version\":4,\"resources\":{}}",
        "{\"version\":4,\"resources\":[]} {}",
        "{\"version\":4,\"resources\":[],}",
        "{\"version\":4,\"lineage\":\"" + new string('x', 10_000) + "\",\"resources\":[]}",
        "\u0001{}",
        "nul",
    ];

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void A_hostile_state_is_malformed_and_nothing_breaks(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.NotEmpty(Assert.IsType<StateReading.Malformed>(StateReader.Read(bytes)).Why);
        Assert.NotEmpty(Assert.IsType<PlanReading.Malformed>(PlanReader.Read(bytes)).Why);
    }

    /// <summary>Any piece cut off, and any byte exchanged: there is always an answer, and never more resources than
    /// are written.</summary>
    [Fact]
    public void Every_cut_and_every_exchanged_byte_of_a_state_has_an_answer()
    {
        byte[] state = StateText.Of(
            "aws_db_instance.main tag.Project=a\nmodule.m.aws_s3_bucket.b[\"x\"] <- aws_x.y").Json;
        var random = new Random(5);
        for (int i = 0; i < state.Length; i++)
        {
            if (i < state.Length - 2)
            {
                Assert.IsNotType<StateReading.Read>(StateReader.Read(state.AsSpan(0, i)));
            }

            byte[] other = [.. state];
            other[i] = (byte)random.Next(256);
            Assert.True(StateReader.Read(other) is not StateReading.Read { State.Instances.Length: > 2 });
        }
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth));

    private static AlarmKind? Alarm(Judgement judgement) =>
        judgement.Radius.Measurements.SelectMany(m => m.Alarms).Select(a => (AlarmKind?)a.Kind).FirstOrDefault();

    private static Judgement Judge(CaseFolder folder, string state)
    {
        File.WriteAllText(Path.Join(folder.Work, "main.tf"), "");
        File.WriteAllText(Path.Join(folder.Work, "terraform.tfstate"), state);
        return new Pipeline(
            new CaseWorld(folder, []), _ => PolicySet.BuiltIn, new Measuring.IncidentTests.NoJournal(),
            TimeSpan.FromSeconds(60)).Run(new Holdpoint.Action.ShellCommand("tofu destroy -auto-approve", folder.Work));
    }
}

using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>A saved plan is judged by its bytes: another one under the same name is another judgement.</summary>
public sealed class SavedPlanTests
{
    private const string Setup =
        """
        printf 'resource "terraform_data" "a" {\n  count = 3\n}\nresource "terraform_data" "b" {\n}\n' > main.tf
        tofu apply -auto-approve
        tofu plan -destroy -out=all
        tofu plan -destroy -target=terraform_data.b -out=one
        """;

    [Fact]
    public void An_exchanged_plan_has_another_digest_and_another_fingerprint()
    {
        using var folder = new CaseFolder();
        folder.Bash(Setup + "\ncp one saved");
        Judgement before = Judge(folder, "tofu apply saved");
        Assert.Equal(1, before.Radius.Measurements.Single().Count);
        Assert.Equal(before.Radius.Fingerprint, Judge(folder, "tofu apply saved").Radius.Fingerprint);
        folder.Bash("cp all saved");
        Judgement after = Judge(folder, "tofu apply saved");
        Assert.Equal(4, after.Radius.Measurements.Single().Count);
        Assert.NotEqual(before.Radius.Fingerprint, after.Radius.Fingerprint);
        Assert.NotEqual(Digest(before), Digest(after));
    }

    [Fact]
    public void The_same_changes_in_other_bytes_are_another_fingerprint()
    {
        using var folder = new CaseFolder();
        folder.Bash(Setup + "\ncp one saved");
        string before = Judge(folder, "tofu apply saved").Radius.Fingerprint;
        folder.Bash("sleep 1; tofu plan -destroy -target=terraform_data.b -out=saved");
        Assert.NotEqual(before, Judge(folder, "tofu apply saved").Radius.Fingerprint);
    }

    [Theory]
    [InlineData("cp all one && tofu apply one")]
    [InlineData("cp all one; tofu apply one")]
    [InlineData("(sleep 5; cp all one) & tofu apply one")]
    [InlineData("mv all one && tofu apply one")]
    [InlineData("cat all > one && tofu apply one")]
    [InlineData("cat all | tee one > /dev/null && tofu apply one")]
    public void A_plan_exchanged_by_the_same_action_is_not_believed(string command)
    {
        using var folder = new CaseFolder();
        folder.Bash(Setup);
        Judgement judgement = Judge(folder, command);
        Assert.Contains(judgement.Radius.Measurements, m =>
            m.Effect.Resource.Type is "terraform.plan" && m.Unmeasured is not null);
        Assert.NotEqual(Decision.Allow, judgement.Verdict.Decision);
    }

    [Fact]
    public void A_plan_exchanged_while_it_is_shown_is_unmeasured()
    {
        using var tofu = new FakeTofu(
            """
            case "$1" in
            state) cat "$(dirname "$0")/state.json" ;;
            show) echo other > "$PWD/saved"; cat "$(dirname "$0")/plan.json" ;;
            esac
            """);
        tofu.Put("state.json", System.Text.Encoding.UTF8.GetString(StateText.Of("terraform_data.a").Json));
        tofu.Put("plan.json", """{"format_version":"1.2","resource_changes":[]}""");
        File.WriteAllText(Path.Join(tofu.Work, "saved"), "harmless");
        Measurement measured = tofu.Judge("tofu apply saved").Radius.Measurements.Single();
        Assert.Contains("exchanged while it was read", measured.Unmeasured, StringComparison.Ordinal);
        Assert.Equal(EffectKind.Destroy, measured.Effect.Kind);
    }

    /// <summary>The whole way of a protection turned off: recognised, read from the plan, judged and worded.</summary>
    [Fact]
    public void A_saved_plan_that_turns_protection_off_weakens_and_says_which()
    {
        using var tofu = new FakeTofu(
            """
            case "$1" in
            state) cat "$(dirname "$0")/state.json" ;;
            show) cat "$(dirname "$0")/plan.json" ;;
            esac
            """);
        tofu.Put("state.json", System.Text.Encoding.UTF8.GetString(
            StateText.Of("aws_db_instance.main deletion_protection=true").Json));
        tofu.Put(
            "plan.json",
            """
            {"format_version":"1.2","resource_changes":[{"address":"aws_db_instance.main","mode":"managed",
             "type":"aws_db_instance","name":"main","change":{"actions":["update"],
             "before":{"deletion_protection":true,"backup_retention_period":14},
             "after":{"deletion_protection":false,"backup_retention_period":0}}}]}
            """);
        File.WriteAllText(Path.Join(tofu.Work, "saved"), "plan");
        Judgement judgement = tofu.Judge("tofu apply saved");
        Measurement measured = judgement.Radius.Measurements.Single();
        Assert.Equal(EffectKind.Weaken, measured.Effect.Kind);
        Assert.Contains("deletion_protection goes from true to false", measured.Effect.Summary,
            StringComparison.Ordinal);
        Assert.Contains("aws_db_instance.main", measured.Effect.Summary, StringComparison.Ordinal);
        Assert.Contains("1 more", measured.Effect.Summary, StringComparison.Ordinal);
        Assert.Equal((Decision.Ask, "weaken"), (judgement.Verdict.Decision, judgement.Verdict.Rule));
    }

    private static string Digest(Judgement judgement) => judgement.Radius.Measurements.Single().Facts
        .First(f => f.Value.StartsWith("sha256:", StringComparison.Ordinal)).Value;

    private static Judgement Judge(CaseFolder folder, string command) =>
        new Pipeline(new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60))
            .Run(new Holdpoint.Action.ShellCommand(command, folder.Work));
}

using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>A remote state that cannot be had: the destroy stays a destroy, says why nothing is known,
/// and asks.</summary>
public sealed class UnansweredTests
{
    [Theory]
    [InlineData("printf '╷\\n│ Error: error loading state: AccessDenied\\n╵\\n' >&2; exit 1",
        "tofu state pull: error loading state: AccessDenied")]
    [InlineData("exit 3", "tofu state pull: it failed without a word")]
    [InlineData("echo oops", "state pull is no state that can be read: ")]
    [InlineData("echo '{\"version\":4,\"serial\":1,'", "state pull is no state that can be read: ")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' ' '", "answered more than 1 MB")]
    [InlineData("kill -9 $$", "tofu state pull: ")]
    public void A_pull_that_fails_is_said_and_asked_about(string script, string why)
    {
        using var tofu = new FakeTofu(script);
        Judgement judgement = tofu.Judge("tofu destroy -auto-approve", policy: PolicySet.BuiltIn with
        {
            MaxBytes = 1024 * 1024,
        });
        Measurement measured = Assert.Single(judgement.Radius.Measurements);
        Assert.Contains(why, measured.Unmeasured, StringComparison.Ordinal);
        Assert.Equal(EffectKind.Destroy, measured.Effect.Kind);
        Assert.Null(measured.Count);
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
        Assert.Equal(["> state pull"], tofu.Questions);
    }

    [Theory]
    [InlineData("exec sleep 600")]
    [InlineData("trap '' TERM INT HUP; sleep 600 & sleep 600")]
    [InlineData("while :; do echo endless; done")]
    public void A_pull_that_does_not_end_is_ended(string script)
    {
        using var tofu = new FakeTofu(script);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Judgement judgement = tofu.Judge("tofu destroy -auto-approve", seconds: 1, policy: PolicySet.BuiltIn with
        {
            MaxBytes = 1024 * 1024,
        });
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.NotNull(Assert.Single(judgement.Radius.Measurements).Unmeasured);
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
    }

    [Fact]
    public void A_pull_that_prints_nothing_is_no_state()
    {
        using var tofu = new FakeTofu("exit 0");
        Judgement judgement = tofu.Judge("tofu destroy -auto-approve");
        Assert.Equal(EffectKind.Read, Assert.Single(judgement.Radius.Measurements).Effect.Kind);
    }
}

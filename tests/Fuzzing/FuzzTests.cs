namespace Holdpoint.Tests.Fuzzing;

/// <summary>A short run over every target in every run of the tests; <c>./do fuzz</c> runs for as long as is
/// wished.</summary>
public sealed class FuzzTests
{
    /// <summary>Inputs of a target for each of its shares: some seconds for all targets together.</summary>
    private const int Inputs = 200;

    /// <summary>The bar of 100 ms is for a machine that does nothing else; here only what is far beyond it
    /// counts.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Targets() => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_throws_or_hangs(string name)
    {
        (FuzzTarget target, int share) = AllTargets.Shares.First(s => s.Target.Name == name);
        FuzzReport report = new FuzzRun(target, seed: 1) { Limit = Limit }.Run(0, Inputs * share, TimeSpan.MaxValue);
        Assert.True(report.Findings.Count == 0, string.Join("\n\n", report.Findings));
        Assert.Equal(Inputs * share, report.Inputs);
    }

    [Fact]
    public void An_input_can_be_made_again_from_its_number()
    {
        FuzzTarget target = AllTargets.Shares[0].Target;
        Assert.Equal(target.Of(5, 123).Text, target.Of(5, 123).Text);
        Assert.NotEqual(target.Of(5, 123).Text, target.Of(5, 124).Text);
        Assert.NotEqual(target.Of(5, 123).Text, target.Of(6, 123).Text);
    }

    [Fact]
    public void A_text_is_made_as_small_as_still_tells() =>
        Assert.Equal("xy", Reducer.Smallest("aaaaaaxbbbbbbbbbbbbycccc", t =>
            t.Contains('x', StringComparison.Ordinal)
            && t.IndexOf('y', StringComparison.Ordinal) > t.IndexOf('x', StringComparison.Ordinal)));
}

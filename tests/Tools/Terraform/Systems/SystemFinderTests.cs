using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.States;
using Holdpoint.Tools.Terraform.Systems;

namespace Holdpoint.Tests.Tools.Terraform.Systems;

/// <summary>States with a known truth: the systems that are found are the systems that there are.</summary>
public sealed class SystemFinderTests
{
    public static TheoryData<string> Fixtures =>
        [.. Directory.EnumerateFiles(Folder, "*.systems").Order(StringComparer.Ordinal)
            .Select(f => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(f)))];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void The_systems_of_a_state_are_found(string name)
    {
        string text = File.ReadAllText(Path.Join(Folder, name + ".systems"));
        StateText state = StateText.Of(text);
        StateSummary summary = state.State;
        Assert.Equal(state.Truth.Select(t => t.Address), summary.Instances.Select(i => i.Address));
        SystemMap map = SystemFinder.Find(summary.Instances);
        IEnumerable<string> expected = state.Truth.Select(t => $"{t.Address} => {t.System}");
        IEnumerable<string> found = summary.Instances.Select((i, at) => $"{i.Address} => {Said(map, at)}");
        Assert.Equal(string.Join('\n', expected), string.Join('\n', found));

        string sentence = TerraformRadius.OfDestroy(summary, DestroyScope.Everything, "x").SystemsSentence ?? "none";
        string[] wanted = [.. text.Split('\n').Where(l => l.StartsWith("expect:", StringComparison.Ordinal)).Select(l =>
            l["expect:".Length..].Trim())];
        Assert.Equal(wanted.Length == 0 ? sentence : wanted[0], sentence);
    }

    /// <summary>Pairs of instances that are put together and belong together, over all fixtures.</summary>
    [Fact]
    public void Precision_and_recall_over_all_fixtures_are_reported_and_hold()
    {
        (long right, long put, long belong) = (0, 0, 0);
        foreach (string file in Directory.EnumerateFiles(Folder, "*.systems"))
        {
            StateText state = StateText.Of(File.ReadAllText(file));
            SystemMap map = SystemFinder.Find(state.State.Instances);
            for (int a = 0; a < state.Truth.Count; a++)
            {
                for (int b = a + 1; b < state.Truth.Count; b++)
                {
                    bool together = Said(map, a) == Said(map, b) && Said(map, a).Length > 0;
                    bool truly = state.Truth[a].System == state.Truth[b].System && state.Truth[a].System.Length > 0;
                    put += together ? 1 : 0;
                    belong += truly ? 1 : 0;
                    right += together && truly ? 1 : 0;
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"pairs: precision {right / (double)put:P1}, recall {right / (double)belong:P1}");
        Assert.True(right / (double)put >= 0.95, $"precision {right / (double)put:P1}");
        Assert.True(right / (double)belong >= 0.95, $"recall {right / (double)belong:P1}");
    }

    private static string Folder => Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Systems");

    private static string Said(SystemMap map, int at)
    {
        string name = map.NameOf(at) ?? "";
        return name.StartsWith("shared ", StringComparison.Ordinal) ? "shared" : name;
    }
}

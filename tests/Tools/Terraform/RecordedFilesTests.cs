using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Real plans and states, from public repositories and from Terraform itself, are read without
/// error.</summary>
public sealed class RecordedFilesTests
{
    public static TheoryData<string> Plans =>
        [.. Files("plans", "*.json"), .. Files("recorded", "0*.json"), .. Files("recorded", "*plan*.json")];

    public static TheoryData<string> States => [.. Files("states", "*"), .. Files("recorded", "*.tfstate")];

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_real_plan_is_read_and_has_a_radius(string file)
    {
        PlanReading.Read read = Assert.IsType<PlanReading.Read>(PlanReader.Read(File.ReadAllBytes(Find(file))));
        TerraformLosses losses = TerraformRadius.OfPlan(read.Plan, null, file);
        Assert.Equal(read.Plan.Deletes + read.Plan.Replaces
            + read.Plan.Changes.Count(c => c.Action is PlanAction.Unknown), losses.Count);
        Assert.All(read.Plan.Changes, c => Assert.NotEqual(PlanAction.Unknown, c.Action));
        Assert.All(read.Plan.Changes, c => Assert.NotEmpty(c.Type));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_real_state_is_read_and_has_a_radius(string file)
    {
        using var expected = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Find(file)));
        StateReading.Read read = Assert.IsType<StateReading.Read>(StateReader.Read(File.ReadAllBytes(Find(file))));
        int managed = expected.RootElement.GetProperty("resources").EnumerateArray()
            .Where(r => r.GetProperty("mode").GetString() is "managed")
            .Sum(r => r.GetProperty("instances").GetArrayLength());
        Assert.Equal(managed, read.State.Instances.Length);
        Assert.Equal(expected.RootElement.GetProperty("lineage").GetString(), read.State.Lineage);
        Assert.Equal(expected.RootElement.GetProperty("serial").GetInt64(), read.State.Serial);
        TerraformLosses losses = TerraformRadius.OfDestroy(read.State, DestroyScope.Everything, file);
        Assert.Equal(managed, losses.Count);
        Assert.Equal(managed > 0, losses.Whole);
        Assert.Equal(managed, losses.Types.Sum(t => t.Count));
    }

    [Fact]
    public void Every_recorded_file_here_says_where_it_comes_from()
    {
        string manifest = File.ReadAllText(Path.Join(Folder, "manifest.json"));
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith("manifest.json", StringComparison.Ordinal)))
        {
            Assert.Contains($"\"{Path.GetRelativePath(Folder, file)}\"", manifest, StringComparison.Ordinal);
        }
    }

    /// <summary>The project stands on its own files; where the whole collection lies beside it, all of it is
    /// read.</summary>
    [Fact]
    public void The_whole_collection_is_read_where_it_is_at_hand()
    {
        Assert.SkipWhen(ProjectRoot.Reference is null,
            "the shared reference folder is not beside the project: only the files under Recorded/ were read");
        Assert.True(Plans.Count > 80, $"{Plans.Count} plans");
        Assert.True(States.Count > 50, $"{States.Count} states");
    }

    private static string Folder => Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Recorded");

    private static string Find(string file) => ProjectRoot.Reference is { } all && File.Exists(Path.Join(all, file))
        ? Path.Join(all, file)
        : Path.Join(Folder, file);

    private static IEnumerable<TheoryDataRow<string>> Files(string folder, string pattern)
    {
        string place = Path.Join(ProjectRoot.Reference ?? Folder, folder);
        return Directory.EnumerateFiles(place, pattern).Order(StringComparer.Ordinal)
            .Select(f => new TheoryDataRow<string>($"{folder}/{Path.GetFileName(f)}"));
    }
}

using System.Diagnostics;
using System.Text;
using Holdpoint.Tests.Fuzzing.Targets;
using Holdpoint.Tools.Terraform.Plans;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform;

/// <summary>Plans and states that are cut off, or nested and repeated beyond the bounds.</summary>
public sealed class ReaderDepthTests
{
    /// <summary>A file of some kilobytes is read in far less than a millisecond.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[{\"a\":[", "]}]")]
    [InlineData("{\"resources\":[{\"instances\":[", "]}]}")]
    [InlineData("{\"version\":4,\"resources\":", "}")]
    [InlineData("{\"format_version\":\"1.0\",\"prior_state\":{\"values\":{\"root_module\":{\"child_modules\":[",
        "]}}}}")]
    [InlineData("{\"child_modules\":[", "]}")]
    [InlineData("\"", "")]
    [InlineData("{\"\\\\", "")]
    [InlineData("a \"b\" ", "")]
    [InlineData("a { ", "}")]
    [InlineData("a = [", "]")]
    [InlineData("\"${", "}\"")]
    public void Deep_and_long_repetition_has_an_answer(string open, string close)
    {
        foreach (int depth in new[] { 10, 60, 70, 1000, 100_000 })
        {
            string opened = string.Concat(Enumerable.Repeat(open, depth));
            Assert.Null(Fault(Encoding.UTF8.GetBytes(opened)));
            Assert.Null(Fault(Encoding.UTF8.GetBytes(
                opened + "1" + string.Concat(Enumerable.Repeat(close, depth)))));
        }
    }

    [Fact]
    public void A_real_file_cut_anywhere_is_a_value_with_a_reason()
    {
        byte[] state = File.ReadAllBytes(Path.Join(Folder, "recorded/incident_two_sites.tfstate"));
        byte[] plan = File.ReadAllBytes(Path.Join(Folder, "recorded/01_destroy_all.json"));
        for (int i = 1; i < state.Length - 2; i++)
        {
            Assert.Contains("it ends too early",
                Assert.IsType<StateReading.Malformed>(StateReader.Read(state.AsSpan(0, i))).Why,
                StringComparison.Ordinal);
        }

        for (int i = 1; i < plan.Length - 2; i++)
        {
            Assert.Contains("it ends too early",
                Assert.IsType<PlanReading.Malformed>(PlanReader.Read(plan.AsSpan(0, i))).Why, StringComparison.Ordinal);
        }
    }

    private static string? Fault(byte[] input)
    {
        long start = Stopwatch.GetTimestamp();
        string? fault = TerraformTarget.Fault(input);
        return fault ?? (Stopwatch.GetElapsedTime(start) > Hang ? "it hangs" : null);
    }

    private static string Folder => Path.Join(ProjectRoot.Path, "tests/Tools/Terraform/Recorded");
}

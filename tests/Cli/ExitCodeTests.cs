using Holdpoint.Cli;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Cli;

/// <summary>Exit statuses are a promise to scripts and clients.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public void The_numbers_are_those_of_the_golden_file()
    {
        string golden = File.ReadAllText(Path.Join(Repository.Root, "tests/Cli/GoldenExitCodes.txt"));
        Assert.Equal(golden, string.Concat(Enum.GetValues<ExitCode>().Select(c => $"{(int)c} {c}\n")));
    }

    [Fact]
    public void Every_number_stands_in_the_documentation()
    {
        string page = File.ReadAllText(Path.Join(Repository.Root, "docs/exit-codes.md"));
        Assert.All(Enum.GetValues<ExitCode>(), c => Assert.Contains($"| {(int)c} |", page, StringComparison.Ordinal));
    }
}

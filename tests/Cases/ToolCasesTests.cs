namespace Holdpoint.Tests.Cases;

/// <summary>Every <c>.cases</c> file under Tools/ and Policy/ as tests, one a case.</summary>
public sealed class ToolCasesTests
{
    public static TheoryData<string, string> All() => CaseFile.Titles(Files());

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_is_judged_as_its_file_says(string file, string title)
    {
        string path = Path.Join(Repository.Root, file);
        Case c = CaseFile.Read(path).Single(x => x.Title == title);
        Assert.Equal(c.Expected, CaseRunner.Judge(c));
    }

    /// <summary>With HOLDPOINT_ACCEPT=1 (./do cases --accept), or a part of a file's path, expectations are rewritten;
    /// the diff is reviewed like code.</summary>
    [Fact]
    public void Accepting_rewrites_the_expectations()
    {
        foreach (string file in Files().Where(CaseFile.Accepts))
        {
            File.WriteAllText(file, CaseFile.Rewrite(file, CaseRunner.Judge));
        }

        Assert.NotEmpty(Files());
    }

    private static IEnumerable<string> Files() =>
        new[] { "tests/Tools", "tests/Policy" }
            .Select(f => Path.Join(Repository.Root, f))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cases", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);
}

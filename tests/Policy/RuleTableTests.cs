using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Policy;

/// <summary>Every line of <c>tests/Policy/Rules/RULE.table</c>: a measured effect, judged by all rules in four
/// environments.</summary>
public sealed class RuleTableTests
{
    private static readonly EnvironmentKind[] Columns =
        [EnvironmentKind.Development, EnvironmentKind.Staging, EnvironmentKind.Unknown, EnvironmentKind.Production];

    public static TheoryData<string, string, string> Lines()
    {
        var data = new TheoryData<string, string, string>();
        foreach (Rule rule in RuleList.All)
        {
            foreach ((string specimen, string answers) in Read(rule.Id))
            {
                data.Add(rule.Id, specimen, answers);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_effect_is_judged_as_the_table_says(string rule, string specimen, string answers)
    {
        IEnumerable<string> judged = Columns.Select(environment =>
        {
            Verdict verdict = Specimen.Judged(environment, Specimen.Of(specimen));
            string decision = Words.Of(verdict.Decision);
            return verdict.Rule == rule ? decision : $"{decision}:{verdict.Rule}";
        });
        Assert.Equal(answers, string.Join(' ', judged));
    }

    [Fact]
    public void Every_rule_has_a_table_in_which_it_speaks_and_in_which_it_does_not()
    {
        foreach (Rule rule in RuleList.All)
        {
            List<(string, string Answers)> lines = Read(rule.Id);
            Assert.True(lines.Exists(l => !l.Answers.Contains(':', StringComparison.Ordinal)), rule.Id);
            Assert.True(lines.Exists(l => l.Answers.Contains(':', StringComparison.Ordinal)), rule.Id);
        }

        Assert.Equal(RuleList.All.Length, Directory.GetFiles(Folder, "*.table").Length);
    }

    private static string Folder => Path.Join(Repository.Root, "tests/Policy/Rules");

    private static List<(string Specimen, string Answers)> Read(string rule) =>
    [
        .. File.ReadLines(Path.Join(Folder, rule + ".table"))
            .Where(l => l.Contains(" | ", StringComparison.Ordinal) && !l.EndsWith('.') && !l.StartsWith('#'))
            .Select(l => l.Split(" | "))
            .Select(parts => (parts[0].Trim(), parts[1].Trim())),
    ];
}

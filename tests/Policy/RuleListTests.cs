using Holdpoint.Policy;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Policy;

/// <summary>The list of rules is complete, and the page is printed from it.</summary>
public sealed class RuleListTests
{
    [Fact]
    public void Every_rule_class_stands_in_the_list()
    {
        IEnumerable<Type> classes = typeof(Rule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Rule)));
        Assert.Equal(
            classes.Select(t => t.Name).Order(StringComparer.Ordinal),
            RuleList.All.Select(r => r.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ids_are_kebab_case_and_unique()
    {
        Assert.Equal(RuleList.All.Length, RuleList.All.Select(r => r.Id).Distinct().Count());
        Assert.All(RuleList.All, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r.Id));
        Assert.All(RuleList.All, r => Assert.Same(r, RuleList.Find(r.Id)));
        Assert.Null(RuleList.Find("no-such-rule"));
    }

    [Fact]
    public void Every_rule_is_documented_in_one_title_and_some_sentences()
    {
        Assert.All(RuleList.All, r => Assert.DoesNotContain('\n', r.Title));
        Assert.All(RuleList.All, r => Assert.True(r.Documentation.Length > 30, r.Id));
    }

    [Fact]
    public void What_no_file_may_change_denies_everywhere() =>
        Assert.All(RuleList.All.Where(r => !r.Configurable), r => Assert.Equal(Row.Deny, r.Defaults));

    /// <summary>docs/rules.md is printed from the rules; HOLDPOINT_ACCEPT=1 writes it anew.</summary>
    [Fact]
    public void The_page_of_rules_is_printed_from_the_rules() => Printed.Equal("docs/rules.md", RulesPage.Print());
}

/// <summary>Compares a file of the repository with what the program prints.</summary>
internal static class Printed
{
    public static void Equal(string file, string printed)
    {
        string path = Path.Join(Repository.Root, file);
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, printed);
        }

        Assert.Equal(printed, File.ReadAllText(path));
    }
}

using Holdpoint.Policy;

namespace Holdpoint.Tests.Policy;

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
    }

    [Fact]
    public void Every_rule_is_documented_in_one_title_and_some_sentences()
    {
        Assert.All(RuleList.All, r => Assert.DoesNotContain('\n', r.Title));
        Assert.All(RuleList.All, r => Assert.True(r.Documentation.Length > 30, r.Id));
    }
}

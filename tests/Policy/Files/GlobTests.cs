using Holdpoint.Policy.Files;

namespace Holdpoint.Tests.Policy.Files;

/// <summary>What a pattern of a policy file matches.</summary>
public sealed class GlobTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "A", true)]
    [InlineData("a", "ab", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "a/b", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abbcd", false)]
    [InlineData("*b*", "abc", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("?", "", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("[ab]", "a", false)]
    [InlineData("*.prod.*", "db.prod.example.com", true)]
    public void A_pattern_matches(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Glob.Matches(pattern, text, ignoreCase: true));

    [Fact]
    public void Case_counts_where_it_should() => Assert.False(Glob.Matches("a", "A", ignoreCase: false));

    [Fact]
    public void Many_stars_do_not_explode() =>
        Assert.False(Glob.Matches(
            string.Concat(Enumerable.Repeat("*a", 500)) + "b", new string('a', 100_000), ignoreCase: true));
}

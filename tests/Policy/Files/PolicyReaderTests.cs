using System.Text;
using Holdpoint.Policy;
using Holdpoint.Policy.Files;

namespace Holdpoint.Tests.Policy.Files;

/// <summary>Every mistake in a policy file is told with its line and column.</summary>
public sealed class PolicyReaderTests
{
    [Theory]
    [InlineData("version: 1\nruels:\n", "x.yaml:2:1: unknown key \"ruels\"; did you mean \"rules\"")]
    [InlineData("rules:\n  weaken: deny\n", "x.yaml:1:1: \"version: 1\" is missing")]
    [InlineData("version: 2\n", "x.yaml:1:10: this holdpoint reads version 1 of the format; write \"version: 1\"")]
    [InlineData(
        "version: 1\nversion: 1\n",
        "x.yaml:2:1: \"version\" stands here a second time; the first is on line 1")]
    [InlineData("- a\n", "x.yaml:1:1: a policy file is a mapping (\"key: value\" lines), not a list")]
    [InlineData("hello\n", "x.yaml:1:1: a policy file is a mapping (\"key: value\" lines), not a word")]
    [InlineData(
        "version: 1\nrules:\n  weaken: maybe\n",
        "x.yaml:3:11: unknown answer \"maybe\"; known are allow, ask, deny")]
    [InlineData(
        "version: 1\nrules:\n  weaken: denny\n",
        "x.yaml:3:11: unknown answer \"denny\"; did you mean \"deny\"")]
    [InlineData(
        "version: 1\nrules:\n  weakn: deny\n", "x.yaml:3:3: unknown rule \"weakn\"; did you mean \"weaken\"")]
    [InlineData(
        "version: 1\nrules:\n  weaken: {prod: deny}\n",
        "x.yaml:3:12: unknown environment \"prod\"; known are development, staging, unknown, production")]
    [InlineData(
        "version: 1\nrules:\n  weaken:\n    staging: [deny]\n",
        "x.yaml:4:14: one of allow, ask, deny is wanted here")]
    [InlineData(
        "version: 1\nrules:\n  forbidden: ask\n",
        "x.yaml:3:3: the rule \"forbidden\" cannot be changed: it denies everywhere")]
    [InlineData(
        "version: 1\nenvironments:\n  live: {hosts: a}\n",
        "x.yaml:3:3: unknown environment \"live\"; known are production, staging, development")]
    [InlineData(
        "version: 1\nenvironments:\n  staging:\n    host: a\n",
        "x.yaml:4:5: unknown matcher \"host\"; did you mean \"hosts\"")]
    [InlineData(
        "version: 1\nenvironments:\n  staging:\n    hosts: {a: b}\n",
        "x.yaml:4:12: \"hosts\" is a pattern or a list of patterns")]
    [InlineData(
        "version: 1\nenvironments:\n  staging:\n    hosts: ['']\n",
        "x.yaml:4:13: a pattern under \"hosts\" has 1 to 1024 characters")]
    [InlineData(
        "version: 1\nenvironments:\n  staging:\n    tags: prod\n",
        "x.yaml:4:11: a tag is written key=value, such as Environment=prod")]
    [InlineData(
        "version: 1\nenvironments:\n  staging:\n    paths: infra\n",
        "x.yaml:4:12: \"infra\" is relative to nothing here; begin it with /, ~/ or *")]
    [InlineData(
        "version: 1\nthresholds:\n  measure-seconds: 0\n",
        "x.yaml:3:20: \"measure-seconds\" is a whole number from 1 to 60")]
    [InlineData(
        "version: 1\nthresholds:\n  measure-seconds: 1e1\n",
        "x.yaml:3:20: \"measure-seconds\" is a whole number from 1 to 60")]
    [InlineData(
        "version: 1\nthresholds:\n  seconds: 1\n",
        "x.yaml:3:3: unknown threshold \"seconds\"; known are measure-seconds, measure-megabytes")]
    [InlineData("version: 1\nrules:\n\tweaken: deny\n", "x.yaml:3:1: the line begins with a tab; indent with spaces")]
    [InlineData(
        "version: 1\nrules: &a {weaken: deny}\n",
        "x.yaml:2:8: anchors and aliases are not read here; write the value out")]
    [InlineData("version: 1\nrules: !x {weaken: deny}\n", "x.yaml:2:8: tags (!…) are not read here")]
    [InlineData("version: 1\n---\nversion: 1\n", "x.yaml:2:1: a second document; a policy is one document")]
    public void A_mistake_is_told_with_its_place(string text, string problem) =>
        Assert.Equal([problem], PolicyValidator.Validate(text, "x.yaml").Select(p => p.ToString()));

    [Theory]
    [InlineData("version: 1\napprovals: {prod: 2}\n",
        "x.yaml:2:13: unknown environment or rule \"prod\"")]
    [InlineData("version: 1\napprovals: {production: 0}\n",
        "x.yaml:2:25: \"production\" is a number of approvers from 1 to 5")]
    [InlineData("version: 1\napprovals: {production: '2'}\n",
        "x.yaml:2:25: \"production\" is a number of approvers from 1 to 5")]
    [InlineData("version: 1\napprovals: {forbidden: 2}\n", "x.yaml:2:13: unknown environment or rule \"forbidden\"")]
    [InlineData("version: 1\napprovals: {not-by-starter: 1}\n", "x.yaml:2:29: \"not-by-starter\" is true or false")]
    [InlineData("version: 1\napprovals: 2\n",
        "x.yaml:2:12: \"approvals\" is a mapping (\"key: value\" lines), not a word")]
    public void A_mistake_about_approvals_is_told_with_its_place(string text, string problem) => Assert.StartsWith(
        problem, Assert.Single(PolicyValidator.Validate(text, "x.yaml")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("version: 1\nrules: {weaken: deny\n")]
    [InlineData("version: 1\n  rules: x\n")]
    [InlineData("a: b: c\n")]
    [InlineData("\"open\n")]
    [InlineData("version: 1\nrules: *missing\n")]
    [InlineData("%YAML 9.9\n---\nversion: 1\n")]
    public void What_is_no_yaml_is_told_with_a_place(string text)
    {
        PolicyProblem problem = Assert.Single(PolicyValidator.Validate(text, "x.yaml"));
        Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.ToString());
        Assert.DoesNotContain('\n', problem.Message);
        Assert.DoesNotContain("Exception", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_not_the_first_alone() => Assert.Equal(
        3, PolicyValidator.Validate("version: 3\nruels:\nrules:\n  weakn: deny\n", "x.yaml").Length);

    [Fact]
    public void Depth_and_number_are_bounded()
    {
        string deep = "version: 1\nrules: " + new string('[', 5000) + new string(']', 5000);
        Assert.Contains("nested deeper", Only(deep), StringComparison.Ordinal);
        string wide = "version: 1\ntrust: [" + string.Concat(Enumerable.Repeat("/,", 60_000)) + "]";
        Assert.Contains("more than", Only(wide), StringComparison.Ordinal);
    }

    private static string Only(string text) => Assert.Single(PolicyValidator.Validate(text, "x.yaml")).Message;

    [Fact]
    public void An_alias_bomb_ends_at_its_first_anchor()
    {
        string bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
        Assert.Equal(1, Assert.Single(PolicyValidator.Validate(bomb, "x.yaml")).Line);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_with_their_place()
    {
        byte[] bytes = [.. "version: 1\n# caf"u8, 0xE9, .. "\n"u8];
        Assert.Equal(
            "x.yaml:2:6: is no UTF-8 text", Assert.Single(PolicyValidator.Validate(bytes, "x.yaml")).ToString());
        Assert.Empty(PolicyValidator.Validate("\uFEFFversion: 1\n"u8, "x.yaml"));
    }

    [Fact]
    public void A_file_beyond_the_bound_is_not_parsed() => Assert.Contains(
        "larger than",
        Assert.Single(PolicyValidator.Validate(new byte[PolicyLoader.MaxBytes + 1], "x.yaml")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("version: 1\n")]
    [InlineData("version: '1'\nrules:\nenvironments:\nthresholds:\ntrust:\napprovals:\n")]
    [InlineData("version: 1\nenvironments:\n  production:\n    accounts: 012345678901\n")]
    public void What_says_nothing_is_no_mistake(string text) => Assert.Empty(PolicyValidator.Validate(text, "x.yaml"));

    [Fact]
    public void Reading_returns_on_every_prefix_and_every_damaged_byte_of_an_example()
    {
        byte[] example = Encoding.UTF8.GetBytes(PolicyDocsTests.Examples().First().Text);
        for (int i = 0; i < example.Length; i++)
        {
            PolicyValidator.Validate(example.AsSpan(0, i), "x.yaml");
            byte[] damaged = [.. example];
            damaged[i] = (byte)"\t{[&*!:-\0\"'|>%@\u007f"[i % 16];
            PolicyValidator.Validate(damaged, "x.yaml");
        }
    }
}

using System.Text.Json;
using Holdpoint.Policy;
using Holdpoint.Policy.Files;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Policy.Files;

/// <summary>The pages about policy files are true.</summary>
public sealed class PolicyDocsTests
{
    [Fact]
    public void The_schema_is_printed_from_the_keys()
    {
        Printed.Equal("docs/formats/policy.schema.json", PolicySchema.Print());
        using JsonDocument schema = JsonDocument.Parse(PolicySchema.Print());
        Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void The_examples_of_the_page_are_read_without_a_problem()
    {
        Assert.True(Examples().Count() >= 3);
        Assert.All(Examples(), e => Assert.Empty(PolicyValidator.Validate(e.Text, e.Name).Select(p => p.ToString())));
    }

    [Fact]
    public void The_page_names_every_key()
    {
        string page = File.ReadAllText(Page);
        IEnumerable<string> keys =
        [
            .. PolicyKeys.Root.Select(k => k.Key),
            .. PolicyKeys.Matchers.Select(k => k.Key),
            .. PolicyKeys.Bounds.Select(k => k.Key),
        ];
        Assert.All(keys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    /// <summary>The fenced YAML of the page; its first line names the file that it would be.</summary>
    internal static IEnumerable<(string Name, string Text)> Examples() =>
        File.ReadAllText(Page).Split("```yaml\n").Skip(1)
            .Select(part => part.Split("```")[0])
            .Select(text => (text.Split('\n')[0].TrimStart('#', ' '), text));

    private static string Page => Path.Join(Repository.Root, "docs/formats/policy.md");
}

using System.Text.RegularExpressions;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Tidy;

/// <summary>What the documents point at exists, and decisions are numbered without a gap.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        List<string> dead = [];
        foreach (string page in Pages())
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
            {
                string to = link.Groups["to"].Value.Split('#')[0];
                if (to.Length > 0 && !to.Contains("://", StringComparison.Ordinal)
                    && !Path.Exists(Path.Join(Path.GetDirectoryName(page), to)))
                {
                    dead.Add($"{Path.GetRelativePath(Repository.Root, page)} → {to}");
                }
            }
        }

        Assert.True(dead.Count == 0, string.Join('\n', dead));
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        List<string> names = [.. Directory.EnumerateFiles(Path.Join(Repository.Root, "docs/decisions"), "*.md")
            .Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(names);
        Assert.Equal(Enumerable.Range(1, names.Count).Select(n => n.ToString("0000")), names.Select(n => n[..4]));
    }

    private static IEnumerable<string> Pages() =>
        new[] { "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md" }
        .Select(p => Path.Join(Repository.Root, p))
        .Concat(Directory.EnumerateFiles(Path.Join(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}

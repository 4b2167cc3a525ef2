using System.Reflection;
using Holdpoint.Tests.Cases;
using Holdpoint.Tools;

namespace Holdpoint.Tests.Tidy;

/// <summary>What is listed by hand is complete, and what is printed from code is fresh.</summary>
public sealed class ListTests
{
    [Fact]
    public void Every_tool_has_its_line_in_the_catalogue()
    {
        IEnumerable<string> classes = typeof(Tool).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Tool)) && !t.IsAbstract)
            .Select(t => t.Name).Order();
        Assert.Equal(classes, Catalog.Tools.Select(t => t.GetType().Name).Order());
    }

    [Fact]
    public void Every_tool_has_its_own_folder_a_title_documentation_and_a_case_file()
    {
        Assert.NotEmpty(Catalog.Tools);
        foreach (Tool tool in Catalog.Tools)
        {
            string folder = tool.GetType().Namespace?["Holdpoint.Tools.".Length..].Replace('.', '/') ?? "";
            Assert.False(string.IsNullOrWhiteSpace(tool.Title), tool.Id);
            Assert.True(tool.Documentation.Length > 100,
                $"{tool.Id} documents itself in {tool.Documentation.Length} characters");
            string cases = Path.Join(Repository.Root, "tests/Tools", folder);
            Assert.True(
                Directory.Exists(cases)
                && Directory.EnumerateFiles(cases, "*.cases", SearchOption.AllDirectories).Any(),
                $"no case file under {cases}");
        }

        Assert.Equal(Catalog.Tools.Length, Catalog.Tools.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>docs/tools.md is printed from the tools; HOLDPOINT_ACCEPT=1 writes it anew.</summary>
    [Fact]
    public void The_page_of_tools_is_printed_from_the_tools()
    {
        string page = "# Tools\n\nPrinted from the tools themselves; `./do cases --accept` writes it anew.\n\n"
            + string.Concat(
            Catalog.Tools.Select(t => $"## {t.Title} (`{t.Id}`)\n\n{t.Documentation.Trim()}\n\n"));
        page = page.TrimEnd() + "\n";
        string path = Path.Join(Repository.Root, "docs/tools.md");
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }
}

using System.Text.RegularExpressions;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Walks;

/// <summary>One folder holds one command and what every stage made of it; ARCHITECTURE.md shows one of them.</summary>
public sealed partial class WalkTests
{
    private const string Tour = "terraform-destroy";

    private static string Folder => Path.Join(Repository.Root, "tests/Walks");

    public static TheoryData<string> All() =>
        [.. Directory.GetFiles(Folder, "command", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f) ?? "")).Order(StringComparer.Ordinal)];

    /// <summary>HOLDPOINT_ACCEPT=1 (./do cases --accept) writes the stages anew.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_walk_shows_what_every_stage_made_of_its_command(string name)
    {
        string stages = Walk(Path.Join(Folder, name));
        string path = Path.Join(Folder, name, "stages.txt");
        if (CaseFile.Accepts(path))
        {
            File.WriteAllText(path, stages);
        }

        Assert.Equal(File.ReadAllText(path), stages);
    }

    [Fact]
    public void The_tour_of_the_architecture_page_is_a_walk()
    {
        string page = Path.Join(Repository.Root, "ARCHITECTURE.md");
        string walk = $"```\n{File.ReadAllText(Path.Join(Folder, Tour, "stages.txt"))}```\n";
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            string text = Block().Replace(File.ReadAllText(page), _ => $"<!-- walk -->\n{walk}<!-- end of walk -->");
            File.WriteAllText(page, text);
        }

        Assert.Contains(walk, File.ReadAllText(page), StringComparison.Ordinal);
    }

    private static string Walk(string path)
    {
        using var folder = new CaseFolder();
        folder.Bash(File.ReadAllText(Path.Join(path, "setup.sh")));
        var pipeline = new Pipeline(new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        Judgement judgement = pipeline.Run(
            new Holdpoint.Action.ShellCommand(File.ReadAllText(Path.Join(path, "command")), folder.Work));
        return StagesText.Of(judgement, folder);
    }

    [GeneratedRegex("<!-- walk -->.*<!-- end of walk -->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}

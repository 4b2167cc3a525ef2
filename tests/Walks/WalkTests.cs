using System.Text.RegularExpressions;
using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Walks;

/// <summary>One folder holds one command and what every stage made of it; ARCHITECTURE.md shows one of them.</summary>
public sealed partial class WalkTests
{
    /// <summary>Never wrapped: where a line breaks would depend on how long this machine's paths are.</summary>
    private const int Width = 10_000;

    private const string Tour = "terraform-destroy";

    private static string Folder => Path.Join(Repository.Root, "tests/Walks");

    public static TheoryData<string> All() =>
        [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    /// <summary>HOLDPOINT_ACCEPT=1 (./do cases --accept) writes the stages anew.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_walk_shows_what_every_stage_made_of_its_command(string name)
    {
        string stages = Walk(Path.Join(Folder, name));
        string path = Path.Join(Folder, name, "stages.txt");
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
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
        var page = new TerminalPage(Width, colour: false);
        StagesPage.Write(page, judgement);
        return Passing().Replace(folder.Anonymous(page.ToString()), "…");
    }

    /// <summary>What differs from run to run: digests, and times of judging.</summary>
    [GeneratedRegex(
        @"(?<=sha256:)[0-9a-f]{64}|\b[0-9]+(\.[0-9]+)? (µs|ms)\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passing();

    [GeneratedRegex("<!-- walk -->.*<!-- end of walk -->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}

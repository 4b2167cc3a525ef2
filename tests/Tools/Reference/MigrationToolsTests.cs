using Holdpoint.Environments;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Reference;

/// <summary>Schema tools and database programs with the place in which each finds its target: what destroys is stopped,
/// and the verdict names the database.</summary>
/// <remarks><c>migrations.scenes</c> tells its own format.</remarks>
public sealed class MigrationToolsTests
{
    private const string Production = "shop-prod.example.com";
    private const string Development = "localhost";

    /// <summary>Rows of the reference's table.</summary>
    private const int Rows = 228;

    private static string File => Path.Join(Repository.Root, "tests/Tools/Reference/migrations.scenes");

    public static TheoryData<string> Titles() =>
    [
        .. System.IO.File.ReadLines(File).Where(l => l.StartsWith("== ", StringComparison.Ordinal)).Select(l => l[3..]),
    ];

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_tool_is_judged_by_the_database_that_it_would_reach(string title)
    {
        string[] block = Block(title);
        string? named = block.FirstOrDefault(l => l.StartsWith("names ", StringComparison.Ordinal))?[6..];
        foreach (string host in (string[])[Production, Development])
        {
            PaperWorld world = Scene(block, host);
            Assert.All(block.Where(l => l.StartsWith("stop ", StringComparison.Ordinal)), line =>
            {
                Judgement judged = Judge(world, line, host);
                if (named is not null)
                {
                    Assert.NotEqual(Decision.Allow, judged.Verdict.Decision);
                    Assert.Contains(judged.Radius.Measurements, m => Told(m).Contains(named, StringComparison.Ordinal));
                }
                else if (host is Production)
                {
                    Assert.NotEqual(Decision.Allow, judged.Verdict.Decision);
                    Assert.Contains(judged.Radius.Measurements, m => Told(m).Contains(host, StringComparison.Ordinal));
                    Assert.Contains(
                        judged.Verdict.Reasons, r => r.Placement.Environment is EnvironmentKind.Production);
                }
                else
                {
                    Assert.All(judged.Verdict.Reasons.Where(r => r.Measurement.Effect.Kind is not EffectKind.Read),
                        r => Assert.Equal(EnvironmentKind.Development, r.Placement.Environment));
                }
            });
            Assert.All(block.Where(l => l.StartsWith("pass ", StringComparison.Ordinal)),
                line => Assert.Equal(Decision.Allow, Judge(world, line, host).Verdict.Decision));
        }
    }

    [Fact]
    public void Every_row_of_the_reference_is_in_a_scene()
    {
        HashSet<int> told = [.. System.IO.File.ReadLines(File)
            .Where(l => l.StartsWith("rows ", StringComparison.Ordinal))
            .SelectMany(l => l[5..].Split(',', StringSplitOptions.TrimEntries)).SelectMany(Range)];
        Assert.Equal(Enumerable.Range(0, Rows), told.Order());
        if (Repository.Shared is { } shared)
        {
            string csv = System.IO.File.ReadAllText(Path.Join(shared, "reference/databases/migration_tools.csv"));
            Assert.Equal(Rows, TableWriter.Rows(csv).Skip(1).Count());
        }
    }

    private static IEnumerable<int> Range(string text)
    {
        int[] ends = [.. text.Split('-').Select(int.Parse)];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }

    private static string[] Block(string title) =>
        [.. System.IO.File.ReadLines(File).SkipWhile(l => l != "== " + title).Skip(1)
            .TakeWhile(l => !l.StartsWith("== ", StringComparison.Ordinal))];

    private static PaperWorld Scene(string[] block, string host)
    {
        var world = new PaperWorld();
        for (int i = 0; i < block.Length; i++)
        {
            if (block[i].StartsWith("file ", StringComparison.Ordinal))
            {
                world.With("/work/shop/" + block[i][5..], string.Concat(block.Skip(i + 1)
                    .TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal))
                    .Select(l => l[2..].Replace("{host}", host, StringComparison.Ordinal) + "\n")));
            }
        }

        return world;
    }

    private static Judgement Judge(PaperWorld world, string line, string host)
    {
        var pipeline = new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        string command = line[5..].Replace("{host}", host, StringComparison.Ordinal);
        return pipeline.Run(new Holdpoint.Action.ShellCommand(command, "/work/shop"));
    }

    private static string Told(Measurement measured) =>
        measured.Effect.Target.Place + " " + measured.Effect.Resource.Name;
}

using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Reference;

/// <summary>Commands whose danger is in a parameter, a payload or a side effect: those of a table of the reference,
/// made concrete.</summary>
/// <remarks>
/// <c>tricky.tsv</c> has four columns: the verdict where nothing tells the environment; the gravest effect with its way
/// back; the row of the table; the command. HOLDPOINT_ACCEPT=tricky writes the first two anew. A line that is allowed
/// changes something that can be put back, makes something, or reads.
/// </remarks>
public sealed class TrickyCommandsTests
{
    private static readonly Pipeline Pipeline =
        new(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));

    private static string Table => Path.Join(Repository.Root, "tests/Tools/Reference/tricky.tsv");

    [Fact]
    public void Every_line_is_judged_as_the_table_says()
    {
        string[] judged = [.. File.ReadLines(Table).Select(Judged)];
        if (CaseFile.Accepts(Table))
        {
            File.WriteAllLines(Table, judged);
        }

        Assert.Equal(File.ReadLines(Table), judged);
    }

    /// <summary>Nothing that destroys for good, weakens or exposes is let through where nothing tells the environment;
    /// containers of this machine are development.</summary>
    [Fact]
    public void What_is_allowed_can_be_put_back() => Assert.All(
        File.ReadLines(Table).Where(l => l.StartsWith("allow\t", StringComparison.Ordinal)
            && !l.Contains("\tdocker ", StringComparison.Ordinal)),
        l => Assert.Contains(l.Split('\t')[1],
            (string[])["none", "read trivial", "create trivial", "modify trivial", "modify from-source",
                "destroy from-source"]));

    [Fact]
    public void Every_row_of_the_reference_has_a_command()
    {
        if (Repository.Shared is not { } shared)
        {
            return;
        }

        HashSet<string> rows = [.. File.ReadLines(Table).Select(l => Unquoted(l.Split('\t')[2]))];
        Assert.All(TableWriter.Rows(File.ReadAllText(Path.Join(shared, "reference/cloud/tricky.csv"))).Skip(1),
            r => Assert.Contains(Unquoted(r[1]), rows));
    }

    private static string Unquoted(string text) => text.Replace("\"", "", StringComparison.Ordinal);

    private static string Judged(string line)
    {
        string[] cells = line.Split('\t');
        Judgement judged = Pipeline.Run(new Holdpoint.Action.ShellCommand(cells[3], "/work/project"));
        Effect? gravest = judged.Verdict.Reasons.FirstOrDefault()?.Measurement.Effect;
        string effect = gravest is null ? "none"
            : $"{gravest.Kind.ToString().ToLowerInvariant()} {gravest.Recovery.Word}";
        return $"{judged.Verdict.Decision.ToString().ToLowerInvariant()}\t{effect}\t{cells[2]}\t{cells[3]}";
    }
}

using System.Globalization;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>A fuzz target: deterministic mutations of the cases and the corpus. HOLDPOINT_FUZZ_RUNS says how
/// many.</summary>
public sealed class MutationFuzz
{
    private const int DefaultRuns = 20_000;

    private static readonly string[] Dictionary =
    [
        "'", "\"", "`", "\\", "\\\n", "\n", " ", "\t", ";", "&", "|", "(", ")", "{ ", "; }", "$(", "$((", "))", "${",
        "}", "${x:-", "${#", "${!", "[[ ",
        " ]]", "<<E\n", "\nE\n", "<<-E\n\t", "<(", ">&", "2>", "&>", "a=(", "a[", "]=", "if ", " then ", " fi",
        "case x in ", ") ", ";;", " esac", "for ",
        "((", "do ", " done", "f() ", "#", "$'", "\\x", "\\u", "$\"", "\0", "\ud83d", "é", "=~ ", "@(", "!", "time ",
        "coproc ", "\r", "~", "*", "{a,b}",
    ];

    [Fact]
    public void No_mutation_breaks_what_must_hold()
    {
        string? given = Environment.GetEnvironmentVariable("HOLDPOINT_FUZZ_RUNS");
        int runs = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            ? asked
            : DefaultRuns;
        string[] seeds =
            [.. SyntaxCasesTests.Files().SelectMany(CaseFile.Read).Select(SyntaxCasesTests.Text),
            .. CorpusTests.Commands()];

        // A larger campaign goes other ways than the smaller ones did.
        var random = new Random(runs);
        List<string> faults = [];
        for (int i = 0; i < runs && faults.Count < 10; i++)
        {
            if (Coverage.Fault(Mutated(random, seeds)) is { } fault)
            {
                faults.Add(fault);
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("$(", ")")]
    [InlineData("$((", "))")]
    [InlineData("$((", ") )")]
    [InlineData("((", ") )")]
    [InlineData("${x:-", "}")]
    [InlineData("\"${x:-", "}\"")]
    [InlineData("\"$(", ")\"")]
    [InlineData("{ ", "; }")]
    [InlineData("if ", "; then a; fi")]
    [InlineData("a && ", "")]
    [InlineData("! ", "")]
    [InlineData("[[ ! ", "")]
    [InlineData("[[ ( ", ") ")]
    [InlineData("a=(", ")")]
    [InlineData("f() ", "")]
    [InlineData("a | ", "")]
    [InlineData("cat <<E ", "\nE")]
    [InlineData("`", "")]
    [InlineData("<(", ")")]
    [InlineData("case x in a) ", ";; esac")]
    [InlineData("$(cat <<-E\n\t", "\nE\n)")]
    [InlineData("$(( $(cat <<-E\n\t", "\nE\n) ) )")]
    public void Deep_nesting_has_an_answer(string open, string close)
    {
        foreach (int depth in new[] { 10, 90, 110, 1000, 20_000 })
        {
            Assert.Null(Coverage.Fault(string.Concat(Enumerable.Repeat(open, depth)) + "x"
                + string.Concat(Enumerable.Repeat(close, depth))));
            Assert.Null(Coverage.Fault(string.Concat(Enumerable.Repeat(open, depth))));
        }
    }

    private static string Mutated(Random random, string[] seeds)
    {
        string text = seeds[random.Next(seeds.Length)];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(9));
            string other = seeds[random.Next(seeds.Length)];
            int from = random.Next(other.Length + 1);
            text = random.Next(5) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + other[from..Math.Min(other.Length, from + random.Next(20))] + text[at..],
                2 => text[..end] + text[at..],
                _ => text[..at] + Dictionary[random.Next(Dictionary.Length)] + text[(random.Next(2) == 0 ? at : end)..],
            };
        }

        return text;
    }
}

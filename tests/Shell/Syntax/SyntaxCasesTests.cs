using Holdpoint.Shell.Syntax;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>
/// Every <c>.cases</c> file beside this one: a text and its tree, or <c>unreadable POSITION why</c>. Where bash -n or
/// dash -n
/// see it otherwise the case ends with <c>bash accepts</c>, <c>bash refuses</c>, <c>dash accepts</c> or <c>dash
/// refuses</c>.
/// </summary>
public sealed class SyntaxCasesTests
{
    public static TheoryData<string, string> All() => CaseFile.Titles(Files());

    [Theory]
    [MemberData(nameof(All))]
    public void A_text_reads_as_its_case_says(string file, string title)
    {
        Case c = CaseFile.Read(Path.Join(Repository.Root, file)).Single(x => x.Title == title);
        Assert.Equal(string.Join('\n', c.Expected.Split('\n').Where(l => !IsShellLine(l))),
            TreePrint.Of(ShellParser.Parse(Text(c))));
    }

    [Fact]
    public void Real_shells_agree_with_each_case_or_the_case_says_so()
    {
        List<Case> cases = [.. Files().SelectMany(CaseFile.Read)];
        Dictionary<Case, List<string>> lines = Differences(cases);
        Assert.NotEmpty(cases);
        string[] undeclared =
        [
            .. cases
                .Where(c => !lines[c].SequenceEqual(c.Expected.Split('\n').Where(IsShellLine)))
                .Select(c => $"{Path.GetFileName(c.File)}:{c.Line} {c.Title}: "
                    + string.Join(", ", lines[c].DefaultIfEmpty("they agree"))),
        ];
        Assert.Empty(undeclared);
    }

    [Fact]
    public void Ok_files_hold_what_parses_and_refused_files_what_does_not()
    {
        foreach (Case c in Files().SelectMany(CaseFile.Read))
        {
            bool refused = Path.GetFileName(c.File).StartsWith("refused", StringComparison.Ordinal);
            Assert.True(
                ShellParser.Parse(Text(c)) is ParseAnswer.Unreadable == refused, $"{c.File}:{c.Line} {c.Title}");
        }
    }

    /// <summary>With HOLDPOINT_ACCEPT=1 expectations are rewritten; the diff is reviewed like code.</summary>
    [Fact]
    public void Accepting_rewrites_the_expectations()
    {
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            foreach (string file in Files())
            {
                Dictionary<string, List<string>> lines = Differences([.. CaseFile.Read(file)])
                    .ToDictionary(p => p.Key.Title, p => p.Value, StringComparer.Ordinal);
                File.WriteAllText(file, CaseFile.Rewrite(file, c => string.Join(
                    '\n', lines[c.Title].Prepend(TreePrint.Of(ShellParser.Parse(Text(c)))))));
            }
        }

        Assert.NotEmpty(Files());
    }

    /// <summary>Case files hold lines of text: a carriage return and a NUL are written as their pictures.</summary>
    internal static string Text(Case c) => c.Command.Replace('␍', '\r').Replace('␀', '\0');

    internal static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/Shell/Syntax"), "*.cases")
        .Order(StringComparer.Ordinal);

    private static Dictionary<Case, List<string>> Differences(List<Case> cases)
    {
        string[] texts = [.. cases.Select(Text)];
        bool[] bash = RealShells.Accept("bash", texts);
        bool[] dash = RealShells.Accept("dash", texts);
        var lines = new Dictionary<Case, List<string>>();
        for (int i = 0; i < texts.Length; i++)
        {
            bool ours = ShellParser.Parse(texts[i]) is ParseAnswer.Parsed;
            lines[cases[i]] = [];
            AddDifference(lines[cases[i]], "bash", bash[i], ours);
            AddDifference(lines[cases[i]], "dash", dash[i], ours);
        }

        return lines;
    }

    private static void AddDifference(List<string> lines, string shell, bool accepts, bool ours)
    {
        if (accepts != ours)
        {
            lines.Add($"{shell} {(accepts ? "accepts" : "refuses")}");
        }
    }

    private static bool IsShellLine(string line) =>
        line is "bash accepts" or "bash refuses" or "dash accepts" or "dash refuses";
}

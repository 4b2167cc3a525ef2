using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell;

/// <summary>Every <c>.cases</c> file of this folder as tests, one a case: what a shell text would run.</summary>
/// <remarks>
/// Printed for each invocation: <c>run NAME</c> with its arguments (each in brackets, unknown pieces as
/// <c>‹source›</c>, those that may
/// split as <c>‹source…›</c>, globs as <c>*</c> marked <c>⁅*⁆</c>), then what differs from the plain case: <c>in</c> a
/// directory,
/// <c>from</c> an input, <c>env</c>, <c>through</c> wrappers, <c>opens</c> files. Then <c>opaque KIND why</c>.
/// </remarks>
public sealed class ReadingCasesTests
{
    private static readonly ShellContext Context = new(
        "/work/app",
        new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = "/home/me",
        ["PWD"] = "/work/app",
        ["USER"] = "me",
    }.ToImmutableDictionary());

    public static TheoryData<string, string> All() => CaseFile.Titles(Files());

    [Theory]
    [MemberData(nameof(All))]
    public void A_text_runs_what_its_case_says(string file, string title)
    {
        Case c = CaseFile.Read(Path.Join(Repository.Root, file)).Single(x => x.Title == title);
        Assert.Equal(c.Expected, Print(c));
    }

    [Fact]
    public void Accepting_rewrites_the_expectations()
    {
        foreach (string file in Files().Where(CaseFile.Accepts))
        {
            File.WriteAllText(file, CaseFile.Rewrite(file, Print));
        }

        Assert.NotEmpty(Files());
    }

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Path.Join(Repository.Root, "tests/Shell"), "*.cases", SearchOption.TopDirectoryOnly)
            .Order(StringComparer.Ordinal);

    private static string Print(Case c) =>
        ReadingPrinter.Print(ShellReader.Read(c.Command, Context), Context.Directory);
}

/// <summary>Prints a reading as the cases show it.</summary>
internal static class ReadingPrinter
{
    public static string Print(Reading reading, string directory)
    {
        List<string> lines = [];
        foreach (Invocation i in reading.Invocations)
        {
            lines.Add(Line($"run {i.Name switch { null => "?" + Show(i.Program), "" => "(nothing)", var name => name }}"
                + string.Concat(i.Arguments.Select(a => $" [{Show(a)}]"))));
            if (Show(i.Directory) != directory)
            {
                lines.Add(Line("  in " + Show(i.Directory)));
            }

            if (Input(i.Input) is { } input)
            {
                lines.Add(Line("  from " + input));
            }

            lines.AddRange(i.Environment.OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => Line($"  env {e.Key}" + (e.Value is null ? " unset" : "=" + Show(e.Value)))));
            if (i.CleanEnvironment)
            {
                lines.Add("  env nothing else");
            }

            if (!i.Wrappers.IsEmpty)
            {
                lines.Add(Line("  through " + string.Join(' ', i.Wrappers)));
            }

            lines.AddRange(i.Files.Select(f => Line($"  opens {f.Kind.ToString().ToLowerInvariant()} {Show(f.Path)}")));
        }

        lines.AddRange(reading.Opaque.Select(o => Line($"opaque {o.Kind.ToString().ToLowerInvariant()} {o.Why}")));
        return lines.Count == 0 ? "nothing" : string.Join('\n', lines);
    }

    private static string? Input(Input input) => input switch
    {
        Holdpoint.Shell.Input.Given(var text) => $"text [{Show(text)}]",
        Holdpoint.Shell.Input.FromFile(var path) => $"file {Show(path)}",
        Holdpoint.Shell.Input.Piped(var producer) => $"pipe {producer.Shown}",
        _ => null,
    };

    private static string Line(string text) =>
        text.Replace("\n", "⏎", StringComparison.Ordinal).Replace("\0", "␀", StringComparison.Ordinal).TrimEnd();

    private static string Show(Word word) => string.Concat(word.Pieces.Select(p => p.Kind switch
    {
        PieceKind.Unknown => $"‹{p.Value}{(p.Splits ? "…" : "")}›",
        PieceKind.Glob => $"⁅{p.Value}⁆",
        _ => p.Value,
    }));
}

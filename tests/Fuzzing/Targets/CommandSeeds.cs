using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Shell.Syntax;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Commands and texts that the tests have anyway: the cases, and the corpora where they are.</summary>
internal static class CommandSeeds
{
    private static string[]? _all;

    /// <summary>All commands of the case files, and of the corpus.</summary>
    public static IReadOnlyList<string> All => _all ??=
    [
        .. Cases("tests").Select(c => c.File.Contains("/Shell/Syntax/", StringComparison.Ordinal)
            ? SyntaxCasesTests.Text(c) : c.Command).Concat(CorpusTests.Commands())
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The cases below a folder of the project, in a fixed order.</summary>
    public static IEnumerable<Case> Cases(string folder) =>
        Directory.EnumerateFiles(Path.Join(Repository.Root, folder), "*.cases", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).SelectMany(CaseFile.Read);
}

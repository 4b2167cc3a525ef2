using System.Collections.Immutable;
using Holdpoint.Tests.Cases;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Holdpoint.Tests.Tidy;

/// <summary>Our own handwritten C#, parsed once for all tidy tests.</summary>
internal static class Sources
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly Lazy<ImmutableArray<Source>> Files = new(() =>
        [.. new[] { "src", "tests", "bench" }.SelectMany(Under)]);

    /// <summary>Every handwritten file of the project.</summary>
    public static ImmutableArray<Source> All => Files.Value;

    /// <summary>What ships.</summary>
    public static IEnumerable<Source> Shipped => All.Where(s => s.Name.StartsWith("src/", StringComparison.Ordinal));

    private static IEnumerable<Source> Under(string folder) => Directory
        .EnumerateFiles(Path.Join(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
            && !f.Contains("/node_modules/", StringComparison.Ordinal))
        .Where(f => !f.EndsWith(".Generated.cs", StringComparison.Ordinal))
        .Select(f => new Source(
            Path.GetRelativePath(Repository.Root, f),
            File.ReadAllLines(f),
            CSharpSyntaxTree.ParseText(File.ReadAllText(f), Options).GetRoot()));
}

/// <summary>One file.</summary>
/// <param name="Name">Relative to the project's root.</param>
internal sealed record Source(string Name, string[] Lines, SyntaxNode Tree)
{
    public string Place(SyntaxNode node) => $"{Name}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

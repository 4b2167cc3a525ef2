using System.Text.RegularExpressions;
using Holdpoint.Tests.Cases;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Holdpoint.Tests.Tidy;

/// <summary>The style rules that no analyzer checks.</summary>
public sealed partial class StyleTests
{
    private const int MaxLine = 120;
    private const int MaxFile = 400;
    private const int MaxFunction = 70;

    private static readonly string[] BannedEndings =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Common", "Base", "Impl"];

    [Fact]
    public void Lines_end_at_column_120() => Nothing(
        Sources.All.SelectMany(s => s.Lines.Select((line, i) => (line, at: $"{s.Name}:{i + 1}")))
            .Where(l => l.line.Length > MaxLine)
            .Select(l => $"{l.at} has {l.line.Length} columns"));

    [Fact]
    public void Files_and_functions_are_short_or_have_a_reason_in_tidy_allow()
    {
        HashSet<string> found = [];
        foreach (Source s in Sources.All)
        {
            if (s.Lines.Length > MaxFile)
            {
                found.Add(s.Name);
            }

            foreach (SyntaxNode function in s.Tree.DescendantNodes()
                .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
                or AccessorDeclarationSyntax))
            {
                FileLinePositionSpan span = function.GetLocation().GetLineSpan();
                if (span.EndLinePosition.Line - span.StartLinePosition.Line + 1 > MaxFunction)
                {
                    found.Add($"{s.Name} {Name(function)}");
                }
            }
        }

        HashSet<string> allowed = [.. Allowed()];
        Nothing(found.Except(allowed)
            .Select(f => $"{f} is too long: shorten it, or add it to tests/Tidy/tidy.allow with the reason"));
        Nothing(allowed.Except(found).Select(a => $"tidy.allow names {a}, which is short enough now: remove the line"));
    }

    [Fact]
    public void Namespaces_equal_folders() => Nothing(
        from s in Sources.All
        from n in s.Tree.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        let expected = Namespace(s.Name)
        where n.Name.ToString() != expected
        select $"{s.Name} says {n.Name}, its folder says {expected}");

    [Fact]
    public void No_null_forgiving_in_what_ships() => Nothing(
        from s in Sources.Shipped
        from n in s.Tree.DescendantNodes().OfType<PostfixUnaryExpressionSyntax>()
        where n.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        select s.Place(n));

    [Fact]
    public void Every_type_has_a_sentence_of_documentation() => Nothing(
        from s in Sources.Shipped
        from t in s.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where t.Parent is not TypeDeclarationSyntax
        where !t.HasLeadingTrivia
            || !t.GetLeadingTrivia().Any(x => x.HasStructure && x.GetStructure() is DocumentationCommentTriviaSyntax)
        where !(t.Modifiers.Any(SyntaxKind.PartialKeyword)
            && s.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Count() == 1)
        select $"{s.Place(t)} {t.Identifier.Text}");

    [Fact]
    public void Names_say_the_domain() => Nothing(
        from s in Sources.All
        from t in s.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where BannedEndings.Any(e => t.Identifier.Text.EndsWith(e, StringComparison.Ordinal))
            || t.Identifier.Text is "Data" or "Info"
        select $"{s.Place(t)} {t.Identifier.Text}");

    [Fact]
    public void Nothing_is_left_to_do_without_an_issue() => Nothing(
        from s in Sources.All
        where !s.Name.StartsWith("tests/Tidy/", StringComparison.Ordinal)
        from line in s.Lines.Select((text, i) => (text, at: $"{s.Name}:{i + 1}"))
        where line.text.Contains("FIXME", StringComparison.Ordinal)
            || (line.text.Contains("TODO", StringComparison.Ordinal) && !IssueNumber().IsMatch(line.text))
        select line.at);

    [Fact]
    public void A_pragma_has_its_reason_on_the_same_line() => Nothing(
        from s in Sources.All
        from line in s.Lines.Select((text, i) => (text, at: $"{s.Name}:{i + 1}"))
        where line.text.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal)
            && !line.text.Contains("//", StringComparison.Ordinal)
        select line.at);

    [Fact]
    public void Trim_and_aot_warnings_are_never_suppressed() => Nothing(
        from s in Sources.Shipped
        from line in s.Lines.Select((text, i) => (text, at: $"{s.Name}:{i + 1}"))
        where SuppressedAot().IsMatch(line.text)
        select line.at);

    [Fact]
    public void No_reflection_and_no_dynamic_in_what_ships() => Nothing(
        from s in Sources.Shipped
        from n in s.Tree.DescendantNodes().OfType<IdentifierNameSyntax>()
        where n.Identifier.Text is "Activator" or "dynamic" or "GetTypes" or "GetType" or "MakeGenericType"
        select $"{s.Place(n)} {n.Identifier.Text}");

    [Fact]
    public void A_regular_expression_is_generated_and_has_a_timeout() => Nothing(
        from s in Sources.Shipped
        from n in s.Tree.DescendantNodes()
        where (n is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Regex" } })
            || (n is AttributeSyntax { Name: IdentifierNameSyntax { Identifier.Text: "GeneratedRegex" } } a
                && !a.ToString().Contains("matchTimeout", StringComparison.OrdinalIgnoreCase))
        select s.Place(n));

    [Fact]
    public void The_editorconfig_has_at_most_twenty_exceptions_each_with_a_reason()
    {
        string[] lines = File.ReadAllLines(Path.Join(Repository.Root, ".editorconfig"));
        Assert.True(lines.Count(l => NumberedReason().IsMatch(l)) <= 20);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Contains(".severity = none", StringComparison.Ordinal))
            {
                bool reasoned = lines[..i].Reverse().TakeWhile(l => l.Length > 0 && !l.StartsWith('['))
                    .Any(l => l.StartsWith('#'))
                    || lines[..i].Reverse().SkipWhile(l => !l.StartsWith('[')).Skip(1)
                    .FirstOrDefault()?.StartsWith('#') is true;
                Assert.True(reasoned, $".editorconfig:{i + 1} has no reason");
            }
        }
    }

    [Fact]
    public void An_interface_is_earned_by_a_second_implementation()
    {
        List<string> bases = [.. from s in Sources.All
                                 from t in s.Tree.DescendantNodes().OfType<TypeDeclarationSyntax>()
                                 from b in t.BaseList?.Types ?? []
                                 select b.Type.ToString().Split('.')[^1]];
        Nothing(
            from s in Sources.Shipped
            from i in s.Tree.DescendantNodes().OfType<InterfaceDeclarationSyntax>()
            let count = bases.Count(b => b == i.Identifier.Text)
            where count < 2
            select $"{s.Place(i)} {i.Identifier.Text} has {count}");
    }

    private static IEnumerable<string> Allowed() =>
        File.ReadAllLines(Path.Join(Repository.Root, "tests/Tidy/tidy.allow"))
        .Where(l => l.Length > 0 && !l.StartsWith('#'))
        .Select(l =>
        {
            string[] parts = l.Split(" : ", 2);
            Assert.True(parts.Length == 2 && parts[1].Length > 10, $"tidy.allow: '{l}' lacks its reason after ' : '");
            return parts[0].Trim();
        });

    private static string Name(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax m => m.Identifier.Text,
        ConstructorDeclarationSyntax c => c.Identifier.Text,
        LocalFunctionStatementSyntax l => l.Identifier.Text,
        _ => function.Kind().ToString(),
    };

    /// <summary>src/Holdpoint/Shell/X.cs → Holdpoint.Shell; tests/Shell/X.cs → Holdpoint.Tests.Shell.</summary>
    private static string Namespace(string file)
    {
        string[] parts = (Path.GetDirectoryName(file) ?? "").Split('/');
        return string.Join('.', parts[0] switch
        {
            "src" => parts[1..],
            "tests" => ["Holdpoint", "Tests", .. parts[1..]],
            _ => ["Holdpoint", "Bench", .. parts[1..]],
        });
    }

    private static void Nothing(IEnumerable<string> wrong)
    {
        List<string> all = [.. wrong];
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    [GeneratedRegex(@"TODO\(#\d+\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IssueNumber();

    [GeneratedRegex(@"IL[23]\d{3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SuppressedAot();

    [GeneratedRegex(@"^# \d+ ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberedReason();
}

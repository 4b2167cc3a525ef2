namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>Nesting at and beyond the bounds, closed and left open.</summary>
public sealed class DeepNestingTests
{
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
}

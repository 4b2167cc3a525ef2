using Holdpoint.Shell;
using Holdpoint.Shell.Languages;

namespace Holdpoint.Tests.Shell.Languages;

/// <summary>Code nested beyond the bounds is read to some end.</summary>
public sealed class DeepCodeTests
{
    [Theory]
    [InlineData("(((((((((((((((((((((((((((((((((((")]
    [InlineData("f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(")]
    [InlineData("`${`${`${`${`${`${`${`${`${`${`${`${`${")]
    [InlineData("f\"{f\"{f\"{f\"{f\"{f\"{f\"{f\"{f\"{f\"{f\"{")]
    [InlineData("{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{")]
    [InlineData("def f(a):\n f(a)\n f(a)\nf(1)\nf(2)\n")]
    public void Deep_code_ends(string piece)
    {
        string code = string.Concat(Enumerable.Repeat(piece, 500));
        foreach (Family family in Enum.GetValues<Family>())
        {
            new CodeReader(code, family, new Nobody()).Run();
        }
    }

    /// <summary>Nobody listens.</summary>
    private sealed class Nobody : ICodeListener
    {
        public CodeValue? Called(CodeCall call) => null;

        public Word Variable(string name) => Word.Unknown("$" + name);

        public CodeValue Argument(int? index) => CodeValue.Nothing;
    }
}

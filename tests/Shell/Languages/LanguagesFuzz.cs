using Holdpoint.Shell;
using Holdpoint.Shell.Languages;
using Holdpoint.Tools.Http;
using Holdpoint.Tools.Mcp;

namespace Holdpoint.Tests.Shell.Languages;

/// <summary>Mutated code, GraphQL and JSON never throw and never take long.</summary>
public sealed class LanguagesFuzz
{
    /// <summary>Mutations of one seed in a test run; a few seconds on a slow machine.</summary>
    private const int Rounds = 300;

    private const string Marks = "'\"`#/\\{}()[]<>%$@=,:;.\n\0 qmsyEOF-*&|?!";

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

    [Fact]
    public void Mutated_GraphQL_and_JSON_are_read_to_their_end()
    {
        var random = new Random(5);
        const string Document = "mutation M($a: ID! = \"x\") @d(a: 1) { b: c(d: {e: [1]}) { f } ... on G @h { i } "
            + "...J } fragment J on Mutation { k: volumeDelete(id: \"\"\"l\"\"\") } query N { o }";
        const string Body = """{"query":"mutation { a }","operationName":"M","variables":{"b":[1,{"c":null}]}}""";
        for (int i = 0; i < Rounds * 10; i++)
        {
            GraphQlDocument.Read(Mutated(Document, random));
            string body = Mutated(Body, random);
            GraphQlBody.Read(body, graph: i % 2 == 0);
            ToolArguments.Read(body);
        }
    }

    private static string Mutated(string seed, Random random)
    {
        var text = new System.Text.StringBuilder(seed);
        for (int i = random.Next(1, 5); i > 0 && text.Length > 2; i--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 20), text.Length - at)));
                    break;
                default:
                    text[at] = Marks[random.Next(Marks.Length)];
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Nobody listens.</summary>
    private sealed class Nobody : ICodeListener
    {
        public CodeValue? Called(CodeCall call) => null;

        public Word Variable(string name) => Word.Unknown("$" + name);

        public CodeValue Argument(int? index) => CodeValue.Nothing;
    }
}

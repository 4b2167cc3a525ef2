using System.Diagnostics;
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

    private static readonly string[] Seeds =
    [
        "import os as o\nfrom a.b import c as d\ndef f(x, y=1):\n    return o.system(f\"rm {x!r} {y:>3}\")\n"
            + "for p in ['a']:\n    f(p)\n",
        "const {a: b, c} = require('fs'); const f = async (x) => { await b(`rm ${x + `${c}`}`) };"
            + " f({method: 'DELETE', [k]: 1})",
        "system <<~A, 'x'\n  rm #{y}\nA\n%w[a b].each { |z| FileUtils.rm_rf z }\n`ls #{q}` if /a\\/b/ =~ w\n",
        "my %h = (a => qw(b c)); s{a}{b}; unlink glob(\"*.o\"); open(F, '>', $x) or die; print <<'E';\nrm\nE\n",
        "<?php $x = \"a{$b['c']} $d->e\"; shell_exec('rm ' . $x); echo <<<T\nrm $x\nT;\n?> html <?= $y ?>",
        "os.execute([==[rm ]] ]==] .. x) --[[ c ]] local f = function(a) io.popen(a):read() end",
        "do shell script \"rm \" & quoted form of x -- c\n(* d *)",
        "unlink(\"a\", recursive = TRUE); x <- paste0('a', b)",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_code_is_read_to_its_end(int part)
    {
        var random = new Random(part);
        foreach (string seed in Seeds)
        {
            foreach (Family family in Enum.GetValues<Family>())
            {
                for (int i = 0; i < Rounds / 10; i++)
                {
                    string code = Mutated(seed, random);
                    long start = Stopwatch.GetTimestamp();
                    new CodeReader(code, family, new Nobody()).Run();
                    Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), code);
                }
            }
        }
    }

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

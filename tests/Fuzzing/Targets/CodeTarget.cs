using Holdpoint.Shell;
using Holdpoint.Shell.Languages;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Code of other languages, read as each of them.</summary>
internal sealed class CodeTarget : FuzzTarget
{
    private static readonly Family[] Families = Enum.GetValues<Family>();

    public override string Name => "code";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "'", "\"", "`", "#", "/", "\\", "{", "}", "(", ")", "[", "]", "<", ">", "%", "$", "@", "=", ",", ":", ";", ".",
        "\n", "\0", " ", "q", "m", "s", "y", "EOF", "-", "*", "&", "|", "?", "!", "\"\"\"", "'''", "${", "#{", "f\"",
        "<<E\n", "\nE\n", "<<~A", "=>", "->", "//", "/*", "*/", "--[[", "]]", "(*", "*)", "def f(a):\n  ",
        "function f(){",
        "sub f { ", "fn = ", "import os\n", "from a import (", "require('fs')", "os.system(", "lambda x: ", "if x: ",
        "for a in b:\n ", "return ", "class A:\n ", " if ", " else ", "end\n", "do |x| ", "=begin\n", "__END__\n",
        "eval(", "exec(", "await ", "async ", "new ", "é", "\ud83d", "r'", "b\"", "func ",
        "fun f() = ", "static void f(", "[]string{", "vec![", "format!(\"{", "new T { ", "@\"", "$\"", "r#\"", "'a ",
        "x.y = ", "for (T a : ", ".!", "a, b := ", "List<T> x = ",  "%w[", "qw(", "<?php ", "?>", "...",
    ];

    protected override IEnumerable<string> Texts() =>
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
        "import subprocess, shutil\nclass A:\n  def g(self, *a, **k):\n    subprocess.run(['rm', '-rf', *a], **k)\n"
            + "A().g('/x')\nshutil.rmtree(Path('a') / 'b')\n",
        "import {execSync as e} from 'child_process';\nfor (const x of ['a','b']) e('rm ' + x);\n"
            + "fetch(`https://a/${id}`, {method: 'DELETE', headers: {a: 'b'}}).then(r => r.json())",
        "require 'pg'\nconn = PG.connect(ENV['X'])\nconn.exec(\"DELETE FROM #{t}\")\n[1,2].map do |i|\n  "
            + "File.delete(i)\nend",
        "package main\nfunc (s *t) f(a, b string) error { return os.RemoveAll(a) }\nfunc main() {\n\tx, err := "
            + "exec.Command(\"rm\", []string{\"-rf\", `b`}...), nil\n\tfor _, d := range []string{\"a\", \"b\"} "
            + "{ f(d, 'c') }\n}",
        "class A { static List<String> f(String a, int... b) throws E { return new ProcessBuilder(new String[] "
            + "{\"rm\", a}).start(); }\n public static void main(String[] args) { "
            + "for (String s : List.of(\"a\")) { f(s); } } }",
        "fn f<'a>(d: &'a str) -> R<()> { fs::remove_dir_all(d)? }\nfn main() { let mut c = Command::new(r#\"sh\"#); "
            + "c.arg(format!(\"rm {d} {}\", vec![\"x\"])).args([\"y\"]); c.status().await?; }",
        "var p = new ProcessStartInfo(@\"sh\") { Arguments = $\"-c {x:N}\" }; Process.Start(p);\n"
            + "int F(string a) => D(new[] { \"a\", a }); foreach (var s in new List<string> { \"a\" }) F(s);",
        "fun f(d: String) = File(\"a/$d/${d.x}\").deleteRecursively()\nval s = \"\"\"rm $d\"\"\"; "
            + "s\"rm $x\".!!\ndef d = 1\nf(d)",
        "func f(_ a: String, at b: T) throws { try g(atPath: \"x\\(a)\") }\nlet p = Process(); "
            + "p.arguments = [\"a\"]; p.run()",
    ];

    protected override string? Fault(string text, int variant)
    {
        new CodeReader(text, Families[variant % Families.Length], new Nobody()).Run();
        return null;
    }

    /// <summary>Nobody listens.</summary>
    private sealed class Nobody : ICodeListener
    {
        public CodeValue? Called(CodeCall call) => null;

        public Word Variable(string name) => Word.Unknown("$" + name);

        public CodeValue Argument(int? index) => CodeValue.Nothing;
    }
}

using System.Diagnostics;
using Holdpoint.Shell;

namespace Holdpoint.Tests.Shell.Scripts;

/// <summary>Damaged files of tasks are read to some end: nothing is thrown, nothing hangs.</summary>
public sealed class TaskFileFuzz
{
    /// <summary>Mutations of each seed in one run of the tests.</summary>
    private const int Mutations = 400;

    /// <summary>Far above what reading takes (a millisecond), for a machine with much else to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string[] Pieces =
    [
        "$(", "${", ")", "}", "{{", "}}", "\n", "\n\t", "\t", ":", "::", ":=", "=", "\\", "\"", "'", "`", "#", "%", "|",
        "$(eval ", "$(call ", "$(shell ", "$(foreach x,a b,", "define x\n", "endef\n", "ifeq (", "else\n", "endif\n",
        "include Makefile\n", "[", "]", "{", "- ", "&a ", "*a", "<<: *a\n", "\0", "\uE000", "\uD800", "é", "'''",
        "\"\"\"",
        "if ", "$(MAKE)", "npm run a", "just a", "task a", "make a",
    ];

    public static TheoryData<string, string, string> Seeds() => new()
    {
        {
            "Makefile", "make a b",
            "A = $(B) $(shell echo x)\nB := $(patsubst %,x%,1 2)\nifeq ($(shell uname),Linux)\nC = 1\nelse\nC = 2\n"
            + "endif\n"
            + "define r\n$(1): $(2)\n\tdo $(1)\nendef\n$(foreach x,a b,$(eval $(call r,$(x),$(C))))\n%.o: %.c | d\n"
            + "\tcc $< $@ $(@D)\n-include *.mk\nexport A\na: x.o\n\t@$(MAKE) -C . b\n\t-rm -f $(A:%=%.o) $^\n"
        },
        {
            "justfile", "just a 1 2",
            "set dotenv-load\nset shell := [\"bash\", \"-uc\"]\nexport X := `echo a` + \"b\" / 'c'\n"
            + "Y := if X == \"a\" { \"1\" } else if os() == 'x' { env_var('HOME') } else { replace(X, 'a', 'b') }\n"
            + "alias c := a\n[no-cd]\na p='1' +q='2': (b p) && d\n    @echo {{p}} {{ quote(Y) }} \\\n      x\nb x:\n"
            + "    #!/usr/bin/env bash\n    echo {{x}}\nd:\n    just a\n"
        },
        {
            "Taskfile.yml", "task a X=1 -- y",
            "version: '3'\nvars: &v {A: 'x', B: {sh: echo 1}}\nincludes: {n: ./Taskfile.yml}\ntasks:\n  a:\n"
            + "    deps: [b]\n"
            + "    vars: {<<: *v, C: '{{.A | default \"1\"}}'}\n    cmds:\n      - echo {{.C}}\n"
            + "      - for: [1, 2]\n        cmd: echo {{.ITEM}}\n      - task: n:b\n  b: 'echo {{if .X}}1{{end}}'\n"
        },
        {
            "package.json", "npm run a -- x; yarn b; npm test; npm ci",
            "{\"name\": \"x\", \"workspaces\": [\"p/*\"], \"config\": {\"d\": \"1\"}, \"scripts\": {"
            + "\"prea\": \"npm run b\", "
            + "\"a\": \"run-s c:* && npm run a $npm_package_config_d\", \"b\": \"concurrently npm:c:* 'echo 1'\", "
            + "\"c:1\": \"wireit\", \"test\": \"turbo run a\"}, \"wireit\": {\"c:1\": {\"command\": \"echo\", "
            + "\"dependencies\": [\"a\", {\"script\": \"b\"}]}}}"
        },
        {
            "pyproject.toml", "poe a; pdm run b; hatch run c x; task d",
            "[tool.poe.tasks]\na = [\"b\", {cmd = \"echo 1\"}]\nb.shell = '''\necho\n'''\n[tool.pdm.scripts]\n"
            + "b = {composite = [\"a\", \"b\"]}\n[tool.hatch.envs.default.scripts]\nc = \"echo {args}\"\n"
            + "[tool.taskipy.tasks]\nd = \"task d\"\n[[x.y]]\nz = 1979-05-27T07:32:00Z\n"
        },
        { "composer.json", "composer i; composer a", "{\"scripts\": {\"a\": [\"@b\", \"X::y\"], \"b\": \"@a\"}}" },
        { "Rakefile", "rake a", "task :a => [:b] do\n  sh \"echo #{x}\"\nend\ntask :b do |t|\n  sh('x')\nend\n" },
        { "tox.ini", "tox -e a", "[testenv:a]\ncommands =\n  pytest {posargs}\n  - rm x\n" },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_damaged_file_is_read_to_some_end(string file, string command, string seed)
    {
        var random = new Random(file.Length * 7919 + seed.Length);
        Assert.NotEmpty(Read(file, command, seed).Invocations);
        for (int i = 0; i < Mutations; i++)
        {
            string text = seed;
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                text = Mutate(text, random);
            }

            var watch = Stopwatch.StartNew();
            Read(file, command, text);
            Assert.True(watch.Elapsed < Longest, $"{watch.Elapsed} for\n{text}");
        }
    }

    private static Reading Read(string file, string command, string text) =>
        new ProjectFolder(new(StringComparer.Ordinal) { [file] = text }).Read(command);

    private static string Mutate(string text, Random random)
    {
        int at = random.Next(text.Length + 1);
        int length = Math.Min(random.Next(1, 20), text.Length - at);
        return random.Next(4) switch
        {
            0 => text[..at] + text[(at + length)..],
            1 => string.Concat(text.AsSpan(0, at + length), text.AsSpan(at)),
            2 => text[..at] + Pieces[random.Next(Pieces.Length)] + text[at..],
            _ => text[..at] + Pieces[random.Next(Pieces.Length)] + text[(at + length)..],
        };
    }
}

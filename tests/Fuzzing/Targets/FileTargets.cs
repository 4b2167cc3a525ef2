using Holdpoint.Policy;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Damaged files of a project, and the commands that read them, the whole way.</summary>
/// <param name="file">The file's name; the same text lies there in every trial.</param>
/// <param name="commands">Commands that read it; each trial judges one.</param>
internal sealed class FileTarget(string name, string file, string[] commands, string[] seeds) : FuzzTarget
{
    private static readonly string[] Marks =
    [
        "$(", "${", ")", "}", "{{", "}}", "\n", "\n\t", "\t", ":", "::", ":=", "=", "\\", "\"", "'", "`", "#", "%", "|",
        "$(eval ", "$(call ", "$(shell ", "$(foreach x,a b,", "define x\n", "endef\n", "ifeq (", "else\n", "endif\n",
        "include Makefile\n", "[", "]", "{", "- ", "&a ", "*a", "<<: *a\n", "\0", "\uE000", "\uD800", "é", "'''",
        "\"\"\"", "if ", "$(MAKE)", "npm run a", "just a", "task a", "make a", "rm -rf ", "- &b [*a, *a]\n", "? ",
        "|-\n",
        "!!", "---\n", "...\n", "@", "$@", "$<", "%.o: %.c\n\t", ".PHONY: ", "+=", "?=", "!=", "{{.A}}", "{{range .A}}",
        "{{end}}", "[x.y]\n", "[[x]]\n", "null", "true", "0x", "\\u00", ",", "export ", "mod x\n",
        "import 'justfile'\n",
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FileTarget("make", "Makefile", ["make a b", "make", "make A=1 x.o", "cd . && gmake -C . b -j9"],
        [
            "A = $(B) $(shell echo x)\nB := $(patsubst %,x%,1 2)\nifeq ($(shell uname),Linux)\nC = 1\nelse\nC = 2\n"
            + "endif\ndefine r\n$(1): $(2)\n\tdo $(1)\nendef\n$(foreach x,a b,$(eval $(call r,$(x),$(C))))\n"
            + "%.o: %.c | d\n\tcc $< $@ $(@D)\n-include *.mk\nexport A\na: x.o\n\t@$(MAKE) -C . b\n"
            + "\t-rm -f $(A:%=%.o) $^\n",
            ".PHONY: a clean\nV ?= $(or $(X),$(if $(Y),1,2))\na: clean\n\tfor i in 1 2; do \\\n\t  rm -rf $$i; done\n"
            + "clean:; rm -rf $(wildcard *.o) $(filter-out a,$(subst b,c,a b))\nb: private X := 1\nb: a\n\t+$(X)\n",
        ]),
        new FileTarget("just", "justfile", ["just a 1 2", "just", "just X=1 d", "just --list"],
        [
            "set dotenv-load\nset shell := [\"bash\", \"-uc\"]\nexport X := `echo a` + \"b\" / 'c'\n"
            + "Y := if X == \"a\" { \"1\" } else if os() == 'x' { env_var('HOME') } else { replace(X, 'a', 'b') }\n"
            + "alias c := a\n[no-cd]\na p='1' +q='2': (b p) && d\n    @echo {{p}} {{ quote(Y) }} \\\n      x\nb x:\n"
            + "    #!/usr/bin/env bash\n    echo {{x}}\nd:\n    just a\n",
        ]),
        new FileTarget("task", "Taskfile.yml", ["task a X=1 -- y", "task", "task n:b", "task -p a b"],
        [
            "version: '3'\nvars: &v {A: 'x', B: {sh: echo 1}}\nincludes: {n: ./Taskfile.yml}\ntasks:\n  a:\n"
            + "    deps: [b]\n    vars: {<<: *v, C: '{{.A | default \"1\"}}'}\n    cmds:\n      - echo {{.C}}\n"
            + "      - for: [1, 2]\n        cmd: echo {{.ITEM}}\n      - task: n:b\n"
            + "  b: 'echo {{if .X}}1{{end}}'\n",
        ]),
        new FileTarget("node", "package.json",
            ["npm run a -- x", "yarn b", "npm test; npm ci", "pnpm -r run a", "bun run a", "npx run-s 'c:*'"],
        [
            "{\"name\": \"x\", \"workspaces\": [\"p/*\"], \"config\": {\"d\": \"1\"}, \"scripts\": {"
            + "\"prea\": \"npm run b\", "
            + "\"a\": \"run-s c:* && npm run a $npm_package_config_d\", \"b\": \"concurrently npm:c:* 'echo 1'\", "
            + "\"c:1\": \"wireit\", \"test\": \"turbo run a\"}, \"wireit\": {\"c:1\": {\"command\": \"echo\", "
            + "\"dependencies\": [\"a\", {\"script\": \"b\"}]}}}",
        ]),
        new FileTarget("toml", "pyproject.toml", ["poe a", "pdm run b", "hatch run c x", "task d"],
        [
            "[tool.poe.tasks]\na = [\"b\", {cmd = \"echo 1\"}]\nb.shell = '''\necho\n'''\n[tool.pdm.scripts]\n"
            + "b = {composite = [\"a\", \"b\"]}\n[tool.hatch.envs.default.scripts]\nc = \"echo {args}\"\n"
            + "[tool.taskipy.tasks]\nd = \"task d\"\n[[x.y]]\nz = 1979-05-27T07:32:00Z\n",
        ]),
        new FileTarget("composer", "composer.json", ["composer i", "composer a"],
            ["{\"scripts\": {\"a\": [\"@b\", \"X::y\", \"@php z\"], \"b\": \"@a\", \"post-install-cmd\": \"rm x\"}}"]),
        new FileTarget("rake", "Rakefile", ["rake a", "rake"],
            ["task :a => [:b] do\n  sh \"echo #{x}\"\nend\nnamespace :n do\n  task :b do |t|\n    sh('x')\n  "
                + "end\nend\n"]),
        new FileTarget("tox", "tox.ini", ["tox -e a", "tox"],
            ["[testenv:a]\ncommands =\n  pytest {posargs}\n  - rm x\n[testenv]\ncommands = {[testenv:a]commands}\n"]),
        new FileTarget("compose", "compose.yaml",
            ["docker compose down -v", "docker compose up -d db", "docker compose run app rm -rf /",
            "podman-compose down"],
        [
            "services:\n  db: &d\n    image: postgres\n    volumes: [\"data:/var/lib/pg\", './x:/y:ro']\n"
            + "    environment: {A: b}\n  app:\n    <<: *d\n    command: rm -rf /data\n    depends_on: [db]\n"
            + "volumes:\n  data: {external: true, name: prod}\n",
        ]),
        new FileTarget("script", "x.sh", ["./x.sh a b", "bash x.sh", "source x.sh; f", ". ./x.sh"],
        [
            "#!/usr/bin/env bash\nset -e\nf() { rm -rf \"$1\"; }\nfor x in \"$@\"; do f \"$x\"; done\n./x.sh\n",
            "#!/usr/bin/env python3\nimport os\nos.system('rm -rf /')\n",
            "#!/usr/bin/env -S node --x\nrequire('child_process').execSync('rm -rf /')\n",
        ]),
        new FileTarget("dotenv", ".env", ["dotenv run psql -c 'DROP TABLE a'",
        "source .env; prisma db push --force-reset"],
            ["# c\nexport A=\"b\\nc\"\nDATABASE_URL='postgres://u:p@db.prod.example.com/x'\nB=${A:-c}\nC=`rm x`\n"]),
        new FileTarget("tf", "main.tf", ["terraform destroy", "tofu apply -auto-approve"],
        [
            "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"${a}\"\n  }\n}\n"
            + "resource \"aws_db\" \"a\" {\n  lifecycle { prevent_destroy = true }\n  x = [for a in b : a]\n"
            + "  y = <<-E\n    z\n  E\n}\n",
        ]),
    ];

    public override string Name => name;

    protected override IReadOnlyList<string> Pieces => Marks;

    protected override IEnumerable<string> Texts() => seeds;

    protected override string? Fault(string text, int variant)
    {
        var world = new PaperWorld().With($"{Judging.Folder}/{file}", text);
        return Judging.Fault(Judging.Judge(world, commands[variant % commands.Length]));
    }
}

/// <summary>Policy files: what is wrong with one is said with its place.</summary>
internal sealed class PolicyTarget : FuzzTarget
{
    public override string Name => "policy";

    protected override IReadOnlyList<string> Pieces { get; } =
    [
        "\n", "  ", "- ", ": ", "&a ", "*a", "<<: *a\n", "[", "]", "{", "}", "'", "\"", "|\n", ">\n", "#", "---\n",
        "!!",
        "? ", "\t", "\0", "é", "\uFEFF", "~", "null", "true", "1e9", "version: 1\n", "environments:\n", "rules:\n",
        "production:\n", "hosts:\n", "paths:\n", "limits:\n", "deny", "ask", "allow", "\\x", "%YAML 1.2\n", "*", "**",
    ];

    protected override IEnumerable<string> Texts()
    {
        yield return "version: 1\nenvironments:\n  production:\n    - host: '*.prod.example.com'\n    - path: live/**\n"
            + "rules:\n  destroy-recoverable: {development: ask}\nlimits:\n  patience: 5s\n";
        foreach (Tests.Cases.Case c in CommandSeeds.Cases("tests/Policy"))
        {
            yield return c.Command;
            yield return c.Setup;
        }
    }

    protected override string? Fault(string text, int variant)
    {
        string name = variant % 2 == 0 ? "holdpoint.yaml" : "policy.yaml";
        return PolicyValidator.Validate(text, name).FirstOrDefault(p => p.Message.Length == 0)?.ToString();
    }
}

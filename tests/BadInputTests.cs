using System.Diagnostics;
using System.Text;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.World;

namespace Holdpoint.Tests;

/// <summary>Files of every bad kind, on the real disk: each is a value with a reason that is judged, soon, and
/// nothing is
/// thrown.</summary>
public sealed class BadInputTests
{
    /// <summary>Far above what any of these takes; a pipe that is read or a device without end takes
    /// forever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private const string Production = "export DATABASE_URL=postgres://u@db.prod.example.com/shop\n";

    /// <summary>A reason, the set-up in a real bash, the command, whether what cannot be known is asked for with
    /// production in reach.</summary>
    public static TheoryData<string, string, string, bool> Scripts() => new()
    {
        { "machine code", "printf '\\177ELF\\000\\001' > x", "bash x", false },
        { "machine code by itself", "printf '\\177ELF\\000\\001' > x; chmod +x x", "./x", false },
        { "random bytes", "head -c 65536 /dev/urandom > x", "./x; bash x; python3 x; make -f x; node x", false },
        { "text that is no shell", "echo 'if ( fi \"' > x", "bash x", true },
        { "truncated UTF-8", "printf 'rm -rf \\303' > x", "bash x", false },
        { "half a surrogate", "printf 'echo \\355\\240\\200\\n' > x", "bash x", false },
        { "a NUL late in the text", "(head -c 9000 /dev/zero | tr '\\0' '#'; printf '\\n\\0\\nrm -rf /') > x",
            "bash x", true },
        { "100 MB", "truncate -s 100M x && printf 'ls\\n' | dd of=x conv=notrunc status=none", "bash x", false },
        { "100 MB of text", "yes ls | head -c 104857600 > x", "bash x", true },
        { "scripts in a circle", "echo 'bash b' > a; echo 'bash a; rm -rf /' > b", "bash a", true },
        { "a script that runs itself", "echo './x; ./x; rm -rf /' > x; chmod +x x", "./x", true },
        { "a hundred scripts in a row", "for i in {1..99}; do echo \"bash x$((i+1))\" > x$i; done; echo 'rm -rf "
            + "/' > x100",
            "bash x1", true },
        { "links in a circle", "ln -s b a; ln -s a b", "bash a; ./a; source a; make -f a; cat a", false },
        { "a link to nowhere", "ln -s /nonexistent/x x", "bash x; ./x; npm run x", false },
        { "a pipe", "mkfifo x", "bash x; ./x; source x; make -f x; psql -f x; node x", true },
        { "a pipe by a project's name", "mkfifo Makefile package.json justfile", "make a; npm run a; just a", true },
        { "a device without end", ":", "bash /dev/zero; source /dev/zero; make -f /dev/zero; psql -f /dev/zero",
            false },
        { "a link to a device", "ln -s /dev/zero x", "bash x; ./x; make -f x; python3 x", true },
        { "a folder", "mkdir x Makefile package.json", "bash x; source x; make; npm run a; psql -f x; python3 x",
            false },
        { "nothing there", ":", "bash x; ./x; source x; make a; npm run a; just a; psql -f x; python3 x", false },
        { "nobody may read it", "echo 'rm -rf /' > x; chmod 000 x", "bash x", true },
        { "a name of bytes that are no text", "touch $'\\xff\\xfe'", "bash $'\\xff\\xfe'; rm -rf $'\\xff\\xfe'",
            false },
        { "a name that is too long", ":", "bash " + new string('x', 5000), false },
    };

    /// <summary>The same for files of projects, databases and our own.</summary>
    public static TheoryData<string, string, string, bool> Projects() => new()
    {
        { "package.json that is a list", "echo '[1, 2]' > package.json", "npm run a", false },
        { "package.json that is cut off", "echo '{\"scripts\": {\"a\": \"rm' > package.json", "npm run a", true },
        { "package.json of numbers", "echo '{\"scripts\": {\"a\": 1}, \"workspaces\": 2}' > package.json",
            "npm run a", false },
        { "package.json that is deep", "(yes '{\"scripts\":' | head -5000; echo 1) > package.json", "npm run a",
            true },
        { "package.json of 100 MB", "truncate -s 100M package.json", "npm run a", false },
        { "a Makefile of 100 MB", "yes 'A := 1' | head -c 104857600 > Makefile", "make a", true },
        { "a Makefile that includes itself", "printf 'include Makefile\\na:\\n\\trm -rf /\\n' > Makefile", "make a",
            true },
        { "a Makefile that doubles", "(echo 'A := x'; yes 'A := $(A)$(A)' | head -99; printf 'a:\\n\\t$(A)\\n') "
            + "> Makefile",
            "make a", true },
        { "a Makefile of nonsense", "printf '\\t\\nifeq (\\ndefine x\\na: b: c\\n$(' > Makefile", "make a", false },
        { "a bomb of anchors", "(echo 'version: \"3\"'; echo 'a0: &a0 [x, x, x, x, x, x, x, x, x]'; "
            + "for i in {1..20}; do echo \"a$i: &a$i [*a$((i-1)), *a$((i-1)), *a$((i-1)), *a$((i-1)), "
            + "*a$((i-1))]\"; done; "
            + "printf 'tasks:\\n  a:\\n    cmds: *a20\\n') > Taskfile.yml", "task a", false },
        { "a bomb of merges", "(echo 'm0: &m0 {a: 1, b: 2}'; for i in {1..40}; do "
            + "echo \"m$i: &m$i {<<: [*m$((i-1)), *m$((i-1))]}\"; done; echo 'tasks: *m40') > Taskfile.yml",
                "task a", true },
        { "YAML that is none", "printf 'a: [\\n\\t- {' > Taskfile.yml", "task a", true },
        { "compose that is a bomb", "(echo 'a0: &a0 [x]'; for i in {1..30}; do echo \"a$i: &a$i [*a$((i-1)), "
            + "*a$((i-1))]\"; "
            + "done; echo 'services: {db: {volumes: *a30}}') > compose.yaml", "docker compose down", false },
        { "SQL of 100 MB", "yes 'select 1;' | head -c 104857600 > x.sql", "psql -h db.prod.example.com -f x.sql",
            true },
        { "SQL that is cut off", "echo \"select 'a\" > x.sql", "psql -f x.sql", false },
        { "SQL of bytes", "head -c 65536 /dev/urandom > x.sql", "psql -f x.sql; mysql < x.sql", false },
        { "Python of one line", "(printf 'x = '; yes '(' | head -20000 | tr -d '\\n') > x.py", "python3 x.py", true },
        { "a state that is none", "mkdir .terraform; head -c 5000 /dev/urandom > terraform.tfstate; echo '{' > "
            + ".terraform/terraform.tfstate", "terraform destroy", true },
        { "a state that is a pipe", "mkfifo terraform.tfstate", "terraform destroy", true },
        { "a git folder that is none", "mkdir .git; head -c 999 /dev/urandom > .git/index; mkfifo .git/HEAD; "
            + "echo a > b",
            "git reset --hard; rm -rf b", false },
        { "a .env that is a device", "ln -s /dev/zero .env", "source .env; dotenv run psql -c 'drop table a'", true },
        { "a policy that is a bomb", "(echo 'version: 1'; for i in {1..999}; do echo \"a$i: &a$i [*a$i]\"; done) > "
            + "holdpoint.yaml", "rm -rf /", true },
        { "a policy that is a pipe", "mkfifo holdpoint.yaml", "rm -rf /", true },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    [MemberData(nameof(Projects))]
    public void Each_is_a_value_with_a_reason(string why, string setup, string command, bool stops)
    {
        using var folder = new CaseFolder();
        folder.Bash("set +o pipefail\n" + setup);
        var world = new World.CaseWorld(folder, []);
        var pipeline = new Pipeline(
            world, directory => PolicyLoader.Load(world, directory), null, TimeSpan.FromSeconds(5));
        long start = Stopwatch.GetTimestamp();
        Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(Production + command, folder.Work));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.True(took < Longest, $"{why}: {took}");
        Assert.Null(Fuzzing.Targets.Judging.Fault(judgement));
        Assert.All(judgement.Verdict.Reasons, r => Assert.NotEmpty(r.Message));
        Assert.True(!stops || judgement.Verdict.Decision is not Decision.Allow, $"{why} is allowed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\"}")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":[]}")]
    [InlineData("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":1}}")]
    public void A_payload_that_is_none_stops(string text) => Assert.IsType<Holdpoint.Cli.Agents.HookMessage.Malformed>(
        new Holdpoint.Cli.Agents.ClaudeCode.ClaudeCodeClient().Read(Encoding.UTF8.GetBytes(text), "/work"));
}

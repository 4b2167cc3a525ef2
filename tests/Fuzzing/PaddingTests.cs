using Holdpoint.Policy;
using Holdpoint.Tests.Fuzzing.Targets;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>However much harmless text stands before it, a deed stays a stop: what is beyond a bound is not known, and
/// never harmless.</summary>
public sealed class PaddingTests
{
    private static readonly int[] Counts = [1, 70, 600, 3_000, 20_000];

    /// <summary>Before, the padding that is repeated, after.</summary>
    public static TheoryData<string, string, string> Commands() => new()
    {
        { "", "ls\n", "rm -rf /" },
        { "", "x=1\n", "rm -rf /" },
        { "", "true && ", "rm -rf /" },
        { "", "f() { ls; }\n", "rm -rf /" },
        { "", "for i in 1 2; do ls; done\n", "rm -rf /" },
        { "", "# a comment\n", "rm -rf /" },
        { "", "mv a b\n", "rm -rf /" },
        { "", "A=1 ", "rm -rf /" },
        { "env ", "A=1 ", "rm -rf /" },
        { "rm ", "-v ", "-rf /" },
        { "rm -rf ", "a ", "/" },
        { "", "(", "rm -rf /" },
        { "eval ", "\"\" ", "rm -rf /" },
        { "", "sudo ", "rm -rf /" },
        { "", "nice ", "rm -rf /" },
        { "find / -name a ", "-exec ls {} \\; ", "-delete" },
        { "find . ", "-exec ls {} \\; ", "-exec rm -rf / \\;" },
        { "bash <<'E'\n", "ls\n", "rm -rf /\nE" },
        { "bash -c '", "ls; ", "rm -rf /'" },
        { "git ", "-c a.b=c ", "push --force origin main" },
        { "terraform ", "-chdir=. ", "destroy -auto-approve" },
        { "terraform destroy ", "-var a=b ", "-auto-approve" },
        { "aws ", "--debug ", "rds delete-db-instance --db-instance-identifier shop" },
        { "kubectl ", "-v 1 ", "delete namespace prod" },
        { "psql -c 'select 1' ", "-c 'select 1' ", "-c 'drop table users'" },
        { "psql -c '", "select 1; ", "drop table users'" },
        { "psql -c '", "/* a */ ", "drop table users'" },
        { "psql -c '", "insert into a values (1); ", "drop table users'" },
        { "mysql -e '", "select 1; ", "drop database users'" },
        { "sqlite3 a.db '", "select 1; ", "drop table users'" },
        { "mongosh shop --eval '", "f(); ", "db.dropDatabase()'" },
        { "mongosh shop --eval '", "f(", "db.dropDatabase()'" },
        { "mongosh shop --eval '", "db.a.insertOne({a: 1}); ", "db.dropDatabase()'" },
        { "redis-cli <<'E'\n", "GET a\n", "FLUSHALL\nE" },
        { "python3 -c '\nimport os\n", "x = f(1)\n", "os.system(\"rm -rf /\")'" },
        { "python3 -c '\nimport os\n", "os.system(\"ls\")\n", "os.system(\"rm -rf /\")'" },
        { "python3 -c '\nimport os\n", "x = [1, 2, (3)]\n", "os.system(\"rm -rf /\")'" },
        { "python3 -c '\nimport os\nf(", "not ", "1)\nos.system(\"rm -rf /\")'" },
        { "python3 - <<'E'\nimport os\n", "def f(): pass\n", "os.system(\"rm -rf /\")\nE" },
        { "node -e '", "f(1); ", "require(\"child_process\").execSync(\"rm -rf /\")'" },
        { "node -e '", "{", "require(\"child_process\").execSync(\"rm -rf /\")'" },
        { "ruby -e '", "f(1); ", "system(\"rm -rf /\")'" },
        { "perl -e '", "f(1); ", "system(\"rm -rf /\")'" },
        { "php -r '", "f(1); ", "shell_exec(\"rm -rf /\");'" },
        { "awk 'BEGIN { ", "x = 1; ", "system(\"rm -rf /\") }'" },
        { "sed '", "1p;", "1e rm -rf /' x" },
        { "curl -X POST https://backboard.railway.app/graphql/v2 -d 'mutation {", "a ", "volumeDelete(id: 1) }'" },
        { "curl -X DELETE ", "-H 'a: b' ", "https://api.heroku.com/apps/shop" },
        { "curl ", "https://example.com ", "-X DELETE https://api.heroku.com/apps/shop" },
        { "docker exec a sh -c '", "ls; ", "psql -c \"drop table users\"'" },
        { "ssh prod '", "ls; ", "rm -rf /'" },
        { "echo ", "a ", "| xargs -I{} rm -rf /" },
        { "printf '%s\\n' ", "a ", "/ | xargs -n1 rm -rf" },
        { "http --offline a.example ", "| xargs xargs bash ", "; rm -rf /" },
        { "parallel rm -rf ::: ", "a ", "/" },
        { "vim -es x <<'E'\n", "1p\n", "!rm -rf /\nE" },
        { "sqlite3 a.db <<'E'\n", "select 1;\n", ".shell rm -rf /\nE" },
        { "psql <<'E'\n", "select 1;\n", "\\! rm -rf /\nE" },
        { "printf '%s\\n' ", "a ", "/ | xargs rm -rf" },
        { "tee ", "a ", "> /dev/sda" },
        { "", "alias a=b\n", "rm -rf /" },
        { "", "trap 'ls' EXIT\n", "rm -rf /" },
        { "", "cd a\n", "rm -rf /" },
        { "", "echo a > f\n", "rm -rf /" },
        { "make -f - <<'E'\na:\n", "\tls\n", "\trm -rf /\nE" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_behind_much_harmless_text_stops(string before, string padding, string after)
    {
        foreach (int count in Counts)
        {
            string text = before + string.Concat(Enumerable.Repeat(padding, count)) + after;
            Judgement judgement = Judging.Judge(new PaperWorld(), text);
            Assert.True(judgement.Verdict.Decision is not Decision.Allow, $"{count} times {padding}");
            Assert.Null(Judging.Fault(judgement));
        }
    }

    /// <summary>Files of a project: the name, the command, and as above.</summary>
    public static TheoryData<string, string, string, string, string> Files() => new()
    {
        { "x.sh", "bash x.sh", "", "ls\n", "rm -rf /" },
        { "x.sh", "./x.sh", "#!/bin/sh\n", "# a comment that is long\n", "rm -rf /" },
        { "Makefile", "make a", "", "V := 1\n", "a:\n\trm -rf /\n" },
        { "Makefile", "make a", "a:\n", "\tls\n", "\trm -rf /\n" },
        { "Makefile", "make a", "", "b:\n\tls\n", "a: b\n\trm -rf /\n" },
        { "justfile", "just a", "", "b:\n  ls\n", "a:\n  rm -rf /\n" },
        { "justfile", "just a", "a:\n", "  ls\n", "  rm -rf /\n" },
        { "Taskfile.yml", "task a", "version: '3'\ntasks:\n  a:\n    cmds:\n", "      - ls\n", "      - rm -rf /\n" },
        { "package.json", "npm run a", "{\"scripts\": {", "\"b\": \"ls\", ", "\"a\": \"rm -rf /\"}}" },
        { "package.json", "npm run a", "{\"scripts\": {\"a\": \"", "ls; ", "rm -rf /\"}}" },
        { "x.sql", "psql -f x.sql", "", "select 1;\n", "drop table users;" },
        { "x.py", "python3 x.py", "import os\n", "x = f(1)\n", "os.system('rm -rf /')\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_much_harmless_text_stops(
        string file, string command, string before, string padding, string after)
    {
        // What cannot be read in a project's own file counts where production is in reach.
        string reach = $"export DATABASE_URL=postgres://u@db.prod.example.com/shop\n{command}";
        foreach (int count in Counts)
        {
            string text = before + string.Concat(Enumerable.Repeat(padding, count)) + after;
            var world = new PaperWorld().With($"{Judging.Folder}/{file}", text);
            Judgement judgement = Judging.Judge(world, reach);
            Assert.True(judgement.Verdict.Decision is not Decision.Allow, $"{count} times {padding}");
            Assert.Null(Judging.Fault(judgement));
        }
    }

    [Theory]
    [InlineData("{\"a\":[", "\"x\",", "\"y\"],\"sql\":\"DROP TABLE users\"}")]
    [InlineData("{\"a\":{", "\"b\":\"x\",", "\"c\":\"\"},\"sql\":\"DROP TABLE users\"}")]
    [InlineData("{\"sql\":\"", "SELECT 1;", "DROP TABLE users\"}")]
    [InlineData("{\"command\":\"", "ls;", "rm -rf /\"}")]
    public void A_call_with_many_arguments_stops(string before, string padding, string after)
    {
        foreach (int count in Counts)
        {
            string json = before + string.Concat(Enumerable.Repeat(padding, count)) + after;
            Judgement judgement = Judging.Judge(
                new PaperWorld(), new Holdpoint.Action.ToolCall("mcp__db__run", json, Judging.Folder));
            Assert.True(judgement.Verdict.Decision is not Decision.Allow, $"{count} times {padding}");
        }
    }
}

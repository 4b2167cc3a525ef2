using Holdpoint.Tests.Shell.Syntax;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Fuzzing.Targets;

/// <summary>Shell text through the parser alone: its tree covers every character.</summary>
internal sealed class SyntaxTarget : FuzzTarget
{
    public static readonly string[] Marks =
    [
        "'", "\"", "`", "\\", "\\\n", "\n", " ", "\t", ";", "&", "|", "(", ")", "{ ", "; }", "$(", "$((", "))", "${",
        "}", "${x:-", "${#", "${!", "[[ ", " ]]", "<<E\n", "\nE\n", "<<-E\n\t", "<<<", "<(", ">&", "2>", "&>", ">|",
        "a=(", "a[", "]=", "if ", " then ", " fi", "case x in ", ") ", ";;", " esac", "for ", "((", "do ", " done",
        "f() ", "#", "$'", "\\x", "\\u", "$\"", "\0", "\ud83d", "é", "=~ ", "@(", "!", "time ", "coproc ", "\r", "~",
        "*", "{a,b}",
    ];

    public override string Name => "syntax";

    protected override IReadOnlyList<string> Pieces => Marks;

    protected override IEnumerable<string> Texts() => CommandSeeds.All;

    protected override string? Fault(string text, int variant) => Coverage.Bare(text);
}

/// <summary>Shell text the whole way, in a world where nothing is.</summary>
internal sealed class ShellTarget : FuzzTarget
{
    private static readonly string[] More =
    [
        "&&", "||", "$X", "X=", "$X$X", "\"$@\"", "eval ", "sh -c '", "bash <<'E'\n", "xargs ", "find . -exec ", " \\;",
        "while read x; do ", "trap '", "alias x=", "exec ", "| sh", "base64 -d | sh", "printf %s ", "set -- ", "cd ",
        "sudo ", "env -S ", "{1..9}", "${x//a/b}", "${x:1:2}", "${x^^}", "$((x+", "local ", "export ", "declare -n x=",
        "function f { ", "f; ", "f \"$@\"; ", "X+=", "a=(1 2)", "${a[@]}", "printf -v X ", "read X <<< ", "> x.sh",
        "./x.sh", "source ", "python3 -c '", "node -e '", "psql -c '", "curl -X DELETE ", "aws s3 rm --recursive ",
        "git push --force ", "terraform destroy ", "kubectl delete ", "docker exec x ", "ssh h ", "tee x", "make ",
        "awk '",
        "sed -i ", "rm -rf ", "/", "..", "--", "-", "=", ",", "%", ":", "@", "mysql -e '", "gcloud ", "az ", "--all",
    ];

    private static readonly string[] Strewn = [.. SyntaxTarget.Marks, .. More];

    public override string Name => "shell";

    protected override IReadOnlyList<string> Pieces => Strewn;

    protected override IEnumerable<string> Texts() => CommandSeeds.All;

    protected override string? Fault(string text, int variant) =>
        Judging.Fault(Judging.Judge(new PaperWorld(), text));
}

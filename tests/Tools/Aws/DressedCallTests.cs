using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Aws;

/// <summary>Global options and company turn no stop into an allow.</summary>
public sealed class DressedCallTests
{
    private static readonly Pipeline Pipeline =
        new(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));

    private static readonly string[] Commands =
    [
        .. Directory.EnumerateFiles(Path.Join(Repository.Root, "tests/Tools/Aws"), "*.cases")
            .SelectMany(CaseFile.Read).Where(c => c.Setup.Length == 0 && c.Environment.Count == 0)
            .Select(c => c.Command).Where(c => c.StartsWith("aws ", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Wrappings =>
        new("aws --region eu-west-1 {0}", "aws --output json --no-cli-pager {0}", "sudo -E aws {0}", "'aws' {0}",
            "cd /tmp && aws {0}", "aws {0} --debug", "env A=1 aws {0}", "true; aws {0} || true", "X=aws; $X {0}",
            "bash -c \"$(cat <<'E'\naws {0}\nE\n)\"", "aws {0} --no-paginate > /dev/null 2>&1");

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void A_stop_stays_a_stop_however_it_is_dressed(string wrapping)
    {
        Assert.DoesNotContain(Commands.Where(c => Judge(c).Verdict.Decision is not Decision.Allow), c =>
            Judge(wrapping.Replace("{0}", c["aws ".Length..], StringComparison.Ordinal)).Verdict.Decision
                is Decision.Allow);
    }

    private static Judgement Judge(string command) =>
        Pipeline.Run(new Holdpoint.Action.ShellCommand(command, "/work/project"));
}

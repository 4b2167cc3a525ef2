using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Aws.Catalogue;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Aws.Catalogue;

namespace Holdpoint.Tests.Tools.Aws;

/// <summary>Every operation of AWS as a command line: all that destroys is asked for, nothing that looks is
/// stopped.</summary>
public sealed class EveryOperationTests
{
    private static readonly Pipeline Pipeline =
        new(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));

    private static IEnumerable<(OperationRow Row, string Command)> Commands(Func<OperationRow, bool> which) =>
        from row in OperationRow.All.Where(which)
        from service in CliNames.Services(row.Service)
        from operation in CliNames.Operations(row.Service, row.Operation)
        select (row, $"aws {service} {operation} --some-name thing-1");

    private static Judgement Judge(string command) =>
        Pipeline.Run(new Holdpoint.Action.ShellCommand(command, "/work/project"));

    [Fact]
    public void Every_destroying_operation_asks()
    {
        Assert.Equal(2478, OperationRow.All.Count(r => r is { Destructive: "yes", Source: "reference" }));
        Assert.DoesNotContain(Commands(r => r.Destructive is "yes").Select(c => c.Command),
            c => Judge(c).Verdict.Decision is Decision.Allow);
    }

    [Fact]
    public void No_read_is_stopped_or_even_looked_at() =>
        Assert.DoesNotContain(Commands(r => r.Class is "read" or "secret_read").Select(c => c.Command),
            c => Judge(c).Effects.Length > 0);

    [Fact]
    public void Reads_stay_reads_with_any_option()
    {
        string[] options =
            ["--no-deletion-protection", "--cli-input-json file://x.json", "--acl public-read", "\"$X\" $Y"];
        Assert.DoesNotContain(
            Commands(r => r.Class is "read").Where((_, i) => i % 20 == 0)
                .SelectMany(c => options.Select(o => $"{c.Command} {o}")),
            c => Judge(c).Effects.Length > 0);
    }

    /// <summary>Everyday work: what makes, tags, changes or deploys stays silent on an account of which nothing is
    /// known; what does not is in this list, with its number.</summary>
    [Fact]
    public void What_makes_or_changes_is_allowed_but_for_those_known_to_weaken_or_open()
    {
        string[] asked = [.. Commands(r => OperationsWriter.Sort(r) is OperationSort.Create or OperationSort.Modify
                or OperationSort.Disrupt or OperationSort.Guarding or OperationSort.Payload)
            .Select(c => c.Command).Where(c => Judge(c).Verdict.Decision is not Decision.Allow)];
        string file = Path.Join(Repository.Root, "tests/Tools/Aws/asked.txt");
        string text = string.Join('\n', asked.Select(c => c["aws ".Length..^" --some-name thing-1".Length])
            .Order(StringComparer.Ordinal)) + "\n";
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void A_dry_run_a_skeleton_a_wait_and_help_do_nothing() => Assert.All(
        [
            "aws ec2 terminate-instances --instance-ids i-1 --dry-run",
            "aws rds delete-db-instance --generate-cli-skeleton",
            "aws rds delete-db-instance --generate-cli-skeleton output",
            "aws rds wait db-instance-deleted --db-instance-identifier x",
            "aws rds delete-db-instance help",
            "aws rds help",
            "aws help",
            "aws --version",
            "aws",
            "aws rds",
        ],
        c => Assert.Empty(Judge(c).Effects));
}

using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Terraform.Protection;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Http;

/// <summary>Every method of Google's APIs as a request: all that destroys is asked for, nothing that looks is
/// stopped.</summary>
/// <remarks><c>google_methods.csv</c> is written from the reference: HTTP method, host, path, class. Run with
/// HOLDPOINT_ACCEPT=google_methods.</remarks>
public sealed class GoogleMethodsTests
{
    private static readonly Pipeline Pipeline =
        new(new PaperWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));

    /// <summary>Nothing in these says what they do: a POST to the thing itself.</summary>
    private static readonly string[] Untold =
    [
        "POST,replicapool,{projectName}/zones/{zone}/pools/{poolName},destroy",
        "POST,replicapool,{projectName}/zones/{zone}/pools/{poolName}/replicas/{replicaName},destroy",
        "POST,servicenetworking,v1/services/{servicesId}/connections/{connectionsId},destroy",
    ];

    private static string Table => Path.Join(Repository.Root, "tests/Tools/Http/google_methods.csv");

    private static Judgement Judge(string line)
    {
        string[] cells = line.Split(',');
        string path = string.Join('/', cells[2].Split('/').Select(Named));
        return Pipeline.Run(new Holdpoint.Action.ShellCommand(
            $"curl -X {cells[0]} https://{cells[1]}.googleapis.com/{path}", "/work/project"));
    }

    /// <summary>A segment with its placeholder filled in; what stands after a colon is the verb.</summary>
    private static string Named(string segment)
    {
        int end = segment.IndexOf('}', StringComparison.Ordinal);
        return segment.StartsWith('{') && end > 0 ? "thing-1" + segment[(end + 1)..] : segment;
    }

    [Fact]
    public void The_table_is_what_the_reference_says()
    {
        if (Repository.Shared is not { } shared)
        {
            return;
        }

        string expected = string.Join('\n',
            TableWriter.Rows(File.ReadAllText(Path.Join(shared, "reference/cloud/gcp_methods.csv"))).Skip(1)
                .Select(r => string.Join(',', r[3], r[0].Split('/')[0], r[4], r[5]))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) + "\n";
        if (CaseFile.Accepts(Table))
        {
            File.WriteAllText(Table, expected);
        }

        Assert.Equal(expected, File.ReadAllText(Table));
    }

    [Fact]
    public void Every_destroying_method_asks()
    {
        string[] destroying = [.. File.ReadLines(Table).Where(l => l.EndsWith(",destroy", StringComparison.Ordinal))];
        Assert.True(destroying.Length > 1400);
        Assert.Equal(Untold, destroying.Where(l => Judge(l).Verdict.Decision is Decision.Allow));
    }

    [Fact]
    public void No_read_is_stopped() => Assert.DoesNotContain(
        File.ReadLines(Table).Where(l => l.EndsWith(",read", StringComparison.Ordinal)),
        l => Judge(l).Effects.Length > 0);
}

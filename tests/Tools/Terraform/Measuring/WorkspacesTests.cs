using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Terraform.Memory;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>Workspaces: each has a state of its own, looking makes none, and all that an action touches are
/// remembered.</summary>
public sealed class WorkspacesTests
{
    private const string Resource = "printf 'resource \"terraform_data\" \"a\" {\\n  count = 2\\n}\\n' > main.tf\n";

    /// <summary>Answers for the workspaces default and dev; dev holds two resources.</summary>
    private const string Remote =
        """
        case "$1 $2" in
        "workspace list") printf '* default\n  dev\n' ;;
        "state pull") cat "$(dirname "$0")/${TF_WORKSPACE:-default}.json" ;;
        *) exit 1 ;;
        esac
        """;

    [Theory]
    [InlineData("tofu workspace new fresh && tofu apply -auto-approve")]
    [InlineData("tofu workspace select -or-create fresh && tofu apply -auto-approve")]
    [InlineData("TF_WORKSPACE=fresh tofu apply -auto-approve")]
    [InlineData("TF_WORKSPACE=fresh tofu destroy -auto-approve")]
    [InlineData("tofu workspace new fresh && tofu plan -out=p && tofu apply p")]
    public void Judging_makes_no_workspace(string command)
    {
        using var folder = new CaseFolder();
        folder.Bash(Resource + "tofu apply -auto-approve");
        string[] before = Files(folder);
        Judgement judgement = Judge(folder, command, journal: false);
        Assert.Equal(before, Files(folder));
        Assert.DoesNotContain(judgement.Radius.Measurements, m => m.Effect.Kind is EffectKind.Destroy);
        folder.Bash("tofu workspace new fresh");
    }

    [Fact]
    public void All_workspaces_of_one_action_are_remembered()
    {
        using var folder = new CaseFolder();
        folder.Bash(Resource + "for w in red green blue; do tofu workspace new $w; tofu apply -auto-approve; done");
        Judge(folder, "tofu workspace select red && tofu plan; TF_WORKSPACE=green tofu plan", journal: true);
        var memory = StatesLock.Read(File.ReadAllText(Path.Join(folder.Work, StateMemory.CommittedName)));
        Assert.Equal(["green", "red"], Remembered(memory));
        Assert.Empty(memory.Problems);
    }

    [Fact]
    public void All_workspaces_of_one_action_are_learned_after_it()
    {
        using var folder = new CaseFolder();
        folder.Bash(Resource + "for w in red green; do tofu workspace new $w; tofu apply -auto-approve; done");
        string action = "tofu workspace select red && tofu apply -auto-approve"
            + " && tofu workspace select green && tofu apply -auto-approve";
        Assert.Empty(On(folder, journal: true).Learn(new Holdpoint.Action.ShellCommand(action, folder.Work)));
        Assert.Equal(
            ["green", "red"],
            Remembered(StatesLock.Read(File.ReadAllText(Path.Join(folder.Work, StateMemory.CommittedName)))));
    }

    [Fact]
    public void A_forced_delete_of_a_remote_workspace_is_measured_by_its_own_state()
    {
        using var tofu = new FakeTofu(Remote);
        tofu.Put("dev.json", StateOf(2));
        tofu.Put("default.json", StateOf(5));
        Judgement judgement = tofu.Judge("tofu workspace delete -force dev");
        Measurement measured = Assert.Single(judgement.Radius.Measurements);
        Assert.Null(measured.Unmeasured);
        Assert.Equal((EffectKind.Destroy, 2L), (measured.Effect.Kind, measured.Count));
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
        Assert.Equal(["> workspace list", "dev> state pull"], tofu.Questions);
    }

    [Fact]
    public void A_remote_workspace_that_is_not_there_is_never_asked_for_its_state()
    {
        using var tofu = new FakeTofu(Remote);
        tofu.Put("default.json", StateOf(5));
        Assert.Equal(Decision.Allow, tofu.Judge("tofu workspace delete -force gone").Verdict.Decision);
        Assert.Equal(
            EffectKind.Create,
            tofu.Judge("tofu workspace new gone && tofu apply -auto-approve").Radius.Measurements[^1].Effect.Kind);
        Assert.DoesNotContain(tofu.Questions, q => q.StartsWith("gone>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_remote_backend_that_lists_no_workspaces_leaves_a_forced_delete_unmeasured()
    {
        using var tofu = new FakeTofu("echo 'Error: denied' >&2; exit 1");
        Judgement judgement = tofu.Judge("tofu workspace delete -force dev");
        Assert.Contains("denied", Assert.Single(judgement.Radius.Measurements).Unmeasured, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judgement.Verdict.Decision);
    }

    private static string StateOf(int resources) => System.Text.Encoding.UTF8.GetString(StateText.Of(
        string.Join('\n', Enumerable.Range(0, resources).Select(i => $"terraform_data.r{i}"))).Json);

    private static IEnumerable<string> Remembered(StatesLock memory) =>
        memory.States.Select(s => s.Workspace).Order(StringComparer.Ordinal);

    private static Judgement Judge(CaseFolder folder, string command, bool journal) =>
        On(folder, journal).Run(new Holdpoint.Action.ShellCommand(command, folder.Work));

    private static Pipeline On(CaseFolder folder, bool journal) => new(
        new CaseWorld(folder, []), _ => PolicySet.BuiltIn, journal ? new IncidentTests.NoJournal() : null,
        TimeSpan.FromSeconds(60));

    private static string[] Files(CaseFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Work, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
}

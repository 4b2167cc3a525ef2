using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Terraform.Measuring;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Terraform.Memory;

namespace Holdpoint.Tests.Tools.Terraform.Memory;

/// <summary>The committed memory in a real git: branches that saw different things merge, and a branch without memory
/// silences nothing.</summary>
public sealed class BranchesTests
{
    private const string Lock = ".holdpoint/states.lock";

    private const string Configuration =
        "git init -q -b main .; printf '*.tfstate*\\n.terraform*\\nterraform.tfstate.d\\n' > .gitignore\n"
        + "printf 'resource \"terraform_data\" \"a\" {\\n  count = 4\\n}\\n' > main.tf\n";

    /// <summary>Two branches, each with a workspace of its own and one that both saw grow.</summary>
    [Fact]
    public void Two_branches_that_saw_different_states_merge_cleanly()
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "tofu apply -auto-approve");
        Judge(folder, "tofu plan");
        folder.Bash("git add -A && git commit -qm base && git checkout -qb left");
        folder.Bash("tofu workspace new red && tofu apply -auto-approve");
        Judge(folder, "tofu plan");
        folder.Bash("git add -A && git commit -qm left && git checkout -q main && git checkout -qb right");
        folder.Bash("tofu workspace new blue && tofu apply -auto-approve");
        Judge(folder, "tofu plan");
        folder.Bash("git add -A && git commit -qm right && git merge left");
        var merged = StatesLock.Read(File.ReadAllText(Path.Join(folder.Work, Lock)));
        Assert.Empty(merged.Problems);
        Assert.Equal(["blue", "default", "red"], merged.States.Select(s => s.Workspace).Order());
        Assert.All(merged.States, s => Assert.Equal(4, s.Resources));
    }

    /// <summary>A checkout exchanges the committed file; this computer's own memory stays.</summary>
    [Fact]
    public void A_branch_without_memory_does_not_silence_the_alarm()
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "git add -A && git commit -qm bare && git branch bare && tofu apply -auto-approve");
        Judge(folder, "tofu plan");
        folder.Bash("git add -A && git commit -qm memory && git checkout -q bare && mv terraform.tfstate ../away");
        Assert.False(File.Exists(Path.Join(folder.Work, Lock)));
        Judgement judgement = Judge(folder, "tofu apply -auto-approve");
        Assert.Equal(AlarmKind.Missing, Assert.Single(judgement.Radius.Measurements.Single().Alarms).Kind);
        Assert.NotEqual(Decision.Allow, judgement.Verdict.Decision);
    }

    private static Judgement Judge(CaseFolder folder, string command) =>
        new Pipeline(
            new CaseWorld(folder, []), _ => PolicySet.BuiltIn, new IncidentTests.NoJournal(), TimeSpan.FromSeconds(60))
            .Run(new Holdpoint.Action.ShellCommand(command, folder.Work));
}

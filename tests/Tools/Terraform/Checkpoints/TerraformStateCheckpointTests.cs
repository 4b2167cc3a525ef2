using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Tools.Terraform.Checkpoints;

/// <summary>What a state forgets comes back, with a real tofu and a real terraform; what is destroyed does
/// not.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TerraformStateCheckpointTests : CheckpointConformance
{
    internal override Scene New(IWorkshop workshop)
    {
        var scene = new Scene(("PATH", Repository.PathWithTools), ("TF_IN_AUTOMATION", "1")) { Workshop = workshop };
        scene.Person.Says = new Answer.Yes();
        return scene;
    }

    internal override CheckpointExample Make(Scene scene) => new State(Fill(scene, "tofu"));

    private const string Configuration =
        "printf 'resource \"terraform_data\" \"a\" {\n count = 3\n input = count.index\n}\n"
        + "resource \"terraform_data\" \"b\" {\n}\noutput \"o\" {\n value = 7\n}\n' > main.tf";

    [Theory]
    [InlineData("tofu", "tofu state rm terraform_data.a[1] terraform_data.b")]
    [InlineData("tofu", "tofu state push -force other.tfstate")]
    [InlineData("tofu", "tofu workspace delete -force w")]
    [InlineData("terraform", "terraform state rm terraform_data.b")]
    [InlineData("terraform", "terraform state push -force other.tfstate")]
    [InlineData("terraform", "terraform workspace delete -force w")]
    public void What_the_state_forgets_comes_back_with_the_next_serial(string program, string line)
    {
        if (ProgramLookup.Find(program, Repository.PathWithTools) is null)
        {
            Assert.Skip($"no {program} here");
        }

        using Scene scene = Make(program);
        Bash(
            scene,
            $"{program} workspace new w && {program} apply -auto-approve && {program} workspace select default");
        string before = States(scene, program);

        Assert.Equal(0, scene.Ran(line));
        Assert.NotEqual(before, States(scene, program));
        Manifest saved = scene.Only;
        SavedPart part = Assert.Single(saved.Parts);
        Assert.Equal("terraform-state", part.Kind);
        Assert.True(saved.IsVerified, part.Problem);
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, States(scene, program));
        Assert.Equal(0, scene.Undone(saved));
        Assert.Contains(scene.Person.Told, t => t.Contains("nothing differs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_destroy_is_judged_as_if_the_record_of_it_were_not_saved()
    {
        using Scene scene = Make("tofu");
        Judgement judged = scene.Pipeline.Run(new Action.ShellCommand(
            "cd . && tofu destroy -auto-approve", scene.Work));
        Measurement measured = Assert.Single(judged.Radius.Measurements) with
        {
            Effect = judged.Radius.Measurements[0].Effect with { Recovery = new Recovery.Never("it holds data") },
        };
        CheckpointPlan plan = CheckpointPlan.Of([measured], scene.World);
        Assert.Single(plan.Sources);
        Assert.Empty(plan.Covered);
        Assert.Equal([0], plan.Uncovered);
        Assert.Equal(
            measured.Effect.Recovery,
            plan.With([measured], "x", scene.World.Clock.GetUtcNow())[0].Effect.Recovery);

        // It is saved all the same, and what it is worth stands beside it.
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(
            plan.Sources, "tofu destroy -auto-approve", scene.Work, "");
        Assert.True(saved is { IsVerified: true }, problem);
        Assert.Contains("does not make the objects again", saved.Parts[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_was_cut_is_broken()
    {
        using Scene scene = Make("tofu");
        Assert.Equal(0, scene.Ran("tofu state rm terraform_data.b"));
        SavedPart part = scene.Only.Parts[0];
        string folder = Path.Join(scene.Store.FolderOf(scene.Only.Id), part.Folder);
        CheckpointKind kind = CheckpointKinds.Find(part.Kind) ?? throw new InvalidOperationException();
        string file = Path.Join(folder, "state.tfstate");
        string whole = File.ReadAllText(file);

        File.WriteAllText(file, whole[..(whole.Length / 2)]);
        Assert.IsType<ProofAnswer.Broken>(kind.Verify(part, folder, scene.Bench));
        File.WriteAllText(file, whole.Replace("\"lineage\": \"", "\"lineage\": \"0", StringComparison.Ordinal));
        Assert.IsType<ProofAnswer.Broken>(kind.Verify(part, folder, scene.Bench));
        File.Delete(file);
        Assert.IsType<ProofAnswer.Broken>(kind.Verify(part, folder, scene.Bench));
        Assert.False(new Taking(scene.Store, scene.Bench).Prove(scene.Only).IsVerified);
        Assert.IsType<Outcome.Refused>(scene.Undo(scene.Only));
    }

    [Fact]
    public void A_remote_state_is_pulled_and_pushed_by_the_program_itself()
    {
        using Scene scene = Make("tofu");

        // A backend on the other side of a program that hands everything on to a real tofu there.
        string tofu = ProgramLookup.Find("tofu", Repository.PathWithTools) ?? "";
        string there = Path.Join(scene.Folder, "there");
        string bin = Path.Join(scene.Folder, "bin");
        Bash(scene, $"mkdir {there} {bin} .terraform && mv terraform.tfstate {there}/ && cat > {bin}/tofu <<'E'\n"
            + $"#!/bin/sh\necho \"$*\" >> {there}/asked\n"
            + "case \"$PWD\" in *scratch*) exec " + tofu + " \"$@\";; esac\ncd " + there + " && exec " + tofu
            + " \"$@\"\nE\nchmod +x " + bin + "/tofu");
        File.WriteAllText(
            Path.Join(scene.Work, ".terraform/terraform.tfstate"),
            """{"version":3,"backend":{"type":"s3","config":{"bucket":"acme","key":"shop.tfstate"}}}""");
        File.WriteAllText(Path.Join(scene.Work, "main.tf"), "terraform {\n  backend \"s3\" {\n  }\n}\n");
        using var remote = new Scene(("PATH", $"{bin}:{Repository.PathWithTools}"), ("TF_IN_AUTOMATION", "1"));
        remote.Person.Says = new Answer.Yes();
        string before = Listed(there);
        var action = new Action.ShellCommand("tofu state rm terraform_data.b", scene.Work);
        Outcome outcome = new Executor(remote.Pipeline, remote.Store, remote.World, remote.Workshop, remote.Person)
            .Run(action, new ThroughRequest(
                "/bin/bash", ["-c", action.Text + " >/dev/null 2>&1"], scene.Work, remote.World.Changed));
        Assert.Equal(new Outcome.Ran(0), outcome);
        Assert.NotEqual(before, Listed(there));
        Assert.True(remote.Only.IsVerified, remote.Only.Parts[0].Problem);

        Assert.Equal(0, remote.Undone(remote.Only));
        Assert.Equal(before, Listed(there));
        Assert.Contains(
            File.ReadAllLines(Path.Join(there, "asked")), l => l.StartsWith("state push /", StringComparison.Ordinal));

        string Listed(string folder) => Bash(scene, $"cd {folder} && {tofu} state list && {tofu} output");
    }

    /// <summary>A state that loses two of its objects.</summary>
    private sealed class State(Scene scene) : CheckpointExample(scene)
    {
        private readonly Scene _scene = scene;

        public override string Destroys => "tofu state rm terraform_data.a[1] terraform_data.b";

        public override string Named => "terraform_data.b";

        public override ImmutableArray<string> Needs => ["tofu"];

        public override string Everything() => States(_scene, "tofu");

        public override void Writes() => Bash(
            _scene,
            "printf 'resource \"terraform_data\" \"c\" {\n}\n' >> main.tf && tofu apply -auto-approve");

        public override void Spoils(string folder)
        {
            string file = Path.Join(folder, "state.tfstate");
            File.WriteAllText(
                file, File.ReadAllText(file).Replace("\"lineage\": \"", "\"lineage\": \"0", StringComparison.Ordinal));
        }
    }

    private Scene Make(string program) => Fill(New(new Workshop()), program);

    private static Scene Fill(Scene scene, string program)
    {
        Bash(scene, $"{Configuration} && {program} init && {program} apply -auto-approve");
        Bash(scene, "mkdir o && cd o && printf 'resource \"terraform_data\" \"c\" {\n}\n' > main.tf && "
            + $"{program} init && {program} apply -auto-approve && mv terraform.tfstate ../other.tfstate && cd .. && "
            + "rm -rf o");
        return scene;
    }

    /// <summary>What the states of both workspaces hold, without serials.</summary>
    private static string States(Scene scene, string program) => Bash(
        scene, $"for w in $({program} workspace list | tr -d '* '); do echo $w; TF_WORKSPACE=$w {program} state pull "
            + "| grep -v '\"serial\"'; done");

    private static string Bash(Scene scene, string line)
    {
        ImmutableDictionary<string, string?> environment = scene.World.Changed
            .SetItem("TF_CLI_CONFIG_FILE", null).SetItem("CHECKPOINT_DISABLE", "1");
        RunAnswer answer = scene.Workshop.Run(new RunRequest(
            "/bin/bash", ["-c", line], scene.Work, environment, scene.World.Clock.GetUtcNow() + TimeSpan.FromMinutes(1),
            1 << 20));
        var ended = Assert.IsType<RunAnswer.Ended>(answer);
        Assert.True(ended.ExitCode == 0, $"{line}: {ended.Errors} {ended.Text}");
        return ended.Text;
    }
}

using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Terraform.Measuring;

namespace Holdpoint.Tests.Tools.Terraform.Measuring;

/// <summary>The three steps of the DataTalks incident, with a real tofu, through the whole pipeline and its
/// memory.</summary>
public sealed class IncidentTests
{
    private const string Configuration =
        "printf 'resource \"terraform_data\" \"a\" {\\n count = 4\\n}\\nresource \"terraform_data\" \"b\" {\\n}\\n' " +
            "> main.tf\n";

    [Fact]
    public void A_new_computer_without_the_state_raises_the_alarm_and_so_does_unpacking_the_old_one()
    {
        // The first computer: the state is made, learned and remembered beside the configuration.
        using var first = new CaseFolder();
        first.Bash(Configuration);
        Assert.Equal(Decision.Allow, Judge(first, "tofu apply -auto-approve").Verdict.Decision);
        first.Bash("tofu apply -auto-approve");
        Assert.Empty(On(first).Learn(Command(first, "tofu apply -auto-approve")));
        string memory = File.ReadAllText(Path.Join(first.Work, ".holdpoint/states.lock"));
        Assert.Contains(" address terraform_data.a 4\n", memory, StringComparison.Ordinal);
        Assert.Empty(Judge(first, "tofu plan").Radius.Measurements.SelectMany(m => m.Alarms));

        // A new computer: the committed file, no state, another home.
        using var second = new CaseFolder();
        second.Bash(Configuration + $"mkdir .holdpoint && cp '{first.Work}/.holdpoint/states.lock' .holdpoint/");
        Assert.Equal(AlarmKind.Missing, Alarm(second, "tofu apply -auto-approve"));
        Assert.Equal(AlarmKind.Missing, Alarm(second, "tofu plan"));

        // It is applied all the same: what is remembered stays, what was seen is noted.
        second.Bash("tofu apply -auto-approve");
        Assert.Empty(On(second).Learn(Command(second, "tofu apply -auto-approve")));
        Assert.Equal(memory, File.ReadAllText(Path.Join(second.Work, ".holdpoint/states.lock")));
        Assert.Equal(AlarmKind.Replaced, Alarm(second, "tofu plan"));

        // The old state is unpacked over the new one: remembered, but not the one that was here.
        second.Bash($"cp '{first.Work}/terraform.tfstate' terraform.tfstate");
        Assert.Equal(AlarmKind.Replaced, Alarm(second, "tofu plan"));

        // Asking again does not silence it: only a person does.
        Assert.Equal(AlarmKind.Replaced, Alarm(second, "tofu plan"));
        Judgement destroy = Judge(second, "tofu destroy -auto-approve");
        Assert.Contains(destroy.Radius.Measurements.Single().Alarms, a => a.Kind is AlarmKind.Replaced);
        Assert.NotEqual(Decision.Allow, destroy.Verdict.Decision);
        Assert.Equal(5, destroy.Radius.Measurements.Single().Count);

        // A person accepts it: quiet again.
        var world = new CaseWorld(second, []);
        StateAcceptance accepted = StateAcceptance.Of(
            world, "tofu", second.Work, new MeasureBudget(world.Clock.GetUtcNow() + TimeSpan.FromSeconds(30),
                MeasureBudget.DefaultMaxBytes));
        Assert.Equal(3, accepted.Lessons.Length); // the committed memory, git's word beside it, this computer's own
        Assert.All(accepted.Lessons, l => Assert.Null(Holdpoint.World.MemoryFile.Write(l.Path, l.Text)));
        Assert.Null(Alarm(second, "tofu plan"));
    }

    [Fact]
    public void Judging_an_apply_writes_nothing_to_the_state()
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "tofu apply -auto-approve\nprintf 'resource \"terraform_data\" \"b\" {\\n}\\n' > " +
            "main.tf");
        byte[] before = File.ReadAllBytes(Path.Join(folder.Work, "terraform.tfstate"));
        string[] files = Files(folder);
        Judgement judgement = Judge(folder, "tofu apply -auto-approve", journal: null);
        Assert.Equal(4, judgement.Radius.Measurements.Single().Count);
        Assert.Equal(before, File.ReadAllBytes(Path.Join(folder.Work, "terraform.tfstate")));
        Assert.Equal(files, Files(folder));
    }

    [Fact]
    public void A_destroy_that_was_allowed_is_learned_and_raises_no_alarm()
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "tofu apply -auto-approve");
        Judge(folder, "tofu plan");
        folder.Bash("tofu destroy -auto-approve");
        Assert.Empty(On(folder).Learn(Command(folder, "tofu destroy -auto-approve")));
        Assert.Null(Alarm(folder, "tofu apply"));
    }

    [Fact]
    public void A_program_that_hangs_is_ended_at_the_deadline()
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "mkdir ../bin\nprintf '#!/bin/sh\\necho asked > ../asked\\nexec sleep 600\\n' > " +
            "../bin/tofu\nchmod +x ../bin/tofu");
        var world = new CaseWorld(folder, [$"PATH={Path.GetFullPath(Path.Join(folder.Work, "../bin"))}:/usr/bin:/bin"]);
        var pipeline = new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(1));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Judgement judgement = pipeline.Run(Command(folder, "tofu apply -auto-approve"));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Contains("no answer within", judgement.Radius.Measurements.Single().Unmeasured,
            StringComparison.Ordinal);
        Assert.NotEqual(Decision.Allow, judgement.Verdict.Decision);
    }

    [Theory]
    [InlineData("./terraform destroy -auto-approve")]
    [InlineData("PATH=.:$PATH terraform apply -auto-approve")]
    [InlineData("PATH=$PWD:/usr/bin:/bin terraform apply -auto-approve")]
    [InlineData("$PWD/terraform apply -auto-approve")]
    public void A_program_that_the_agent_left_is_never_run_to_be_asked(string command)
    {
        using var folder = new CaseFolder();
        folder.Bash(Configuration + "printf '#!/bin/sh\\ntouch \"$0.ran\"\\n' > terraform && chmod +x terraform");
        Judgement judgement = Judge(folder, command);
        Assert.False(File.Exists(Path.Join(folder.Work, "terraform.ran")));
        Assert.NotEmpty(judgement.Radius.Measurements);
    }

    private static AlarmKind? Alarm(CaseFolder folder, string command) =>
        Judge(folder, command).Radius.Measurements.SelectMany(m => m.Alarms).Select(a =>
            (AlarmKind?)a.Kind).FirstOrDefault();

    private static Judgement Judge(CaseFolder folder, string command) => Judge(folder, command, new NoJournal());

    private static Judgement Judge(CaseFolder folder, string command, IJournal? journal) =>
        new Pipeline(new CaseWorld(folder, []), _ =>
            PolicySet.BuiltIn, journal, TimeSpan.FromSeconds(60)).Run(Command(folder, command));

    private static Pipeline On(CaseFolder folder) =>
        new(new CaseWorld(folder, []), _ => PolicySet.BuiltIn, new NoJournal(), TimeSpan.FromSeconds(60));

    private static Holdpoint.Action.ShellCommand Command(CaseFolder folder, string command) =>
        new(command, folder.Work);

    private static string[] Files(CaseFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Work, "*",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Takes every record: these tests look at the memory of states only.</summary>
    internal sealed class NoJournal : IJournal
    {
        public string? Record(Judgement judgement) => null;

        public string? Record(Judgement judgement, ExecutionEnd end) => null;
    }
}

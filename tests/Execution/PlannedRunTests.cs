using System.Collections.Immutable;
using Holdpoint.Approvals;
using Holdpoint.Execution;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Execution;

/// <summary>What Terraform plans is what is judged, and just that plan is done; with a real tofu.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PlannedRunTests : IDisposable
{
    private const string Two = """
        resource "terraform_data" "kept" {}
        resource "terraform_data" "gone" {}

        """;

    private readonly Scene _scene = new(("PATH", Repository.PathWithTools), ("TF_IN_AUTOMATION", "1"));

    public PlannedRunTests()
    {
        Write(Two);
        Tofu("init", "-no-color");
        Tofu("apply", "-auto-approve", "-no-color");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_was_planned_is_shown_asked_about_and_done()
    {
        Write("""resource "terraform_data" "kept" {}""");
        _scene.Person.Says = new Answer.Yes();

        Assert.Equal(0, Run("tofu", "apply", "-auto-approve", "-no-color"));

        Judgement asked = Assert.Single(_scene.Person.Questions);
        Assert.Equal("terraform_data.gone", Assert.Single(
            Assert.Single(asked.Radius.Measurements).Losses).Resource.Name);
        Assert.Equal(["terraform_data.kept"], State());

        // Other tests have scratch folders of their own meanwhile; a plan lies only in ours.
        Assert.DoesNotContain(
            Directory.EnumerateDirectories("/var/tmp", $"holdpoint-scratch-{Environment.ProcessId}-*"),
            d => File.Exists(Path.Join(d, "plan")));
    }

    [Fact]
    public void A_no_leaves_all_as_it_is()
    {
        _scene.Person.Says = new Answer.No();
        Assert.IsType<Outcome.Refused>(Execute("tofu", "destroy", "-auto-approve", "-no-color"));
        Assert.Equal(2, State().Length);
    }

    /// <summary>The plan that was shown does not fit any more: Terraform's own lock on it holds.</summary>
    [Fact]
    public void A_state_that_moves_while_a_person_thinks_is_not_touched()
    {
        _scene.Person.Says = new Answer.Yes();
        _scene.Person.Meanwhile = () =>
        {
            Write(Two + """resource "terraform_data" "other" {}""");
            Tofu("apply", "-auto-approve", "-no-color");
        };

        Outcome outcome = Execute("tofu", "destroy", "-auto-approve", "-no-color");

        Assert.True(outcome is Outcome.Changed or Outcome.Ran { ExitCode: not 0 }, $"{outcome}");
        Assert.Equal(3, State().Length);
    }

    /// <summary>A plan that only makes things is asked about where Terraform itself would have asked.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void The_question_that_the_program_would_have_put_is_put(bool approved, int questions)
    {
        Write(Two + """resource "terraform_data" "other" {}""");
        _scene.Person.Says = new Answer.Yes();

        Assert.Equal(0, Run(
            approved ? ["tofu", "apply", "-auto-approve", "-no-color"] : ["tofu", "apply", "-no-color"]));

        Assert.Equal(questions, _scene.Person.Questions.Count);
        Assert.Equal(3, State().Length);
    }

    [Fact]
    public void Where_no_plan_can_be_made_nothing_is_done()
    {
        Write(Two + "this is no configuration");
        _scene.Person.Says = new Answer.Yes();

        Assert.Equal(1, Run("tofu", "apply", "-auto-approve", "-no-color"));

        Assert.Contains(_scene.Person.Told, t => t.Contains("no plan could be made", StringComparison.Ordinal));
        Write(Two);
        Assert.Equal(2, State().Length);
    }

    [Theory]
    [InlineData("tofu destroy -auto-approve -target=a.b", "plan -destroy -target=a.b -out=F", "apply F")]
    [InlineData("tofu -chdir=infra apply -var x=1 -lock-timeout=5s",
        "-chdir=infra plan -var=x=1 -lock-timeout=5s -out=F", "-chdir=infra apply -lock-timeout=5s F")]
    [InlineData("tofu apply -destroy -parallelism=3", "plan -destroy -parallelism=3 -out=F",
        "apply -parallelism=3 F")]
    [InlineData("cd infra && tofu destroy", "plan -destroy -out=F", "apply F")]
    [InlineData("TF_WORKSPACE=blue tofu destroy", "plan -destroy -out=F", "apply F")]
    [InlineData("tofu apply saved", null, null)]
    [InlineData("tofu destroy > log", null, null)]
    [InlineData("tofu destroy; tofu apply", null, null)]
    [InlineData("for w in a b; do tofu destroy; done", null, null)]
    [InlineData("yes | tofu destroy", null, null)]
    [InlineData("tofu destroy -target=$X", null, null)]
    [InlineData("TF_CLI_ARGS_destroy=-target=a.b tofu destroy", null, null)]
    [InlineData("terragrunt destroy", null, null)]
    public void A_line_is_two_steps_only_where_nothing_else_is_in_it(string line, string? plan, string? apply)
    {
        Directory.CreateDirectory(Path.Join(_scene.Work, "infra"));
        Judgement judged = _scene.Pipeline.Look(new Holdpoint.Action.ShellCommand(line, _scene.Work));
        var planned = PlannedRun.Of(judged, Request("/bin/bash", "-c", line), "F");

        Assert.Equal(plan, planned is null ? null : string.Join(' ', planned.Plan.Arguments));
        Assert.Equal(apply, planned is null ? null : string.Join(' ', planned.Apply.Arguments));
        Assert.True(planned is null || planned.Apply.Program == "tofu");
    }

    [Fact]
    public void Folder_and_variables_of_a_line_go_along()
    {
        Directory.CreateDirectory(Path.Join(_scene.Work, "infra"));
        const string Line = "cd infra && TF_WORKSPACE=blue tofu destroy";
        Judgement judged = _scene.Pipeline.Look(new Holdpoint.Action.ShellCommand(Line, _scene.Work));

        PlannedRun? planned = PlannedRun.Of(judged, Request("/bin/bash", "-c", Line), "F");

        Assert.NotNull(planned);
        Assert.Equal(Path.Join(_scene.Work, "infra"), planned.Apply.Directory);
        Assert.Equal("blue", planned.Apply.Environment["TF_WORKSPACE"]);
    }

    [Fact]
    public void Wrappers_stand_before_both_steps()
    {
        string[] words = ["env", "TF_WORKSPACE=blue", "timeout", "60", "tofu", "destroy"];
        Judgement judged = _scene.Pipeline.Look(
            new Holdpoint.Action.ShellCommand(string.Join(' ', words), _scene.Work));

        PlannedRun? planned = PlannedRun.Of(judged, Request(words), "F");

        Assert.Equal("TF_WORKSPACE=blue timeout 60 tofu apply F", string.Join(' ', planned?.Apply.Arguments ?? []));
    }

    /// <summary>Each try makes a plan of its own in a file of its own; what is granted is what the plan would
    /// change.</summary>
    [Fact]
    public void A_later_try_joins_the_request_and_uses_its_grant_and_another_plan_does_not()
    {
        _scene.Policy($"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}\"]\n");
        SigningKey key = SigningKey.Create();
        Directory.CreateDirectory(Approvers.OwnFolder(_scene.World));
        File.WriteAllText(Path.Join(Approvers.OwnFolder(_scene.World), "ada.pem"), key.Public.Text);
        var store = new RequestStore(_scene.World, _scene.Workshop);
        string[] apply = ["tofu", "apply", "-auto-approve", "-no-color"];
        Write("""
            resource "terraform_data" "kept" { input = "one" }

            """);

        Assert.IsType<Outcome.Unasked>(Execute(apply));
        Assert.IsType<Outcome.Unasked>(Execute(apply));
        Request request = Assert.Single(store.All());
        Assert.Equal((2, string.Join(' ', apply)), (request.Times, request.Action));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string text = new GrantStatement(
            request.Id, request.Fingerprint, "ada", HostIdentity.Of(_scene.World), now, now.AddHours(1), 1).Text();
        Assert.Null(store.Write(
            request.Id, new SignedGrant(text, key.Public.Id, Convert.ToBase64String(key.Sign(text)))));

        // The same resource goes, the same one is updated, to another value.
        Write("""
            resource "terraform_data" "kept" { input = "two" }

            """);
        Assert.IsType<Outcome.Unasked>(Execute(apply));
        Assert.Equal(2, State().Length);
        Assert.Equal(2, store.All().Length);

        Write("""
            resource "terraform_data" "kept" { input = "one" }

            """);
        Assert.Equal(0, Run(apply));
        Assert.Equal(["terraform_data.kept"], State());
    }

    private int Run(params string[] words) => Assert.IsType<Outcome.Ran>(Execute(words)).ExitCode;

    private Outcome Execute(params string[] words) =>
        new Executor(_scene.Pipeline, _scene.Store, _scene.World, _scene.Workshop, _scene.Person)
        {
            Desk = new GrantDesk(_scene.World, _scene.Workshop, new Requester("terminal", "")),
        }.Run(
            new Holdpoint.Action.ShellCommand(string.Join(' ', words), _scene.Work), Request(words));

    private ThroughRequest Request(params string[] words) =>
        new(words[0], [.. words[1..]], _scene.Work, _scene.World.Changed);

    private void Write(string configuration) => File.WriteAllText(Path.Join(_scene.Work, "main.tf"), configuration);

    private void Tofu(params string[] arguments) => Assert.Equal(
        0, _scene.Workshop.RunThrough(Request(["tofu", .. arguments])).ExitCode);

    private string[] State() =>
        Assert.IsType<RunAnswer.Ended>(_scene.World.Run(new RunRequest(
            "tofu", ["state", "list"], _scene.Work, _scene.World.Changed, DateTimeOffset.UtcNow.AddSeconds(60),
            1_000_000))).Output is var output
            ? System.Text.Encoding.UTF8.GetString(output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : [];
}

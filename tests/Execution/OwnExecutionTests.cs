using System.Text;
using System.Text.Json;
using Holdpoint.Cli.Agents;
using Holdpoint.Policy;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Execution;

/// <summary>An agent may have a command saved for by the program that judges it, and by no other of that
/// name.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OwnExecutionTests : IDisposable
{
    private readonly Scene _scene;
    private readonly string _bin;

    public OwnExecutionTests()
    {
        string folder = Path.Join(Path.GetTempPath(), "holdpoint-" + Guid.NewGuid().ToString("n"));
        _bin = folder;
        Directory.CreateDirectory(folder);
        string program = Path.Join(folder, "holdpoint");
        File.WriteAllText(program, "#!/bin/sh\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _scene = new Scene(("PATH", $"{folder}:/usr/bin:/bin"));
        _scene.World.OwnProgram = program;
        Directory.CreateDirectory(Path.Join(_scene.Work, "data"));
        File.WriteAllText(Path.Join(_scene.Work, "data/a.csv"), "1");
    }

    [Theory]
    [InlineData("holdpoint exec -- rm -rf data", "allow")]
    [InlineData("holdpoint exec -- 'rm -rf data && echo done'", "allow")]
    [InlineData("holdpoint exec -- ls", "allow")]
    [InlineData("holdpoint exec --max-checkpoint-gb 20 -- rm -rf data", "allow")]
    [InlineData("rm -rf data", "ask")]
    [InlineData("/tmp/holdpoint exec -- rm -rf data", "deny")]
    [InlineData("./holdpoint exec -- rm -rf data", "deny")]
    [InlineData("PATH=/tmp:$PATH holdpoint exec -- rm -rf data", "ask")]
    [InlineData("export PATH=/tmp:$PATH; holdpoint exec -- rm -rf data", "ask")]
    [InlineData("env -i holdpoint exec -- rm -rf data", "ask")]
    [InlineData("sudo holdpoint exec -- rm -rf data", "ask")]
    [InlineData("XDG_STATE_HOME=/tmp holdpoint exec -- rm -rf data", "ask")]
    [InlineData("hash -p /tmp/x holdpoint; holdpoint exec -- rm -rf data", "ask")]
    [InlineData("holdpoint() { rm -rf data; }; holdpoint exec -- ls", "ask")]
    [InlineData("holdpoint exec -- ls; rm -rf data", "ask")]
    [InlineData("holdpoint exec -- rm -rf /", "deny")]
    [InlineData("holdpoint exec -- holdpoint undo 20261130-151203-k3v9", "deny")]
    [InlineData("holdpoint undo 20261130-151203-k3v9", "deny")]
    [InlineData("holdpoint checkpoints prune --keep 0", "deny")]
    [InlineData("holdpoint checkpoints list", "allow")]
    [InlineData("holdpoint checkpoints show 20261130-151203-k3v9", "allow")]
    public void Only_the_program_that_judges_is_trusted(string line, string expected) =>
        Assert.Equal(expected, Words.Of(Judge(line).Verdict.Decision));

    [Fact]
    public void Another_file_of_that_name_on_the_path_is_none_of_ours()
    {
        _scene.World.OwnProgram = "/usr/bin/env";
        Assert.Equal(Decision.Ask, Judge("holdpoint exec -- rm -rf data").Verdict.Decision);
    }

    [Fact]
    public void A_yes_in_the_client_runs_it_with_a_way_back()
    {
        const string Input = """{"command":"rm -rf data","description":"clean","timeout":5000}""";
        ReadOnlyMemory<byte>? rewritten =
            ExecAnswer.Rewritten(Judge("rm -rf data"), Encoding.UTF8.GetBytes(Input), "command");

        Assert.NotNull(rewritten);
        JsonElement json = JsonDocument.Parse(rewritten.Value).RootElement;
        Assert.EndsWith(" exec -- 'rm -rf data'", json.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Equal("clean", json.GetProperty("description").GetString());
        Assert.Equal(5000, json.GetProperty("timeout").GetInt32());
    }

    [Fact]
    public void What_no_copy_brings_back_is_left_as_it_is() =>
        Assert.Null(ExecAnswer.Rewritten(
            Judge("terraform destroy -auto-approve"), "{\"command\":\"x\"}"u8, "command"));

    public void Dispose()
    {
        _scene.Dispose();
        Directory.Delete(_bin, recursive: true);
    }

    private Judgement Judge(string line) =>
        _scene.Pipeline.Run(new Action.ShellCommand(line, _scene.Work));
}

using System.Diagnostics;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.Native;
using Holdpoint.World;

namespace Holdpoint.Tests.Execution;

/// <summary>What surrounds the run itself: the size of a checkpoint, signals, the record.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ExecutorTests : IDisposable
{
    private const string Command = "sqlite3 app.db 'DROP TABLE users'";

    private readonly Scene _scene = new();

    public ExecutorTests() => _scene.Sqlite("CREATE TABLE users(name); INSERT INTO users VALUES('alice')");

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_large_checkpoint_is_taken_only_where_a_person_agrees(bool agrees, int checkpoints)
    {
        _scene.Person.Says = agrees ? new Answer.Yes() : new Answer.No();

        Outcome outcome = Execute(new Executor(
            _scene.Pipeline, _scene.Store, _scene.World, _scene.Workshop, _scene.Person) { MaxBytes = 1000 });

        Assert.Equal(checkpoints, _scene.Store.All().Length);
        Assert.Contains(_scene.Person.Told, t => t.Contains("would hold about 8.2 KB", StringComparison.Ordinal)
            || t.Contains("would hold about 8 KB", StringComparison.Ordinal));
        Assert.Equal(agrees, outcome is Outcome.Ran);
    }

    [Theory]
    [InlineData("ran", "alice", true)]
    [InlineData("refused", "", false)]
    public void How_it_ended_stands_in_the_journal(string ended, string gone, bool yes)
    {
        _scene.Policy("version: 1\nenvironments:\n  production:\n    paths: [" + _scene.Work + "]\n");
        _scene.Person.Says = yes ? new Answer.Yes() : new Answer.No();
        string folder = Path.Join(_scene.Folder, "journal");
        var journal = new JournalFile(JournalFile.At(folder), new Actor("exec", ""), _scene.World.Clock);
        var pipeline = new Pipeline(
            _scene.World, d => PolicyLoader.Load(_scene.World, d), journal, TimeSpan.FromSeconds(30));

        Execute(new Executor(pipeline, _scene.Store, _scene.World, _scene.Workshop, _scene.Person));

        string last = File.ReadLines(JournalFile.At(folder).Path).Last();
        Assert.Contains($"\"ended\":\"{ended}\"", last, StringComparison.Ordinal);
        Assert.Contains($"\"checkpoint\":\"{_scene.Only.Id}\",\"verified\":true", last, StringComparison.Ordinal);
        Assert.Equal(gone.Length > 0, last.Contains("\"gone\":[\"users\"]", StringComparison.Ordinal));
        Assert.True(JournalCheck.Run(JournalFile.At(folder).Files()).Intact);
    }

    /// <summary>Whoever stops us means the command: it gets the signal, and its exit status is ours.</summary>
    [Fact]
    public void Signals_are_handed_on_and_the_exit_status_is_the_commands_own()
    {
        const string Waits = "trap 'exit 42' TERM; echo ready; while :; do sleep 0.05; done";
        var start = new ProcessStartInfo(
            BuiltBinary.Path, ["exec", "--", "bash", "-c", Waits])
        {
            WorkingDirectory = _scene.Work,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = _scene.World.Home;
        start.Environment.Remove("XDG_STATE_HOME");
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        Assert.Equal("ready", process.StandardOutput.ReadLine());

        Process.Start("bash", ["-c", $"kill -TERM {process.Id}"]).WaitForExit();

        process.WaitForExit();
        Assert.Equal(42, process.ExitCode);
    }

    private Outcome Execute(Executor executor) => executor.Run(
        new Holdpoint.Action.ShellCommand(Command, _scene.Work),
        new ThroughRequest("/bin/bash", ["-c", Command], _scene.Work, _scene.World.Changed));
}

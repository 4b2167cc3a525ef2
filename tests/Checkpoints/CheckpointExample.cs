using System.Collections.Immutable;
using System.Diagnostics;

namespace Holdpoint.Tests.Checkpoints;

/// <summary>Something that a kind of checkpoint saves, set up for a test.</summary>
internal abstract class CheckpointExample(Scene scene) : IDisposable
{
    /// <summary>A command line that takes it, or a part of it.</summary>
    public abstract string Destroys { get; }

    /// <summary>What is told of it.</summary>
    public abstract string Named { get; }

    /// <summary>The programs without which it cannot be saved or proved; those that stand in for each other in one
    /// text.</summary>
    public abstract ImmutableArray<string> Needs { get; }

    /// <summary>All that is there, as text.</summary>
    public abstract string Everything();

    /// <summary>Somebody else writes to it.</summary>
    public abstract void Writes();

    /// <summary>Puts something less into a copy, which is whole otherwise.</summary>
    public abstract void Spoils(string folder);

    /// <summary>The command runs, and nobody has saved anything.</summary>
    public void Loses()
    {
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", Destroys + " >/dev/null 2>&1"])
        {
            WorkingDirectory = scene.Work,
            UseShellExecute = false,
            Environment = { ["PATH"] = scene.World.Variable("PATH") },
        }) ?? throw new InvalidOperationException("bash did not start");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public virtual void Dispose()
    {
    }
}

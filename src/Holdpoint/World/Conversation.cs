using System.Diagnostics;

namespace Holdpoint.World;

/// <summary>A child process that is talked to line by line. Disposing ends it.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public Conversation(Process process)
    {
        _process = process;
        _errors = ChildProcess.ReadErrors(process, CancellationToken.None);
    }

    /// <summary>Sends a line; false where it no longer listens.</summary>
    public bool Say(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next line that it prints; null where it ended, or the time is over.</summary>
    public string? Hear(TimeSpan patience)
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        return line.Wait(patience) ? line.Result : null;
    }

    /// <summary>Closes its standard input and waits for its end.</summary>
    public RunAnswer Finish(TimeSpan patience)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }

        return _process.WaitForExit(patience)
            ? new RunAnswer.Ended(_process.ExitCode, default, _errors.Wait(patience) ? _errors.Result : "")
            : new RunAnswer.Failed($"it did not end within {patience.TotalSeconds:0.#} s");
    }

    public void Dispose()
    {
        ChildProcess.End(_process);
        _process.Dispose();
    }
}

using System.Diagnostics;

namespace Holdpoint.World;

/// <summary>A child process that is talked to line by line. Disposing ends it.</summary>
internal sealed class Conversation : IDisposable
{
    /// <summary>Error text is for a message; more of it helps nobody.</summary>
    private const int MaxErrors = 16 * 1024;

    private readonly Process _process;
    private readonly Task<string> _errors;

    public Conversation(Process process)
    {
        _process = process;
        _errors = ErrorsAsync(process);
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
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
        }

        _process.Dispose();
    }

    private static async Task<string> ErrorsAsync(Process process)
    {
        var text = new System.Text.StringBuilder();
        char[] buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MaxErrors - text.Length)));
        }

        return text.ToString();
    }
}

using System.Diagnostics;
using System.Text;

namespace Holdpoint.World;

/// <summary>Runs one program under a deadline and a bound on its output, and leaves nothing of it behind.</summary>
internal static class ChildProcess
{
    /// <summary>Error text is for a message; more of it helps nobody.</summary>
    private const int MaxErrorChars = 16 * 1024;

    public static RunAnswer Run(RunRequest request, TimeSpan left)
    {
        string? path = request.Environment.TryGetValue("PATH", out string? given)
            ? given
            : Environment.GetEnvironmentVariable("PATH");
        if (ProgramLookup.Find(request.Program, path) is not { } program)
        {
            return new RunAnswer.Failed($"{request.Program} was not found on PATH");
        }

        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            WorkingDirectory = request.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in request.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (request.CleanEnvironment)
        {
            start.Environment.Clear();
        }

        foreach ((string name, string? value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        process.Start();
        using var timeout = new CancellationTokenSource(left);
        try
        {
            return Collect(process, request, timeout.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return new RunAnswer.Failed($"{request.Program} gave no answer within {left.TotalSeconds:0.#} s");
        }
        finally
        {
            End(process);
        }
    }

    private static async Task<RunAnswer> Collect(Process process, RunRequest request, CancellationToken cancel)
    {
        Task<string> errors = ReadErrors(process, cancel);
        Task<bool> fed = Feed(process, request.Input, cancel);
        var output = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (output.Length + read > request.MaxBytes)
            {
                return new RunAnswer.Failed(
                    $"{request.Program} answered more than {request.MaxBytes / (1024 * 1024)} MB");
            }

            output.Write(buffer, 0, read);
        }

        await fed;
        string errorText = await errors;
        await process.WaitForExitAsync(cancel);
        return new RunAnswer.Ended(process.ExitCode, output.GetBuffer().AsMemory(0, (int)output.Length), errorText);
    }

    private static async Task<bool> Feed(Process process, string input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            return true;
        }
        catch (IOException)
        {
            return false; // It ended before it had read everything: its answer still counts.
        }
    }

    private static async Task<string> ReadErrors(Process process, CancellationToken cancel)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MaxErrorChars - text.Length)));
        }

        return text.ToString();
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
        }
    }
}

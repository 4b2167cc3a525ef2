using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Holdpoint.World;

/// <summary>Runs one program under a deadline and a bound on its output, and leaves nothing of it behind.</summary>
internal static partial class ChildProcess
{
    /// <summary>Error text is for a message; more of it helps nobody.</summary>
    private const int MaxErrorChars = 16 * 1024;

    public static RunAnswer Run(RunRequest request, TimeSpan left)
    {
        if (StartInfo(request) is not { } start)
        {
            return new RunAnswer.Failed($"{request.Program} was not found on PATH");
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

    /// <summary>Starts a program whose streams are ours to talk through; null where it is not found.</summary>
    public static Process? Start(RunRequest request) =>
        StartInfo(request) is { } start ? Process.Start(start) : null;

    /// <summary>Runs a program with this process's own streams and waits for its end.</summary>
    /// <remarks>What a terminal sends on a key reaches the program by itself; what is sent to this process alone is
    /// handed on.</remarks>
    public static Ending RunThrough(ThroughRequest request)
    {
        if (Program(request.Program, request.Environment) is not { } program)
        {
            return new Ending(0, $"{request.Program} was not found on PATH");
        }

        var start = new ProcessStartInfo(program) { UseShellExecute = false, WorkingDirectory = request.Directory };
        Fill(start, request.Arguments, request.Environment);
        Process? child = null;
        bool terminal = !Console.IsInputRedirected;
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(
            PosixSignal.SIGINT, c => HandOn(c, child, terminal ? 0 : Interrupt));
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(
            PosixSignal.SIGQUIT, c => HandOn(c, child, terminal ? 0 : Quit));
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP, c => HandOn(c, child, HangUp));
        using PosixSignalRegistration end = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM, c => HandOn(c, child, Terminate));
        using Process process = new() { StartInfo = start };
        process.Start();
        child = process;
        process.WaitForExit();
        return new Ending(process.ExitCode, null);
    }

    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;

    private static void HandOn(PosixSignalContext context, Process? child, int signal)
    {
        context.Cancel = true;
        try
        {
            if (signal > 0 && child is { HasExited: false })
            {
                _ = Kill(child.Id, signal);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static string? Program(string name, ImmutableDictionary<string, string?> environment) =>
        ProgramLookup.Find(name, environment.TryGetValue("PATH", out string? given)
            ? given
            : Environment.GetEnvironmentVariable("PATH"));

    /// <summary>How to start a program whose streams are ours; null where it is not found.</summary>
    private static ProcessStartInfo? StartInfo(RunRequest request)
    {
        if (Program(request.Program, request.Environment) is not { } program)
        {
            return null;
        }

        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            WorkingDirectory = request.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (request.CleanEnvironment)
        {
            start.Environment.Clear();
        }

        Fill(start, request.Arguments, request.Environment);
        return start;
    }

    private static void Fill(
        ProcessStartInfo start, ImmutableArray<string> arguments, ImmutableDictionary<string, string?> environment)
    {
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
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

    /// <summary>What a process says on standard error, up to a bound; the rest is read and dropped.</summary>
    public static async Task<string> ReadErrors(Process process, CancellationToken cancel)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            text.Append(buffer, 0, Math.Min(read, Math.Max(0, MaxErrorChars - text.Length)));
        }

        return text.ToString();
    }

    /// <summary>Ends a process and what it started.</summary>
    public static void End(Process process)
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

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Holdpoint.Tests.Tools.Databases;

/// <summary>Programs of this machine that tests of databases start.</summary>
internal static class LocalProgram
{
    /// <summary>Runs it to its end and returns what it prints.</summary>
    public static string Run(string input, string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }

    /// <summary>Whether it ends without an error.</summary>
    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            _ = Run("", program, arguments);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Starts it and lets it run; its output goes nowhere.</summary>
    public static Process Serve(string program, params string[] arguments)
    {
        Process process = Start(program, arguments);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Tries until it works; a server needs a moment to start.</summary>
    public static void Until(Process server, System.Action attempt)
    {
        const int Attempts = 200;
        for (int i = 0; ; i++)
        {
            try
            {
                attempt();
                return;
            }
            catch (InvalidOperationException) when (i < Attempts && !server.HasExited)
            {
                server.WaitForExit(50);
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        }) ?? throw new InvalidOperationException($"{program} did not start");
}

using System.Diagnostics;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Native;

/// <summary>The published binary, run as a client or a person runs it, with a home of its own.</summary>
internal static class NativeBinary
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Path => Found.Value;

    /// <summary>Runs it; the input is written whole, then closed.</summary>
    public static (int Exit, string Output, string Errors) Run(string home, byte[] input, params string[] arguments) =>
        Run(home, input, [], arguments);

    /// <summary>The same with variables of its own.</summary>
    public static (int Exit, string Output, string Errors) Run(
        string home, byte[] input, Dictionary<string, string> variables, string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = home;
        start.Environment.Remove("XDG_STATE_HOME");
        start.Environment.Remove("CLAUDE_CONFIG_DIR");
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("it did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }

    private static string Find()
    {
        string path = System.IO.Path.Join(Repository.Root, "artifacts/holdpoint");
        if (!File.Exists(path))
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") is "true",
                "artifacts/holdpoint is missing: run ./do native before the tests");
            using Process? native = Process.Start(System.IO.Path.Join(Repository.Root, "do"), ["native"]);
            native?.WaitForExit();
        }

        return path;
    }
}

using System.Diagnostics;
using System.Text;

namespace Holdpoint.Tests.Native;

/// <summary>A person who types at a real terminal (script) what the program asks for.</summary>
internal static class PersonAtTerminal
{
    /// <summary>Runs a program with what is typed there; returns what it shows.</summary>
    /// <param name="typed">A line for each question that asks for a passphrase, a word to go on.</param>
    public static string Run(string home, string directory, string typed, string program, params string[] arguments)
    {
        string line = string.Join(' ', arguments.Prepend(program).Select(Holdpoint.Shell.ShellQuoting.Quote));
        var start = new ProcessStartInfo("script", ["-qec", line, "/dev/null"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = directory,
        };
        start.Environment["HOME"] = home;
        start.Environment.Remove("XDG_STATE_HOME");
        foreach (string mark in (string[])["CLAUDECODE", "AGENT", "AI_AGENT"])
        {
            start.Environment.Remove(mark);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("script did not start");
        var shown = new StringBuilder();
        using var input = new StringReader(typed);

        // Typed when it is asked for, as a person does: what comes before would be shown by the terminal.
        int next;
        var asked = new StringBuilder();
        while ((next = process.StandardOutput.Read()) >= 0)
        {
            shown.Append((char)next);
            asked.Append((char)next);
            if (asked.ToString() is var text && (text.EndsWith("again: ", StringComparison.Ordinal)
                || text.EndsWith("go on: ", StringComparison.Ordinal)
                || (text.Contains("passphrase", StringComparison.Ordinal)
                    && text.EndsWith(": ", StringComparison.Ordinal))))
            {
                asked.Clear();
                process.StandardInput.WriteLine(input.ReadLine());
                process.StandardInput.Flush();
            }
        }

        process.WaitForExit();
        return shown.ToString();
    }
}

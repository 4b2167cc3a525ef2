using System.Diagnostics;
using System.Text;

namespace Holdpoint.Tests.Shell.Syntax;

/// <summary>What real shells say of texts. Always <c>-n</c>, which reads and runs nothing, and in an empty
/// folder.</summary>
internal static class RealShells
{
    // One shell of each text in a loop of one dash: a process each is what it costs, not three.
    private const string Loop =
        "for f in \"$2\"/*; do \"$1\" -n \"$f\" >/dev/null 2>\"$3/${f##*/}\" </dev/null; echo $?; done";

    /// <summary>For each text whether the shell accepts it.</summary>
    public static bool[] Accept(string shell, IReadOnlyList<string> texts)
    {
        string folder = Directory.CreateTempSubdirectory("holdpoint-shells-").FullName;
        try
        {
            string scripts = Directory.CreateDirectory(Path.Join(folder, "texts")).FullName;
            string errors = Directory.CreateDirectory(Path.Join(folder, "errors")).FullName;
            string empty = Directory.CreateDirectory(Path.Join(folder, "empty")).FullName;
            for (int i = 0; i < texts.Count; i++)
            {
                File.WriteAllText(Path.Join(scripts, $"{i:d7}"), texts[i], new UTF8Encoding(false));
            }

            string[] codes = Run("dash", ["-c", Loop, "loop", shell, scripts, errors], empty)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(texts.Count, codes.Length);
            return [.. codes.Select((code, i) => code == "0" && !Complains(Path.Join(errors, $"{i:d7}")))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What bash prints that runs a script of harmless builtins only.</summary>
    public static string Output(string script)
    {
        string folder = Directory.CreateTempSubdirectory("holdpoint-printf-").FullName;
        try
        {
            string file = Path.Join(folder, "script");
            File.WriteAllText(file, script, new UTF8Encoding(false));
            return Run("bash", ["--norc", file], Directory.CreateDirectory(Path.Join(folder, "empty")).FullName);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>bash ends with 0 after some mistakes inside <c>[[</c>, but it says so.</summary>
    private static bool Complains(string errors) =>
        File.ReadLines(errors).Any(l => l.Length > 0 && !l.Contains("warning:", StringComparison.Ordinal)
            && l.Contains(": line ", StringComparison.Ordinal));

    private static string Run(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = folder;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return output;
    }
}

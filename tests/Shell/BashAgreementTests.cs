using System.Collections.Immutable;
using System.Diagnostics;
using Holdpoint.Shell;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Shell;

/// <summary>What we claim to know of a word is what a real bash makes of it: only builtins that print run
/// here.</summary>
public sealed class BashAgreementTests
{
    private static readonly ShellContext Context = new("/", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = "/home/me",
    }.ToImmutableDictionary());

    public static TheoryData<string> Scripts =>
    [
        .. File.ReadAllText(Path.Join(Repository.Root, "tests/Shell/agreement.txt"))
            .TrimEnd('\n').Split("\n%%\n").Skip(1),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Known_words_are_those_of_bash(string script)
    {
        Reading reading = ShellReader.Read(script, Context);
        Assert.Empty(reading.Opaque);

        // Ours: every call of p (or of the printf that stands for it in a shell of its own), each word in brackets.
        string ours = string.Concat(reading.Invocations
            .Where(i => i.Name is "p" || (i.Name is "printf" && i.Wrappers.Contains("bash")))
            .Select(i => i.Name == "p" ? i.Arguments : i.Arguments.RemoveAt(0))
            .SelectMany(arguments => arguments.Select(a => $"[{a.Text ?? "?"}]")));
        Assert.Equal(Bash(script), ours);
    }

    private static string Bash(string script)
    {
        DirectoryInfo empty = Directory.CreateTempSubdirectory("holdpoint-words");
        try
        {
            const string Function = "p() { [ $# -eq 0 ] || printf '[%s]' \"$@\"; }\n";
            string whole = $"cd '{empty.FullName}'; {Function}{script}";
            var start = new ProcessStartInfo("bash", ["--norc", "--noprofile", "-c", whole])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["HOME"] = "/home/me";
            start.Environment["LC_ALL"] = "C.UTF-8";
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return output;
        }
        finally
        {
            empty.Delete();
        }
    }
}

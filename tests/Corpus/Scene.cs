using System.Diagnostics;
using System.Text;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Corpus;

/// <summary>
/// A small machine with everything that an agent can lose: a home with projects, keys and notes; a repository that is
/// changed, staged, untracked, ignored, stashed, unpushed and has commits that only a reflog or nothing at all holds; a
/// remote that is ahead; folders outside of it; a system. Commands are judged there and never run.
/// </summary>
internal sealed partial class Scene : IDisposable
{
    public const string Home = "/home/test";
    public const string Work = "/home/test/projects/app";

    private readonly string _root = Path.Join(CaseFolder.Root, "corpus-" + Guid.NewGuid().ToString("n"));
    private readonly RootedWorld _world;
    private readonly Pipeline _pipeline;

    /// <param name="commands">Their words name branches, tracked files and linked work trees.</param>
    public Scene(IEnumerable<string> commands)
    {
        _world = new RootedWorld(_root, Home);
        _pipeline = new Pipeline(
            _world, directory => PolicyLoader.Load(_world, directory), null, TimeSpan.FromSeconds(60));
        string real = Directory.CreateDirectory(_world.Real(Work)).FullName;
        List<string> all = [.. commands];
        string[] trees = Names(all, "worktree");
        string[] files = [.. all.Where(c => c.Contains("git", StringComparison.OrdinalIgnoreCase)).SelectMany(Files)
            .Distinct(StringComparer.Ordinal)];
        string[] branches = [.. Names(all, "branch", "switch", "update-ref", "symbolic-ref", "reset").Except(files)];
        string[] remote = [.. all.SelectMany(Words.Of).Where(w => w.StartsWith("origin/", StringComparison.Ordinal))
            .Select(w => w["origin/".Length..]).Where(IsName).Distinct(StringComparer.Ordinal)];
        Bash(real, Script(branches, remote, Names(all, "tag"), trees, files));
    }

    /// <summary>Judges a command where nothing was added for it.</summary>
    public Judgement Judge(string command) => _pipeline.Run(new Holdpoint.Action.ShellCommand(command, Work));

    /// <summary>Judges a command after what its words name was put there: first as folders, where a name does not look
    /// like a file's, then as files.</summary>
    public Judgement JudgeWithSomethingToLose(string command)
    {
        Judgement judgement = JudgeWith(command, folders: true);
        return judgement.Verdict.Decision is Decision.Allow ? JudgeWith(command, folders: false) : judgement;
    }

    private Judgement JudgeWith(string command, bool folders)
    {
        List<string> made = [];
        foreach (string path in Words.Paths(command, Home, Work))
        {
            Make(path, folders, made);
        }

        Judgement judgement = Judge(command);
        made.Reverse();
        foreach (string path in made)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
            else
            {
                Directory.Delete(path);
            }
        }

        return judgement;
    }

    public void Dispose()
    {
        foreach (string file in Directory.EnumerateFiles(_root, "*", new EnumerationOptions
            { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_root, recursive: true);
    }

    private void Make(string path, bool folders, List<string> made)
    {
        string real = _world.Real(path).TrimEnd('/');
        if (!real.StartsWith(_root + "/", StringComparison.Ordinal) || Path.Exists(real))
        {
            return;
        }

        string above = _root;
        string[] parts = Path.GetRelativePath(_root, real).Split('/');
        bool file = !path.EndsWith('/') && (!folders || parts[^1].LastIndexOf('.') > 0);
        foreach (string part in file ? parts[..^1] : parts)
        {
            above += "/" + part;
            if (File.Exists(above))
            {
                return;
            }

            if (!Directory.Exists(above))
            {
                Directory.CreateDirectory(above);
                made.Add(above);
            }
        }

        string text = file ? real : real + "/kept";
        File.WriteAllText(text, "a day's work\n");
        made.Add(text);
    }

    /// <summary>Names that follow a subcommand of git.</summary>
    private static string[] Names(List<string> commands, params string[] subcommands) =>
    [
        .. commands.Select(c => Words.Of(c).ToList())
            .SelectMany(words => words.Skip(1 + words.FindIndex(w => subcommands.Contains(w)))
                .Take(words.Any(w => subcommands.Contains(w)) ? int.MaxValue : 0))
            .Where(IsName).Distinct(StringComparer.Ordinal).Where(n => !Commands.Contains(n)),
    ];

    private static readonly string[] Commands =
        ["main", "HEAD", "git", "add", "remove", "list", "prune", "branch", "switch", "rm", "echo", "origin"];

    private static IEnumerable<string> Files(string command)
    {
        string[] words = [.. Words.Of(command)];
        for (int i = 0; i < words.Length; i++)
        {
            bool named = i > 0 && words[i - 1] is "--" && IsName(words[i].TrimStart('-'));
            bool dotted = IsName(words[i].Replace('.', 'x')) && words[i].IndexOf('.') > 0
                && !words[i].EndsWith(".git", StringComparison.Ordinal) && !words[i].Contains("..");
            if ((named || dotted) && !words[i].Contains("git.exe", StringComparison.OrdinalIgnoreCase)
                && !Words.Of("kept src tests").Contains(words[i]))
            {
                yield return words[i];
            }
        }
    }

    private static bool IsName(string word) =>
        word.Length is > 0 and < 40 && char.IsAsciiLetter(word[0]) && word.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') && !word.EndsWith('/') && !word.Contains("//");

    private void Bash(string directory, string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-s"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = _world.Real(Home);
        start.Environment["ROOT"] = _root;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = "2020-01-01T12:00:00Z";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "scene";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "scene@example.invalid";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"the scene: {process.ExitCode}: {output.Result}{errors.Result}");
        }
    }
}

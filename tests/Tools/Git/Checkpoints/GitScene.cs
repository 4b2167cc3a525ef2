using System.Diagnostics;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Git.Checkpoints;

/// <summary>A repository with work of every kind that git can lose.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal static class GitScene
{
    public static Scene Fill(Scene scene)
    {
        scene.Person.Says = new Answer.Yes();
        Told(scene, "init", "-q", "-b", "main");
        Write(scene, "code.cs", "one");
        Write(scene, "gone.cs", "was here");
        Write(scene, "run.sh", "#!/bin/sh");
        File.SetUnixFileMode(Path.Join(scene.Work, "run.sh"), (UnixFileMode)0x1ED);
        File.CreateSymbolicLink(Path.Join(scene.Work, "link"), "code.cs");
        Write(scene, ".gitignore", "*.log\nsecret.env\nlinked/\n");
        Commit(scene, "first");
        Told(scene, "checkout", "-q", "-b", "feature");
        Write(scene, "feature.cs", "a day's work");
        Write(scene, "run.sh", "#!/bin/bash");
        Commit(scene, "feature work");
        Told(scene, "checkout", "-q", "main");
        Write(scene, "code.cs", "one and a half");
        Commit(scene, "second");
        Told(scene, "tag", "-a", "-m", "signed by hand", "v1");
        foreach (string text in (string[])["older", "newer"])
        {
            Write(scene, "code.cs", text);
            Told(scene, "stash", "push", "-q", "-m", text);
        }

        Told(scene, "worktree", "add", "-q", "-b", "beside", "linked");
        Write(scene, "linked/code.cs", "changed beside");
        Write(scene, "linked/own.txt", "untracked beside");
        Write(scene, "code.cs", "two, not committed");
        Write(scene, "new.cs", "staged");
        Told(scene, "add", "new.cs");
        Write(scene, "new.cs", "staged, and changed since");
        Write(scene, "note.txt", "untracked");
        File.SetUnixFileMode(Path.Join(scene.Work, "note.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(scene, "sub/deep.txt", "untracked below");
        Write(scene, "secret.env", "ignored");
        File.Delete(Path.Join(scene.Work, "gone.cs"));
        return scene;
    }

    public static void Write(Scene scene, string name, string text)
    {
        string path = Path.Join(scene.Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        File.WriteAllText(path, text);
    }

    public static void Commit(Scene scene, string message)
    {
        Told(scene, "add", "-A");
        Told(scene, "commit", "-q", "-m", message);
    }

    /// <summary>The files outside of <c>.git</c>, the index, the refs, the stash.</summary>
    public static string Everything(Scene scene) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(scene.Work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Where(p => !p.Contains("/.git/", StringComparison.Ordinal))
        .Select(p => new FileInfo(p) is { LinkTarget: { } link } ? $"{p} -> {link}"
            : $"{p} {File.GetUnixFileMode(p)} " + (File.Exists(p) ? File.ReadAllText(p) : "")))
        + "\n" + Told(scene, "ls-files", "-s") + Told(scene, "for-each-ref")
        + Told(scene, "rev-parse", "HEAD", "--symbolic-full-name", "HEAD")
        + Told(scene, "stash", "list") + Told(scene, "status", "--porcelain");

    /// <summary>What git prints; it must go well.</summary>
    public static string Told(Scene scene, params string[] arguments)
    {
        (int exit, string output) = Ended(scene, arguments);
        Assert.Equal(0, exit);
        return output;
    }

    public static (int Exit, string Output) Ended(Scene scene, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "git", ["-c", "user.name=a", "-c", "user.email=a@b", .. arguments])
        {
            WorkingDirectory = scene.Work,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = scene.World.Home;
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}

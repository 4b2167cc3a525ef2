using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Files.Checkpoints;

/// <summary>Files that nothing else brings back: copied before, told after, and brought back.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FilesCheckpointTests : CheckpointConformance
{
    internal override CheckpointExample Make(Scene scene) => new Tree(Fill(scene));

    [Theory]
    [InlineData("rm -rf data")]
    [InlineData("rm data/a.csv data/sub/b.bin")]
    [InlineData("find data -name '*.csv' -delete")]
    [InlineData("shred -u data/a.csv")]
    public void What_goes_comes_back(string line)
    {
        using Scene scene = Make();
        string before = Everything(scene);

        Assert.Equal(0, scene.Ran(line));
        Assert.NotEqual(before, Everything(scene));
        Manifest saved = scene.Only;
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains("holdpoint undo", StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, Everything(scene));
    }

    [Fact]
    public void More_files_than_have_names_are_saved_by_their_folder()
    {
        using Scene scene = Make();
        for (int i = 0; i < 300; i++)
        {
            File.WriteAllText(Path.Join(scene.Work, "data", $"n{i}.csv"), $"{i}");
        }

        string before = Everything(scene);
        scene.Execute("rm -rf data");
        Assert.True(scene.Only.IsVerified);
        scene.Undo(scene.Only);
        Assert.Equal(before, Everything(scene));
    }

    [Theory]
    [InlineData("rm -rf data", "1,2,3,4")]

    // A name that was not taken is not looked for: what comes back is a file beside it.
    [InlineData("rm data/a.csv data/again data/sub/b.bin", "1,2,3")]
    public void Names_of_one_file_are_names_of_one_file_again(string line, string third)
    {
        using Scene scene = Make();
        Hardlink(scene, "data/a.csv", "data/again");
        Hardlink(scene, "data/a.csv", "data/sub/third");
        File.WriteAllText(Path.Join(scene.Work, "data/alone"), "1,2,3");

        Assert.Equal(0, scene.Ran(line));
        Assert.Equal(0, scene.Undone(scene.Only));
        File.AppendAllText(Path.Join(scene.Work, "data/again"), ",4");
        Assert.Equal("1,2,3,4", File.ReadAllText(Path.Join(scene.Work, "data/a.csv")));
        Assert.Equal(third, File.ReadAllText(Path.Join(scene.Work, "data/sub/third")));
        Assert.Equal("1,2,3", File.ReadAllText(Path.Join(scene.Work, "data/alone")));
    }

    [Theory]
    [InlineData("ln -sfn /elsewhere data/sub/link", "data/sub/link: is another one now")]
    [InlineData("chmod 777 data/sub/b.bin", "data/sub/b.bin: has other rights now")]
    [InlineData("cp data/a.csv x && mv x data/again", "is a file of its own now")]
    public void Where_links_lead_rights_and_shared_names_are_compared_and_come_back(string line, string told)
    {
        using Scene scene = Make();
        Hardlink(scene, "data/a.csv", "data/again");
        Assert.Equal(0, scene.Ran("rm -rf data"));
        Manifest saved = scene.Only;
        Assert.Equal(0, scene.Undone(saved));
        string before = Everything(scene);
        scene.Workshop.Run(new Holdpoint.World.RunRequest(
            "/bin/sh", ["-c", line], scene.Work, ImmutableDictionary<string, string?>.Empty,
            scene.World.Clock.GetUtcNow().AddMinutes(1), 1000));

        var found = Assert.IsType<DifferenceAnswer.Found>(CheckpointKinds.Find("files")?.Compare(
            saved.Parts[0], Path.Join(scene.Store.FolderOf(saved.Id), saved.Parts[0].Folder), scene.Bench));
        Assert.Contains(told, Assert.Single(found.Differences).Line, StringComparison.Ordinal);
        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, Everything(scene));
    }

    [Fact]
    public void Uncommitted_work_comes_back_after_git_took_it()
    {
        using Scene scene = Make();
        Git(scene, "init", "-q");
        File.WriteAllText(Path.Join(scene.Work, "code.cs"), "one");
        Git(scene, "add", "code.cs");
        Git(scene, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
        File.WriteAllText(Path.Join(scene.Work, "code.cs"), "two, a day's work");

        scene.Execute("git reset --hard -q && git clean -fdq");
        Assert.Equal("one", File.ReadAllText(Path.Join(scene.Work, "code.cs")));
        Assert.False(Directory.Exists(Path.Join(scene.Work, "data")));

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal("two, a day's work", File.ReadAllText(Path.Join(scene.Work, "code.cs")));
        Assert.Equal("1,2,3", File.ReadAllText(Path.Join(scene.Work, "data/a.csv")));
    }

    [Fact]
    public void Undo_saves_first_what_it_overwrites()
    {
        using Scene scene = Make();
        scene.Execute("rm data/a.csv");
        Manifest first = scene.Only;
        File.WriteAllText(Path.Join(scene.Work, "data/a.csv"), "written since");

        Assert.Equal(0, scene.Undone(first));
        Assert.Equal("1,2,3", File.ReadAllText(Path.Join(scene.Work, "data/a.csv")));

        Assert.Equal(0, scene.Undone(scene.Newest));
        Assert.Equal("written since", File.ReadAllText(Path.Join(scene.Work, "data/a.csv")));
    }

    [Fact]
    public void A_harmless_command_takes_no_checkpoint_and_keeps_its_exit_code()
    {
        using Scene scene = Make();
        Assert.Equal(7, scene.Ran("exit 7"));
        Assert.Equal(143, scene.Ran("kill -TERM $$"));
        Assert.Empty(scene.Store.All());
        Assert.Empty(scene.Person.Told);
    }

    [Fact]
    public void A_yes_counts_for_what_was_shown_and_nothing_else()
    {
        using Scene scene = Make();
        scene.Policy("version: 1\nrules:\n  destroy-window: ask\n");
        scene.Person.Says = new Answer.Yes();
        scene.Person.Meanwhile = () => File.WriteAllText(Path.Join(scene.Work, "data/came-since.csv"), "x");
        Assert.IsType<Outcome.Changed>(scene.Execute("rm -rf data"));
        Assert.True(File.Exists(Path.Join(scene.Work, "data/a.csv")));

        scene.Person.Meanwhile = null;
        Assert.Equal(0, scene.Ran("rm -rf data"));
        Assert.False(Directory.Exists(Path.Join(scene.Work, "data")));
    }

    [Fact]
    public void A_disk_that_is_full_stops_before_anything_is_copied()
    {
        using Scene scene = Make();
        var full = new Executor(
            scene.Pipeline, scene.Store, scene.World, new FullDisk(scene.Workshop), scene.Person);
        full.Run(
            new Action.ShellCommand("rm -rf data", scene.Work),
            new Holdpoint.World.ThroughRequest("/bin/false", [], scene.Work, scene.World.Changed));
        Assert.Empty(scene.Store.All());
        Assert.Contains(scene.Person.Told, t => t.Contains("free", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Join(scene.Work, "data/a.csv")));
    }

    [Fact]
    public void What_was_never_finished_is_swept_and_never_listed()
    {
        using Scene scene = Make();
        (Begun? begun, _) = scene.Store.Begin("20200101-000000-aaaa");
        Assert.NotNull(begun);
        Assert.Empty(scene.Store.All());
        scene.Store.Sweep();
        Assert.True(Directory.Exists(begun.Folder)); // Its maker holds the lock.
        begun.Dispose();
        scene.Store.Sweep();
        Assert.False(Directory.Exists(begun.Folder));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """{"format":99,"id":"x","taken":"2026-01-01T00:00:00Z","command":"","directory":"/","parts":[]}""")]
    [InlineData("not json")]
    [InlineData("")]
    public void A_manifest_that_cannot_be_read_is_a_reason(string text)
    {
        using Scene scene = Make();
        string folder = scene.Store.FolderOf("20200101-000000-aaaa");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Join(folder, "manifest.json"), text);
        Assert.IsType<ManifestAnswer.Bad>(Assert.Single(scene.Store.All()));
        Assert.IsType<ManifestAnswer.Bad>(scene.Store.Read("../../etc"));
    }

    private static Scene Make() => Fill(new Scene());

    private static Scene Fill(Scene scene)
    {
        string sub = Path.Join(scene.Work, "data/sub");
        Directory.CreateDirectory(sub);
        File.WriteAllText(Path.Join(scene.Work, "data/a.csv"), "1,2,3");
        File.WriteAllBytes(Path.Join(sub, "b.bin"), [0, 1, 2, 255]);
        File.CreateSymbolicLink(Path.Join(sub, "link"), "b.bin");
        File.SetUnixFileMode(Path.Join(sub, "b.bin"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return scene;
    }

    private static void Hardlink(Scene scene, string from, string to) => scene.Workshop.Run(
        new Holdpoint.World.RunRequest(
            "ln", [from, to], scene.Work, ImmutableDictionary<string, string?>.Empty,
            scene.World.Clock.GetUtcNow().AddMinutes(1), 1000));

    private static string Everything(Scene scene) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(scene.Work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(p => new FileInfo(p) is { LinkTarget: { } link } ? $"{p} -> {link}"
            : $"{p} {File.GetUnixFileMode(p)} " + (File.Exists(p) ? Convert.ToHexString(File.ReadAllBytes(p)) : "")));

    private static void Git(Scene scene, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = scene.Work,
        });
        Assert.NotNull(process);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>The folder <c>data</c>.</summary>
    private sealed class Tree(Scene scene) : CheckpointExample(scene)
    {
        private readonly Scene _scene = scene;

        public override string Destroys => "rm -rf data";

        public override string Named => "data";

        public override ImmutableArray<string> Needs => ["cp"];

        public override string Everything() => FilesCheckpointTests.Everything(_scene);

        public override void Writes() => File.WriteAllText(Path.Join(_scene.Work, "data/a.csv"), "other");

        public override void Spoils(string folder) => File.WriteAllText(
            Directory.EnumerateFiles(folder, "a.csv", SearchOption.AllDirectories).Single(), "less");
    }
}

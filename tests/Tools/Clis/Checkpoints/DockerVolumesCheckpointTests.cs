using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Radius;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tests.Tools.Clis.Checkpoints;

/// <summary>Volumes of an engine, through a docker that keeps them as folders.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DockerVolumesCheckpointTests : CheckpointConformance, IDisposable
{
    private const string Path0 = "/usr/local/bin:/usr/bin:/bin";

    private readonly FakeDocker _docker = new();

    public void Dispose() => _docker.Dispose();

    internal override Scene New(IWorkshop workshop)
    {
        var scene = new Scene(("PATH", $"{_docker.Bin}:{Path0}")) { Workshop = workshop };
        scene.Person.Says = new Answer.Yes();
        return scene;
    }

    internal override CheckpointExample Make(Scene scene) => new Volumes(scene, _docker);

    [Fact]
    public void Volumes_that_no_container_uses_are_saved_together()
    {
        using Scene scene = New(new Workshop());
        using CheckpointExample example = Make(scene);
        string before = _docker.Everything();
        Assert.Equal(0, scene.Ran("docker volume rm shop_db cache"));
        Assert.Equal(["shop_db", "cache"], scene.Only.Parts[0].Settings["names"].Split('\n'));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, _docker.Everything());

        // No network, no image from elsewhere, nothing but the volume, and that only to read.
        Assert.All(_docker.Asked.Where(a => a.StartsWith("run ", StringComparison.Ordinal)), a =>
            Assert.StartsWith("run --rm --pull never --network none --user 0:0 ", a, StringComparison.Ordinal));
        Assert.All(_docker.Asked.Where(a => a.Contains("tar -C /v -cf", StringComparison.Ordinal)), a =>
            Assert.Contains(":/v:ro ", a, StringComparison.Ordinal));
    }

    [Fact]
    public void A_volume_that_is_written_to_is_not_saved_and_the_container_is_named()
    {
        using Scene scene = New(new Workshop());
        using CheckpointExample example = Make(scene);
        _docker.Running("db (running)\n");
        Judgement judged = scene.Pipeline.Look(new Action.ShellCommand("docker volume rm shop_db", scene.Work));
        Assert.Null(judged.Saved);

        // It was started since.
        _docker.Running("");
        judged = scene.Pipeline.Look(new Action.ShellCommand("docker volume rm shop_db", scene.Work));
        Assert.NotNull(judged.Saved);
        _docker.Running("db\n");
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench).Take(
            judged.Saved.Plan.Sources, "docker volume rm shop_db", scene.Work, "");
        Assert.Null(saved);
        Assert.Contains("docker stop db", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker -H tcp://elsewhere:2375 volume rm shop_db")]
    [InlineData("DOCKER_HOST=tcp://elsewhere:2375 docker volume rm shop_db")]
    [InlineData("ssh host docker volume rm shop_db")]
    [InlineData("docker system prune --volumes -f")]
    public void Another_engine_and_more_than_volumes_are_not_saved(string line)
    {
        using Scene scene = New(new Workshop());
        using CheckpointExample example = Make(scene);
        Assert.Null(scene.Pipeline.Look(new Action.ShellCommand(line, scene.Work)).Saved);
    }

    [Fact]
    public void A_scratch_volume_that_was_left_is_removed_by_the_next()
    {
        using Scene scene = New(new Workshop());
        using CheckpointExample example = Make(scene);
        _docker.Run("volume", "create", "--label", "holdpoint.scratch=999999999", "holdpoint-scratch-left");
        Assert.Equal(0, scene.Ran("docker volume rm shop_db"));
        Assert.False(Directory.Exists(_docker.Volume("holdpoint-scratch-left")));
    }

    [Fact]
    public void Volumes_of_a_composed_project_are_known_by_the_engine_and_saved_when_it_is_stopped()
    {
        using Scene scene = New(new Workshop());
        using CheckpointExample example = Make(scene);
        File.WriteAllText(Path.Join(scene.Work, "compose.yaml"), "name: Shop\nvolumes:\n  db:\n");
        string before = _docker.Everything();
        _docker.Running("db (running)\n");
        Judgement judged = scene.Pipeline.Look(new Action.ShellCommand("docker compose down -v", scene.Work));
        Loss loss = Assert.Single(Assert.Single(judged.Radius.Measurements).Losses);
        Assert.Equal("shop_db", loss.Resource.Name);
        Assert.Contains("container db (running)", loss.Dependents);
        Assert.Null(judged.Saved);

        _docker.Running("");
        Assert.Equal(0, scene.Ran("docker compose down -v"));
        Assert.False(Directory.Exists(_docker.Volume("shop_db")));
        Assert.True(Directory.Exists(_docker.Volume("cache")));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, _docker.Everything());
    }

    private sealed class Volumes : CheckpointExample
    {
        private readonly FakeDocker _docker;

        public Volumes(Scene scene, FakeDocker docker)
            : base(scene)
        {
            _docker = docker;
            docker.Run("volume", "create", "--label", "com.docker.compose.project=shop", "shop_db");
            docker.Run("volume", "create", "cache");
            Directory.CreateDirectory(Path.Join(docker.Volume("shop_db"), "base/1"));
            File.WriteAllText(Path.Join(docker.Volume("shop_db"), "base/1/data"), "rows");
            File.WriteAllText(Path.Join(docker.Volume("shop_db"), "it's a \"name\""), "odd");
            File.SetUnixFileMode(Path.Join(docker.Volume("shop_db"), "base/1/data"), (UnixFileMode)0x180);
            File.CreateSymbolicLink(Path.Join(docker.Volume("shop_db"), "link"), "base");
            File.WriteAllText(Path.Join(docker.Volume("cache"), "c"), "cached");
        }

        public override string Destroys => "docker volume rm shop_db";

        public override string Named => "shop_db";

        public override ImmutableArray<string> Needs => ["docker"];

        /// <summary>Scratch volumes of a process that still runs are its own business.</summary>
        public override string Everything() => string.Join('\n', _docker.Everything().Split('\n')
            .Where(l => !l.Contains("holdpoint-scratch", StringComparison.Ordinal)));

        public override void Writes() =>
            File.WriteAllText(Path.Join(_docker.Volume("shop_db"), "base/1/data"), "other rows");

        public override void Spoils(string folder)
        {
            string tar = Path.Join(folder, "0.tar");
            byte[] bytes = File.ReadAllBytes(tar);
            int at = bytes.AsSpan().IndexOf("rows"u8);
            bytes[at] = (byte)'R';
            File.WriteAllBytes(tar, bytes);
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Databases.Redis.Checkpoints;

/// <summary>A real Redis: the keys that go are saved and proved before, told after, and brought back equal.</summary>
public sealed class RedisCheckpointTests : CheckpointConformance, IDisposable
{
    private readonly RedisServer _server = new();

    internal override CheckpointExample Make(Scene scene)
    {
        Fill();
        return new Cache(scene, _server);
    }

    [Theory]
    [InlineData("FLUSHALL", "db3")]
    [InlineData("FLUSHDB", "db0")]
    [InlineData("-n 3 FLUSHDB", "db3")]
    [InlineData("DEL list set hash", "list")]
    [InlineData("UNLINK 'with blank' nokey", "with blank")]
    [InlineData("-n 3 DEL three", "three")]
    public void What_goes_comes_back_equal(string command, string named)
    {
        Fill();
        string before = _server.Everything();
        using var scene = new Scene();

        // Keys that are named may go in development without a question: here nobody may.
        scene.Policy("version: 1\nenvironments:\n  production:\n    hosts: \"127.0.0.1\"\n");
        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Ran($"redis-cli -p {_server.Port} {command}"));
        Assert.NotEqual(before, _server.Everything());
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains(named, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));

        Assert.True(scene.Undone(scene.Only) == 0, string.Join("\n", scene.Person.Told));
        Assert.Equal(before, _server.Everything());
    }

    [Fact]
    public void Another_database_is_left_alone()
    {
        Fill();
        using var scene = new Scene();
        Assert.Equal(0, scene.Ran($"printf 'SELECT 3\\nFLUSHDB\\n' | redis-cli -p {_server.Port}"));
        Assert.Contains(scene.Person.Told, t => t.Contains("as was said: db3 (2 keys gone)", StringComparison.Ordinal));
        _server.Lines("SET since 1\nSELECT 3\nSET since 2\nSELECT 5\nSET since 3");
        Manifest saved = scene.Only;
        Assert.Equal("3", scene.Only.Parts[0].Settings["databases"].Trim('[', ']', '"'));

        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal("1", _server.Cli("GET", "since"));
        Assert.Equal("", _server.Cli("-n", "3", "GET", "since"));
        Assert.Equal("3", _server.Cli("-n", "5", "GET", "since"));
        Assert.Equal("3", _server.Cli("-n", "3", "GET", "three"));
    }

    [Fact]
    public void A_key_whose_time_is_over_does_not_come_back()
    {
        Fill();
        using var scene = new Scene();
        _server.Cli("SET", "soon", "x", "PX", "60000");
        scene.Ran($"redis-cli -p {_server.Port} FLUSHDB");
        Manifest saved = scene.Only;
        string list = Path.Join(scene.Store.FolderOf(saved.Id), "1/keys.tsv");
        Assert.Contains("\t\"soon\"\tstring\t", File.ReadAllText(list), StringComparison.Ordinal);
        _server.Cli("SET", "soon", "x", "PX", "1");
        Assert.Equal(0, scene.Undone(saved));
        Assert.InRange(long.Parse(_server.Cli("PTTL", "soon"), System.Globalization.CultureInfo.InvariantCulture),
            1, 60000);
    }

    [Fact]
    public void A_large_value_comes_back_and_one_beyond_the_bound_is_a_reason()
    {
        Fill();
        _server.Lines("EVAL \"redis.call('SET', 'large', string.rep('\\\\0x', 1000000))\" 0");
        string before = _server.Everything();
        using var scene = new Scene();
        Assert.Equal(0, scene.Ran($"redis-cli -p {_server.Port} FLUSHALL"));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, _server.Everything());

        _server.Lines("EVAL \"redis.call('SET', 'huge', string.rep('x', 40000000))\" 0");
        using var other = new Scene();
        other.Execute($"redis-cli -p {_server.Port} FLUSHALL");
        Assert.Empty(other.Store.All());
        Assert.Contains(other.Person.Told, t => t.Contains("the key \"huge\" holds more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_is_used_and_never_written_down()
    {
        Fill();
        _server.Cli("CONFIG", "SET", "requirepass", "hunter2hunter2");
        using var scene = new Scene();
        scene.Ran($"redis-cli -u redis://default:hunter2hunter2@127.0.0.1:{_server.Port}/3 FLUSHDB");
        Manifest saved = scene.Only;
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        foreach (string file in Directory.EnumerateFiles(
            scene.Store.FolderOf(saved.Id), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.IsType<Outcome.Refused>(scene.Undo(saved));
        Assert.Contains(scene.Person.Told, t => t.Contains("NOAUTH", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thousand_keys_are_read_once_each()
    {
        _server.Lines("FLUSHALL\nEVAL \"for i = 1, 5000 do redis.call('SET', 'k' .. i, i) end\" 0");
        using var scene = new Scene();
        scene.Ran($"redis-cli -p {_server.Port} FLUSHALL");
        Assert.Equal(5000, File.ReadAllLines(
            Path.Join(scene.Store.FolderOf(scene.Only.Id), "1/keys.tsv")).Length);
    }

    public void Dispose() => _server.Dispose();

    private void Fill() => _server.Lines(
        """
        FLUSHALL
        SET plain 1
        SET "\x00bytes\xff\n\"" "\x00\x01\xfe\r\n\t\"\\"
        SET "with blank" "a b"
        SET "é☃" 1
        SET ends x PXAT 4102444800000
        RPUSH list a b "" c
        SADD set 1 2 3 x
        ZADD zset 1.5 a -inf b 3 c
        HSET hash f v g "" "h i" w
        XADD stream 1-1 a b
        XADD stream 2-1 c d
        XGROUP CREATE stream readers 1-1
        XREADGROUP GROUP readers one COUNT 1 STREAMS stream >
        SELECT 3
        SET three 3
        EVAL "for i = 1, 2000 do redis.call('HSET', 'many', 'f' .. i, i) end" 0
        SELECT 5
        SET five 5
        """);

    /// <summary>Database 3 of the server.</summary>
    private sealed class Cache(Scene scene, RedisServer server) : CheckpointExample(scene)
    {
        public override string Destroys => $"redis-cli -p {server.Port} -n 3 FLUSHDB";

        public override string Named => "db3";

        public override ImmutableArray<string> Needs => ["redis-cli valkey-cli", "redis-server"];

        public override string Everything() => server.Everything();

        public override void Writes() => server.Lines("SELECT 3\nSET other 1\nSET three 4\nHDEL many f1");

        public override void Spoils(string folder)
        {
            string commands = Directory.EnumerateFiles(folder, "*.redis").Single();
            File.WriteAllLines(commands, File.ReadLines(commands).Where(l => !l.Contains("three",
                StringComparison.Ordinal)));
        }
    }
}

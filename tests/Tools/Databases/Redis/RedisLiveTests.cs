using System.Diagnostics;
using System.Globalization;
using Holdpoint.Policy;

namespace Holdpoint.Tests.Tools.Databases.Redis;

/// <summary>What is said of a real Redis before a command runs, against what is gone after it ran.</summary>
public sealed class RedisLiveTests : IDisposable
{
    private readonly int _port = LocalProgram.FreePort();
    private readonly Process _server;

    public RedisLiveTests()
    {
        _server = LocalProgram.Serve("redis-server", "--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--dir",
            Path.GetTempPath());
        LocalProgram.Until(_server, () => Cli("PING"));
        Cli("MSET", "a", "1", "b", "2", "c", "3", "with blank", "4");
        Cli("-n", "2", "RPUSH", "list", "x", "y");
    }

    [Theory]
    [InlineData("FLUSHALL", 5)]
    [InlineData("FLUSHDB", 4)]
    [InlineData("-n 2 FLUSHDB", 1)]
    [InlineData("DEL a nokey", 1)]
    [InlineData("UNLINK a b c", 3)]
    public void Keys_that_go_are_those_that_were_said(string command, long keys)
    {
        Assert.Equal(keys, LiveJudge.Said($"redis-cli -p {_port} {command}").Count);
        long before = Keys();
        Cli(command.Split(' '));
        Assert.Equal(keys, before - Keys());
    }

    [Theory]
    [InlineData("-n 7 FLUSHDB")]
    [InlineData("DEL nokey")]
    [InlineData("GET a")]
    public void What_takes_nothing_passes(string command)
    {
        Assert.Equal(Decision.Allow, LiveJudge.Run($"redis-cli -p {_port} {command}").Verdict.Decision);
        long before = Keys();
        Cli(command.Split(' '));
        Assert.Equal(before, Keys());
    }

    [Fact]
    public void A_password_is_used_and_a_missing_one_is_named()
    {
        Cli("CONFIG", "SET", "requirepass", "secret");
        Assert.Equal(5, LiveJudge.Said($"redis-cli -p {_port} -a secret FLUSHALL").Count);
        Assert.Equal(5, LiveJudge.Said($"redis-cli -u redis://default:secret@127.0.0.1:{_port} FLUSHALL").Count);
        Assert.Equal(5, LiveJudge.Said($"REDISCLI_AUTH=secret redis-cli -p {_port} FLUSHALL").Count);
        Assert.Contains("NOAUTH Authentication required.; give the user", Why($"redis-cli -p {_port} FLUSHALL"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_not_there_is_named() => Assert.Contains(
        "redis://127.0.0.1:1/all databases answered redis-cli: Could not connect",
        Why("redis-cli -p 1 FLUSHALL"), StringComparison.Ordinal);

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    private static string? Why(string command)
    {
        Judgement judged = LiveJudge.Run(command);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
        return judged.Radius.Measurements[0].Unmeasured;
    }

    private string Cli(params string[] words)
    {
        string said = LocalProgram.Run("", "redis-cli", ["-p", $"{_port}", .. words]);
        return said.Contains("refused", StringComparison.Ordinal) ? throw new InvalidOperationException(said) : said;
    }

    private long Keys() => new[] { 0, 2 }.Sum(n => long.Parse(
        Cli("-n", n.ToString(CultureInfo.InvariantCulture), "DBSIZE"), CultureInfo.InvariantCulture));
}

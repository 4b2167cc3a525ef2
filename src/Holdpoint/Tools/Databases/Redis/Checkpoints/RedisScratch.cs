using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Scratch;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Redis.Checkpoints;

/// <summary>A Redis of our own that is thrown away: on a socket in a private folder, without a network, without a
/// file.</summary>
internal sealed class RedisScratch : IDisposable
{
    private static readonly ImmutableDictionary<string, string?> NoVariables =
        ImmutableDictionary<string, string?>.Empty.SetItem("REDISCLI_AUTH", null);

    private readonly WatchedServer _server;

    private RedisScratch(WatchedServer server, RedisDial dial)
    {
        _server = server;
        Dial = dial;
    }

    public RedisDial Dial { get; }

    /// <summary>Starts one; or says why it could not be.</summary>
    /// <param name="databases">How many databases it has at least.</param>
    public static (RedisScratch? Scratch, string Problem) Start(int databases, Bench bench)
    {
        string path = $"{bench.World.Variable("PATH")}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";
        if ((ProgramLookup.Find("redis-server", path) ?? ProgramLookup.Find("valkey-server", path)) is not { } program)
        {
            return (null, "no redis-server is here to restore it into; install redis-server");
        }

        (ScratchHome? home, string problem) = ScratchHome.Make(bench, null, NoVariables);
        if (home is null)
        {
            return (null, problem);
        }

        string socket = Path.Join(home.Path, "socket");
        var dial = new RedisDial(["-s", socket], 0, NoVariables);
        (WatchedServer? server, problem) = home.Serve(
        [
            program, "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--dir", home.Path,
            "--save", "", "--appendonly", "no", "--daemonize", "no", "--logfile",
            Path.Join(home.Path, "log"), "--databases",
            Math.Max(16, databases).ToString(CultureInfo.InvariantCulture),
        ],
        "KILL",
        () => RedisRun.Plain("PING\n", dial, bench) is RunAnswer.Ended { Text: var text }
            && text.Contains("PONG", StringComparison.Ordinal),
        ScratchHome.Starting);
        return server is null ? (null, problem) : (new RedisScratch(server, dial), "");
    }

    public void Dispose() => _server.Dispose();
}

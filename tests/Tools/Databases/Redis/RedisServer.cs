using System.Diagnostics;
using System.Globalization;

namespace Holdpoint.Tests.Tools.Databases.Redis;

/// <summary>A Redis of the tests' own, on a free port of loopback, without a file.</summary>
public sealed class RedisServer : IDisposable
{
    private const int Databases = 16;

    private readonly Process _process;

    public RedisServer()
    {
        Port = LocalProgram.FreePort();
        _process = LocalProgram.Serve("redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind",
            "127.0.0.1", "--save", "", "--dir", Path.GetTempPath(), "--enable-debug-command", "local");
        LocalProgram.Until(_process, () => Cli("PING"));
    }

    public int Port { get; }

    public string Cli(params string[] words)
    {
        string said = LocalProgram.Run("", "redis-cli", ["-p", $"{Port}", .. words]);
        return said.Contains("refused", StringComparison.Ordinal) ? throw new InvalidOperationException(said) : said;
    }

    /// <summary>Runs commands, a line each, as the client reads them.</summary>
    public string Lines(string commands) =>
        LocalProgram.Run(commands + "\n", "redis-cli", "-p", $"{Port}", "--no-raw");

    /// <summary>All keys, when they end, and the server's own digest of what is in them.</summary>
    public string Everything() => string.Join('\n', Enumerable.Range(0, Databases).Select(n =>
        $"{n}: " + Lines($"SELECT {n}\nEVAL \"local a = {{}} for _, k in ipairs(redis.call('KEYS', '*')) do "
            + "a[#a + 1] = k .. ' ' .. redis.call('PEXPIRETIME', k) end table.sort(a) return a\" 0")))
        + Cli("DEBUG", "DIGEST");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Scratch;

namespace Holdpoint.Tools.Databases.MySql.Checkpoints;

/// <summary>A MariaDB or MySQL server of our own that is thrown away: on a socket in a private folder, without a
/// network, without waiting for the disk.</summary>
internal sealed class MySqlScratch : IDisposable
{
    /// <summary>What would lead its programs elsewhere.</summary>
    private static readonly ImmutableDictionary<string, string?> NoVariables =
        ((string[])["MYSQL_PWD", "MYSQL_HOST", "MYSQL_TCP_PORT", "MYSQL_UNIX_PORT", "MYSQL_HOME",
            "MYSQL_GROUP_SUFFIX"]).ToImmutableDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);

    private readonly WatchedServer _server;

    private MySqlScratch(WatchedServer server, MySqlDial dial)
    {
        _server = server;
        Dial = dial;
    }

    /// <summary>How it is reached, as the one who may do all.</summary>
    public MySqlDial Dial { get; }

    /// <summary>Makes and starts one; or why it could not be.</summary>
    /// <param name="isCaseless">Names of tables are kept in lower case, as where the copy comes from.</param>
    public static (MySqlScratch? Scratch, string Problem) Start(bool isMariaDb, bool isCaseless, Bench bench)
    {
        (string? program, string problem) = MySqlPrograms.Server(isMariaDb, bench.World);
        if (program is null)
        {
            return (null, problem);
        }

        const string Account = "mysql";
        bool account = bench.World.Read("/etc/passwd", 1024 * 1024) is World.FileAnswer.Content content
            && $"\n{content.Text}".Contains($"\n{Account}:", StringComparison.Ordinal);
        (ScratchHome? home, problem) = ScratchHome.Make(bench, account ? Account : null, NoVariables);
        if (home is null)
        {
            return (null, problem);
        }

        ImmutableArray<string> how =
        [
            "--no-defaults", $"--datadir={Path.Join(home.Path, "data")}",
            $"--lower-case-table-names={(isCaseless ? 1 : 0)}",
            .. bench.Workshop.IsRoot && !account ? (ReadOnlySpan<string>)["--user=root"] : [],
        ];
        string? made = isMariaDb
            ? home.Run("mariadb-install-db", [.. how, "--skip-test-db", "--auth-root-authentication-method=normal"])
            : home.Run(program, [.. how, "--initialize-insecure"]);
        if (made is not null)
        {
            home.Remove();
            return (null, $"no scratch server could be made: {made}");
        }

        string socket = Path.Join(home.Path, "socket");
        var dial = new MySqlDial(["--no-defaults"], [$"--socket={socket}", "--user=root"], NoVariables);
        (WatchedServer? server, problem) = home.Serve(
        [
            program, .. how, $"--socket={socket}", "--skip-networking", $"--pid-file={home.Path}/pid",
            $"--log-error={home.Path}/log", "--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite",
            "--skip-log-bin", "--event-scheduler=OFF", "--max-allowed-packet=1G", "--local-infile=0",
            "--loose-mysqlx=OFF", "--loose-innodb-strict-mode=OFF", "--character-set-server=utf8mb4",
        ],
        "KILL",
        () => MySqlRun.Lines("SELECT 1;", dial, bench).Lines is not null, ScratchHome.Starting);
        return server is null
            ? (null, problem)
            : (new MySqlScratch(server, dial), "");
    }

    public void Dispose() => _server.Dispose();
}

using System.Diagnostics;
using System.Globalization;

namespace Holdpoint.Tests.Tools.Databases.MySql;

/// <summary>A MariaDB of the tests' own, in a temporary folder on a free port of loopback, removed after.</summary>
public sealed class MariaDbServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-mariadb-").FullName;
    private readonly Process _process;

    public MariaDbServer()
    {
        Port = LocalProgram.FreePort();
        string data = _folder + "/data", user = "--user=" + Environment.UserName;
        LocalProgram.Run("", "mariadb-install-db", "--no-defaults", $"--datadir={data}", "--skip-test-db",
            "--auth-root-authentication-method=normal", user);
        _process = LocalProgram.Serve("/usr/sbin/mariadbd", "--no-defaults", $"--datadir={data}", user,
            $"--socket={Socket}", $"--port={Port.ToString(CultureInfo.InvariantCulture)}", "--bind-address=127.0.0.1",
            $"--pid-file={_folder}/pid", "--innodb-flush-log-at-trx-commit=0");
        LocalProgram.Until(_process, () => Sql("SELECT 1"));
    }

    public int Port { get; }

    public string Socket => _folder + "/socket";

    /// <summary>Runs SQL as the server's owner.</summary>
    public string Sql(string sql) => LocalProgram.Run(
        sql, "mysql", "--no-defaults", $"--socket={Socket}", "--user=root", "--batch", "--skip-column-names");

    /// <summary>The rows of every table of a database, by name.</summary>
    public IReadOnlyDictionary<string, long> Rows(string database)
    {
        string[] tables = Sql(
            $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{database}' AND TABLE_TYPE = "
            + "'BASE TABLE'").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return tables.ToDictionary(t => $"{database}.{t}", t => long.Parse(
            Sql($"SELECT COUNT(*) FROM `{database}`.`{t}`"), CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>All that a database holds, as a dump without comments writes it; views that lack a table are passed
    /// over.</summary>
    public string Text(string database) => LocalProgram.Run(
        "", "bash", "-c", $"mariadb-dump --no-defaults --socket={Socket} --user=root --skip-comments --hex-blob "
        + $"--force --routines --events --triggers --dump-history --databases {database} 2>/dev/null; true");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

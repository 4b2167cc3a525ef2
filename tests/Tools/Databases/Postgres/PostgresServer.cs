using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdpoint.Tests.Tools.Databases.Postgres;

/// <summary>A PostgreSQL server of the tests' own: started in a temporary folder on a free port of loopback, removed at
/// the end.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly string Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-postgres-").FullName;

    public PostgresServer()
    {
        Port = FreePort();
        if (IsRoot)
        {
            // The server refuses to run as root.
            Run("chown", "postgres", _folder);
        }

        AsServer("initdb", "-D", _folder + "/data", "-A", "trust", "-U", "postgres", "--no-sync");
        AsServer("pg_ctl", "-D", _folder + "/data", "-l", _folder + "/log", "-w", "-o",
            $"-p {Port.ToString(CultureInfo.InvariantCulture)} -k {_folder} -h 127.0.0.1 -c fsync=off", "start");
    }

    public int Port { get; }

    public string Url(string database, string user = "postgres") => $"postgres://{user}@127.0.0.1:{Port}/{database}";

    /// <summary>Runs SQL as the server's owner and returns what psql prints, unaligned.</summary>
    public string Sql(string database, string sql) =>
        Run(Path.Join(Programs, "psql"), "-X", "-v", "ON_ERROR_STOP=1", "-At", "-F", "\t", Url(database), "-c", sql);

    /// <summary>All that a database holds, as pg_dump writes it.</summary>
    public string Text(string database) =>
        string.Join('\n', Run(Path.Join(Programs, "pg_dump"), "--rows-per-insert=1", "--inserts", Url(database))
            .Split('\n').Where(l => !l.StartsWith("--", StringComparison.Ordinal)
                && !l.StartsWith('\\')));

    /// <summary>A copy of a database in a folder.</summary>
    public void Dump(string database, string folder, int jobs = 1) =>
        Run(Path.Join(Programs, "pg_dump"), "-Fd", "-Z1", $"-j{jobs}", "-f", folder, Url(database));

    /// <summary>Brings a copy back into an empty database.</summary>
    public void Restore(string database, string folder, int jobs) =>
        Run(Path.Join(Programs, "pg_restore"), $"-j{jobs}", "-d", Url(database), folder);

    /// <summary>A session that does something and goes on until it is disposed.</summary>
    public IDisposable Hold(string database, string sql)
    {
        Process process = Process.Start(new ProcessStartInfo(
            Path.Join(Programs, "psql"), ["-X", "-q", Url(database)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("psql did not start");
        process.StandardInput.WriteLine(sql + "; SELECT 'held';");
        process.StandardInput.Flush();
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("held", StringComparison.Ordinal))
        {
        }

        return new Session(process);
    }

    /// <summary>The rows of every table of a database, by name.</summary>
    public IReadOnlyDictionary<string, long> Rows(string database)
    {
        Dictionary<string, long> rows = new(StringComparer.Ordinal);
        string tables = Sql(database,
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN "
            + "('pg_catalog', 'information_schema')");
        foreach (string table in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            rows[table] = long.Parse(Sql(database, $"SELECT count(*) FROM ONLY {table}"), CultureInfo.InvariantCulture);
        }

        return rows;
    }

    public void Dispose()
    {
        AsServer("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName is "root";

    private static void AsServer(string program, params string[] arguments)
    {
        string path = Path.Join(Programs, program);
        _ = IsRoot ? Run("runuser", ["-u", "postgres", "--", path, .. arguments]) : Run(path, arguments);
    }

    private static string Run(string program, params string[] arguments)
    {
        // pg_ctl leaves the server behind with its own streams: a log takes them, so that reading here ends.
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Join(d, "bin"))
            .Where(d => File.Exists(Path.Join(d, "initdb"))).Max(StringComparer.Ordinal) is { } found
            ? found
            : throw new InvalidOperationException("no PostgreSQL server is installed: ./do test installs postgresql");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Session(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}

using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Tools.Databases.Scratch;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A PostgreSQL server of our own that is thrown away: on a socket in a private folder, without a network,
/// without waiting for the disk.</summary>
internal sealed class ScratchServer : IScratch
{
    /// <summary>Its superuser, and the account that runs it: it refuses to run as root.</summary>
    private const string Role = "postgres";

    private readonly ScratchHome _home;
    private readonly PostgresPrograms _programs;
    private readonly Bench _bench;
    private WatchedServer? _server;

    private ScratchServer(ScratchHome home, PostgresPrograms programs, Bench bench)
    {
        _home = home;
        _programs = programs;
        _bench = bench;
    }

    public string Shown => "a scratch PostgreSQL";

    public string NameFor(string database) => database;

    /// <summary>A role twice is no failure of the copy: its superuser is there.</summary>
    public void AddRole(string role) =>
        _ = _programs.Run("createuser", ["--no-login", "--no-password", role], Dial("postgres"), _bench);

    public Dial Dial(string database) => new(
        new Endpoint(null, _home.Path, "5432", database, null) { User = Role }, NoVariables);

    /// <summary>Nothing of this process's own settings may lead the programs elsewhere.</summary>
    private static readonly ImmutableDictionary<string, string?> NoVariables =
        ((string[])["PGSERVICE", "PGSERVICEFILE", "PGPASSWORD", "PGPASSFILE", "PGOPTIONS", "PGSSLMODE", "PGHOSTADDR",
            "PGDATABASE", "PGUSER", "PGHOST", "PGPORT", "PGTARGETSESSIONATTRS", "PGCHANNELBINDING"])
        .ToImmutableDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);

    /// <summary>Makes and starts one; or why it could not be.</summary>
    public static (ScratchServer? Server, string Problem) Start(PostgresPrograms programs, Bench bench)
    {
        (ScratchHome? home, string problem) = ScratchHome.Make(bench, Role, NoVariables);
        if (home is null)
        {
            return (null, problem);
        }

        string data = Path.Join(home.Path, "data");
        string? made = home.Run(programs["initdb"],
            ["-D", data, "-U", Role, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        if (made is not null)
        {
            home.Remove();
            return (null, $"no scratch server could be made: {made}");
        }

        var scratch = new ScratchServer(home, programs, bench);
        (scratch._server, problem) = home.Serve(
        [
            programs["postgres"], "-D", data, "-k", home.Path, "-h", "", "-F",
            "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "autovacuum=off",
            "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=1h", "-c", "unix_socket_permissions=0700",
            "-c", "maintenance_work_mem=256MB", "-c", "logging_collector=off", "-c", "port=5432",
            "-c", "session_preload_libraries=", "-c", "shared_buffers=128MB",
        ],
        "QUIT",
        () => bench.Workshop.Run(new RunRequest(
            programs["pg_isready"], ["-q", "-t", "5", "-h", home.Path], "/",
            scratch.Dial("postgres").ForClients, bench.World.Clock.GetUtcNow() + TimeSpan.FromSeconds(10),
            1024 * 1024)) is RunAnswer.Ended { ExitCode: 0 },
        ScratchHome.Starting);
        return scratch._server is null ? (null, problem) : (scratch, "");
    }

    public void Dispose() => _server?.Dispose();
}

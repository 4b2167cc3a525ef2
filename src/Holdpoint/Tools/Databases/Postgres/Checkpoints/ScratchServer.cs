using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Postgres.Checkpoints;

/// <summary>A PostgreSQL server of our own that is thrown away: on a socket in a private folder, without a network,
/// without waiting for the disk.</summary>
/// <remarks>A shell watches a pipe to this process: when that closes, however we end, it stops the server and removes
/// its folder.</remarks>
internal sealed class ScratchServer : IScratch
{
    /// <summary>Its superuser.</summary>
    private const string Role = "postgres";

    /// <summary>What the server has of the folder: its files and its socket.</summary>
    private const string Home = "server";

    /// <summary>A server that takes longer to start is not going to.</summary>
    private static readonly TimeSpan Starting = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the end of its input, which is the end of whoever started it.</summary>
    private const string Watch =
        """
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        echo started
        while read -r _ <&3; do :; done
        kill -QUIT $server 2>/dev/null
        wait $server
        rm -rf -- "$HOLDPOINT_SCRATCH"
        """;

    private readonly Conversation _watch;
    private readonly PostgresPrograms _programs;
    private readonly Bench _bench;
    private readonly string _folder;

    private ScratchServer(Conversation watch, PostgresPrograms programs, Bench bench, string folder)
    {
        _watch = watch;
        _programs = programs;
        _bench = bench;
        _folder = folder;
    }

    public string Shown => "a scratch PostgreSQL";

    public string NameFor(string database) => database;

    /// <summary>A role twice is no failure of the copy: its superuser is there.</summary>
    public void AddRole(string role) =>
        _ = _programs.Run("createuser", ["--no-login", "--no-password", role], Dial("postgres"), _bench);

    public Dial Dial(string database) => new(
        new Endpoint(null, Path.Join(_folder, Home), "5432", database, null) { User = Role }, NoVariables);

    /// <summary>Nothing of this process's own settings may lead the programs elsewhere.</summary>
    private static readonly ImmutableDictionary<string, string?> NoVariables =
        ((string[])["PGSERVICE", "PGSERVICEFILE", "PGPASSWORD", "PGPASSFILE", "PGOPTIONS", "PGSSLMODE", "PGHOSTADDR",
            "PGDATABASE", "PGUSER", "PGHOST", "PGPORT", "PGTARGETSESSIONATTRS", "PGCHANNELBINDING"])
        .ToImmutableDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);

    /// <summary>Makes and starts one; or why it could not be.</summary>
    public static (ScratchServer? Server, string Problem) Start(PostgresPrograms programs, Bench bench)
    {
        string folder = bench.Workshop.NewScratchPath();
        string home = Path.Join(folder, Home);
        string data = Path.Join(home, "data");
        if (bench.Workshop.MakeFolder(home) is { } problem)
        {
            return (null, problem);
        }

        // The outer folder stays ours, so that whoever sweeps knows it.
        ImmutableArray<string> account = Account(bench);
        if (!account.IsEmpty
            && (Run(bench, "chmod", ["711", folder]) ?? Run(bench, "chown", [Role, home])) is { } chown)
        {
            bench.Workshop.Remove(folder);
            return (null, $"a server cannot run as root, and the account {Role} cannot have its folder: {chown}");
        }

        string? made = RunAs(bench, account, programs["initdb"],
            ["-D", data, "-U", Role, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        if (made is not null)
        {
            bench.Workshop.Remove(folder);
            return (null, $"no scratch server could be made: {made}");
        }

        ImmutableArray<string> server =
        [
            .. account, programs["postgres"], "-D", data, "-k", home, "-h", "", "-F",
            "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "autovacuum=off",
            "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=1h", "-c", "unix_socket_permissions=0700",
            "-c", "maintenance_work_mem=256MB", "-c", "logging_collector=off", "-c", "port=5432",
            "-c", "session_preload_libraries=", "-c", "shared_buffers=128MB",
        ];
        (Conversation? watch, string why) = bench.Workshop.Start(new RunRequest(
            "/bin/sh", ["-c", Watch, "sh", .. server], "/",
            NoVariables.SetItem("HOLDPOINT_SCRATCH", folder).SetItem("LC_ALL", "C"),
            bench.World.Clock.GetUtcNow() + bench.Patience, 0));
        if (watch is null)
        {
            bench.Workshop.Remove(folder);
            return (null, why);
        }

        var scratch = new ScratchServer(watch, programs, bench, folder);
        if (watch.Hear(Starting) is "started" && scratch.IsReady())
        {
            return (scratch, "");
        }

        scratch.Dispose();
        return (null, "the scratch server did not start: "
            + (watch.Finish(TimeSpan.FromSeconds(5)) is RunAnswer.Ended ended ? ended.Errors.Trim() : ""));
    }

    public void Dispose()
    {
        // The watching shell stops it and clears up; where it cannot, we do.
        _watch.Finish(TimeSpan.FromSeconds(30));
        _watch.Dispose();
        _bench.Workshop.Remove(_folder);
    }

    private bool IsReady()
    {
        DateTimeOffset end = _bench.World.Clock.GetUtcNow() + Starting;
        while (_bench.World.Clock.GetUtcNow() < end)
        {
            // It waits itself while the server says that it is starting.
            string socket = Path.Join(_folder, Home);
            if (_bench.Workshop.Run(Client(_programs["pg_isready"], ["-q", "-t", "5", "-h", socket])) is
                RunAnswer.Ended { ExitCode: 0 })
            {
                return true;
            }

            _bench.Workshop.Run(Client("sleep", ["0.05"]));
        }

        return false;
    }

    private RunRequest Client(string program, ImmutableArray<string> arguments) => new(
        program, arguments, "/", Dial("postgres").ForClients,
        _bench.World.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), 1024 * 1024);

    /// <summary>PostgreSQL refuses to run as root: what runs a program under its own account then.</summary>
    private static ImmutableArray<string> Account(Bench bench) => bench.Workshop.IsRoot
        ? ["setpriv", $"--reuid={Role}", $"--regid={Role}", "--init-groups", "--"]
        : [];

    private static string? RunAs(
        Bench bench, ImmutableArray<string> account, string program, ImmutableArray<string> arguments) =>
        account.IsEmpty ? Run(bench, program, arguments)
            : Run(bench, account[0], [.. account.AsSpan()[1..], program, .. arguments]);

    private static string? Run(Bench bench, string program, ImmutableArray<string> arguments) =>
        bench.Workshop.Run(new RunRequest(
            program, arguments, "/", NoVariables.SetItem("LC_ALL", "C"),
            bench.World.Clock.GetUtcNow() + Starting, 1024 * 1024)) switch
        {
            RunAnswer.Ended { ExitCode: 0 } => null,
            RunAnswer.Ended ended => ended.Errors.Trim(),
            RunAnswer.Failed failed => failed.Why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.Tools.Databases.Postgres;

namespace Holdpoint.Tests.Native;

/// <summary>The program is killed in the middle of saving, running and restoring: what was there is there, or a proved
/// copy brings it back.</summary>
public sealed class KillTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    /// <summary>Moments of each; <c>HOLDPOINT_KILL_MOMENTS=50</c> tries more of them.</summary>
    private static readonly int? Wanted =
        int.TryParse(Environment.GetEnvironmentVariable("HOLDPOINT_KILL_MOMENTS"), out int wanted) ? wanted : null;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_database_in_a_file(bool whileUndoing)
    {
        using var scene = new Scene();
        Try(
            scene, () => Make(scene), () => Dump(scene), "sqlite3 app.db 'DROP TABLE users'", whileUndoing,
            Wanted ?? 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files(bool whileUndoing)
    {
        using var scene = new Scene();
        string data = Path.Join(scene.Work, "data");
        void Fill()
        {
            Directory.CreateDirectory(data);
            for (int i = 0; i < 200; i++)
            {
                File.WriteAllText(Path.Join(data, $"{i}.csv"), $"{i}");
            }
        }

        string All() => string.Join('\n', (Directory.Exists(data) ? Directory.GetFiles(data) : [])
            .Order(StringComparer.Ordinal).Select(f => f + File.ReadAllText(f)));
        Try(scene, Fill, All, "rm -rf data", whileUndoing, Wanted ?? 8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_database_of_a_server(bool whileUndoing)
    {
        using var scene = new Scene();
        void Fill() => server.Sql(
            "postgres", "DROP TABLE IF EXISTS users; CREATE TABLE users(id int PRIMARY KEY, e text); INSERT INTO users "
                + "SELECT g, md5(g::text) FROM generate_series(1, 20000) g");
        Try(
            scene, Fill, () => server.Text("postgres"), $"psql {server.Url("postgres")} -X -c 'DROP TABLE users'",
            whileUndoing, Wanted ?? 3);

        // Neither a session of ours is left, nor a server.
        string left = "";
        for (int i = 0; i < 100 && (left = Left()).Length > 0; i++)
        {
            Thread.Sleep(100);
        }

        Assert.Equal("", left);
        string Left() => server.Sql(
            "postgres", "SELECT query FROM pg_stat_activity WHERE application_name LIKE 'holdpoint%'").Trim();
    }

    /// <summary>Nothing is lost, nothing is called proved that does not restore, and no lock stays.</summary>
    private static void Try(
        Scene scene, System.Action make, Func<string> read, string command, bool whileUndoing, int moments)
    {
        make();
        TimeSpan whole = Time(() => Ends(Start(scene, "exec", "--", command)));
        for (int i = 0; i < moments; i++)
        {
            make();
            string before = read();
            string[] arguments = ["exec", "--", command];
            if (whileUndoing)
            {
                Ends(Start(scene, arguments));
                arguments = ["undo", scene.Newest.Id];
            }

            using Process process = Start(scene, arguments);
            process.WaitForExit(RandomNumberGenerator.GetInt32(1, (int)whole.TotalMilliseconds + 20));
            process.Kill();
            process.WaitForExit();

            ImmutableArray<Manifest> proved =
                [.. scene.Store.All().OfType<ManifestAnswer.Read>().Select(r => r.Manifest).Where(m => m.IsVerified)];
            if (Settled(read) != before)
            {
                Assert.Contains(proved, m => scene.Undo(m) is Outcome.Ran { ExitCode: 0 } && read() == before);
            }

            Assert.All(proved.Take(2), m => Assert.True(new Taking(scene.Store, scene.Bench).Prove(m).IsVerified));
            foreach (Manifest manifest in proved)
            {
                using IDisposable? free = scene.Store.TryLock(manifest.Id);
                Assert.NotNull(free);
                scene.Store.Remove(manifest.Id);
            }
        }

        scene.Store.Sweep();
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(scene.Store.Folder),
            d => Path.GetFileName(d).StartsWith(".taking", StringComparison.Ordinal));
    }

    /// <summary>What is there once the command itself has ended, which outlives whoever started it.</summary>
    private static string Settled(Func<string> read)
    {
        string? last = null;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2);)
        {
            string? now = null;
            try
            {
                now = read();
            }
            catch (IOException)
            {
                // It goes while it is read.
            }

            if (now is not null && now == last)
            {
                return now;
            }

            last = now;
            Thread.Sleep(200);
        }

        throw new TimeoutException("what the command leaves behind never came to rest");
    }

    private static void Ends(Process process)
    {
        using (process)
        {
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "holdpoint does not end");
        }
    }

    private static Process Start(Scene scene, params string[] arguments)
    {
        var start = new ProcessStartInfo(NativeBinary.Path, arguments)
        {
            WorkingDirectory = scene.Work,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = scene.World.Home;
        start.Environment.Remove("XDG_STATE_HOME");
        return Process.Start(start) ?? throw new InvalidOperationException("it did not start");
    }

    private static TimeSpan Time(System.Action act)
    {
        long start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Make(Scene scene)
    {
        File.Delete(Path.Join(scene.Work, "app.db"));
        File.Delete(Path.Join(scene.Work, "app.db-journal"));
        scene.Sqlite(
            "CREATE TABLE users(id INTEGER PRIMARY KEY, e TEXT); WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT "
            + "n + 1 FROM g WHERE n < 5000) INSERT INTO users SELECT n, hex(randomblob(20)) FROM g");
    }

    private static string Dump(Scene scene) => scene.Sqlite(".dump");
}

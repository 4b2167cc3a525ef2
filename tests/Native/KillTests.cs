using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Native;

/// <summary>The program is killed in the middle of saving, running and restoring: what was there is there, or a proved
/// copy brings it back.</summary>
public sealed class KillTests
{
    /// <summary>Moments of each; the scripts of a release try hundreds.</summary>
    private const int Moments = 8;

    private const string Command = "sqlite3 app.db 'DROP TABLE users'";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_lost_and_nothing_is_called_proved_that_does_not_restore(bool whileUndoing)
    {
        using var scene = new Scene();
        Make(scene);
        string before = Dump(scene);
        TimeSpan whole = Time(() => Start(scene, "exec", "--", Command).WaitForExit());
        for (int i = 0; i < Moments; i++)
        {
            Make(scene);
            before = Dump(scene);
            string[] arguments = ["exec", "--", Command];
            if (whileUndoing)
            {
                Start(scene, arguments).WaitForExit();
                arguments = ["undo", scene.Newest.Id];
            }

            using Process process = Start(scene, arguments);
            process.WaitForExit(RandomNumberGenerator.GetInt32(1, (int)whole.TotalMilliseconds + 20));
            process.Kill();
            process.WaitForExit();

            ImmutableArray<Manifest> proved =
                [.. scene.Store.All().OfType<ManifestAnswer.Read>().Select(r => r.Manifest).Where(m => m.IsVerified)];
            if (Dump(scene) != before)
            {
                Assert.Contains(proved, m => scene.Undo(m) is Outcome.Ran { ExitCode: 0 } && Dump(scene) == before);
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

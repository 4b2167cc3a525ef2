using System.Diagnostics;
using Holdpoint.World;

namespace Holdpoint.Tests.World;

/// <summary>A lock that was let go is free at once, also while other programs are being started.</summary>
public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Between fork and exec a child has every descriptor of its parent, and with them the locks.</summary>
    [Fact]
    public void A_program_that_is_being_started_keeps_no_lock()
    {
        string path = Path.Join(_folder, "lock");
        using var enough = new CancellationTokenSource();
        Thread[] starters = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                using Process? process = Process.Start("/bin/true");
                process?.WaitForExit();
            }
        }))];
        Array.ForEach(starters, t => t.Start());
        int refused = 0;
        for (int i = 0; i < 20000; i++)
        {
            using FileLock.HeldLock? held = FileLock.Try(path);
            refused += held is null ? 1 : 0;
        }

        enough.Cancel();
        Array.ForEach(starters, t => t.Join());
        Assert.Equal(0, refused);
    }
}

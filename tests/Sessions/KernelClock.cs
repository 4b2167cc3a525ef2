using Holdpoint.Tests.Cases;
using Holdpoint.World;

namespace Holdpoint.Tests.Sessions;

/// <summary>The clock by which the kernel stamps files: some milliseconds behind ours, and behind any client.</summary>
internal static class KernelClock
{
    /// <summary>Waits until a file that is made is younger than this moment.</summary>
    public static void Pass(CaseFolder folder)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string probe = Path.Join(folder.Home, "clock");
        do
        {
            File.Delete(probe);
            File.WriteAllText(probe, "");
        }
        while (FileAges.Of(probe) is not { Born: { } born } || born < now);
        File.Delete(probe);
    }
}

using System.Runtime.InteropServices;

namespace Holdpoint.Tests.Fuzzing;

/// <summary>The processor time of the thread at hand: other work of the machine does not count.</summary>
internal static class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static TimeSpan Now =>
        clock_gettime(ThreadProcessorTime, out Timespec now) == 0
            ? TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromMicroseconds(now.Nanoseconds / 1000)
            : throw new InvalidOperationException("the kernel has no clock for threads");

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

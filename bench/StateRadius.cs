using System.Diagnostics;
using System.Globalization;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Bench;

/// <summary>The radius of a destroy over generated states of 1,000 to 50,000 resources: time, memory, and whether both
/// are linear.</summary>
internal static class StateRadius
{
    private const int Runs = 7;

    /// <summary>The bars of issue 2, section 8.</summary>
    private const double MostSeconds = 0.5;

    private const double MostTimesTheFile = 3;

    /// <summary>Linear: a resource in the largest state costs at most this many times one in a state of 5,000. (In a
    /// smaller one the fixed costs and the caches of the machine decide, in either direction.)</summary>
    private const double MostTimesSlower = 2;

    private static readonly int[] Sizes = [1_000, 5_000, 10_000, 25_000, 50_000];

    /// <summary>Measures all sizes in one run.</summary>
    public static void Run(Report report)
    {
        report.Section("The radius of a generated state");
        report.Line("Reading the bytes, finding the systems, judging every loss.");
        report.Line("Memory: the file itself and all that was allocated.");
        report.Line("");
        report.Line("| resources | file MB | radius ms (median) | of it reading | MB/s | µs a resource | allocated MB "
            + "| kept MB | (file + allocated) / file |");
        report.Line("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        Measure(GeneratedState.Of(2_000), 20); // The JIT's share is not the radius.
        var each = new Dictionary<int, double>();
        double seconds = 0, times = 0;
        foreach (int size in Sizes)
        {
            byte[] state = GeneratedState.Of(size);
            (double ms, double reading, long allocated, long kept) = Measure(state, Runs);
            double mb = state.Length / 1e6;
            each[size] = ms * 1000 / size;
            seconds = ms / 1000;
            times = (mb + (allocated / 1e6)) / mb;
            report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {size} | {mb:0.0} | {ms:0.0} | {reading:0.0} | {mb / ms * 1000:0} | {each[size]:0.00} "
                + $"| {allocated / 1e6:0.0} | {kept / 1e6:0.0} | {times:0.00} |"));
        }

        report.Line("");
        report.Bar("radius of 50,000 resources", seconds, MostSeconds, "s");
        report.Bar("memory for 50,000 resources, the file among it", times, MostTimesTheFile, "× the file");
        report.Bar("a resource of 50,000 against one of 5,000", each[50_000] / each[5_000], MostTimesSlower, "×");
    }

    private static (double Ms, double Reading, long Allocated, long Kept) Measure(byte[] state, int runs)
    {
        double[] times = new double[runs];
        double[] reading = new double[runs];
        long allocated = 0, kept = 0;
        for (int i = 0; i < runs; i++)
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            long start = GC.GetTotalAllocatedBytes(precise: true);
            long clock = Stopwatch.GetTimestamp();
            var read = (StateReading.Read)StateReader.Read(state.AsMemory());
            reading[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            TerraformLosses losses = TerraformRadius.OfDestroy(read.State, DestroyScope.Everything,
                "a generated state");
            times[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
            kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(read);
            GC.KeepAlive(losses);
        }

        Array.Sort(times);
        Array.Sort(reading);
        return (times[runs / 2], reading[runs / 2], allocated, kept);
    }
}

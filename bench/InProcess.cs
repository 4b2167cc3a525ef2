using System.Diagnostics;
using System.Text.Json;
using Holdpoint.Policy;

namespace Holdpoint.Bench;

/// <summary>Read + recognise + judge in process, over every command of the corpus, with a world that answers
/// nothing.</summary>
internal static class InProcess
{
    private const double MostMicros = 25;
    private const int Rounds = 41;
    private const int WarmUp = 20;

    public static void Run(Report report)
    {
        report.Section("Read, recognise and judge, in process");
        string corpus = Path.Join(Report.Root, "../shared/corpus/commands.jsonl");
        if (!File.Exists(corpus))
        {
            report.Line($"not measured: {corpus} is not there");
            return;
        }

        List<string> commands = [.. File.ReadLines(corpus).Select(Command)];
        var pipeline = new Pipeline(new SilentWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(1));
        for (int i = 0; i < WarmUp; i++)
        {
            commands.ForEach(c => pipeline.Run(new Holdpoint.Action.ShellCommand(c, "/work/project")));
        }

        List<double> medians = new(commands.Count), allocated = new(commands.Count);
        foreach (string command in commands)
        {
            (double micros, double bytes) = Measure(pipeline, command);
            medians.Add(micros);
            allocated.Add(bytes);
        }

        report.Line($"{commands.Count} commands of `shared/corpus/commands.jsonl`; "
            + $"each command's own median of {Rounds} runs (.NET {Environment.Version}, JIT).\n");
        report.Line("| | median | p95 | most |");
        report.Line("|---|---|---|---|");
        report.Line($"| µs a command | {Report.Percentile(medians, 0.5):0.0} "
            + $"| {Report.Percentile(medians, 0.95):0.0} | {medians.Max():0} |");
        report.Line($"| bytes allocated a command | {Report.Percentile(allocated, 0.5):0} "
            + $"| {Report.Percentile(allocated, 0.95):0} | {allocated.Max():0} |");
        report.Line("");
        report.Bar("median of the corpus", Report.Percentile(medians, 0.5), MostMicros, "µs");
    }

    private static (double Micros, double Bytes) Measure(Pipeline pipeline, string command)
    {
        var action = new Holdpoint.Action.ShellCommand(command, "/work/project");
        double[] times = new double[Rounds];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            pipeline.Run(action);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return (Report.Percentile(times, 0.5), (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Rounds);
    }

    private static string Command(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("command").GetString() ?? "";
    }
}

using System.Globalization;
using System.Text;

namespace Holdpoint.Bench;

/// <summary>Collects the numbers, says which bars hold, and writes docs/benchmarks.md.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    /// <summary>The project's root folder.</summary>
    public static string Root { get; } = FindRoot();

    public bool AllHeld { get; private set; } = true;

    public void Section(string title) => Line($"\n## {title}\n");

    public void Line(string line)
    {
        Console.WriteLine(line);
        _text.AppendLine(line);
    }

    /// <summary>One bar of the issue: held or missed, with the measured value.</summary>
    public void Bar(string what, double value, double most, string unit)
    {
        bool held = value <= most;
        AllHeld &= held;
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"- **{(held ? "held" : "MISSED")}**: {what}: {value:0.###} {unit} (bar: ≤ {most:0.###} {unit})"));
    }

    /// <summary>The value below which the share <paramref name="p"/> of the sorted values lies.</summary>
    public static double Percentile(IReadOnlyList<double> values, double p)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(p * sorted.Length))];
    }

    public void Write(bool whole)
    {
        if (!whole)
        {
            return;
        }

        string cpu = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?";
        string head = $"""
            # Benchmarks

            Written by `./do bench` on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} on {cpu},
            {Environment.ProcessorCount} cores, {Environment.OSVersion}. Machines are noisy: read the ratios,
            which come from one run.

            """;
        File.WriteAllText(Path.Join(Root, "docs/benchmarks.md"), head + _text);
    }

    private static string FindRoot()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Join(at, "Holdpoint.slnx")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new InvalidOperationException("run it from the project");
    }
}

using System.Globalization;

namespace Holdpoint.Bench;

/// <summary>The whole process of a destroy that is judged by a state file, native, beside programs that do no more than
/// read the same file.</summary>
internal static class StateProcess
{
    private const int Runs = 15;
    private const int Resources = 50_000;

    /// <summary>The bar of issue 2, section 8, for the whole process.</summary>
    private const double MostSeconds = 0.5;

    /// <summary>The verdict on a destroy of two hundred systems: deny.</summary>
    private const int Denied = 20;

    public static void Run(Report report)
    {
        report.Section("A destroy judged by a state file, whole process");
        using var folder = new TemporaryFolder();
        byte[] state = GeneratedState.Of(Resources);
        string file = Path.Join(folder.Path, "terraform.tfstate");
        File.WriteAllBytes(file, state);
        File.WriteAllText(Path.Join(folder.Path, "main.tf"), "terraform {}\n");
        report.Line($"{Resources} resources in {state.Length / 1_000_000} MB; the others only read the same file.");
        report.Line("");
        report.Line("| program | runs | median | fastest |");
        report.Line("|---|---|---|---|");
        double ours = Time(report, folder, "holdpoint check", Denied, $"{Report.Root}/artifacts/holdpoint", "check",
            "--cwd", folder.Path, "terraform destroy -auto-approve");
        double digest = Time(report, folder, "sha256sum", 0, "/usr/bin/sha256sum", file);
        double copy = Time(report, folder, "dd into memory", 0, "/usr/bin/dd", $"if={file}", "bs=256M",
            "of=/dev/null");
        report.Line("");
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"That is {ours / digest:0.0} × sha256sum and {ours / copy:0.0} × reading it into memory."));
        report.Line("");
        report.Bar("a destroy of 50,000 resources, whole native process", ours, MostSeconds, "s");
    }

    private static double Time(Report report, TemporaryFolder folder, string name, int status, params string[] command)
    {
        string[] environment = [$"HOME={folder.Path}", $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
        double[] times = [.. Enumerable.Range(0, Runs + 1)
            .Select(_ => Spawn.Time(command, environment, "/dev/null", status)).Skip(1)];
        double median = Report.Percentile(times, 0.5);
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| `{name}` | {Runs} | {median * 1000:0} ms | {times.Min() * 1000:0} ms |"));
        return median;
    }
}

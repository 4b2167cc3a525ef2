using System.Text.Json;

namespace Holdpoint.Bench;

/// <summary>The whole process of a hook call for a harmless command, against /bin/true and a Node-based
/// guard.</summary>
internal static class HookProcess
{
    private const double MostOverTrue = 4;
    private const double MostOfNodeGuard = 0.1;

    /// <summary>Calls before the ones that count: the files are in the page cache then.</summary>
    private const int WarmUp = 20;

    private static readonly (string Name, string[] Command, int Runs)[] Programs =
    [
        ("/bin/true", ["/bin/true"], 1000),
        ("holdpoint hook claude-code", [$"{Report.Root}/artifacts/holdpoint", "hook", "claude-code"], 1000),
        ("cc-safety-net hook", [Node(), CcSafetyNet, "hook", "--claude-code"], 100),
    ];

    private static string CcSafetyNet =>
        $"{Report.Root}/tests/tools/node_modules/cc-safety-net/dist/bin/cc-safety-net.js";

    public static void Run(Report report)
    {
        report.Section("A hook call for a harmless command, whole process");
        using var folder = new TemporaryFolder();
        string payload = Path.Join(folder.Path, "payload.json");
        File.WriteAllText(payload, JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["session_id"] = "819b65a5-02f2-4303-9709-171639c9fb43",
            ["cwd"] = folder.Path,
            ["permission_mode"] = "default",
            ["hook_event_name"] = "PreToolUse",
            ["tool_name"] = "Bash",
            ["tool_input"] = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["command"] = "git status && ls -la src | head -20",
            },
            ["tool_use_id"] = "toolu_000002",
        }));

        report.Line("| program | runs | median | p95 |");
        report.Line("|---|---|---|---|");
        Dictionary<string, double[]> times = [];
        string[] environment = [$"HOME={folder.Path}", $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
        foreach ((string name, _, int runs) in Programs)
        {
            times[name] = new double[runs];
        }

        // Programs of as many runs take turns: what else the machine does in a second falls on all of them.
        foreach (IGrouping<int, (string Name, string[] Command, int Runs)> turns in Programs.GroupBy(p => p.Runs))
        {
            for (int i = -WarmUp; i < turns.Key; i++)
            {
                foreach ((string name, string[] command, _) in turns)
                {
                    double seconds = Spawn.Time(command, environment, payload, expectedStatus: 0);
                    if (i >= 0)
                    {
                        times[name][i] = seconds;
                    }
                }
            }
        }

        foreach ((string name, _, int runs) in Programs)
        {
            report.Line($"| `{name}` | {runs} | {Report.Percentile(times[name], 0.5) * 1000:0.00} ms "
                + $"| {Report.Percentile(times[name], 0.95) * 1000:0.00} ms |");
        }

        report.Line("");
        double[] truth = times[Programs[0].Name], ours = times[Programs[1].Name], node = times[Programs[2].Name];
        report.Bar(
            "median over /bin/true", Report.Percentile(ours, 0.5) / Report.Percentile(truth, 0.5), MostOverTrue, "×");
        report.Bar("p95 over /bin/true's p95", Report.Percentile(ours, 0.95) / Report.Percentile(truth, 0.95),
            MostOverTrue, "×");
        report.Bar("median as a part of cc-safety-net's", Report.Percentile(ours, 0.5) / Report.Percentile(node, 0.5),
            MostOfNodeGuard, "×");
        report.Bar("p95 as a part of cc-safety-net's p95",
            Report.Percentile(ours, 0.95) / Report.Percentile(node, 0.95), MostOfNodeGuard, "×");
    }

    private static string Node() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(p => Path.Join(p, "node")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("node is not on PATH");
}

/// <summary>A folder that goes away at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("holdpoint-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

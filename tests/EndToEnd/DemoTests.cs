using System.Diagnostics;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.EndToEnd;

/// <summary>The demo is the main job end to end: a real tofu, real hook payloads, the native program.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_to_its_end_and_shows_each_step()
    {
        string said = await Run("demo/terraform", Repository.PathWithTools);

        Assert.Contains("Apply complete! Resources: 19 added", said, StringComparison.Ordinal);
        Assert.Contains("has a state elsewhere", said, StringComparison.Ordinal);
        Assert.Contains("stands in its place", said, StringComparison.Ordinal);
        Assert.Contains("datatalks", said, StringComparison.Ordinal);
        Assert.Contains("ai-shipping-labs", said, StringComparison.Ordinal);

        // The negative control: without Holdpoint the same destroy really takes everything.
        Assert.Contains("before: 19 resources in the state", said, StringComparison.Ordinal);
        Assert.Contains("Destroy complete! Resources: 19 destroyed.", said, StringComparison.Ordinal);
        Assert.Contains("after: 0 resources", said, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_incident_is_stopped_and_runs_without_us()
    {
        string said = await Run("demo/database", Repository.PathWithTools);

        Assert.Contains("deny (destroy-whole-systems)", said, StringComparison.Ordinal);
        Assert.Contains("public.order_items (20000 rows", said, StringComparison.Ordinal);
        Assert.Contains("public.orders (5000 rows", said, StringComparison.Ordinal);

        // The negative control: the real drizzle-kit takes four of the five tables.
        Assert.Contains("before: 5 tables, 31050 rows", said, StringComparison.Ordinal);
        Assert.Contains("after: 1 tables, 1000 rows", said, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_is_both_incidents_and_what_to_do_next()
    {
        string run = File.ReadAllText(Path.Join(Repository.Root, "demo/run"));
        Assert.Contains("./terraform", run, StringComparison.Ordinal);
        Assert.Contains("./database", run, StringComparison.Ordinal);
        Assert.Contains("./do install", run, StringComparison.Ordinal);
    }

    /// <summary>Without npm and without a binary the demo judges recorded states, and says so.</summary>
    [Fact]
    public async Task Without_a_terraform_the_demo_uses_recorded_states()
    {
        using var folder = new CaseFolder();
        string bin = Directory.CreateDirectory(Path.Join(folder.Work, "bin")).FullName;
        foreach (string name in new[] { "bash", "git", "tar", "gzip", "cp", "rm", "mkdir", "mktemp", "dirname", "cat",
            "sed", "grep", "head", "chmod", "env" })
        {
            File.CreateSymbolicLink(Path.Join(bin, name), Which(name));
        }

        string said = await Run("demo/terraform", bin);

        Assert.Contains("using recorded states", said, StringComparison.Ordinal);
        Assert.Contains("has a state elsewhere", said, StringComparison.Ordinal);
        Assert.Contains("stands in its place", said, StringComparison.Ordinal);
        Assert.Contains("nothing is destroyed here", said, StringComparison.Ordinal);
    }

    private static string Which(string program) => Repository.PathWithTools.Split(':')
        .Select(p => Path.Join(p, program)).First(File.Exists);

    private static async Task<string> Run(string script, string path)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Join(Repository.Root, script)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = path;
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"the demo ended with {process.ExitCode}:\n{said}\n{await errors}");

        // The terminal's wrapping is not what is tested.
        return string.Join(' ', said.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }
}

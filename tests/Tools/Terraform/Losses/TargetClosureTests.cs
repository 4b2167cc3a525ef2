using System.Globalization;
using System.Text;
using System.Text.Json;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;
using Holdpoint.Tools.Terraform.Losses;
using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tests.Tools.Terraform.Losses;

/// <summary>What a destroy with <c>-target</c> takes, compared with what a real tofu plans, over random configurations
/// that were really applied.</summary>
public sealed class TargetClosureTests
{
    private const int TargetsEach = 8;

    /// <summary>A few in every run; more with <c>HOLDPOINT_TARGET_SEEDS=FIRST-LAST</c>.</summary>
    public static TheoryData<int> Seeds
    {
        get
        {
            string[] range = (Environment.GetEnvironmentVariable("HOLDPOINT_TARGET_SEEDS") ?? "1-4").Split('-');
            int first = int.Parse(range[0], CultureInfo.InvariantCulture);
            return [.. Enumerable.Range(first, int.Parse(range[^1], CultureInfo.InvariantCulture) - first + 1)];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_destroy_takes_what_tofu_plans_to_delete(int seed)
    {
        using var folder = new CaseFolder();
        StateSummary state = Applied(folder, seed);
        List<string[]> targets = Targets(state, new Random(seed));
        Plan(folder, "-destroy", targets);
        for (int i = 0; i < targets.Count; i++)
        {
            bool[] goes = new ScopeFilter(state.Instances).Goes(new DestroyScope([.. targets[i]], []), []);
            (string, string)[] expected = Deleted(folder, i)
                ?? throw new InvalidOperationException("tofu refuses the target");
            Same(expected, state.Instances.Where((_, at) => goes[at]).Select(n => n.Address), targets[i]);
        }
    }

    /// <summary>Every way to a partial destroy is measured alike; an apply over another configuration is what tofu
    /// plans of it.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Commands_with_a_target_are_measured_as_tofu_plans_them(int seed)
    {
        using var folder = new CaseFolder();
        List<string[]> targets = Targets(Applied(folder, seed), new Random(seed))[..2];
        int compared = 0;
        Write(folder, seed + 1_000_000);
        Plan(folder, "-destroy", targets);
        for (int i = 0; i < targets.Count; i++)
        {
            string options = string.Join(' ', targets[i].Select(Option));
            if (Deleted(folder, i) is not { } expected)
            {
                continue;
            }

            compared++;
            Same(expected, Losses(folder, $"tofu destroy {options}"), targets[i]);
            Same(expected, Losses(folder, $"tofu apply -auto-approve -destroy {options}"), targets[i]);
            Same(expected, Losses(folder, $"tofu plan -destroy -out=p {options} && tofu apply p"), targets[i]);
            folder.Bash($"tofu plan -no-color -refresh=false -destroy -out=saved {options}");
            Same(expected, Losses(folder, "tofu apply saved"), targets[i]);
        }

        Plan(folder, "", targets);
        for (int i = 0; i < targets.Count; i++)
        {
            string options = string.Join(' ', targets[i].Select(Option));
            if (Deleted(folder, i) is { } expected)
            {
                compared++;
                Same(expected, Losses(folder, $"tofu apply -auto-approve {options}"), targets[i]);
            }
        }

        Assert.True(compared > 0, $"tofu itself refuses every target of seed {seed}");
    }

    private static StateSummary Applied(CaseFolder folder, int seed)
    {
        Write(folder, seed);
        folder.Bash("tofu apply -no-color -auto-approve -input=false");
        byte[] bytes = File.ReadAllBytes(Path.Join(folder.Work, "terraform.tfstate"));
        return Assert.IsType<StateReading.Read>(StateReader.Read(bytes)).State;
    }

    private static void Write(CaseFolder folder, int seed)
    {
        foreach ((string path, string text) in new RandomConfiguration(seed).Files)
        {
            string file = Path.Join(folder.Work, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder.Work);
            File.WriteAllText(file, text);
        }

        folder.Bash("tofu init -no-color -input=false");
    }

    /// <summary>An object that the configuration moves goes by its old or its new address, in a plan by both.</summary>
    private static void Same((string Was, string Is)[] tofu, IEnumerable<string> ours, string[] targets)
    {
        HashSet<string> actual = [.. ours];
        bool same = tofu.Length == actual.Count && tofu.All(t => actual.Contains(t.Was) || actual.Contains(t.Is));
        Assert.True(same, $"{string.Join(" and ", targets)}\n--- tofu\n{string.Join('\n', tofu.Select(t => t.Is))}\n"
            + $"--- holdpoint\n{string.Join('\n', actual)}");
    }

    /// <summary>The addresses that the whole pipeline counts as lost; none where it says so.</summary>
    private static IEnumerable<string> Losses(CaseFolder folder, string command)
    {
        var pipeline = new Pipeline(
            new CaseWorld(folder, []), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        Judgement judgement = pipeline.Run(new Holdpoint.Action.ShellCommand(command, folder.Work));
        Measurement measured = judgement.Radius.Measurements.MaxBy(m => m.Count ?? 0)
            ?? throw new InvalidOperationException("nothing was recognised in " + command);
        Assert.Null(measured.Unmeasured);
        Assert.Equal(measured.Losses.Length, measured.Effect.Kind is EffectKind.Destroy ? measured.Count : 0);
        return measured.Losses.Select(l => l.Resource.Name);
    }

    /// <summary>Addresses of the state with some of their keys taken off, and of the modules around them; now and then
    /// two at once, or one that is not there.</summary>
    private static List<string[]> Targets(StateSummary state, Random random)
    {
        List<string[]> targets = [];
        for (int i = 0; i < TargetsEach && !state.Instances.IsEmpty; i++)
        {
            targets.Add([.. Enumerable.Range(0, random.Next(5) == 0 ? 2 : 1).Select(_ =>
                Address(state.Instances[random.Next(state.Instances.Length)].Address, random))]);
        }

        return targets;
    }

    private static string Address(string address, Random random)
    {
        var text = new StringBuilder();
        List<int> ends = [];
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] is '[')
            {
                int end = Addresses.EndOfKey(address, i);
                text.Append(random.Next(3) switch
                {
                    0 => "",
                    1 when random.Next(6) == 0 => "[7]",
                    _ => address[i..(end + 1)],
                });
                i = end;
                continue;
            }

            if (address[i] is '.' && address.AsSpan(0, i).LastIndexOf("module.") is >= 0)
            {
                ends.Add(text.Length);
            }

            text.Append(address[i]);
        }

        // A module ends before each second dot: module.a.module.b.terraform_data.r
        int[] modules = [.. ends.Where((_, at) => at % 2 == 0)];
        return modules.Length > 0 && random.Next(3) == 0
            ? text.ToString()[..modules[random.Next(modules.Length)]]
            : text.ToString();
    }

    /// <summary>One process each: <c>plan -json</c> prints every planned change as a line.</summary>
    private static void Plan(CaseFolder folder, string mode, List<string[]> targets)
    {
        var script = new StringBuilder();
        for (int i = 0; i < targets.Count; i++)
        {
            script.Append($"tofu plan {mode} -json -refresh=false -lock=false -input=false ");
            script.AppendJoin(' ', targets[i].Select(Option)).Append($" > plan{i}.jsonl || true\n");
        }

        folder.Bash(script.ToString());
    }

    private static string Option(string target) => $"'-target={target.Replace("'", @"'\''")}'";

    /// <summary>What tofu would delete; null where it refuses: a configuration that its targets do not fit.</summary>
    private static (string Was, string Is)[]? Deleted(CaseFolder folder, int plan)
    {
        List<(string, string)> addresses = [];
        foreach (string line in File.ReadAllLines(Path.Join(folder.Work, $"plan{plan}.jsonl")))
        {
            using var message = JsonDocument.Parse(line);
            if (message.RootElement.GetProperty("@level").GetString() is "error")
            {
                return null;
            }

            if (message.RootElement.GetProperty("type").GetString() is "planned_change"
                && message.RootElement.GetProperty("change") is var change
                && change.GetProperty("action").GetString() is "delete" or "replace")
            {
                string now = change.GetProperty("resource").GetProperty("addr").GetString() ?? "";
                addresses.Add((change.TryGetProperty("previous_resource", out JsonElement previous)
                    ? previous.GetProperty("addr").GetString() ?? "" : now, now));
            }
        }

        return [.. addresses];
    }
}

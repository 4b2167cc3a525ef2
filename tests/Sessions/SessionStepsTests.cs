using Holdpoint.Policy;
using Holdpoint.Sessions;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Sessions;

/// <summary>Runs the step files: sessions of several actions, in a folder of their own with real files.</summary>
/// <remarks>
/// A block begins with <c>== Title</c>, may have a <c>why</c>, and has one step a line. <c>person</c> runs a command
/// unseen; <c>allow</c> judges one, expects that it passes, and runs it; <c>ask</c> judges one that must not pass and
/// never runs it; <c>approve</c> is an <c>ask</c> that a person agrees to; <c>write</c> is the client's own tool;
/// <c>other</c> before a step is another session.
/// </remarks>
public sealed class SessionStepsTests
{
    private static string Folder => Path.Join(Repository.Root, "tests/Sessions");

    public static TheoryData<string, string> Blocks()
    {
        var data = new TheoryData<string, string>();
        foreach (string file in Directory.EnumerateFiles(Folder, "*.steps").Order(StringComparer.Ordinal))
        {
            foreach (string title in File.ReadLines(file).Where(l => l.StartsWith("== ", StringComparison.Ordinal)))
            {
                data.Add(Path.GetFileName(file), title[3..]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_session_is_judged_step_by_step(string file, string title)
    {
        using var folder = new CaseFolder();
        foreach (string line in File.ReadLines(Path.Join(Folder, file)).SkipWhile(l => l != "== " + title).Skip(1)
            .TakeWhile(l => !l.StartsWith("== ", StringComparison.Ordinal)))
        {
            Step(folder, line.Trim());
        }
    }

    private static void Step(CaseFolder folder, string line)
    {
        string session = line.StartsWith("other ", StringComparison.Ordinal) ? "two" : "one";
        string[] words = (session == "two" ? line["other ".Length..].TrimStart() : line).Split(' ', 2);
        string rest = words.Length > 1 ? words[1].TrimStart() : "";
        switch (words[0])
        {
            case "person":
                folder.Bash(rest);
                break;
            case "allow":
                Expect(folder, session, rest, Decision.Allow);
                folder.Bash(rest);
                break;
            case "ask":
                Expect(folder, session, rest, Decision.Ask);
                break;
            case "deny":
                Expect(folder, session, rest, Decision.Deny);
                break;
            case "approve":
                Expect(folder, session, rest, Decision.Ask);
                folder.Bash(rest);
                break;
            case "tool":
                var tool = new Holdpoint.Action.ToolCall(rest, "{}", folder.Work);
                Assert.Equal(Decision.Allow, Judged(folder, session, tool).Verdict.Decision);
                break;
            case "write":
                var write = new Holdpoint.Action.FileEdit(rest, "text\n", FileEditKind.Write, folder.Work);
                Assert.Equal(Decision.Allow, Judged(folder, session, write).Verdict.Decision);
                string path = Path.Join(folder.Work, rest);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
                File.WriteAllText(path, "text\n");
                break;
            default:
                Assert.True(words[0] is "" or "why" or "#", $"no step: {line}");
                break;
        }
    }

    private static void Expect(CaseFolder folder, string session, string command, Decision decision)
    {
        Judgement judged = Judged(folder, session, new Holdpoint.Action.ShellCommand(command, folder.Work));
        string why = string.Join("; ", judged.Verdict.Reasons.Select(r => r.Message));
        Assert.True(judged.Verdict.Decision == decision, $"{command}: {judged.Verdict.Decision}, {why}");
        Assert.Empty(judged.Problems);
    }

    private static Judgement Judged(CaseFolder folder, string session, Holdpoint.Action action)
    {
        var world = new CaseWorld(folder, []);
        var pipeline = new Pipeline(world, _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(60))
        {
            Traces = new TraceFile(Path.Join(folder.Home, ".local/state/holdpoint"), "test", session),
        };

        Judgement judged = pipeline.Run(action);
        KernelClock.Pass(folder);
        return judged;
    }
}

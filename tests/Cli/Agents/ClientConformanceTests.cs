using System.Text;
using Holdpoint.Cli;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Agents.Settings;
using Holdpoint.Tests.World;
using Holdpoint.World;

namespace Holdpoint.Tests.Cli.Agents;

/// <summary>What every client on the list must keep, each in its own dialect.</summary>
public sealed class ClientConformanceTests
{
    private const string Project = "/home/ann/p";
    private const string Program = "/usr/local/bin/holdpoint";

    public static TheoryData<string> Clients() => [.. AgentClients.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_shell_call_is_read_with_its_directory(string id)
    {
        AgentClient client = Find(id);
        var before = Assert.IsType<HookMessage.Before>(client.Read(client.Call("make all", Project), "/process"));
        Assert.Equal(new Holdpoint.Action.ShellCommand("make all", Project), before.Action);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_harmless_command_passes_without_a_word(string id)
    {
        AgentClient client = Find(id);
        HookAnswer answer = Answer(client, client.Call("ls -la", Project));
        Assert.Same(client.Pass, answer);
        Assert.Equal(("", ExitCode.Success), (answer.Errors, answer.Exit));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_destroying_command_is_stopped_with_the_reason(string id)
    {
        AgentClient client = Find(id);
        Stops(client, Answer(client, client.Call("rm -rf --no-preserve-root /", Project)), "holdpoint: denied");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void What_a_person_must_be_asked_is_asked_or_stopped_but_never_let_through(string id)
    {
        AgentClient client = Find(id);
        HookAnswer answer = Answer(client, client.Call("terraform destroy -auto-approve", Project));
        string said = Encoding.UTF8.GetString(answer.Output.Span) + answer.Errors;
        if (client.Asks)
        {
            Assert.Equal(ExitCode.Success, answer.Exit);
            Assert.Contains("ask", said, StringComparison.Ordinal);
        }
        else
        {
            Stops(client, answer, "cannot ask a person from a hook");
            Assert.DoesNotContain("\"ask\"", said, StringComparison.Ordinal);
        }
    }

    /// <summary>What is typed into it later sends no hook in any of them.</summary>
    [Theory]
    [MemberData(nameof(Clients))]
    public void A_shell_that_is_opened_to_be_typed_into_does_not_pass(string id)
    {
        AgentClient client = Find(id);
        Assert.NotEqual(client.Pass, Answer(client, client.Call("bash --norc", Project)));
        Assert.Same(client.Pass, Answer(client, client.Call("bash -c 'ls'", Project)));
    }

    public static TheoryData<string, string> Garbage()
    {
        var data = new TheoryData<string, string>();
        foreach (AgentClient client in AgentClients.All)
        {
            foreach (string text in new[] { "", " ", "x", "{", "[]", "null", "{}}", "7", new string('[', 5000) })
            {
                data.Add(client.Id, text);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_from_the_client_stops_the_action(string id, string payload)
    {
        AgentClient client = Find(id);
        Stops(client, Answer(client, Encoding.UTF8.GetBytes(payload)), "cannot be read");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_call_cut_anywhere_stops_the_action(string id)
    {
        AgentClient client = Find(id);
        ReadOnlyMemory<byte> whole = client.Call("ls", Project);
        for (int cut = 0; cut < whole.Length; cut++)
        {
            Assert.IsType<HookMessage.Malformed>(client.Read(whole[..cut], Project));
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_payload_beyond_the_bound_stops_the_action(string id) =>
        Stops(Find(id), Answer(Find(id), null), "larger than");

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_huge_harmless_command_passes(string id)
    {
        AgentClient client = Find(id);
        ReadOnlyMemory<byte> call = client.Call("echo " + new string('a', 200_000), Project);
        Assert.Same(client.Pass, Answer(client, call));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void An_agent_does_not_take_the_hook_out_of_its_settings(string id)
    {
        AgentClient client = Find(id);
        foreach (SettingsPlace place in client.Places(new PaperWorld(), Project))
        {
            Stops(client, Answer(client, client.Call($"echo '' > '{place.Path}'", Project)), "holdpoint: denied");
            Stops(client, Answer(client, client.Call($"rm -f '{place.Path}'", Project)), "holdpoint: denied");
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Installing_is_seen_by_the_doctor_and_can_be_taken_back(string id)
    {
        AgentClient client = Find(id);
        foreach (SettingsPlace place in client.Places(new PaperWorld(), Project)
            .Where(p => p.Scope is not SettingsScope.Local))
        {
            string command = client.CommandLine(Program);
            byte[] installed = Edited(client.Install([], place, command));
            SettingsLook look = client.Look(installed, place);
            Assert.Null(look.Problem);
            Assert.Null(look.Off);
            Assert.Empty(look.Wrong);
            Assert.Equal(command, look.Hooks[0].Command);
            Assert.True(JsonHooks.IsEvery(look.Hooks[0].Matcher));
            Assert.Equal(client.ManagedHolds && place.Scope is SettingsScope.Managed, look.Holds);
            Assert.Equal(installed, Edited(client.Install(installed, place, command)));

            byte[] moved = Edited(client.Install(installed, place, client.CommandLine("/opt/my tools/holdpoint")));
            Assert.DoesNotContain(Program, Encoding.UTF8.GetString(moved), StringComparison.Ordinal);

            EditAnswer taken = client.Uninstall(installed, place);
            Assert.True(
                taken is EditAnswer.Gone || client.Look(Edited(taken), place).Hooks.IsEmpty, $"{place} keeps a hook");
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void The_doctor_calls_a_user_s_hook_advice(string id)
    {
        AgentClient client = Find(id);
        var world = new Answering(client);
        SettingsPlace user = client.Places(world, Project).First(p => p.Scope is SettingsScope.User);
        Assert.True(new HookExamination(client, world, Project).Run().Absent);
        world.Paper.With(user.Path, Edited(client.Install([], user, client.CommandLine(Program))));
        DoctorReport report = new HookExamination(client, world, Project).Run();
        Assert.Empty(report.Problems);
        Assert.Equal((Tier.Advice, false), (report.Tier, report.Absent));
    }

    private static AgentClient Find(string id) =>
        AgentClients.Find(id) ?? throw new InvalidOperationException(id);

    private static byte[] Edited(EditAnswer answer) => Assert.IsType<EditAnswer.Text>(answer).Bytes;

    private static HookAnswer Answer(AgentClient client, ReadOnlyMemory<byte>? payload) =>
        HookRun.AnswerTo(client, new PaperWorld(), payload, Project, TimeSpan.FromSeconds(5), () => { });

    private static void Stops(AgentClient client, HookAnswer answer, string why)
    {
        Assert.NotEqual(client.Pass, answer);
        Assert.Equal(client.Stop("x").Exit, answer.Exit);
        Assert.Contains(why, Encoding.UTF8.GetString(answer.Output.Span) + answer.Errors, StringComparison.Ordinal);
    }

    /// <summary>A machine on which the installed hook answers as it should.</summary>
    private sealed class Answering(AgentClient client) : IWorld
    {
        public PaperWorld Paper { get; } = new();

        public TimeProvider Clock => Paper.Clock;

        public string Home => Paper.Home;

        public string? Variable(string name) => null;

        public Entry Look(string path) => Paper.Look(path);

        public string? RealPath(string path) => path;

        public FileAnswer Read(string path, long maxBytes) => Paper.Read(path, maxBytes);

        public IEnumerable<Entry>? List(string path) => null;

        public RunAnswer Run(RunRequest request)
        {
            if (request.Arguments[^1].EndsWith("--version", StringComparison.Ordinal))
            {
                return new RunAnswer.Ended(0, Encoding.UTF8.GetBytes(Holdpoint.Cli.Program.Version), "");
            }

            HookAnswer answer = HookRun.AnswerTo(
                client, Paper, Encoding.UTF8.GetBytes(request.Input), Project, TimeSpan.FromSeconds(5), () => { });
            return new RunAnswer.Ended((int)answer.Exit, answer.Output, answer.Errors);
        }

        public IPrivateFolder MakePrivateFolder() => Paper.MakePrivateFolder();
    }
}

using System.Text;
using Holdpoint.Cli.Agents;

namespace Holdpoint.Tests.Native;

/// <summary>The shipped binary as the hook of each client: put in, examined, called, taken out.</summary>
public sealed class ClientsTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("holdpoint-clients-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    public static TheoryData<string> Clients() => [.. AgentClients.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void It_is_installed_alive_and_taken_out(string id)
    {
        AgentClient client = Find(id);
        Assert.Equal(0, Run("", "install", id).Exit);
        (int exit, string report, _) = Run("", "doctor");
        Assert.True(exit == 0, report);
        Assert.Contains($"{client.Title}: advice", report, StringComparison.Ordinal);
        Assert.Contains(client.Proven is null ? "never run" : "alive", report, StringComparison.Ordinal);
        Assert.Equal(0, Run("", "uninstall", id).Exit);
        Assert.DoesNotContain(": alive", Run("", "doctor").Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void It_answers_in_the_client_s_dialect(string id)
    {
        AgentClient client = Find(id);
        (int exit, string output, string errors) = Run(Call(client, "ls -la"), "hook", id);
        Assert.Equal((0, Encoding.UTF8.GetString(client.Pass.Output.Span), ""), (exit, output, errors));
        (exit, output, errors) = Run(Call(client, "rm -rf --no-preserve-root /"), "hook", id);
        Assert.Equal((int)client.Stop("x").Exit, exit);
        Assert.Contains("holdpoint: denied", output + errors, StringComparison.Ordinal);
        Assert.Equal((int)client.Stop("x").Exit, Run("{", "hook", id).Exit);
    }

    [Fact]
    public void Without_a_name_and_without_a_person_it_tells_what_is_here_and_installs_nothing()
    {
        Directory.CreateDirectory(Path.Join(_home, ".codex"));
        (int exit, string output, string errors) = Run("", "install");
        Assert.Equal(64, exit);
        Assert.Contains("holdpoint install codex\n", output, StringComparison.Ordinal);
        Assert.Contains("nothing was installed", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Join(_home, ".codex")));
    }

    private static AgentClient Find(string id) => AgentClients.Find(id) ?? throw new InvalidOperationException(id);

    private static string Call(AgentClient client, string command) =>
        Encoding.UTF8.GetString(client.Call(command, "/").Span);

    private (int Exit, string Output, string Errors) Run(string input, params string[] arguments) =>
        NativeBinary.Run(_home, Encoding.UTF8.GetBytes(input), arguments);
}

using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Tools.Secrets;

/// <summary>The clients' own tools for reading and writing files, on stores of credentials.</summary>
public sealed class ReadToolTests
{
    [Theory]
    [InlineData("Read", """{"file_path":"/home/ann/.aws/credentials"}""")]
    [InlineData("Read", """{"file_path":"~/.aws/credentials"}""")]
    [InlineData("Read", """{"file_path":"/home/ann/.kube/config"}""")]
    [InlineData("Read", """{"file_path":"/home/ann/.ssh/id_ed25519"}""")]
    [InlineData("Read", """{"file_path":"/root/.docker/config.json"}""")]
    [InlineData("mcp__filesystem__read_text_file", """{"path":"/home/ann/.aws/credentials"}""")]
    public void Reading_a_store_asks(string name, string arguments)
    {
        Verdict verdict = Call(name, arguments);
        Assert.Equal((Decision.Ask, "secret-shown"), (verdict.Decision, verdict.Rule));
    }

    [Theory]
    [InlineData("Read", """{"file_path":"README.md"}""")]
    [InlineData("Read", """{"file_path":".env"}""")]
    [InlineData("Read", """{"file_path":"/home/ann/.aws/config"}""")]
    [InlineData("Read", """{"file_path":"/home/ann/.ssh/id_ed25519.pub"}""")]
    [InlineData("Read", """{"file_path":"/home/ann/.ssh/known_hosts"}""")]
    [InlineData("mcp__filesystem__read_text_file", """{"path":"docs/credentials.md"}""")]
    public void Reading_anything_else_passes(string name, string arguments) =>
        Assert.Equal(Decision.Allow, Call(name, arguments).Decision);

    [Theory]
    [InlineData("/home/ann/.ssh/authorized_keys", "Ask")]
    [InlineData("/root/.ssh/authorized_keys2", "Ask")]
    [InlineData("docker/sshd/.ssh/authorized_keys", "Allow")]
    [InlineData("/home/ann/.ssh/config", "Allow")]
    public void A_key_that_may_log_in_asks(string path, string decision)
    {
        using var folder = new CaseFolder();
        Assert.Equal(decision, Judge(folder, new Holdpoint.Action.FileEdit(
            path, "ssh-ed25519 AAAA x\n", FileEditKind.Write, folder.Work)).Decision.ToString());
    }

    private static Verdict Call(string name, string arguments)
    {
        using var folder = new CaseFolder();
        return Judge(folder, new Holdpoint.Action.ToolCall(name, arguments, folder.Work));
    }

    private static Verdict Judge(CaseFolder folder, Holdpoint.Action action)
    {
        var world = new CaseWorld(folder, []);
        return new Pipeline(world, d => PolicyLoader.Load(world, d), null, TimeSpan.FromSeconds(60))
            .Run(action).Verdict;
    }
}

using System.Text;
using Holdpoint.Approvals;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Native;

/// <summary>A person at a terminal makes a key, sees a request, approves it; the agent's hook then passes once. A real
/// terminal (script), the real program.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ApproveTests : IDisposable
{
    private const string Passphrase = "correct horse battery";

    private readonly Scene _scene = new();

    public ApproveTests()
    {
        _scene.Policy(
            $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n");
        Directory.CreateDirectory(Path.Join(_scene.Work, "data"));
        File.WriteAllText(Path.Join(_scene.Work, "data/a.csv"), "1");
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_key_a_request_a_grant_and_one_pass()
    {
        Assert.Contains("\"ask\"", Hook().Output, StringComparison.Ordinal);

        Assert.Contains("pinned:", Terminal($"{Passphrase}\n{Passphrase}\n", "keys", "create", "ada"),
            StringComparison.Ordinal);
        (int exit, _, string told) = Hook();
        Assert.Equal(2, exit);
        Request request = Assert.Single(new RequestStore(_scene.World, _scene.Workshop).All());
        Assert.Contains($"holdpoint approve {request.Id}", told, StringComparison.Ordinal);

        string wrong = Terminal("not the passphrase\n", "approve", request.Id);
        Assert.Contains("does not open the key", wrong, StringComparison.Ordinal);
        Assert.Equal(2, Hook().Exit);

        string page = Terminal($"{Passphrase}\n", "approve", request.Id);
        Assert.Contains("measured again just now", page, StringComparison.Ordinal);
        Assert.Contains("passes once", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Passphrase, page, StringComparison.Ordinal);

        (int passed, string output, _) = Hook();
        Assert.Equal((0, ""), (passed, output));
        Assert.Equal(2, Hook().Exit);
    }

    [Fact]
    public void A_pipe_is_no_person_and_a_no_is_told()
    {
        Terminal($"{Passphrase}\n{Passphrase}\n", "keys", "create", "ada");
        Hook();
        Request request = Assert.Single(new RequestStore(_scene.World, _scene.Workshop).All());

        (int exit, _, string errors) = NativeBinary.Run(
            _scene.World.Home, Encoding.UTF8.GetBytes(Passphrase + "\n"), [], ["approve", request.Id]);
        Assert.NotEqual(0, exit);
        Assert.Contains("no terminal", errors, StringComparison.Ordinal);

        Terminal("", "deny", request.Id, "--reason", "not today");
        Assert.Contains("not today", Hook().Errors, StringComparison.Ordinal);
        Assert.Contains("refused", Terminal("", "journal", "show"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_persons_approve_it_and_a_revoked_key_counts_no_more()
    {
        _scene.Policy(
            $"version: 1\nenvironments:\n  production:\n    paths: [\"{_scene.Work}/**\", \"{_scene.Work}\"]\n"
            + "approvals:\n  production: 2\n");
        foreach (string name in (string[])["ada", "bob", "eve"])
        {
            Terminal($"{Passphrase}\n{Passphrase}\n", "keys", "create", name);
        }

        Hook();
        Request request = Assert.Single(new RequestStore(_scene.World, _scene.Workshop).All());
        Assert.Contains("1 of the 2", Approve(request, "ada"), StringComparison.Ordinal);
        Assert.Contains("so far ada has", Hook().Errors, StringComparison.Ordinal);
        Assert.Contains("has granted request", Approve(request, "ada"), StringComparison.Ordinal);
        Assert.Contains("passes once", Approve(request, "bob"), StringComparison.Ordinal);

        Assert.Contains("revoked: key", Terminal("bob\n", "keys", "revoke", "bob"), StringComparison.Ordinal);
        Assert.Equal(2, Hook().Exit);
        Request again = Assert.Single(
            new RequestStore(_scene.World, _scene.Workshop).All(), r => r.Answer is null);
        Approve(again, "ada");
        Approve(again, "eve");
        Assert.Equal(0, Hook().Exit);

        Assert.Contains("taken back", Terminal("", "revoke", request.Id), StringComparison.Ordinal);
        Assert.Contains("refused-before", Hook("find data -delete").Errors, StringComparison.Ordinal);
        string report = Terminal("", "report", "--session", "s1", "--width", "400");
        Assert.Contains("approved by bob", report, StringComparison.Ordinal);
        Assert.Contains("the grant of ada and eve was used", report, StringComparison.Ordinal);
    }

    private string Approve(Request request, string name) =>
        Terminal($"{Passphrase}\n", "approve", request.Id, "--key", name);

    private (int Exit, string Output, string Errors) Hook(string command = "rm -rf data")
    {
        string payload = $$$"""
            {"session_id":"s1","hook_event_name":"PreToolUse","cwd":"{{{_scene.Work}}}","tool_name":"Bash",
             "tool_input":{"command":"{{{command}}}"}}
            """;
        return NativeBinary.Run(
            _scene.World.Home, Encoding.UTF8.GetBytes(payload), [], ["hook", "claude-code"]);
    }

    /// <summary>Runs the program at a terminal of its own with what is typed there; returns what it shows.</summary>
    private string Terminal(string typed, params string[] arguments) =>
        PersonAtTerminal.Run(_scene.World.Home, _scene.Work, typed, NativeBinary.Path, arguments);
}

using System.Text.Json.Nodes;

namespace Holdpoint.Tests.EndToEnd.Agents;

/// <summary>Real clients with every permission given play against a scripted model: what the guard stops does not
/// happen, the model hears why, and what is harmless happens. A control shows that it would.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class RealClientTests
{
    private const string Destroy = "terraform destroy -auto-approve";

    /// <summary>What switches hooks off in one client or another.</summary>
    private const string Off = """{"disableAllHooks": true, "hooksConfig": {"enabled": false}}""";

    public static TheoryData<string> Clients() => [.. RealClient.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Clients))]
    public void What_destroys_is_stopped_with_a_reason_and_what_is_harmless_happens(string id)
    {
        RealClient client = Find(id);
        using var scene = new AgentScene(client);
        scene.Install();

        string printed = scene.Play(
            client.Shell(Destroy),
            client.Shell("echo done > harmless.txt"),
            client.Shell($"rm -f '{scene.Settings}'"),
            client.Write(scene.Other, Off),
            client.Write(Path.Join(scene.Project, "written.txt"), "written"));

        Assert.True(scene.Told.Length >= 5, $"{printed}\n{string.Join('\n', scene.Told)}");
        Assert.DoesNotContain(scene.Ran, r => r.Contains("destroy", StringComparison.Ordinal));
        Assert.Contains("holdpoint:", scene.Told[0], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Join(scene.Project, "harmless.txt")), scene.Told[1]);
        Assert.Contains("holdpoint: denied", scene.Told[2], StringComparison.Ordinal);
        Assert.Contains("holdpoint: denied", scene.Told[3], StringComparison.Ordinal);
        Assert.Contains("holdpoint hook " + id, File.ReadAllText(scene.Settings), StringComparison.Ordinal);
        Assert.False(File.Exists(scene.Other));
        Assert.True(File.Exists(Path.Join(scene.Project, "written.txt")), scene.Told[4]);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Without_the_guard_it_happens(string id)
    {
        RealClient client = Find(id);
        using var scene = new AgentScene(client);
        string printed = scene.Play(
            client.Shell(Destroy),
            client.Shell("echo done > harmless.txt"),
            client.Write(scene.Other, Off));
        Assert.True(
            scene.Ran.Contains(Destroy) && File.Exists(Path.Join(scene.Project, "harmless.txt"))
                && File.Exists(scene.Other),
            $"{printed}\n{string.Join('\n', scene.Told)}");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void After_a_person_s_grant_the_same_command_runs_once(string id)
    {
        const string passphrase = "correct horse battery\n";
        RealClient client = Find(id);
        using var scene = new AgentScene(client);
        scene.Install();
        scene.Policy($"version: 1\nenvironments:\n  production:\n    paths: [\"{scene.Project}/**\"]\n");
        scene.Person(passphrase + passphrase, "keys", "create", "ada");
        string data = Directory.CreateDirectory(Path.Join(scene.Project, "data")).FullName;
        File.WriteAllText(Path.Join(data, "customers.csv"), "1");

        scene.Play(client.Shell("find data -delete"));
        int request = scene.Told[0].IndexOf("holdpoint approve r-", StringComparison.Ordinal);
        Assert.True(request >= 0 && Directory.Exists(data), scene.Told[0]);

        string number = new([.. scene.Told[0].Skip(request + "holdpoint approve r-".Length)
            .TakeWhile(char.IsAsciiLetterOrDigit)]);
        string page = scene.Person(passphrase, "approve", "r-" + number);
        Assert.Contains("passes once", page, StringComparison.Ordinal);
        scene.Play(client.Shell("find data -delete"));
        Assert.False(Directory.Exists(data), scene.Told[0]);

        Directory.CreateDirectory(data);
        File.WriteAllText(Path.Join(data, "customers.csv"), "1");
        scene.Play(client.Shell("find data -delete"));
        Assert.True(Directory.Exists(data), scene.Told[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tool_of_another_server_is_held_too(bool guarded)
    {
        foreach (RealClient client in RealClient.All.Select(c => Find(c.Id)))
        {
            using var scene = new AgentScene(client);
            if (guarded)
            {
                scene.Install();
            }

            string printed = scene.Play(new JsonObject
            {
                ["tool"] = client.SqlTool, ["args"] = new JsonObject { ["query"] = "DROP TABLE users" },
            });
            Assert.True(scene.Told.Length > 0, $"{client.Id}: {printed}");
            Assert.True(guarded == scene.Called is [], $"{client.Id}: {scene.Told[0]}");
            Assert.True(!guarded || scene.Told[0].Contains("holdpoint:", StringComparison.Ordinal), scene.Told[0]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shells_in_the_background_and_of_agents_below_are_held_too(bool guarded)
    {
        foreach (RealClient client in RealClient.All.Select(c => Find(c.Id)))
        {
            foreach (JsonObject? step in new[] { client.Background?.Invoke(Destroy), client.Delegate })
            {
                if (step is null)
                {
                    continue;
                }

                using var scene = new AgentScene(client) { OfSubAgent = [client.Shell(Destroy)] };
                if (guarded)
                {
                    scene.Install();
                }

                // Time for what goes on in the background.
                string printed = scene.Play(step, client.Shell("sleep 1"));
                Assert.True(scene.Told.Length > 1, $"{client.Id}: {printed}");
                Assert.True(guarded != scene.Ran.Contains(Destroy), $"{client.Id} {step}: {scene.Told[0]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_hook_that_crashes_blocks_the_call(string id)
    {
        RealClient client = Find(id);
        using var scene = new AgentScene(client);
        scene.Install();
        File.WriteAllText(scene.Guard, "#!/bin/sh\ncat >/dev/null\nexit 1\n");
        string printed = scene.Play(client.Shell(Destroy));
        Assert.True(scene.Told.Length >= 1, printed);
        Assert.DoesNotContain(Destroy, scene.Ran);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Garbage_from_the_hook_with_a_good_exit_status_lets_the_call_through(string id)
    {
        RealClient client = Find(id);
        using var scene = new AgentScene(client);
        scene.Install();
        File.WriteAllText(scene.Guard, "#!/bin/sh\ncat >/dev/null\necho 'no JSON {'\n");
        string printed = scene.Play(client.Shell(Destroy));
        Assert.True(scene.Ran.Contains(Destroy), printed);
    }

    public static TheoryData<string> Managed() =>
        [.. RealClient.All.Where(c => c.Switches.Length > 0).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Managed))]
    public void Managed_settings_hold_against_the_client_s_own_switches(string id)
    {
        RealClient client = Find(id);
        using (var advice = new AgentScene(client))
        {
            advice.Install();
            string open = advice.Play("", client.Switches, [client.Shell(Destroy)]);
            Assert.True(advice.Ran.Contains(Destroy), open);
        }

        using var held = new AgentScene(client);
        string printed = held.PlayManaged(client.Switches, client.Shell(Destroy));
        Assert.True(held.Told.Length > 0, printed);
        Assert.DoesNotContain(Destroy, held.Ran);
        Assert.Contains("holdpoint:", held.Told[0], StringComparison.Ordinal);
    }

    private static RealClient Find(string id)
    {
        RealClient client = RealClient.All.Single(c => c.Id == id);
        Assert.SkipUnless(
            File.Exists(client.Path), $"{client.Path} is not here: ./do agents brings the real clients (1.3 GB)");
        return client;
    }
}

using System.Globalization;
using System.Text;
using Holdpoint.Cli.Agents;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.World;

namespace Holdpoint.Tests.Cli.Agents;

/// <summary>The list of clients is complete, and the page about them is fresh.</summary>
public sealed class AgentListTests
{
    [Fact]
    public void Every_client_has_its_line_and_its_folder()
    {
        Type[] classes = [.. typeof(AgentClient).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(AgentClient)) && !t.IsAbstract)];
        Assert.Equal(
            classes.Select(t => t.Name).Order(), AgentClients.All.Select(c => c.GetType().Name).Order());
        Assert.Equal(classes.Length, classes.Select(t => t.Namespace).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            classes.Length, AgentClients.All.Select(c => c.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_client_is_found_by_its_program_or_by_what_it_left_in_the_home()
    {
        var world = new PaperWorld();
        foreach (AgentClient client in AgentClients.All)
        {
            Assert.Null(client.Traces.Find(world));
            foreach (string folder in client.Traces.Folders)
            {
                string trace = Path.Join(world.Home, folder);
                var with = new PaperWorld();
                with.With(trace, "x"u8.ToArray());
                Assert.Equal(trace, client.Traces.Find(with));
            }
        }
    }

    /// <summary>docs/agents.md is printed from the clients; HOLDPOINT_ACCEPT=1 writes it anew.</summary>
    [Fact]
    public void The_page_of_agents_is_printed_from_the_clients()
    {
        var page = new StringBuilder(
            """
            # Agent clients

            Printed from the clients themselves; `./do cases --accept` writes it anew.
            [formats/hooks.md](formats/hooks.md) tells what goes over their hooks. *Run* means that this version of the
            real client played against a scripted model in our tests (`./do agents`); the others are written from their
            documentation, and nobody has seen them work.

            | client | `holdpoint install …` | run | what must be asked | managed settings hold it |
            |---|---|---|---|---|

            """);
        foreach (AgentClient client in AgentClients.All)
        {
            string asked = client.Asks ? "is asked" : "is a no, with the way to a yes";
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {client.Title} | `{client.Id}` | {client.Proven ?? "no"} | {asked} | ")
                .Append(client.ManagedHolds ? "yes |\n" : "no |\n");
        }

        page.Append(
            """

            A client without hooks, such as Aider, is not held. Without a name, `holdpoint install` looks which of these
            are here.

            """);
        foreach (AgentClient client in AgentClients.All)
        {
            Add(client, page);
        }

        string path = Path.Join(Repository.Root, "docs/agents.md");
        if (Environment.GetEnvironmentVariable("HOLDPOINT_ACCEPT") is "1")
        {
            File.WriteAllText(path, page.ToString());
        }

        Assert.Equal(page.ToString(), File.ReadAllText(path));
    }

    private static void Add(AgentClient client, StringBuilder page)
    {
        var world = new PaperWorld();
        page.Append(CultureInfo.InvariantCulture, $"\n## {client.Title}\n\n");
        foreach (SettingsPlace place in client.Places(world, "PROJECT").Where(p => p.Scope is not SettingsScope.Local))
        {
            string path = place.Path.Replace(world.Home, "~", StringComparison.Ordinal)
                .Replace("PROJECT/", "", StringComparison.Ordinal);
            page.Append(CultureInfo.InvariantCulture, $"- `--{place.Word}`: `{path}`\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"- When the hook fails: {client.WhenHookFails}.\n");
        foreach (string limit in client.Limits)
        {
            page.Append(CultureInfo.InvariantCulture, $"- Not held: {limit}.\n");
        }
    }
}

using System.CommandLine;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint doctor</c>: what really stands between each agent and this machine.</summary>
internal static class DoctorCommand
{
    public static Command Make(IWorld world)
    {
        var width = TerminalPage.WidthOption();
        var command = new Command(
            "doctor",
            "say which tier each client has here, what is wrong, and how to reach the next; "
                + "exit 1 when something is wrong")
        {
            width,
        };
        command.SetAction(parsed =>
        {
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            bool wrong = false;
            List<string> absent = [];
            foreach (AgentClient client in AgentClients.All)
            {
                DoctorReport report = new HookExamination(client, world, Environment.CurrentDirectory).Run();
                if (report.Absent)
                {
                    absent.Add(client.Title);
                    continue;
                }

                Print(page, client, report);
                wrong |= !report.Problems.IsEmpty;
            }

            if (absent.Count == AgentClients.All.Length)
            {
                page.Line(0, "no agent client was found on this machine", Ink.Bad);
                wrong = true;
            }
            else if (absent.Count > 0)
            {
                page.Line(0, $"not found here: {string.Join(", ", absent)}", Ink.Faint);
            }

            if (world.AgesOf(Environment.CurrentDirectory) is not { Born: not null })
            {
                page.Line(
                    0,
                    "the file system here tells no birth times: what an agent made itself is asked for too",
                    Ink.Faint);
            }

            Console.Out.Write(page.ToString());
            return (int)(wrong ? ExitCode.Trouble : ExitCode.Success);
        });
        return command;
    }

    private static void Print(TerminalPage page, AgentClient client, DoctorReport report)
    {
        string tier = report.Tier.ToString().ToLowerInvariant();
        string proof = client.Proven is null ? " (from its documentation; never run with Holdpoint)" : "";
        page.Line(0, $"{client.Title}: {tier}{proof}", report.Tier is Tier.None ? Ink.Bad : Ink.Strong);
        foreach (PlaceReport place in report.Places)
        {
            page.Line(
                1,
                $"{place.Place.Word,-8} {place.Place.Path}: {place.State}",
                place.Tier is Tier.None ? Ink.Faint : Ink.Plain);
        }

        foreach (string problem in report.Problems)
        {
            page.Line(1, $"wrong: {problem}", Ink.Bad);
        }

        if (report.Tier is not Tier.None)
        {
            page.Line(1, $"when the hook fails: {client.WhenHookFails}");
            foreach (string limit in client.Limits)
            {
                page.Line(1, $"not held: {limit}");
            }
        }

        foreach (string next in report.Next)
        {
            page.Line(1, next);
        }
    }
}

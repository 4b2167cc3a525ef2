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
            foreach (AgentClient client in AgentClients.All)
            {
                DoctorReport report = client.Examine(world, Environment.CurrentDirectory);
                Print(page, client, report);
                wrong |= !report.Problems.IsEmpty;
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
        page.Line(0, $"{client.Title}: {tier}", report.Tier is Tier.None ? Ink.Bad : Ink.Strong);
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

        foreach (string next in report.Next)
        {
            page.Line(1, next);
        }
    }
}

using System.CommandLine;
using Holdpoint.Cli.Rendering;
using Holdpoint.Tools;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint tools</c>: what is recognised, printed from the tools themselves.</summary>
internal static class ToolsCommand
{
    public static Command Make(IWorld world)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "one tool, with its documentation",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("tools", "list what is recognised, or tell about one tool") { id, width };
        command.SetAction(parsed =>
        {
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            if (parsed.GetValue(id) is not { } wanted)
            {
                foreach (Tool tool in Catalog.Tools)
                {
                    page.Line(0, $"{tool.Id,-12} {tool.Title}");
                }
            }
            else if (Catalog.Tools.FirstOrDefault(t => t.Id == wanted) is { } tool)
            {
                page.Line(0, $"{tool.Title} ({tool.Id})", Ink.Strong);
                foreach (string line in tool.Documentation.Trim().Split('\n'))
                {
                    page.Line(0, line.TrimEnd());
                }
            }
            else
            {
                Console.Error.WriteLine($"holdpoint: there is no tool '{Printable.Line(wanted)}'");
                Console.Error.WriteLine("  `holdpoint tools` lists them");
                return (int)ExitCode.Usage;
            }

            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }
}

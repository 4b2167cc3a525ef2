using System.CommandLine;
using Holdpoint.Cli.Rendering;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint explain</c>: what every stage saw of one command, which is not run.</summary>
internal static class ExplainCommand
{
    public static Command Make(IWorld world)
    {
        var asked = new AskedCommand();
        Option<int?> width = TerminalPage.WidthOption();
        var command = new Command("explain", "show what every stage saw of a command, without running it")
        {
            asked.Directory, width, asked.Words,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(asked.Words) is not { Length: > 0 })
            {
                result.AddError("COMMAND is missing");
            }
        });
        command.SetAction(parsed =>
        {
            if (asked.Read(parsed) is not { } action)
            {
                return (int)ExitCode.Usage;
            }

            Judgement judgement = Program.ForLook(world).Run(action);
            TerminalPage page = TerminalPage.ForOutput(world, parsed.GetValue(width));
            StagesPage.Write(page, judgement);
            Console.Out.Write(page.ToString());
            return (int)ExitCode.Success;
        });
        return command;
    }
}

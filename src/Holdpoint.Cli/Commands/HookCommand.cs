using System.CommandLine;
using System.Globalization;
using Holdpoint.Cli.Agents;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint hook</c> with options; without any, <c>Program</c> answers it before the command line is
/// parsed.</summary>
internal static class HookCommand
{
    public static Command Make(IWorld world)
    {
        Argument<string> client = ClientArgument.Make();
        var deadline = new Option<double?>("--deadline")
        {
            Description =
                $"seconds after which an unjudged action is stopped (default {HookRun.Deadline.TotalSeconds:0})",
            HelpName = "SECONDS",
            CustomParser = result =>
            {
                if (double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double seconds)
                    && seconds >= 0.1 && seconds <= HookRun.Deadline.TotalSeconds)
                {
                    return seconds;
                }

                result.AddError($"--deadline takes 0.1 to {HookRun.Deadline.TotalSeconds:0} seconds");
                return null;
            },
        };
        var command = new Command(
            "hook",
            "answer one hook call of an agent client: its payload on standard input, its answer on standard output")
        {
            client, deadline,
        };
        command.SetAction(parsed => (int)HookRun.Run(
            ClientArgument.Find(parsed.GetRequiredValue(client)),
            world,
            Environment.CurrentDirectory,
            parsed.GetValue(deadline) is { } seconds ? TimeSpan.FromSeconds(seconds) : HookRun.Deadline));
        return command;
    }
}

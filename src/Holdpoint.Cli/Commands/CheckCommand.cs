using System.Buffers;
using System.CommandLine;
using Holdpoint.Cli.Formats;
using Holdpoint.Cli.Rendering;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint check</c>: the verdict on one command, which is not run.</summary>
internal static class CheckCommand
{
    public static Command Make(IWorld world)
    {
        var json = new Option<bool>("--json") { Description = "print one JSON object (docs/formats/check.md)" };
        var cwd = new Option<string?>("--cwd") { Description = "the directory in which it would run (default: this one)", HelpName = "DIR" };
        var batch = new Option<bool>("--batch") { Description = "read one JSON object a line from standard input, answer one a line" };
        var words = new Argument<string[]>("COMMAND") { Description = "the command line as one word, or its words; - reads it from standard input", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("check", "judge a command without running it: exit 0 allow, 10 ask, 20 deny") { json, cwd, batch, words };
        command.SetAction(parsed =>
        {
            string directory = Path.GetFullPath(parsed.GetValue(cwd) ?? ".");
            if (parsed.GetValue(batch))
            {
                return (int)CheckBatch.Run(Program.ForLook(world), directory);
            }

            return (int)Run(world, parsed.GetValue(words) ?? [], directory, parsed.GetValue(json));
        });
        return command;
    }

    private static ExitCode Run(IWorld world, string[] words, string directory, bool json)
    {
        Judgement judgement = Program.ForLook(world).Run(new Action.ShellCommand(string.Join(' ', words), directory));
        if (json)
        {
            var output = new ArrayBufferWriter<byte>();
            JudgementJson.WriteLine(judgement, output);
            StandardStreams.Write(output.WrittenSpan);
        }
        else
        {
            Console.Out.WriteLine(VerdictText.ForAgent(judgement));
        }

        return judgement.Verdict.Decision switch
        {
            Decision.Allow => ExitCode.Success,
            Decision.Ask => ExitCode.Ask,
            _ => ExitCode.Deny,
        };
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using Holdpoint.Approvals;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Rendering;
using Holdpoint.Execution;
using Holdpoint.Journal;
using Holdpoint.Shell;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint exec</c>: judges a command, saves what it would take, asks where a person must decide, and
/// runs it.</summary>
internal static class ExecCommand
{
    public static Command Make(IWorld world)
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "a program and its arguments, or a command line as one word, which a shell runs",
            Arity = ArgumentArity.OneOrMore,
        };
        var size = new Option<double>("--max-checkpoint-gb")
        {
            Description = "ask before a checkpoint that would be larger",
            DefaultValueFactory = _ => 10,
            HelpName = "GB",
        };
        var wait = new Option<double>("--wait")
        {
            Description = "where production needs a grant, wait so many minutes for it",
            HelpName = "MINUTES",
        };
        var command = new Command(
            "exec",
            "save what a command would take, prove the copy, then run the command; the exit status is the command's "
            + "own (10 a person must decide, 20 refused, 75 changed meanwhile)")
        {
            words, size, wait,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(words), parsed.GetValue(size), parsed.GetValue(wait), world));
        return command;
    }

    private static int Run(string[] words, double gigabytes, double minutes, IWorld world)
    {
        var workshop = new Workshop();
        var action = new Action.ShellCommand(ShellQuoting.Join(words), Environment.CurrentDirectory);
        using var person = new TerminalPerson(world);
        Outcome outcome = new Executor(
            Program.ForExecution(world), new CheckpointStore(world, workshop), world, workshop, person)
        {
            MaxBytes = (long)(Math.Clamp(gigabytes, 0, 1e6) * 1024 * 1024 * 1024),
            Desk = new GrantDesk(world, workshop, new Requester(AgentSession.Mark(world) ?? "terminal", "")),
            Wait = TimeSpan.FromMinutes(Math.Clamp(minutes, 0, 24 * 60)),
        }.Run(action, Through(words, world));
        return outcome switch
        {
            Outcome.Ran { Failed: true } => (int)ExitCode.Trouble,
            Outcome.Ran ran => ran.ExitCode,
            Outcome.Unasked => (int)ExitCode.Ask,
            Outcome.Refused => (int)ExitCode.Deny,
            Outcome.Changed => (int)ExitCode.Changed,
            _ => (int)ExitCode.NotFound,
        };
    }

    /// <summary>The words as they are, or a shell for a command line.</summary>
    private static ThroughRequest Through(string[] words, IWorld world)
    {
        string shell = ProgramLookup.Find("bash", world.Variable("PATH")) ?? "/bin/sh";
        ImmutableArray<string> run = words is [var line] ? [shell, "-c", line] : [.. words];
        return new ThroughRequest(
            run[0], run[1..], Environment.CurrentDirectory,
            ImmutableDictionary<string, string?>.Empty.Add("BASH_ENV", null).Add("ENV", null));
    }
}

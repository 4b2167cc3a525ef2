using System.CommandLine;
using Holdpoint.Checkpoints;
using Holdpoint.Cli.Rendering;
using Holdpoint.Execution;
using Holdpoint.Journal;
using Holdpoint.World;

namespace Holdpoint.Cli.Commands;

/// <summary><c>holdpoint undo</c>: brings back what a checkpoint saved.</summary>
internal static class UndoCommand
{
    public static Command Make(IWorld world)
    {
        var id = new Argument<string>("ID")
        {
            Description = "the checkpoint, as `holdpoint checkpoints list` names it",
        };
        Option<string?> identity = CheckpointsCommand.IdentityOption();
        var command = new Command(
            "undo", "bring back what a checkpoint saved; what is there now is saved first, and a person asked as for "
            + "any action")
        {
            id, identity,
        };
        command.SetAction(parsed => (int)Run(parsed.GetRequiredValue(id), parsed.GetValue(identity), world));
        return command;
    }

    private static ExitCode Run(string id, string? identity, IWorld world)
    {
        var workshop = new Workshop();
        var store = new CheckpointStore(world, workshop);
        if (CheckpointsCommand.Find(store, id) is not { } manifest)
        {
            return ExitCode.Usage;
        }

        using var person = new TerminalPerson(world);
        var undoing = new Undoing(Program.ForLook(world), store, world, workshop, person)
        {
            Identity = identity,
        };
        Outcome outcome = undoing.Run(manifest);
        Record(manifest, outcome, person, world);
        return outcome switch
        {
            Outcome.Ran { ExitCode: 0 } => ExitCode.Success,
            Outcome.Unasked => ExitCode.Ask,
            Outcome.Refused => ExitCode.Deny,
            _ => ExitCode.Trouble,
        };
    }

    /// <summary>Tells the journal how it went, under the words that a person typed.</summary>
    private static void Record(Manifest manifest, Outcome outcome, TerminalPerson person, IWorld world)
    {
        var typed = new Action.ShellCommand($"holdpoint undo {manifest.Id}", Environment.CurrentDirectory);
        ExecutionEnd end = outcome.ForJournal with { Checkpoint = manifest.Id, Verified = manifest.IsVerified };
        foreach (string problem in Program.ForExecution(world).End(Program.ForLook(world).Run(typed), end))
        {
            person.Tell($"note: {problem}", Weight.Bad);
        }
    }
}

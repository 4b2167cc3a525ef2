using Holdpoint.Approvals;
using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Commands;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.Sessions;
using Holdpoint.World;

namespace Holdpoint.Cli;

/// <summary>Composes the program with <c>new</c>, and is the last place where anything thrown is caught.</summary>
internal static class Program
{
    /// <summary>How long measuring may take for a person who waits at a terminal.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int Main(string[] args)
    {
        ExitCode code = Guarded(() => Dispatch(args), Failed);

        // A client takes any other number for a hook that is broken, and lets the call through.
        return (int)(args is ["hook", ..] && code is not ExitCode.Success ? ExitCode.HookBlock : code);
    }

    /// <summary>The paths that agents and scripts call thousands of times go before the command-line parser is
    /// touched.</summary>
    private static ExitCode Dispatch(string[] args) => args switch
    {
        ["hook", var id] when AgentClients.Find(id) is { } client =>
            HookRun.Run(client, new Machine(), Environment.CurrentDirectory, HookRun.Deadline),
        ["check", "--batch"] => CheckBatch.Run(ForLook(new Machine()), Environment.CurrentDirectory),
        _ => CommandTree.Run(args, new Machine()),
    };

    /// <summary>The version of this program: 0.1.0.</summary>
    public static string Version => typeof(Program).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The pipeline of a hook: recorded in the journal.</summary>
    /// <param name="atStake">Called when the action is found not to be harmless, before the world is asked.</param>
    /// <param name="asks">Whether the client can ask its person.</param>
    public static Pipeline ForHook(
        IWorld world, JournalFile journal, TraceFile? traces, TimeSpan patience, System.Action atStake,
        Requester? by = null, bool asks = true) => new(
        world,
        directory =>
        {
            atStake();
            return Policy(world, directory);
        },
        journal,
        patience)
    {
        Traces = traces,
        Weakenings = new Weakenings(world, () => JournalFile.Folder(world), by?.Session ?? ""),
        Refusals = by is null ? null : new Refusals(world, () => JournalFile.Folder(world), by.Session),
        Desk = by is null ? null : new GrantDesk(world, new Workshop(), by) { Unprompted = !asks },
    };

    /// <summary>The pipeline of a dry look (check, explain): nothing is recorded.</summary>
    public static Pipeline ForLook(IWorld world) => new(
        world, directory => Policy(world, directory), null, Patience)
    {
        Weakenings = new Weakenings(world, () => JournalFile.Folder(world), null),
    };

    /// <summary>The pipeline of an execution: a person waits, and it is recorded.</summary>
    public static Pipeline ForExecution(IWorld world) => new(
        world, directory => Policy(world, directory),
        new JournalFile(JournalFile.At(JournalFile.Folder(world)), new Actor("exec", ""), world.Clock)
        {
            Wait = TimeSpan.FromSeconds(30),
        },
        Patience)
    {
        // A person at their own terminal may say yes to what an agent was refused.
        Refusals = AgentSession.Mark(world) is null ? null
            : new Refusals(world, () => JournalFile.Folder(world), ""),
    };

    /// <summary>The policy in force in a directory.</summary>
    public static PolicySet Policy(IWorld world, string directory) => PolicyLoader.Load(world, directory);

    /// <summary>Runs something that must not fail; the only bare catch of the program.</summary>
    public static T Guarded<T>(Func<T> run, Func<Exception, T> failed)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            return failed(e);
        }
    }

    private static ExitCode Failed(Exception e)
    {
        StandardStreams.WriteErrors($"holdpoint: failed ({e.Message}); this is a defect, please report it\n");
        return ExitCode.Internal;
    }
}

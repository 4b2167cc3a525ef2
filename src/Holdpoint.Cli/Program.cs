using Holdpoint.Cli.Agents;
using Holdpoint.Cli.Commands;
using Holdpoint.Journal;
using Holdpoint.Policy;
using Holdpoint.World;

namespace Holdpoint.Cli;

/// <summary>Composes the program with <c>new</c>, and is the last place where anything thrown is caught.</summary>
internal static class Program
{
    /// <summary>How long measuring may take for a person who waits at a terminal.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int Main(string[] args) => (int)Guarded(() => Dispatch(args), Failed);

    /// <summary>The paths that agents and scripts call thousands of times go before the command-line parser is touched.</summary>
    private static ExitCode Dispatch(string[] args) => args switch
    {
        ["hook", var id] when AgentClients.Find(id) is { } client =>
            HookRun.Run(client, new Machine(), Environment.CurrentDirectory, HookRun.Deadline),
        ["check", "--batch"] => CheckBatch.Run(ForLook(new Machine()), Environment.CurrentDirectory),
        _ => CommandTree.Run(args, new Machine()),
    };

    /// <summary>The pipeline of a hook: recorded in the journal.</summary>
    public static Pipeline ForHook(IWorld world, string agent, string session, TimeSpan patience) =>
        new(world, _ => PolicySet.BuiltIn, null, patience);

    /// <summary>The pipeline of a dry look (check, explain): nothing is recorded.</summary>
    public static Pipeline ForLook(IWorld world) => new(world, _ => PolicySet.BuiltIn, null, Patience);

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
        StandardStreams.WriteErrors($"holdpoint: failed ({e.GetType().Name}: {e.Message}); this is a defect, please report it\n");
        return ExitCode.Internal;
    }
}

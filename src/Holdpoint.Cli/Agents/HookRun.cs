using Holdpoint.Approvals;
using Holdpoint.Journal;
using Holdpoint.Sessions;
using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>One hook call: payload in, answer out, in time.</summary>
internal static class HookRun
{
    /// <summary>Clients send whole file contents; more than this is no ordinary call and is not read.</summary>
    public const int MaxPayloadBytes = 32 * 1024 * 1024;

    /// <summary>When a call is answered at the latest; the installed time-out of the client is
    /// <see cref="ClientTimeout"/>.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>What the installer asks of the client: our deadline and room for a loaded machine to start and end
    /// us.</summary>
    public static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(120);

    /// <summary>The share of the deadline that measuring may take; the rest is for reading, judging and
    /// writing.</summary>
    private const double PatienceShare = 0.6;

    /// <summary>Answers the call on the standard streams.</summary>
    /// <remarks>Reading and recognising are bounded by constants and cannot hang; the world can. So the watchdog starts
    /// when something is at stake, and a harmless call starts no thread.</remarks>
    public static ExitCode Run(AgentClient client, IWorld world, string directory, TimeSpan deadline)
    {
        Watchdog? dog = null;
        HookAnswer answer = Program.Guarded(
            () => AnswerTo(
                client,
                world,
                StandardStreams.ReadAll(buffer => StandardStreams.Read(buffer, deadline), MaxPayloadBytes),
                directory,
                deadline,
                () => dog ??= Watchdog.Start(
                    deadline, () => Environment.Exit((int)Send(Late(client, world, deadline))))),
            e => client.Stop($"holdpoint: failed while judging this action ({e.Message}); "
                + "it is stopped because nothing is known of what it would do"));
        if (dog?.Claim() is false)
        {
            // The watchdog is writing and ends the process; a second answer would spoil the first.
            Thread.Sleep(Timeout.Infinite);
        }

        return Send(answer);
    }

    /// <summary>The answer to a payload; null stands for one beyond the bound.</summary>
    /// <param name="atStake">Called once when the action is found not to be harmless, before the world is
    /// asked.</param>
    public static HookAnswer AnswerTo(
        AgentClient client,
        IWorld world,
        ReadOnlyMemory<byte>? payload,
        string directory,
        TimeSpan deadline,
        System.Action atStake)
    {
        if (payload is not { } bytes)
        {
            return Stopped(
                client, world, $"holdpoint: the hook's payload is larger than {MaxPayloadBytes / (1024 * 1024)} MB "
                    + "and was not read; split the action into smaller ones");
        }

        switch (client.Read(bytes, directory))
        {
            case HookMessage.Before before:
                Pipeline pipeline = Program.ForHook(
                    world, Journal(client, world, before.Session), Traces(client, world, before.Session),
                    deadline * PatienceShare, atStake, new Requester(client.Id, before.Session),
                    client.Asks);
                return client.Answer(pipeline.Run(before.Action), bytes.Span[before.Input]);
            case HookMessage.After after:
                Learn(client, world, after, deadline * PatienceShare);
                return client.Pass;
            case HookMessage.Malformed malformed:
                return Stopped(
                    client, world, $"holdpoint: the hook's payload cannot be read: {malformed.Why}; "
                        + "the action is stopped because nothing is known of it");
            default:
                return client.Pass;
        }
    }

    private static HookAnswer Late(AgentClient client, IWorld world, TimeSpan deadline) => Stopped(
        client,
        world,
        $"holdpoint: no judgement within {deadline.TotalSeconds:0.#} s; "
            + "the action is stopped because nothing is known of what it would do. "
            + "`holdpoint explain` shows what takes so long");

    /// <summary>Stops an action that was not judged, and records that.</summary>
    private static HookAnswer Stopped(AgentClient client, IWorld world, string reason)
    {
        string? problem = Journal(client, world, "").RecordStop(reason);
        return client.Stop(problem is null ? reason : $"{reason}\nnote: {problem}");
    }

    /// <summary>Remembers what an action has left behind. It is done: nothing is left to stop, so problems wait for the
    /// next action, which meets them again.</summary>
    private static void Learn(AgentClient client, IWorld world, HookMessage.After after, TimeSpan patience) =>
        Program.ForHook(world, Journal(client, world, after.Session), null, patience, () => { }).Learn(after.Action);

    private static JournalFile Journal(AgentClient client, IWorld world, string session) =>
        new(JournalFile.At(JournalFile.Folder(world)), new Actor(client.Id, session), world.Clock);

    /// <summary>Calls without a session have no memory in common.</summary>
    private static TraceFile? Traces(AgentClient client, IWorld world, string session) =>
        session.Length == 0 ? null : new TraceFile(JournalFile.Folder(world), client.Id, session);

    private static ExitCode Send(HookAnswer answer)
    {
        try
        {
            if (!answer.Output.IsEmpty)
            {
                StandardStreams.Write(answer.Output.Span);
            }

            if (answer.Errors.Length > 0)
            {
                StandardStreams.WriteErrors(answer.Errors);
            }
        }
        catch (IOException)
        {
            // A client that closed its pipes still sees the exit status.
        }

        return answer.Exit;
    }
}

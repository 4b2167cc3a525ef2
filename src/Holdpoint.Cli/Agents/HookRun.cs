using Holdpoint.World;

namespace Holdpoint.Cli.Agents;

/// <summary>One hook call: payload in, answer out, in time.</summary>
internal static class HookRun
{
    /// <summary>Clients send whole file contents; more than this is no ordinary call and is not read.</summary>
    public const int MaxPayloadBytes = 32 * 1024 * 1024;

    /// <summary>When a call is answered at the latest; the installed time-out of the client is <see cref="ClientTimeout"/>.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>What the installer asks of the client: our deadline and room for a loaded machine to start and end us.</summary>
    public static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(120);

    /// <summary>The share of the deadline that measuring may take; the rest is for reading, judging and writing.</summary>
    private const double PatienceShare = 0.6;

    /// <summary>
    /// 1 starts the watchdog, 2 reads, 3 judges, 4 answers.
    /// </summary>
    public static ExitCode Run(AgentClient client, IWorld world, string directory, TimeSpan deadline)
    {
        // 1
        Watchdog dog = Watchdog.Start(deadline, () =>
        {
            string late = $"holdpoint: no judgement within {deadline.TotalSeconds:0.#} s; the action is stopped because nothing " +
                "is known of what it would do. Run `holdpoint explain` on it to see what takes so long";
            Environment.Exit((int)Send(client.Stop(late)));
        });

        // 2 to 4
        HookAnswer answer = Program.Guarded(
            () => AnswerTo(client, world, StandardStreams.ReadAll(StandardStreams.Read, MaxPayloadBytes), directory, deadline),
            e => client.Stop($"holdpoint: failed while judging this action ({e.GetType().Name}: {e.Message}); it is stopped " +
                "because nothing is known of what it would do"));
        if (!dog.Claim())
        {
            // The watchdog is writing and ends the process; a second answer would spoil the first.
            Thread.Sleep(Timeout.Infinite);
        }

        return Send(answer);
    }

    /// <summary>The answer to a payload; null stands for one beyond the bound.</summary>
    public static HookAnswer AnswerTo(
        AgentClient client, IWorld world, ReadOnlyMemory<byte>? payload, string directory, TimeSpan deadline) =>
        payload is not { } bytes
            ? client.Stop($"holdpoint: the hook's payload is larger than {MaxPayloadBytes / (1024 * 1024)} MB and was not read; " +
                "split the action into smaller ones")
            : client.Read(bytes, directory) switch
            {
                HookMessage.Before before => client.Answer(
                    Program.ForHook(world, client.Id, before.Session, deadline * PatienceShare).Run(before.Action)),
                HookMessage.Malformed malformed => client.Stop(
                    $"holdpoint: the hook's payload cannot be read: {malformed.Why}; the action is stopped because nothing is known of it"),
                _ => HookAnswer.Silent,
            };

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

using System.Collections.Immutable;

namespace Holdpoint.Shell.Languages;

/// <summary>What foreign code does to queues of messages and jobs, as an invocation that no shell knows.</summary>
internal sealed partial class CodeProgram
{
    /// <summary>The name under which such an invocation is recognised; no program has it.</summary>
    public const string QueueCall = "queue-call";

    /// <summary><c>Sidekiq::Queue.new("mail").clear</c>, <c>app.control.purge()</c>,
    /// <c>channel.queue_delete("mail")</c>, <c>new Queue("mail").obliterate()</c>.</summary>
    /// <remarks>Names as the libraries document them: Sidekiq's and Resque's API, Celery's control, RQ's Queue,
    /// BullMQ's Queue, amqplib and pika, the admin clients of Kafka.</remarks>
    private bool Queues(CodeCall call)
    {
        string? deed = call.Name switch
        {
            "obliterate" or "queue_purge" or "purgeQueue" => "purge",
            "queue_delete" or "deleteQueue" or "deleteTopics" or "delete_topics" or "remove_queue" => "delete",
            "purge" or "discard_all" when call.RootName is "control" => "purge",
            "clear" when OfJobs(call) => "purge",
            "empty" or "drain" or "clean" or "delete" when call.Receiver is CodeValue.Returned({ Path: var made })
                && IsQueue(made) => "purge",
            _ => null,
        };
        if (deed is null)
        {
            return false;
        }

        List<Word> words = [];
        if (_connected is not null)
        {
            Connect(_connected, words);
        }

        words.Add(new Word(deed));
        CodeValue? named = call.Argument(0) is CodeValue.Text ? call.Argument(0)
            : call.Option("queue") ?? call.Option("topics") ?? call.Option("name")
            ?? (call.Argument(0) is CodeValue.List ? call.Argument(0)
            : call.Receiver is CodeValue.Returned(var queue) ? queue.Argument(0) : null);
        words.AddRange((named?.Words ?? []).Where(w => !w.IsUnknown));
        session.Launcher.Emit(
            (_launch with { Input = Input.Inherited.Instance }).Then(new Word(Said(call)), [.. words], by), QueueCall);
        return true;
    }

    /// <summary>Whether a value is a queue of jobs, by the library that makes it; threads have others.</summary>
    private static bool IsQueue(string path) => path.StartsWith("bull", StringComparison.Ordinal)
        || path.StartsWith("bee-queue", StringComparison.Ordinal) || path.StartsWith("rq.", StringComparison.Ordinal)
        || path.StartsWith("huey.", StringComparison.Ordinal);

    /// <summary>Whether a set of jobs is cleared: one that the library keeps, or any of its queues.</summary>
    private static bool OfJobs(CodeCall call)
    {
        string path = call.Receiver switch
        {
            CodeValue.Returned({ Path: var made }) => made,
            CodeValue.Reference(var of) => of,
            _ => call.Root,
        };
        return path.StartsWith("Sidekiq", StringComparison.Ordinal)
            || path.StartsWith("Resque", StringComparison.Ordinal);
    }
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Shell.Languages;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Queues of work and their workers: Celery, RQ, Sidekiq and Resque by their tasks, ActiveMQ, RocketMQ,
/// Gearman, beanstalkd.</summary>
/// <remarks>Commands as in celery-purge(1), celery-control(1), <c>celery amqp queue.purge</c>, rq(1) ("Empty given
/// queues"), the command-line guides of ActiveMQ and Artemis, mqadmin of RocketMQ, gearadmin(1).</remarks>
internal static class Queues
{
    /// <summary>Variables by which programs and libraries name the server of their queues.</summary>
    private const string Brokers = "CELERY_BROKER_URL BROKER_URL RQ_REDIS_URL REDIS_URL AMQP_URL RABBITMQ_URL "
        + "CLOUDAMQP_URL KAFKA_BROKERS KAFKA_URL";

    private static readonly Recovery Messages = new Recovery.Never("a job that was removed is kept nowhere else");

    private static readonly Recovery Running =
        new Recovery.Unknown("what a job had done when it was ended stays as it was");

    private static readonly Recovery Started = new Recovery.Trivial("workers are started again");

    public static ImmutableArray<string> Names =>
    [
        "celery", "rq", "activemq", "activemq-admin", "artemis", "mqadmin", "gearadmin", "zbctl",
        "tctl",
    ];

    public static Cli? Find(string name) => name switch
    {
        "celery" => Celery,
        "rq" => Rq,
        "activemq" or "activemq-admin" => ActiveMq(name),
        "artemis" => Artemis,
        "mqadmin" => RocketMq,
        "gearadmin" => Gearman,
        "tctl" or "zbctl" => Workflows(name),
        CodeProgram.QueueCall => Called,
        _ => null,
    };

    private static Cli Queue(
        string id, string title, string valued, CliSource source, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = "queue",
        Valued = valued,
        Sources = [source],
        DotEnvs = ".env",
        Default = new Sign(SignKind.Host, "localhost", "the default of the client"),
        Rules = rules,
    };

    private static Cli Celery => Queue(
        "celery", "Celery: queues purged, tasks revoked, workers shut down",
        "A app b broker loader config workdir result-backend Q queues X exclude-queues t timeout d destination",
        new("url", SignKind.Url, "b broker", Brokers),
        Destroys("purge -Q|--queues", "queue.messages", "removes every task that waits in {-Q|--queues}", Messages)
            with { Safer = "celery inspect reserved shows what waits" },
        Destroys("purge", "queue.messages", "removes every task that waits in any queue", Messages) with
        {
            Safer = "celery inspect reserved and scheduled show what waits; purge -Q takes one queue only",
        },
        Destroys("amqp queue.purge", "queue.messages", "removes every task of the queue {}", Messages),
        Destroys("amqp queue.delete|exchange.delete", "queue", "deletes the queue {} with its tasks", Messages),
        Destroys("control revoke|terminate|revoke_by_stamped_headers", "queue.task", "ends or drops the tasks {}",
            Running),
        Modifies("control shutdown|cancel_consumer|pool_shrink", "queue.workers", "stops workers", Started)) with
    {
        // The application's own code says where its broker is.
        Default = null,
    };

    private static Cli Rq => Queue(
        "rq", "RQ: queues emptied, workers suspended", "u url c config P path Q queue-class j job-class n name",
        new("url", SignKind.Url, "u url", "RQ_REDIS_URL REDIS_URL"),
        Destroys("empty --all|-a", "queue.messages", "removes every job of every queue", Messages) with
        {
            Safer = "rq info shows how many there are",
        },
        Destroys("empty", "queue.messages", "removes every job of the queue {}", Messages) with
        {
            Safer = "rq info shows how many there are",
        },
        Modifies("suspend", "queue.workers", "suspends all workers",
            new Recovery.Trivial("rq resume takes it back")));

    private static Cli ActiveMq(string name) => Queue(
        name, "ActiveMQ: destinations purged", "jmxurl jmxuser jmxpassword pid msgsel D",
        new("url", SignKind.Url, "jmxurl"),
        Destroys("purge", "queue.messages", "removes every message of {}", Messages));

    private static Cli Artemis => Queue(
        "artemis", "ActiveMQ Artemis: queues purged and deleted", "url name user password address clientID",
        new("url", SignKind.Url, "url"),
        Destroys("queue purge", "queue.messages", "removes every message of {--name}", Messages),
        Destroys("queue|address delete", "queue", "deletes {--name} with its messages", Messages),
        Destroys("data imp|compact", "queue.data", "writes the broker's store anew", Messages)) with
    {
        Named = "name",
    };

    private static Cli RocketMq => Queue(
        "mqadmin", "RocketMQ: topics and groups deleted, offsets moved", "n namesrvAddr c clusterName t topic g "
            + "groupName b brokerAddr s timestamp",
        new("host", SignKind.Host, "n namesrvAddr", "NAMESRV_ADDR"),
        Destroys("deleteTopic", "queue", "deletes the topic {-t|--topic} with its messages", Messages),
        Destroys("deleteSubGroup|resetOffsetByTime|skipAccumulatedMessage", "queue.offsets",
            "moves or forgets where {-g|--groupName} stood",
            new Recovery.Unknown("where the group stood is kept nowhere else"))) with
    {
        Named = "t topic g groupName",
    };

    private static Cli Gearman => Queue(
        "gearadmin", "Gearman: functions dropped with their jobs", "h host p port drop-function cancel-job "
            + "create-function",
        new("host", SignKind.Host, "h host"),
        Destroys("--drop-function", "queue", "drops the function {--drop-function} with its jobs", Messages),
        Destroys("--cancel-job", "queue.task", "cancels the job {--cancel-job}", Messages),
        Modifies("--shutdown", "queue.workers", "stops the server", Started));

    private static Cli Workflows(string name) => Queue(
        name, $"{name}: workflows ended, resources and namespaces deleted",
        "address ad namespace ns w workflow_id r run_id reason q query insecure",
        new("url", SignKind.Url, "address ad", "ZEEBE_ADDRESS TEMPORAL_CLI_ADDRESS"),
        Destroys("workflow|wf terminate|term|reset|cancel", "queue.task", "ends running work {-w|--workflow_id}",
            Running),
        Destroys("namespace|n delete", "queue", "deletes a namespace with its workflows", Messages),
        Destroys("cancel|delete", "queue.task", "cancels or deletes {}", Running),
        Destroys("batch start", "queue.task", "ends or signals every workflow that {-q|--query} finds", Running));

    /// <summary>A call of a library, with the connection in its options.</summary>
    private static Cli Called => Queue(
        CodeProgram.QueueCall, "Calls of libraries that empty or delete queues", "scheme url host port database file",
        new("url", SignKind.Url, "url host", Brokers),
        Destroys("purge", "queue.messages", "removes every message of the queue {}", Messages),
        Destroys("delete", "queue", "deletes the queue {} with its messages", Messages)) with
    {
        Default = null,
    };
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;

namespace Holdpoint.Tools.Clis;

/// <summary>Programs of stores of keys, secrets, messages and measurements.</summary>
internal static class Stores
{
    private static readonly Recovery Gone = new Recovery.Unknown("no backup of it is known");

    private static readonly Recovery Messages = new Recovery.Never("messages are kept nowhere else");

    private static readonly Recovery Defined = new Recovery.FromSource("it is declared again");

    public static ImmutableArray<string> Names =>
    [
        "etcdctl", "consul", "vault", "bao", "nats", "kafka-topics", "kafka-delete-records", "kafka-consumer-groups",
        "kafka-configs", "kcat", "rpk", "rabbitmqctl", "rabbitmqadmin", "influx", "influxd", "curator", "curator_cli",
        "elasticdump", "pulsar-admin", "zkCli.sh", "promtool", "solr", "confluent",
    ];

    public static Cli? Find(string name) => Named(name switch
    {
        // Debian's names have no ending, those of the project's own archive have one.
        ['k', 'a', 'f', 'k', 'a', '-', .. , '.', 's', 'h'] => name[..^3],
        _ => name,
    });

    private static Cli? Named(string name) => name switch
    {
        "etcdctl" or "etcdutl" => Etcd(name),
        "consul" => Consul,
        "vault" or "bao" => Vault(name),
        "nats" => Nats,
        "kafka-topics" or "kafka-delete-records" or "kafka-consumer-groups" or "kafka-configs" or "kafka-acls"
            or "kafka-storage" or "kafka-streams-application-reset" => Kafka(name),
        "rpk" or "confluent" => KafkaHosted(name),
        "rabbitmqctl" => Rabbit,
        "rabbitmqadmin" => RabbitAdmin,
        "influx" => Influx,
        "curator" or "curator_cli" => Curator(name),
        "pulsar-admin" => Pulsar,
        "solr" => Solr,
        _ => null,
    };

    private static Cli Store(
        string id, string title, string valued, CliSource source, params ImmutableArray<CliRule> rules) => new()
    {
        Id = id,
        Title = title,
        Target = id,
        Valued = valued,
        Named = "topic group name n id i bucket b entity-name",
        Harmless = "dry-run",
        Sources = [source],
        Default = new Sign(SignKind.Host, "localhost", "the default of the client"),
        Rules = rules,
    };

    private static Cli Etcd(string id) => Store(
        id, "etcd: keys and members of the store", "endpoints user password cert key cacert w write-out data-dir "
            + "limit rev "
        + "command-timeout discovery-srv",
        new("endpoints", SignKind.Host, "endpoints", "ETCDCTL_ENDPOINTS"),
        Destroys("del --prefix|--from-key", "etcd.keys", "deletes every key that begins with {}", Gone) with
        {
            Safer = "etcdctl get --prefix --keys-only shows what would go; etcdctl snapshot save keeps it",
        },
        Destroys("del", "etcd.keys", "deletes the keys {}", Gone),
        Destroys("rm|rmdir", "etcd.keys", "deletes the keys {}", Gone),
        Destroys("member remove", "etcd.member", "takes the member {} out of the cluster",
            new Recovery.Unknown("a cluster that loses its quorum stops")),
        Destroys("snapshot restore", "etcd.data", "makes a store out of {}",
            new Recovery.Unknown("what is in its data folder goes")),
        Modifies("compact|compaction", "etcd.history", "drops the history of keys before {}",
            new Recovery.Trivial("only history goes")),
        Destroys("auth|user|role disable|delete|remove", "etcd.access", "changes who may use the store: {}", Defined),
        Modifies("move-leader", "etcd.member", "moves the leader", new Recovery.Trivial("it is moved back")));

    private static Cli Consul => Store(
        "consul", "Consul: keys, services, access", "http-addr token datacenter namespace token-file id name",
        new("address", SignKind.Url, "http-addr", "CONSUL_HTTP_ADDR"),
        Destroys("kv delete -recurse|--recurse", "consul.keys", "deletes every key that begins with {}", Gone) with
        {
            Safer = "consul kv export keeps a copy",
        },
        Destroys("kv delete", "consul.keys", "deletes the key {}", Gone),
        Destroys("snapshot restore", "consul.data", "replaces everything by the snapshot {}",
            new Recovery.Unknown("what came after the snapshot goes")),
        Destroys("acl token|policy|role|auth-method|binding-rule delete", "consul.access", "deletes {-id|-name}",
            Defined),
        Destroys("config delete", "consul.config", "deletes a configuration entry", Defined),
        Destroys("namespace|partition|peering delete", "consul.namespace", "deletes {} with everything in it", Gone),
        Destroys("operator raft remove-peer", "consul.member", "takes a server out of the cluster",
            new Recovery.Unknown("a cluster that loses its quorum stops")),
        Modifies("leave|force-leave|services deregister", "consul.member", "takes {} out of the cluster",
            new Recovery.Trivial("it joins again"))) with
    {
        OneDash = true,
    };

    private static Cli Vault(string id) => Store(
        id, $"{id}: secrets, engines, keys, seals", "address namespace ns mount versions format field header path "
            + "cas ca-cert "
        + "client-cert client-key mfa output-format",
        new("address", SignKind.Url, "address", "VAULT_ADDR BAO_ADDR"),
        Destroys("kv destroy", "vault.secret", "destroys versions of {} for good", Gone),
        Destroys("kv metadata delete", "vault.secret", "deletes {} with every version", Gone),
        Destroys("kv delete", "vault.secret", "deletes the latest version of {}",
            new Recovery.Window(30, "vault kv undelete, in the second version of the engine")),
        Destroys("secrets disable", "vault.engine", "disables the engine {} and deletes every secret in it",
            new Recovery.Never("the engine's secrets go at once")),
        Destroys("auth disable", "vault.auth", "disables the way to log in {} and revokes its tokens", Defined),
        Weakens("audit disable", "vault.audit", "stops the audit log {}"),
        Destroys("operator seal", "vault", "seals the vault: nobody reads a secret until it is unsealed",
            new Recovery.FromSource("key holders unseal it")),
        Destroys("operator rekey|generate-root|migrate|rotate|step-down", "vault.keys", "changes the keys of the vault",
            new Recovery.Unknown("without the new keys nothing opens it")),
        Destroys("operator raft remove-peer", "vault.member", "takes {} out of the cluster",
            new Recovery.Unknown("a cluster that loses its quorum stops")),
        Destroys("operator raft snapshot restore", "vault.data", "replaces everything by the snapshot {}",
            new Recovery.Unknown("what came after the snapshot goes")),
        Destroys("delete", "vault.secret", "deletes {}", Gone),
        Destroys("namespace delete", "vault.namespace", "deletes the namespace {} with everything in it", Gone),
        Destroys("policy delete", "vault.policy", "deletes the policy {}", Defined),
        Destroys("lease revoke -prefix|-force", "vault.lease", "revokes every lease of {}",
            new Recovery.FromSource("programs ask for new ones")),
        Modifies("lease|token revoke", "vault.lease", "revokes {}", new Recovery.Trivial("a new one is made")),
        Destroys("token revoke -mode", "vault.lease", "revokes {}", Defined)) with
    {
        OneDash = true,
    };

    private static Cli Nats => Store(
        "nats", "NATS: streams, keys, objects", "s server context creds nkey user password tlscert tlskey timeout "
            + "subject",
        new("context", SignKind.Context, "context s server", "NATS_CONTEXT NATS_URL"),
        Destroys("stream|str|st|s rm|delete|del", "nats.stream", "deletes the stream {} with its messages", Messages),
        Destroys("stream|str|st|s purge", "nats.stream", "removes every message of the stream {}", Messages),
        Destroys("stream|str|st|s rmm", "nats.message", "removes a message of the stream {}", Messages),
        Destroys("stream|str|st|s restore", "nats.stream", "restores a stream from {}", Gone),
        Destroys("consumer|con|c rm|delete|del", "nats.consumer", "deletes the consumer {}", Defined),
        Destroys("kv del|rm|purge", "nats.keys", "deletes {}", Messages),
        Destroys("object|obj del|rm|delete", "nats.objects", "deletes {}", Messages),
        Modifies("stream|str|st|s edit|seal", "nats.stream", "changes the stream {}",
            new Recovery.Trivial("it is changed back")));

    private static Cli Kafka(string id) => Store(
        id, "Kafka: topics, records, offsets",
        "bootstrap-server zookeeper topic config command-config partitions group offset-json-file group entity-name "
        + "entity-type add-config delete-config to-offset to-datetime to-date shift-by by-duration replica-assignment",
        new("brokers", SignKind.Host, "bootstrap-server zookeeper bootstrap-servers"),
        id switch
        {
            "kafka-topics" => [Destroys("--delete", "kafka.topic", "deletes the topic {--topic} with its messages",
                Messages)],
            "kafka-delete-records" => [Destroys("", "kafka.records", "deletes records of topics", Messages)],
            "kafka-consumer-groups" =>
            [
                Destroys("--delete|--delete-offsets", "kafka.offsets", "forgets the offsets of {--group}",
                    new Recovery.Unknown("where the group stood is kept nowhere else")),
                Destroys("--reset-offsets --execute", "kafka.offsets", "moves the offsets of {--group}",
                    new Recovery.Unknown("where the group stood is kept nowhere else")) with
                {
                    Safer = "without --execute it only shows where it would go",
                },
            ],
            "kafka-configs" =>
            [
                Destroys("--alter --add-config=*retention*", "kafka.retention",
                    "changes how long {--entity-name} keeps "
                    + "its messages", new Recovery.Unknown("what is older goes at once")),
            ],
            "kafka-acls" => [Destroys("--remove", "kafka.access", "removes rights", Defined)],
            "kafka-storage" => [Destroys("format", "kafka.data", "formats the broker's store", Messages)],
            _ => [Destroys("!--dry-run", "kafka.offsets", "resets a streams application and deletes its topics",
                Messages)],
        });

    private static Cli KafkaHosted(string id) => Store(
        id, $"{id}: topics and clusters", "brokers X config profile cluster environment group p t topic offset",
        new("brokers", SignKind.Host, "brokers cluster environment", "RPK_BROKERS REDPANDA_BROKERS"),
        Destroys("topic|kafka topic|delete|trim-prefix|rm", "kafka.topic", "deletes the topic {} with its messages",
            Messages),
        Destroys("topic delete|trim-prefix", "kafka.topic", "deletes {} with its messages", Messages),
        Destroys("kafka|environment|schema-registry|api-key|iam ** delete", "kafka", "deletes {}", Gone),
        Destroys("group delete|offset-delete|seek", "kafka.offsets", "moves or forgets the offsets of {}", Gone),
        Destroys("redpanda|container|cluster|acl purge|delete|decommission", "kafka", "deletes {}", Gone));

    private static Cli Rabbit => Store(
        "rabbitmqctl", "RabbitMQ: queues, nodes, users", "n node p vhost t timeout",
        new("node", SignKind.Host, "n node", "RABBITMQ_NODENAME"),
        Destroys("force_reset|reset", "rabbitmq.node", "wipes the node with every queue, user and message", Messages),
        Destroys("delete_queue", "rabbitmq.queue", "deletes the queue {} with its messages", Messages),
        Destroys("purge_queue", "rabbitmq.queue", "removes every message of the queue {}", Messages),
        Destroys("delete_vhost", "rabbitmq.vhost", "deletes the virtual host {} with its queues", Messages),
        Destroys("forget_cluster_node", "rabbitmq.node", "takes {} out of the cluster with what only it holds",
            Messages),
        Destroys("delete_user", "rabbitmq.access", "deletes the user {}", Defined),
        Destroys("clear_permissions|clear_policy|clear_parameter", "rabbitmq.access", "removes {}", Defined),
        Modifies("stop|stop_app|shutdown|restart", "rabbitmq.node", "stops the node",
            new Recovery.Trivial("it is started again")));

    private static Cli RabbitAdmin => Store(
        "rabbitmqadmin", "RabbitMQ: queues and exchanges", "H host P port V vhost u username p password c config "
            + "N node f",
        new("host", SignKind.Host, "H host"),
        Destroys("delete queue|vhost|stream", "rabbitmq.queue", "deletes {} with its messages", Messages),
        Destroys("purge queue", "rabbitmq.queue", "removes every message of {}", Messages),
        Destroys("queues delete|purge", "rabbitmq.queue", "removes the messages of {--name}", Messages),
        Destroys("vhosts delete", "rabbitmq.vhost", "deletes {--name} with its queues", Messages),
        Destroys("delete", "rabbitmq", "deletes {}", Defined),
        Destroys("exchanges|bindings|users|policies delete", "rabbitmq", "deletes {--name}", Defined));

    private static Cli Influx => Store(
        "influx", "InfluxDB: buckets and points", "host token t org o org-id bucket b bucket-id id i name n start "
            + "stop predicate "
        + "p active-config c configs-path",
        new("host", SignKind.Url, "host", "INFLUX_HOST"),
        Destroys("bucket delete", "influx.bucket", "deletes the bucket {--name|-n|--id|-i} with its points", Messages),
        Destroys("delete", "influx.points", "deletes the points of {--bucket|-b} from {--start} to {--stop}", Messages),
        Destroys("org delete", "influx.org", "deletes the organisation with its buckets", Messages),
        Destroys("restore --full", "influx", "replaces everything by a backup", Gone),
        Weakens("bucket update --retention|-r", "influx.retention", "changes how long {--name|-n|--id|-i} keeps "
            + "points"),
        Destroys("task|dashboards|user|auth|stacks|template|v1 ** delete|remove|rm", "influx", "deletes {--id}",
            Defined));

    private static Cli Curator(string id) => Store(
        id, "Curator: indices of Elasticsearch", "config host port filter_list url_prefix",
        new("host", SignKind.Host, "host"),
        Destroys("delete_indices|delete-indices|delete_snapshots|delete-snapshots", "elasticsearch.index",
            "deletes {}", Gone) with { Safer = "--dry-run shows which would go" },
        Destroys("*.yml|*.yaml", "elasticsearch.index", "deletes what the actions in {1} name", Gone) with
        {
            Look = CuratorFiles.Look,
            Safer = "--dry-run shows which would go",
        });

    private static Cli Pulsar => Store(
        "pulsar-admin", "Pulsar: topics, namespaces, tenants", "admin-url s subscription",
        new("url", SignKind.Url, "admin-url"),
        Destroys("topics|persistent|namespaces|tenants|clusters delete|delete-partitioned-topic|terminate|truncate",
            "pulsar",
            "deletes {} with its messages", Messages),
        Destroys("topics|namespaces skip|skip-all|clear-backlog|expire-messages*|reset-cursor", "pulsar.backlog",
            "drops messages of {} that are not read yet", Messages),
        Destroys("** delete", "pulsar", "deletes {}", Defined));

    private static Cli Solr => Store(
        "solr", "Solr: collections", "c z url p", new("zookeeper", SignKind.Host, "z url"),
        Destroys("delete", "solr.collection", "deletes the collection {-c}", Gone));
}

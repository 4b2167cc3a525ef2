using System.Collections.Frozen;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>Judges types that the table does not list, by what their name says they are.</summary>
/// <remarks>The last word of a type is what the thing is: aws_s3_bucket_policy is a policy, scaleway_rdb_instance an
/// instance of a database. Only what is a store by that word may hold data, with unknown recovery. All else is made
/// again by its configuration:
/// a wrong "may hold data" asks a person about every subnet group, and such questions are not read.</remarks>
internal static class Unlisted
{
    /// <summary>Things that are stores by themselves.</summary>
    private static readonly Lazy<FrozenSet<string>> Stores = new(() => FrozenSet.ToFrozenSet(
    [
        "db", "database", "databases", "bucket", "volume", "disk", "filesystem", "fileshare", "share", "table",
        "datastore", "warehouse", "snapshot", "backup", "vault", "secret", "registry", "repository", "queue", "topic",
        "stream", "cache", "dataset", "collection", "keyspace", "container", "pvc", "image", "index", "ledger", "lake",
        "archive",
    ]));

    /// <summary>Words that make an instance, cluster, server or account of a store.</summary>
    private static readonly Lazy<FrozenSet<string>> StoreWords = new(() => FrozenSet.ToFrozenSet(
    [
        "db", "database", "sql", "rds", "rdb", "postgres", "postgresql", "mysql", "mariadb", "mssql", "mongo",
        "mongodb", "redis", "valkey", "cassandra", "clickhouse", "elasticsearch", "opensearch", "kafka", "rabbitmq",
        "storage", "cache", "nosql", "cockroach", "neo4j", "influxdb", "timescaledb", "snowflake", "redshift", "etcd",
        "minio", "nats", "pulsar", "search",
    ]));

    /// <summary>Pairs of last words whose second word says nothing of a store.</summary>
    private static bool IsNoStore(string before, string last) => (before, last) switch
    {
        ("route" or "routing" or "firewall" or "nat" or "forwarding", "table") => true,
        ("sns" or "notification" or "ssm", "topic") => true,
        ("resource" or "network" or "subnet" or "access", "share") => true,
        ("task" or "launch" or "compute" or "machine", "container" or "image") => true,
        _ => false,
    };

    public static Standing Of(string type)
    {
        if (OnlyInState(type) is { } inState)
        {
            return inState;
        }

        string[] words = type.Split('_');
        string last = words[^1];
        string before = words.Length > 1 ? words[^2] : "";
        bool store = words.Length > 1 && !IsNoStore(before, last) && (
            Stores.Value.Contains(last)
            || (before is "file" && last is "system")
            || (before is "kms" or "crypto" or "encryption" && last is "key")
            || last is "cluster"
            || (last is "instance" or "cluster" or "server" or "account" or "domain" or "service" or "deployment"
                or "instances" && words.Skip(1).SkipLast(1).Any(StoreWords.Value.Contains)));
        return store
            ? new Standing(HoldsData: true,
                new Recovery.Unknown($"a {type} may hold data, and nothing tells how it could come back"))
            : new Standing(HoldsData: false,
                new Recovery.FromSource("the configuration makes it again, under new ids"));
    }

    /// <summary>Types of the providers that make values: what is lost is the value in the state.</summary>
    private static Standing? OnlyInState(string type)
    {
        if (type is "tls_private_key")
        {
            return new Standing(HoldsData: true, new Recovery.Never("the private key lives only in the state"));
        }

        if (type.StartsWith("random_", StringComparison.Ordinal))
        {
            return new Standing(HoldsData: false,
                new Recovery.FromSource("a new value is made; what was made from the old one changes"));
        }

        return type is "terraform_data" or "null_resource" || type.StartsWith("local_", StringComparison.Ordinal)
            || type.StartsWith("tls_", StringComparison.Ordinal) || type.StartsWith("time_", StringComparison.Ordinal)
            ? new Standing(HoldsData: false, new Recovery.FromSource("the configuration makes it again"))
            : null;
    }
}

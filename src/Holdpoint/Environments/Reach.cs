using System.Collections.Immutable;

namespace Holdpoint.Environments;

/// <summary>What code could reach with the variables that it is given: connections, accounts, contexts. Pure.</summary>
internal static class Reach
{
    /// <summary>Schemes of URLs that hold a connection to data.</summary>
    private static readonly string[] Schemes =
    [
        "postgres", "postgresql", "mysql", "mysql2", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "valkey",
        "sqlserver", "mssql", "clickhouse", "cockroachdb", "libsql", "cassandra", "neo4j", "neo4j+s", "bolt", "couchdb",
        "amqp", "amqps", "nats", "kafka", "elasticsearch", "oracle", "snowflake", "prisma", "planetscale",
    ];

    /// <summary>Variables, or their ends, that name the host of a database.</summary>
    private static readonly string[] Hosts =
        ["PGHOST", "PGHOSTADDR", "MYSQL_HOST", "DB_HOST", "DATABASE_HOST", "REDIS_HOST", "MONGO_HOST", "POSTGRES_HOST"];

    /// <summary>Variables that choose an account, a project or a cluster; they count when they say
    /// production.</summary>
    private static readonly (string Name, SignKind Kind)[] Choices =
    [
        ("AWS_PROFILE", SignKind.Account), ("AWS_DEFAULT_PROFILE", SignKind.Account), ("AWS_VAULT", SignKind.Account),
        ("CLOUDSDK_ACTIVE_CONFIG_NAME", SignKind.Account), ("CLOUDSDK_CORE_PROJECT", SignKind.Account),
        ("GOOGLE_CLOUD_PROJECT", SignKind.Account), ("GCLOUD_PROJECT", SignKind.Account),
        ("AZURE_DEFAULTS_GROUP", SignKind.Account), ("ARM_SUBSCRIPTION_NAME", SignKind.Account),
        ("TF_WORKSPACE", SignKind.Workspace), ("HELM_KUBECONTEXT", SignKind.Context), ("KUBECONFIG", SignKind.Context),
        ("RAILWAY_ENVIRONMENT", SignKind.Name), ("RAILWAY_ENVIRONMENT_NAME", SignKind.Name),
        ("DOPPLER_CONFIG", SignKind.Name), ("DOPPLER_ENVIRONMENT", SignKind.Name),
    ];

    /// <summary>The signs of what is in reach, connections first; empty where nothing is.</summary>
    /// <param name="source">Where the variables are from: "the environment", ".env".</param>
    public static ImmutableArray<Sign> Of(IEnumerable<KeyValuePair<string, string>> variables, string source)
    {
        var connections = ImmutableArray.CreateBuilder<Sign>();
        var choices = ImmutableArray.CreateBuilder<Sign>();
        foreach ((string name, string value) in variables)
        {
            if (Connection(name, value) is { } kind)
            {
                connections.Add(new Sign(kind, value, $"{name} in {source}"));
            }
            else if (Array.Find(Choices, c => c.Name == name) is { Name: not null } choice
                && EnvironmentWords.In(value) is EnvironmentKind.Production)
            {
                choices.Add(new Sign(choice.Kind, value, $"{name} in {source}"));
            }
        }

        connections.AddRange(choices);
        return connections.DrainToImmutable();
    }

    /// <summary>Whether a text is a URL that connects to data.</summary>
    public static bool IsConnection(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase))
        {
            text = text["jdbc:".Length..];
        }

        int end = text.IndexOf("://");
        if (end <= 0)
        {
            return false;
        }

        // Drivers follow a plus: postgresql+asyncpg.
        ReadOnlySpan<char> scheme = text[..end];
        int plus = scheme.IndexOf('+');
        foreach (string known in Schemes)
        {
            if (scheme.Equals(known, StringComparison.OrdinalIgnoreCase)
                || (plus > 0 && scheme[..plus].Equals(known, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static SignKind? Connection(string name, string value)
    {
        if (IsConnection(value))
        {
            return SignKind.Url;
        }

        return value.Length > 0
            && Array.Exists(Hosts, h => name == h || name.EndsWith("_" + h, StringComparison.Ordinal))
            ? SignKind.Host : null;
    }
}

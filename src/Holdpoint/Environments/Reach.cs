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
        ("AZURE_RESOURCE_GROUP", SignKind.Account), ("AZURE_ENV_NAME", SignKind.Name),
        ("AZURE_STORAGE_ACCOUNT", SignKind.Account), ("AZURE_STORAGE_CONNECTION_STRING", SignKind.Account),
        ("AWS_ROLE_ARN", SignKind.Account), ("GOOGLE_APPLICATION_CREDENTIALS", SignKind.Account),
        ("GCP_PROJECT", SignKind.Account), ("CLUSTER_NAME", SignKind.Context), ("KUBE_CONTEXT", SignKind.Context),
        ("FLY_APP_NAME", SignKind.Name), ("FLY_APP", SignKind.Name), ("HEROKU_APP", SignKind.Name),
        ("VERCEL_ENV", SignKind.Name), ("PLAID_ENV", SignKind.Name), ("PAYPAL_MODE", SignKind.Name),
        ("PAYPAL_ENVIRONMENT", SignKind.Name), ("BRAINTREE_ENVIRONMENT", SignKind.Name),
        ("SQUARE_ENVIRONMENT", SignKind.Name),
        ("TF_WORKSPACE", SignKind.Workspace), ("HELM_KUBECONTEXT", SignKind.Context), ("KUBECONFIG", SignKind.Context),
        ("RAILWAY_ENVIRONMENT", SignKind.Name), ("RAILWAY_ENVIRONMENT_NAME", SignKind.Name),
        ("DOPPLER_CONFIG", SignKind.Name), ("DOPPLER_ENVIRONMENT", SignKind.Name),
    ];

    /// <summary>The signs of what is in reach, connections first; empty where nothing is.</summary>
    /// <param name="source">Where the variables are from: "the environment", ".env".</param>
    public static ImmutableArray<Sign> Of(IEnumerable<KeyValuePair<string, string>> variables, string source) =>
        Of(variables.Select(v => (v.Key, v.Value, source)));

    /// <summary>The same for variables of several sources. A connection counts wherever it leads; what opens an
    /// account, and a server of another kind, only where it says production.</summary>
    public static ImmutableArray<Sign> Of(IEnumerable<(string Name, string Value, string Source)> variables)
    {
        var connections = ImmutableArray.CreateBuilder<Sign>();
        var choices = ImmutableArray.CreateBuilder<Sign>();
        foreach ((string name, string value, string source) in variables)
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
            else if (Keys.Of(value) is EnvironmentKind.Production && Keys.Opens(name))
            {
                choices.Add(new Sign(SignKind.Account, $"{Keys.Service(name)} live", $"the key in {name} in {source}"));
            }
            else if (Server(value) is { } server
                && HostSigns.Words(HostSigns.OfUrl(server)) is EnvironmentKind.Production)
            {
                choices.Add(new Sign(SignKind.Url, server, $"{name} in {source}"));
            }
        }

        connections.AddRange(choices);
        return connections.DrainToImmutable();
    }

    /// <summary>What a library reaches with the keys and servers of its service, by what variables are called after:
    /// STRIPE_SECRET_KEY is for the package stripe.</summary>
    public static ImmutableArray<Sign> OfLibrary(
        IEnumerable<(string Name, string Value, string Source)> variables, string package)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>();
        foreach ((string name, string value, string source) in variables)
        {
            string service = Keys.Service(name);
            if (value.Length == 0 || !IsOf(service, package))
            {
                continue;
            }

            if (Connection(name, value) is { } kind)
            {
                signs.Add(new Sign(kind, value, $"{name} in {source}"));
            }
            else if (Server(value) is { } server)
            {
                signs.Add(new Sign(SignKind.Url, server, $"{name} in {source}"));
            }
            else if (Keys.Opens(name))
            {
                string says = Keys.Of(value) switch
                {
                    EnvironmentKind.Production => service + " live",
                    EnvironmentKind.Development => service + " test",
                    _ => service,
                };
                signs.Add(new Sign(SignKind.Account, says, $"the key in {name} in {source}"));
            }
        }

        return signs.DrainToImmutable();
    }

    /// <summary>Whether a package is of the service that variables are called after.</summary>
    private static bool IsOf(string service, string package)
    {
        string name = package.ToLowerInvariant() switch
        {
            var p when p.Contains("octokit", StringComparison.Ordinal) => "github",
            var p when p.Contains("firebase", StringComparison.Ordinal) && service is "google" => "google",
            var p => p,
        };
        if (service.Length < 4)
        {
            return false;
        }

        foreach (Range part in name.AsSpan().SplitAny("@/-_.: "))
        {
            if (name.AsSpan(part).StartsWith(service))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The URL of a server that is reached over HTTP; null for anything else.</summary>
    private static string? Server(string value) =>
        value.StartsWith("https://", StringComparison.Ordinal) || value.StartsWith("http://", StringComparison.Ordinal)
            ? value : null;

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

using Holdpoint.Shell;

namespace Holdpoint.Tools.Databases.Postgres;

/// <summary>Where psql and its kin connect.</summary>
internal static class PostgresConnection
{
    /// <summary>libpq's default: a socket of this machine.</summary>
    public const string Socket = "/var/run/postgresql";

    /// <summary>The connection of a URL that another program than psql was given; null where it is no
    /// PostgreSQL's.</summary>
    public static Connection? Of(string url, Invocation invocation) =>
        url.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? new Connection { Scheme = "postgresql", Invocation = invocation, Url = new Word(url) }
            : null;

    public static Connection Of(Invocation invocation, ClientArguments arguments)
    {
        Word? database = arguments.Value("d dbname") ?? arguments.Operands.FirstOrDefault();
        bool isString = database is not null
            && (database.Text is { } text ? Connection.IsString(text) : database.IsUnknown || database.Prefix
                .Contains(':', StringComparison.Ordinal));
        return new Connection
        {
            Scheme = "postgresql",
            Invocation = invocation,
            Url = isString ? database : null,
            Database = isString ? null : database,
            Host = arguments.Value("h host"),
            Port = arguments.Value("p port"),
            User = arguments.Value("U username"),
            Variables = ("", "PGHOST", "PGPORT", "PGDATABASE", "PGSERVICE"),
            DefaultHost = Socket,
            Options = new OptionFile([".pg_service.conf", "/etc/postgresql-common/pg_service.conf"], null)
            {
                Variable = "PGSERVICEFILE",
            },
        };
    }
}

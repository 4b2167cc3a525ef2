using System.Collections.Immutable;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Warehouses;

/// <summary>Clients of other SQL databases that take a text, files or their input: one entry each.</summary>
internal sealed class WarehouseTool : SqlClientTool
{
    public override string Id => "sql-clients";

    public override string Title => "clickhouse, cockroach sql, snowsql, usql, trino, hive, vsql";

    public override string Documentation =>
        """
        **Read:** SQL from options, files, here-documents and pipes of `clickhouse-client`, `cockroach sql`, `snowsql`,
        `usql`, `trino`, `presto`, `hive`, `beeline`, `spark-sql`, `impala-shell`, `vsql`.

        **Recognised:** the same as of psql, and `ALTER TABLE … DELETE` and `SYSTEM DROP` of ClickHouse, `INSERT
        OVERWRITE`, `CREATE OR REPLACE TABLE`, `REMOVE @stage`, retention set to nothing. What Snowflake drops can be
        brought back for a day by Time Travel.

        **Target:** host, URL, account or named connection of the arguments; the variables of `cockroach`.
        """;

    public override ImmutableArray<string>? Programs { get; } =
    [
        "clickhouse-client", "clickhouse", "cockroach", "snowsql", "usql", "trino", "presto", "hive", "beeline",
        "spark-sql", "impala-shell", "vsql",
    ];

    protected override SqlClientOptions? Options(string program) => program switch
    {
        "clickhouse-client" => ClickHouse,
        "clickhouse" => ClickHouse with { Subcommand = "client" },
        "cockroach" => new(Dialect.Cockroach, SqlClient.Psql, "cockroachdb")
        {
            Subcommand = "sql",
            Letters = "edfpu",
            Longs = "execute file url host port database user certs-dir format watch set",
            Texts = "e execute",
            Files = "f file",
            Url = "url",
            Host = "host",
            Port = "p port",
            Database = "d database",
            Variables = ("COCKROACH_URL", "COCKROACH_HOST", "COCKROACH_PORT", "COCKROACH_DATABASE", ""),
            DefaultHost = "localhost",
        },
        "snowsql" => Snowflake,
        "usql" => new(Dialect.Generic, SqlClient.Psql, "sql")
        {
            Letters = "cfov",
            Longs = "command file out set variable config",
            Texts = "c command",
            Files = "f file",
            NamesDatabase = true,
        },
        "vsql" => new(Dialect.Postgres, SqlClient.Psql, "vertica")
        {
            Letters = "cdfhpUwvoP",
            Longs = "command dbname file host port username",
            Texts = "c command",
            Files = "f file",
            Host = "h host",
            Port = "p port",
            Database = "d dbname",
            Variables = ("", "VSQL_HOST", "VSQL_PORT", "VSQL_DATABASE", ""),
            DefaultHost = "localhost",
        },
        _ => Hadoop,
    };

    private static SqlClientOptions ClickHouse => new(Dialect.ClickHouse, SqlClient.None, "clickhouse")
    {
        Letters = "qhdu",
        Longs = "query queries-file host port database user password connection config-file format",
        Texts = "q query",
        Files = "queries-file",
        Host = "h host",
        Port = "port",
        Database = "d database",
        Profile = "connection",
        Variables = ("", "CLICKHOUSE_HOST", "", "", ""),
        DefaultHost = "localhost",
    };

    private static SqlClientOptions Snowflake => new(Dialect.Snowflake, SqlClient.None, "snowflake")
    {
        Letters = "qfadscwruoDhip",
        Longs = "query filename accountname dbname schemaname connection warehouse rolename username option variable "
            + "host config database account schema role user",
        Texts = "q query",
        Files = "f filename",
        Host = "a accountname account h host",
        Database = "d dbname database",
        Profile = "c connection",
        Variables = ("", "SNOWFLAKE_ACCOUNT", "", "SNOWFLAKE_DATABASE", "SNOWFLAKE_DEFAULT_CONNECTION_NAME"),
    };

    private static SqlClientOptions Hadoop => new(Dialect.Generic, SqlClient.None, "warehouse")
    {
        Letters = "efquid",
        Longs = "execute file query server catalog schema database url hiveconf master",
        Texts = "e execute q query",
        Files = "f file",
        Url = "u url",
        Host = "server i",
        Database = "database schema d",
        OneDash = false,
    };
}

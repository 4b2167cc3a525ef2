using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.SqlServer;

/// <summary>sqlcmd: Transact-SQL against SQL Server and Azure SQL.</summary>
internal sealed class SqlServerTool : SqlClientTool
{
    public override string Id => "sqlcmd";

    public override string Title => "sqlcmd (SQL Server, Azure SQL)";

    public override string Documentation =>
        """
        **Read:** Transact-SQL from `-Q`, `-q`, `-i`, here-documents and pipes, `GO` or none between the statements;
        `:r` is followed, `!!` is read as shell, `:connect` and `USE` change the target.

        **Recognised:** the same as of psql, and `xp_cmdshell`, `sp_executesql` and `EXEC ('…')` (their literals are
        read), `RESTORE DATABASE`, `DBCC … REPAIR_ALLOW_DATA_LOSS`, `NOCHECK CONSTRAINT`, `SET OFFLINE`. A procedure
        that is not known is code that only the database knows.

        **Target:** `-S`, `-d`, `SQLCMDSERVER`, `SQLCMDDBNAME`.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["sqlcmd", "osql", "mssql-cli"];

    protected override SqlClientOptions? Options(string program) =>
        new(Dialect.TransactSql, SqlClient.Sqlcmd, "sqlserver")
        {
            Letters = "SdUPQqiohHacKlmMstvVwyYzZfDtTk?r?",
            Longs = "server database-name query input-file output-file user-name",
            Texts = "Q q query",
            Files = "i input-file",
            Host = "S server",
            Database = "d database-name",
            Quiet = "? help version",
            Errors = "b",
            Variables = ("", "SQLCMDSERVER", "", "SQLCMDDBNAME", ""),
            DefaultHost = "localhost",
        };

    protected override Connection Connect(Invocation invocation, ClientArguments arguments, SqlClientOptions options)
    {
        Connection connection = base.Connect(invocation, arguments, options);
        if (connection.Host?.Text is not { } server)
        {
            return connection;
        }

        // tcp:host\instance,port
        string bare = server.StartsWith("tcp:", StringComparison.Ordinal) ? server[4..] : server;
        string[] parts = bare.Split(',', '\\');
        return connection with { Host = new Word(parts[0] is "." or "(local)" ? "localhost" : parts[0]) };
    }
}

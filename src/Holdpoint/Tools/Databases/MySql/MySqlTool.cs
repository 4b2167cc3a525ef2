using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.MySql;

/// <summary>mysql and mariadb: what their SQL destroys, and in which database.</summary>
internal sealed class MySqlTool : SqlClientTool
{
    public override string Id => "mysql";

    public override string Title => "mysql and mariadb";

    public override string Documentation =>
        """
        **Read:** SQL from `-e`, `--init-command`, here-documents, pipes and files; `DELIMITER`, `source` and `\.` (the
        file is followed), `system` and `\!` (read as shell), `use` (changes the target), comments that MySQL runs
        (`/*! … */`).

        **Recognised:** the same as of psql, and `REPLACE`, `ON DUPLICATE KEY UPDATE`, `LOAD DATA … REPLACE`,
        `RESET MASTER`, `PURGE BINARY LOGS`, `SET FOREIGN_KEY_CHECKS = 0`, `SET sql_safe_updates = 0`, `SHUTDOWN`. A
        `ROLLBACK` undoes changed rows only: definitions end the transaction.

        **Measured**, through the client itself, read-only: which tables, how many rows (counted where they are few,
        else estimated), what goes by foreign keys, triggers. Rows that meet a plain condition are counted.

        **Target:** arguments, `MYSQL_HOST`, and the `[client]` section of `~/.my.cnf`, `/etc/my.cnf` or the file of
        `--defaults-file`; a login path is known by its name alone.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["mysql", "mariadb", "mycli"];

    protected override SqlClientOptions? Options(string program) => Client;

    /// <summary>What the other programs of MySQL share.</summary>
    internal static SqlClientOptions Client => new(Dialect.MySql, SqlClient.MySql, "mysql")
    {
        Letters = "DehPSup?#?",
        Longs = "execute init-command database host port user socket defaults-file defaults-extra-file login-path "
            + "defaults-group-suffix delimiter ssl-ca ssl-cert ssl-key default-character-set protocol plugin-dir",
        Texts = "e execute init-command",
        Host = "h host",
        Port = "P port",
        Database = "D database",
        Profile = "login-path",
        User = "u user",
        Connects = "S socket p password defaults-file defaults-extra-file defaults-group-suffix login-path ssl ssl-ca "
            + "ssl-cert ssl-key ssl-mode protocol",
        Quiet = "help ? version V print-defaults",
        Errors = "f force",
        StopsAlways = true,
        NamesDatabase = true,
        Variables = ("", "MYSQL_HOST", "MYSQL_TCP_PORT", "", ""),
        DefaultHost = "localhost",
        Options = new OptionFile([".my.cnf", "/etc/my.cnf", "/etc/mysql/my.cnf"], "client"),
    };

    protected override Connection Connect(
        Invocation invocation, ClientArguments arguments, SqlClientOptions options) =>
        WithFile(base.Connect(invocation, arguments, options), arguments);

    /// <summary>The option file that the words name instead of the usual ones.</summary>
    internal static Connection WithFile(Connection connection, ClientArguments arguments) =>
        arguments.Value("defaults-file defaults-extra-file") is { } file && connection.Options is { } options
            ? connection with { Options = options with { Given = file } }
            : connection;
}

using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Sql;

namespace Holdpoint.Tools.Databases.Postgres;

/// <summary>psql: what its SQL destroys, and in which database.</summary>
internal sealed class PsqlTool : Tool
{
    public const string ToolId = "psql";

    private const string Longs =
        "command dbname file set variable log-file output field-separator pset record-separator table-attr host port "
        + "username";

    public override string Id => ToolId;

    public override string Title => "psql (PostgreSQL)";

    public override string Documentation =>
        """
        **Read:** SQL from `-c`, `-f`, here-documents, pipes and files, several statements at once, with nested
        comments, dollar quotes, `standard_conforming_strings`, and psql's own commands (`\i` is followed, `\!` and
        `\copy … program` are read as shell, `\c` changes the target, `\gexec` is code made at run time).

        **Recognised:** what drops (`DROP`, `ALTER … DROP`, `TRUNCATE`), deletes or overwrites rows (also in a `WITH`,
        by `MERGE`, `ON CONFLICT DO UPDATE`, through a cursor), converts values away (`ALTER TYPE … USING`), what takes
        protections away (`session_replication_role`, `DISABLE TRIGGER`, row security, `fsync`), code that only the
        database knows (`DO`, `CALL`, dynamic SQL, `COPY … PROGRAM`, functions that are known to destroy). A condition
        that is always true counts as none. What a `ROLLBACK` surely undoes, `EXPLAIN`, and tables that the same text
        made are not at stake.

        **Target:** arguments, URLs and connection strings, `PGHOST`, `PGDATABASE`, `PGSERVICE` and the service file.
        Rows chosen by a condition may be changed in a development database without a question.

        **Measured**, by `holdpoint-live` with the same connection, read-only: which tables, how many rows (counted
        where they are few, else estimated), partitions, what goes by foreign keys and CASCADE, views, triggers,
        replicas.

        Rows that meet a condition are counted where it is plain (columns, values, comparisons) and two seconds are
        enough.

        What a statement sets off is read from the catalogue: the bodies of functions and procedures (SQL, PL/pgSQL),
        of triggers at their event, rules, what views, defaults, checks and policies call, and what those call. So
        `SELECT` from a view whose function deletes is seen, and a function that destroys nothing passes. Bodies in
        other languages, and SQL made at run time, are unknown code.

        **Not known:** how many rows meet another condition.
        """;

    public override ImmutableArray<string>? Programs { get; } = ["psql", "pgcli"];

    public override void Recognise(Invocation invocation, ICollection<Effect> effects)
    {
        var arguments = ClientArguments.Read(invocation.Arguments, "cdfvLoFPRThpU", Longs);
        if (arguments.Has("help ? l list V version"))
        {
            return;
        }

        Connection connection = PostgresConnection.Of(invocation, arguments);
        bool stops = arguments.Given.Any(g => g is { Name: "v" or "set" or "variable", Value.Text: { } set }
            && set.StartsWith("ON_ERROR_STOP", StringComparison.OrdinalIgnoreCase))
            || arguments.Has("1 single-transaction");
        var script = new SqlScript(
            ToolId, connection, new SqlContext(Dialect.Postgres, SqlClient.Psql) { StopsAtErrors = stops });
        bool given = false;
        foreach ((string name, Word? value) in arguments.Given)
        {
            switch (name)
            {
                case "c" or "command" when value is not null:
                    given = true;
                    Command(script, value, effects);
                    break;
                case "f" or "file" when value is not null:
                    given = true;
                    if (value.Text is "-")
                    {
                        script.AddInput(effects);
                    }
                    else
                    {
                        script.AddNamedFile(value, effects);
                    }

                    break;
                case "o" or "output" or "L" or "log-file" when value?.Text is ['|', .. var program]:
                    LocalShell.Add(script, program, effects);
                    break;
            }
        }

        if (!given)
        {
            script.AddInput(effects);
        }
    }

    /// <summary>psql sends the value of -c as it is and as one transaction, but for a single command of its
    /// own.</summary>
    private static void Command(SqlScript script, Word sql, ICollection<Effect> effects)
    {
        bool own = sql.Prefix.TrimStart().StartsWith('\\');
        (own ? script : script with
        {
            Context = script.Context with { Client = SqlClient.None, StopsAtErrors = true },
        }).AddText(sql, effects);
    }
}

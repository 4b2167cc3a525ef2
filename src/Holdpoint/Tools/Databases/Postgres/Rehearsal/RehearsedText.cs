using System.Collections.Immutable;
using Holdpoint.Sql;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Tools.Databases.Postgres.Rehearsal;

/// <summary>SQL that can be run in a transaction and taken back whole, statement by statement; or why it cannot.
/// Pure.</summary>
/// <param name="Statements">Each as the text has it, without its semicolon; empty where it is refused.</param>
/// <param name="Refused">One clause for a person; null where it can be rehearsed.</param>
internal sealed record RehearsedText(ImmutableArray<string> Statements, string? Refused)
{
    /// <summary>Statements of one rehearsal: more are a migration of which nobody reads the answer.</summary>
    private const int MaxStatements = 500;

    /// <summary>What the text does, as its words tell it.</summary>
    public SqlReading Reading { get; private init; } = new([], 0);

    public static RehearsedText Read(string sql)
    {
        var context = new SqlContext(Dialect.Postgres, SqlClient.Psql) { StopsAtErrors = true };
        var splitter = new Splitter(
            new SqlLexer(sql, DialectRules.Of(context.Dialect, context.Backslashes), context.Client), context);
        ImmutableArray<string>.Builder statements = ImmutableArray.CreateBuilder<string>();
        while (splitter.Next(out Tokens tokens, out SqlToken ending))
        {
            if (ending.Kind is TokenKind.Client or TokenKind.Batch or TokenKind.Broken || splitter.Refused is not null)
            {
                return No(splitter.Refused ?? (ending.Kind is TokenKind.Broken
                    ? "the text ends within a quote or a comment"
                    : "it holds a command of psql, which no server knows"));
            }

            if (tokens.Count == 0)
            {
                continue;
            }

            if (WhyNot(tokens) is { } why)
            {
                return No($"{why}: {Shortened(sql[tokens.Start..tokens.EndOfText])}");
            }

            statements.Add(sql[tokens.Start..tokens.EndOfText]);
        }

        SqlReading reading = SqlReader.Read(sql, context);
        return statements.Count is 0 or > MaxStatements
            ? No(statements.Count == 0 ? "there is no statement in it"
                : $"it holds more than {MaxStatements} statements")
            : WhyNot(reading) is { } reason ? No(reason)
            : new RehearsedText(statements.ToImmutable(), null) { Reading = reading };
    }

    /// <summary>Why code that the statements set off cannot be taken back; null where it can.</summary>
    public static string? WhyNot(SqlStep.Deed deed) =>
        !deed.Transactional ? $"a rollback does not take it back: {deed.Summary}"
        : deed.Kind is DeedKind.Deletes or DeedKind.Overwrites or DeedKind.Undefines or DeedKind.Weakens
            or DeedKind.Exposes
        ? null
        : deed.Routine is not null ? null
        : $"it reaches beyond its transaction, or nobody knows what it does: {deed.Summary}";

    private static string? WhyNot(SqlReading reading) => reading.Steps.Select(s => s switch
    {
        SqlStep.Deed deed => WhyNot(deed),
        SqlStep.Use => null,
        _ => "it holds a command of the client",
    }).FirstOrDefault(w => w is not null);

    /// <summary>Only what PostgreSQL takes back whole, by the words at its beginning.</summary>
    private static string? WhyNot(Tokens statement)
    {
        for (int i = 0; i < statement.Count; i++)
        {
            if (statement.Is(i, "concurrently"))
            {
                return "what goes on concurrently cannot run in a transaction";
            }

            if (statement.Kind(i + 1) is TokenKind.Open && ReachesOut(statement.Value(i)))
            {
                return $"{statement.Value(i)}() does what no rollback takes back";
            }
        }

        string verb = statement.Kind(0) is TokenKind.Open ? "SELECT" : statement.Value(0).ToUpperInvariant();
        return verb switch
        {
            "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "TRUNCATE" or "WITH" or "VALUES" or "TABLE"
                or "COMMENT" or "LOCK" or "ANALYZE" => null,
            "DROP" or "ALTER" or "CREATE" => OfObject(verb, statement),
            _ => "it is none of the statements that a transaction takes back whole",
        };
    }

    /// <summary>Functions of the server that work beyond the session, by how their names begin.</summary>
    private static bool ReachesOut(string name)
    {
        foreach (string start in (ReadOnlySpan<string>)["dblink", "lo_export", "lo_import", "pg_reload", "pg_rotate",
            "pg_switch", "pg_stat_reset", "pg_log", "pg_wal", "pg_backup", "pg_start", "pg_stop", "pg_promote",
            "pg_create_", "pg_drop_", "pg_replication", "pg_cancel", "pg_terminate", "pg_file", "pg_import",
            "pg_export"])
        {
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? OfObject(string verb, Tokens statement)
    {
        for (int i = 1; i < Math.Min(statement.Count, 6); i++)
        {
            switch (statement.Value(i).ToUpperInvariant())
            {
                case "TABLE" or "VIEW" or "INDEX" or "SEQUENCE" or "TYPE" or "SCHEMA" or "DOMAIN":
                    return null;
                case "FUNCTION" or "PROCEDURE" or "TRIGGER" or "POLICY" or "RULE" or "AGGREGATE" or "CONSTRAINT"
                    or "STATISTICS" or "COLLATION" or "OWNED" when verb is "DROP" or "ALTER":
                    return null;
                case "OR" or "REPLACE" or "MATERIALIZED" or "UNIQUE" or "TEMP" or "TEMPORARY" or "UNLOGGED"
                    or "RECURSIVE" or "GLOBAL" or "LOCAL":
                    continue;
            }

            break;
        }

        return "it changes more than a transaction takes back, or brings code along";
    }

    private static RehearsedText No(string why) => new([], why);

    private static string Shortened(string text)
    {
        string line = Printable.Line(text);
        return line.Length > 80 ? line[..80] + "…" : line;
    }
}

using System.Collections.Immutable;
using Holdpoint.Sql.Statements;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql;

/// <summary>Stage 1 for SQL: text → what is at stake in it. Pure and total: it returns on every string.</summary>
internal static class SqlReader
{
    public static SqlReading Read(string text, SqlContext context)
    {
        var session = new Session(context);
        ReadInto(text, context, session);
        if (!Ambiguous(text, context))
        {
            return new SqlReading(session.Steps, session.Statements) { Uses = session.Uses };
        }

        // Whether a backslash escapes is decided as the text runs; both ways are read, and both count.
        SqlContext otherwise = context with { Backslashes = !context.Backslashes };
        var other = new Session(otherwise);
        ReadInto(text, otherwise, other);
        ImmutableArray<SqlStep> first = session.Steps;
        return new SqlReading(
            [.. first, .. other.Steps.Where(s => s is not SqlStep.Deed { Kind: DeedKind.Unreadable }
                && !first.Contains(s))],
            session.Statements)
        {
            Uses = [.. session.Uses, .. other.Uses],
        };
    }

    /// <summary>Reads the body of a stored routine of SQL or plpgsql.</summary>
    /// <param name="path">Where its names are looked up.</param>
    /// <param name="triggerEvent">See <see cref="SqlContext.TriggerEvent"/>.</param>
    public static SqlReading ReadBody(string code, NamePath path, string? triggerEvent = null)
    {
        var context = new SqlContext(Dialect.Postgres, SqlClient.None)
        {
            Procedural = true,
            TriggerEvent = triggerEvent,
        };
        var session = new Session(context) { Path = path };
        ReadInto(code, context, session);
        if (Procedures.AlwaysFails(code, context))
        {
            session.Undo(0);
        }

        return new SqlReading(session.Steps, session.Statements) { Uses = session.Uses };
    }

    /// <summary>Reads a text that stands inside of another one, with what was found so far.</summary>
    internal static void ReadInto(string text, SqlContext context, Session session)
    {
        if (text.Length > SqlLimits.MaxCharacters || context.Depth > SqlLimits.MaxDepth)
        {
            session.AddUnreadable(context.Depth > SqlLimits.MaxDepth
                ? "code inside code, more levels than are read"
                : "longer than is read", 0);
            return;
        }

        var lexer = new SqlLexer(
            text, DialectRules.Of(context.Dialect, context.Backslashes), context.Client);
        var splitter = new Splitter(lexer, context);
        var statements = new StatementReader(session, context);
        while (splitter.Next(out Tokens tokens, out SqlToken ending))
        {
            if (tokens.Count > 0 && session.Enter(tokens.Start))
            {
                statements.Read(tokens);
            }

            if (session.Full)
            {
                return;
            }

            switch (ending.Kind)
            {
                case TokenKind.Client:
                    new ClientCommands(session, context, statements).Read(text[ending.Start..ending.End], ending.Start,
                        tokens);
                    break;
                case TokenKind.Broken:
                    session.AddUnreadable(
                        $"no end of what begins with {Begin(text, ending.Start)} at offset {ending.Start}",
                        ending.Start);
                    return;
                case TokenKind.Semicolon when context.Client is SqlClient.Psql && Copies.FromInput(tokens):
                    lexer.SkipCopyRows();
                    break;
            }
        }

        if (splitter.Refused is { } why)
        {
            session.AddUnreadable(why, lexer.Position);
        }
    }

    private static string Begin(string text, int at) => text[at..Math.Min(text.Length, at + 2)].Trim();

    private static bool Ambiguous(string text, SqlContext context) =>
        text.Contains('\\', StringComparison.Ordinal) && context.Dialect switch
        {
            Dialect.Postgres or Dialect.Cockroach =>
                text.Contains("standard_conforming_strings", StringComparison.OrdinalIgnoreCase),
            Dialect.MySql => text.Contains("NO_BACKSLASH_ESCAPES", StringComparison.OrdinalIgnoreCase),
            Dialect.Generic => true,
            _ => false,
        };
}

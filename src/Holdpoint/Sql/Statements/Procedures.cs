using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Statements among control words: bodies of routines, and scripts of dialects that are programs.</summary>
/// <remarks>Every branch is read, whether it will be taken or not.</remarks>
internal static class Procedures
{
    private const string Verbs =
        "select values with insert replace update delete merge truncate drop alter create explain copy set pragma "
        + "do call exec execute prepare grant revoke deny refresh commit rollback savepoint save start kill shutdown "
        + "backup restore dbcc purge reset load lock analyze optimize vacuum use perform return raise raiserror "
        + "throw print"
        + " begin else end if while declare truncate upsert bulk table comment notify";

    /// <summary>Tokens of a condition: looked through for each IF, which may be many.</summary>
    private const int LongestCondition = 400;

    public static void Read(Tokens tokens, StatementReader reader)
    {
        while (tokens.Count > 0)
        {
            if (reader.Context.TriggerEvent is { } happens)
            {
                reader.Session.TriggerBranches.At(tokens, reader.Session, happens);
            }

            int skip = ControlWords(tokens, reader);
            if (skip > 0)
            {
                tokens = tokens.Slice(skip);
                continue;
            }

            // Transact-SQL need not end its statements.
            int end = reader.Context.Dialect is Dialect.TransactSql ? TransactSql.EndOfStatement(tokens) : tokens.Count;
            Statement(tokens.Slice(0, end), reader);
            tokens = tokens.Slice(end);
        }
    }

    /// <summary>How many control words stand at the beginning; -1 where a statement begins.</summary>
    private static int ControlWords(Tokens tokens, StatementReader reader)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "begin":
                if (tokens.IsOneOf(1, "tran transaction distributed"))
                {
                    return -1;
                }

                if (tokens.IsOneOf(1, "batch unlogged counter"))
                {
                    // BEGIN UNLOGGED BATCH USING TIMESTAMP n of Cassandra.
                    int behind = tokens.Is(1, "batch") ? 2 : 3;
                    return behind + (tokens.Is(behind, "using") ? 3 : 0);
                }

                reader.Session.Branches |= tokens.IsOneOf(1, "try catch");
                return tokens.IsOneOf(1, "try catch atomic") ? 2 : tokens.Is(1, "not", "atomic") ? 3 : 1;
            case "<<":
                return 3;
            case "do" when tokens.Kind(1) is TokenKind.String || tokens.Is(1, "language"):
                return -1;
            case "else" or "loop" or "exception" or "then" or "repeat" or "as" or "do":
                reader.Session.Branches = true;
                return 1;
            case "end":
                return tokens.IsOneOf(1, "if loop case while for try catch repeat") ? 2
                    : tokens.Count == 2 && reader.Context.Dialect is not Dialect.TransactSql ? 2 : 1;
            case "if" or "elsif" or "elseif" or "while" or "when" or "until" or "case":
                reader.Session.Branches = true;
                return Condition(tokens, reader);
            case "for" or "foreach":
                reader.Session.Branches = true;
                return Loop(tokens, reader);
            case "return" when tokens.IsOneOf(1, "query next"):
                return tokens.Is(1, "query") ? 2 : -1;
            case "declare" when reader.Context.Dialect is not Dialect.TransactSql:
                return 1;
            default:
                return -1;
        }
    }

    private static int Condition(Tokens tokens, StatementReader reader)
    {
        int then = tokens.Slice(0, Math.Min(tokens.Count, LongestCondition)).Find("then do loop");
        if (then < 0)
        {
            // Transact-SQL: the statement follows the condition.
            then = tokens.Find(TransactSql.Verbs, 1) - 1;
            then = then < 0 ? tokens.Count : then;
        }

        Functions.Scan(tokens.Slice(1, then + 1), reader);
        return then + 1;
    }

    /// <summary>FOR r IN query LOOP.</summary>
    private static int Loop(Tokens tokens, StatementReader reader)
    {
        int loop = tokens.Find("loop do");
        int within = tokens.Find("in");
        if (loop < 0)
        {
            return tokens.Count;
        }

        Tokens query = tokens.Slice(within + 1, loop);
        if (within > 0 && query.IsOneOf(0, Verbs))
        {
            reader.ReadOne(query);
        }
        else
        {
            Functions.Scan(query, reader);
        }

        return loop + 1;
    }

    private static void Statement(Tokens tokens, StatementReader reader)
    {
        if (tokens.Kind(0) is TokenKind.Open || (tokens.IsOneOf(0, Verbs) && !tokens.IsOperator(1, ":=")))
        {
            reader.ReadOne(tokens);
            return;
        }

        if (!reader.Context.Procedural)
        {
            reader.ReadOne(tokens);
            return;
        }

        // A declaration or an assignment: what it calls counts, and so does SQL that it puts together.
        Functions.Scan(tokens, reader);
        for (int i = 1; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.String && Codes.Begins(tokens.Value(i)))
            {
                Codes.Dynamic(tokens.Slice(i), reader, "runs SQL made at run time", asksWhenUnread: false);
                return;
            }
        }
    }

    /// <summary>Whether a body without branches ends in RAISE EXCEPTION, so that all it did is undone.</summary>
    public static bool AlwaysFails(string code, SqlContext context)
    {
        if (!code.Contains("raise", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var splitter = new Splitter(
            new SqlLexer(code, DialectRules.Of(context.Dialect, context.Backslashes), SqlClient.None), context);
        bool raised = false, done = false;
        while (splitter.Next(out Tokens tokens, out SqlToken ending))
        {
            if (ending.Kind is TokenKind.Broken
                || tokens.Find("if case loop while for return commit rollback exit continue") >= 0)
            {
                return false;
            }

            int i = 0;
            while (tokens.IsOneOf(i, "begin end declare") || (raised && tokens.Is(i, "exception"))
                || (raised && i > 0 && !tokens.IsOneOf(i, "null raise") && tokens.Find("then") > i))
            {
                if (tokens.Is(i, "begin") && (raised || done))
                {
                    return false;
                }

                i++;
            }

            i += raised && tokens.Is(i, "then") ? 1 : 0;
            if (tokens.Is(i, "raise", "exception") && !raised)
            {
                raised = true;
            }
            else if (raised && i < tokens.Count && !tokens.IsOneOf(i, "null raise"))
            {
                return false;
            }
            else
            {
                done |= i < tokens.Count;
            }
        }

        return raised;
    }
}

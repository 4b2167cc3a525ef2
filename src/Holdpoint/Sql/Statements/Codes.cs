using System.Text;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Code that a statement runs: DO, CALL, EXECUTE, PREPARE, dynamic SQL.</summary>
internal static class Codes
{
    /// <summary>Stands for a name that only run time knows.</summary>
    public const string Something = "something";

    /// <summary>Procedures of SQL Server that only show something.</summary>
    private const string ShowingProcedures =
        "sp_help sp_helptext sp_helpindex sp_helpdb sp_who sp_who2 sp_columns sp_tables sp_spaceused sp_lock "
        + "sp_databases sp_pkeys sp_fkeys sp_stored_procedures sp_helpconstraint sp_describe_first_result_set "
        + "sp_depends sp_helpfile sp_helplogins sp_helpuser sp_rename sp_updatestats sp_refreshview "
        + "sp_recompile sp_blitz sp_whoisactive sp_set_session_context xp_readerrorlog sp_readerrorlog "
        + "sp_addextendedproperty sp_updateextendedproperty sp_server_info sp_getapplock sp_releaseapplock";

    public static void Read(Tokens tokens, StatementReader reader)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "do":
                Do(tokens, reader);
                break;
            case "call":
                Call(tokens, 1, reader);
                break;
            case "exec":
                Execute(tokens, reader);
                break;
            case "execute":
                Execute(tokens, reader);
                break;
            case "prepare":
                Prepare(tokens, reader);
                break;
            default:
                // BEGIN … END and IF … of dialects whose scripts are programs.
                reader.Session.Branches = true;
                Procedures.Read(tokens, reader);
                break;
        }
    }

    /// <summary>A DO block; in MySQL, DO is a SELECT that shows nothing.</summary>
    private static void Do(Tokens tokens, StatementReader reader)
    {
        for (int i = 1; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.String && (i == 1 || tokens.Is(1, "language"))
                && reader.Context.Dialect is not Dialect.MySql)
            {
                Body(tokens.Value(i), Creations.Language(tokens, 1), tokens, reader);
                return;
            }
        }

        Functions.Scan(tokens, reader);
    }

    /// <summary>The body of a routine in its language.</summary>
    public static void Body(string code, string? language, Tokens tokens, StatementReader reader)
    {
        if (language is null or "sql" or "plpgsql" or "'plpgsql'" or "'sql'" or "snowflake")
        {
            int mark = reader.Session.Count;
            reader.ReadText(code, procedural: true);
            if (Procedures.AlwaysFails(code, reader.Context))
            {
                reader.Session.Undo(mark);
            }
        }
        else if (language is not ("c" or "internal"))
        {
            reader.Session.AddUnknown(language, $"runs code in {language}", tokens.Start);
        }
    }

    private static void Call(Tokens tokens, int i, StatementReader reader)
    {
        Functions.Scan(tokens.Slice(i + 1), reader);
        if (tokens.TryName(ref i, out string? name) && !reader.Session.Run(name)
            && !(name.StartsWith("mysql.", StringComparison.Ordinal)
                && name.Contains("_show_", StringComparison.Ordinal)))
        {
            reader.Session.AddUnknown(name, $"runs the procedure {name}", tokens.Start,
                $"what the procedure {name} does", name);
        }
    }

    /// <summary>EXECUTE of a prepared statement, of a text, or of a procedure of SQL Server.</summary>
    private static void Execute(Tokens tokens, StatementReader reader)
    {
        int i = tokens.Is(1, "immediate") ? 2 : 1;
        bool postgres = reader.Context.Dialect is Dialect.Postgres or Dialect.Cockroach or Dialect.DuckDb;
        if (i == 2 || tokens.Kind(i) is TokenKind.Open or TokenKind.String || (reader.Context.Procedural && postgres))
        {
            Dynamic(tokens.Slice(i), reader, "runs SQL made at run time", asksWhenUnread: true);
            return;
        }

        if (tokens.Kind(i) is TokenKind.Parameter && tokens.IsOperator(i + 1, "="))
        {
            // EXEC @result = procedure
            i += 2;
        }

        if (!tokens.TryName(ref i, out string? name) || reader.Session.Run(name))
        {
            return;
        }

        string last = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        if (last is "xp_cmdshell" or "xp_regwrite" or "sp_oacreate" or "xp_delete_file" or "xp_regdeletekey")
        {
            reader.Session.AddUnknown(last, $"runs a program on the database's machine ({last})", tokens.Start);
        }
        else if (last is "sp_executesql" or "sp_msforeachtable" or "sp_msforeachdb" or "sp_prepexec")
        {
            Dynamic(tokens.Slice(i), reader, $"runs SQL from a text ({last})", asksWhenUnread: true);
        }
        else if (!ShowingProcedures.AsSpan().Contains(last, StringComparison.Ordinal))
        {
            reader.Session.AddUnknown(name, $"runs {name}", tokens.Start, $"what {name} does");
        }
    }

    /// <summary>PREPARE name AS statement: it counts where it is executed.</summary>
    private static void Prepare(Tokens tokens, StatementReader reader)
    {
        int i = 1;
        if (!tokens.TryName(ref i, out string? name))
        {
            return;
        }

        int at = tokens.Find("as from", i);
        reader.Session.Store(name, reader.Session.Apart(() =>
        {
            if (at > 0 && tokens.Is(at, "from"))
            {
                Dynamic(tokens.Slice(at + 1), reader, "runs SQL made at run time", asksWhenUnread: true);
            }
            else if (at > 0)
            {
                reader.ReadOne(tokens.Slice(at + 1));
            }
        }));
    }

    /// <summary>SQL put together from literals and what only run time knows, which is read with <c>?</c> in its
    /// place.</summary>
    /// <param name="asksWhenUnread">Whether text of which nothing is known is unknown code.</param>
    public static void Dynamic(Tokens tokens, StatementReader reader, string summary, bool asksWhenUnread)
    {
        if (!reader.Session.Charge(tokens.Count, tokens.Start))
        {
            return;
        }

        var text = new StringBuilder();
        bool whole = true;
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (tokens.Kind(i))
            {
                case TokenKind.String:
                    string value = tokens.Value(i);
                    if (text.Length > 0 && Begins(value))
                    {
                        // Another argument: a connection or a name stood before it.
                        text.Clear();
                    }

                    text.Append(value);
                    break;
                case TokenKind.Operator or TokenKind.Open or TokenKind.Close or TokenKind.Comma:
                    break;
                default:
                    whole &= tokens.IsOneOf(i, "using into strict format concat quote_ident quote_literal text");
                    if (tokens.IsOneOf(i, "using"))
                    {
                        i = tokens.Count;
                    }
                    else if (tokens.Kind(i + 1) is not TokenKind.Open && tokens.IsName(i)
                        && tokens.Kind(i) is not TokenKind.Dot)
                    {
                        text.Append(' ').Append(Something).Append(' ');
                    }

                    break;
            }
        }

        int mark = reader.Session.Count;
        if (text.Length > 0 && text.ToString() is var sql && (Begins(sql) || whole)
            && reader.Session.Charge(sql.Length, tokens.Start))
        {
            reader.ReadText(sql.Replace("%I", Something, StringComparison.Ordinal)
                .Replace("%s", Something, StringComparison.Ordinal)
                .Replace("%L", "''", StringComparison.Ordinal), procedural: false);
            if (reader.Session.FoundSince(mark) || (whole && Begins(sql)))
            {
                return;
            }
        }

        if (asksWhenUnread && !reader.Session.FoundSince(mark) && !(Begins(text.ToString()) && whole))
        {
            reader.Session.AddUnknown("SQL", summary, tokens.Start);
        }
    }

    /// <summary>Whether a text begins as a statement that does something.</summary>
    public static bool Begins(string text)
    {
        ReadOnlySpan<char> bare = text.AsSpan().TrimStart(" \t\r\n(;");
        int end = 0;
        while (end < bare.Length && char.IsAsciiLetter(bare[end]))
        {
            end++;
        }

        Span<char> lower = stackalloc char[12];
        if (end == 0 || end > lower.Length || end == bare.Length)
        {
            return false;
        }

        bare[..end].ToLowerInvariant(lower);
        return lower[..end] is "drop" or "truncate" or "delete" or "update" or "alter" or "insert" or "merge"
            or "select"
            or "with" or "create" or "exec" or "execute" or "call" or "do" or "replace" or "grant" or "revoke" or "set"
            or "copy" or "refresh" or "declare" or "begin" or "comment" or "reindex" or "vacuum" or "analyze"
                or "notify"
            or "lock" or "explain" or "values" or "kill" or "shutdown";
    }
}

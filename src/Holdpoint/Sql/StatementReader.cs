using Holdpoint.Sql.Statements;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql;

/// <summary>One statement → what is at stake in it. Statements that only look, or only make, leave nothing.</summary>
internal sealed class StatementReader(Session session, SqlContext context)
{
    /// <summary>Statements that begin so change nothing that is kept, whatever follows.</summary>
    private const string Harmless =
        "show analyse vacuum reindex cluster checkpoint listen notify unlisten lock unlock fetch open move close "
        + "comment security discard deallocate optimize repair check checksum help print handler cache uncache "
        + "exists list ls get put raiserror throw waitfor goto leave iterate signal resignal summarize install "
        + "watch assert raise exit continue null flush undrop import savepoint release xa diagnose detach "
        + "export reassign binlog pivot unpivot reconfigure";

    public Session Session => session;

    public SqlContext Context => context;

    /// <summary>Reads a statement or what stands in parentheses as one.</summary>
    public void Read(Tokens tokens)
    {
        if (!session.Into(tokens.Start))
        {
            return;
        }

        if (context.Procedural || context.Dialect is Dialect.TransactSql)
        {
            Procedures.Read(tokens, this);
        }
        else
        {
            ReadOne(tokens);
        }

        session.Out();
    }

    /// <summary>Reads exactly one statement, without control words before it.</summary>
    public void ReadOne(Tokens tokens)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        if (tokens.Kind(0) is TokenKind.Open)
        {
            Queries.Read(tokens, this);
            return;
        }

        if (tokens.Kind(0) is TokenKind.Parameter)
        {
            // A psql variable as a statement, or an assignment to a variable.
            if (tokens.IsOperator(1, "=") || tokens.IsOperator(1, ":="))
            {
                Functions.Scan(tokens, this);
                return;
            }

            session.Commit();
            session.AddUnknown(tokens.Value(0), $"runs SQL from {tokens.Value(0)}", tokens.Start);
            return;
        }

        if (tokens.Kind(0) is not TokenKind.Word)
        {
            session.AddUnreadable($"no statement begins with {Shown(tokens, 0)}", tokens.Start);
            return;
        }

        if (context.Dialect is Dialect.MySql
            && tokens.IsOneOf(0, "create alter drop truncate rename grant revoke lock load install optimize"))
        {
            // MySQL ends the transaction before a definition.
            session.Commit();
        }

        if (session.Into(tokens.Start))
        {
            Dispatch(tokens);
            session.Out();
        }
    }

    private void Dispatch(Tokens tokens)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "select" or "values" or "table" or "from" or "declare" or "return" or "perform":
                Queries.Read(tokens, this);
                break;
            case "with":
                Queries.ReadWith(tokens, this);
                break;
            case "insert" or "replace" or "upsert":
                RowChanges.Insert(tokens, this);
                break;
            case "update":
                RowChanges.Update(tokens, this);
                break;
            case "delete":
                RowChanges.Delete(tokens, this);
                break;
            case "merge":
                RowChanges.Merge(tokens, this);
                break;
            case "truncate":
                Drops.Truncate(tokens, this);
                break;
            case "drop":
                Drops.Drop(tokens, this);
                break;
            case "alter":
                Alters.Alter(tokens, this);
                break;
            case "create":
                Creations.Create(tokens, this);
                break;
            case "explain" or "analyze" or "describe" or "desc":
                Queries.Explain(tokens, this);
                break;
            case "begin" or "start" or "commit" or "end" or "rollback" or "abort" or "savepoint" or "release"
                or "save" or "prepare" when Transactions.Read(tokens, session):
                break;
            case "copy":
                Copies.Copy(tokens, this);
                break;
            case "set" or "pragma" or "reset":
                Settings.Read(tokens, this);
                break;
            case "do" or "call" or "exec" or "execute" or "prepare" or "begin" or "if" or "while" or "loop" or "for"
                or "else" or "end" or "repeat" or "case":
                Codes.Read(tokens, this);
                break;
            case "grant" or "revoke" or "deny":
                Grants.Read(tokens, this);
                break;
            case "refresh":
                Drops.Refresh(tokens, this);
                break;
            case "use" or "attach":
                Connects(tokens);
                break;
            default:
                Other(tokens);
                break;
        }
    }

    private void Other(Tokens tokens)
    {
        if (context.Dialect is Dialect.Cassandra && tokens.Is(0, "source"))
        {
            session.Add(new SqlStep.Include(tokens.Value(1), tokens.Start));
        }
        else if (!Servers.Read(tokens, this) && !tokens.IsOneOf(0, Harmless))
        {
            session.AddUnknown(
                Shown(tokens, 0), $"runs the statement {Shown(tokens, 0)}, which is not known", tokens.Start);
        }
    }

    private void Connects(Tokens tokens)
    {
        if (tokens.Is(0, "attach"))
        {
            int file = tokens.Is(1, "or", "replace") ? 3 : 1;
            file += tokens.Is(file, "database") ? 1 : 0;
            file += tokens.Is(file, "if") ? 3 : 0;
            session.Add(new SqlStep.Connect("attach", [tokens.Value(file)], tokens.Start));
            return;
        }

        int i = tokens.IsOneOf(1, "database schema catalog warehouse role secondary") ? 2 : 1;
        if (!tokens.IsOneOf(1, "warehouse role secondary") && tokens.TryName(ref i, out string? name))
        {
            session.Add(new SqlStep.Connect("use", [name], tokens.Start));
        }
    }

    /// <summary>A deed of this statement.</summary>
    public void Add(DeedKind kind, string type, string name, string summary, Tokens tokens,
        Reach reach = Reach.Everything, string? question = null, bool transactional = true, bool cascades = false,
        string? condition = null) =>
        session.Add(new SqlStep.Deed(kind, type, name, summary, tokens.Start)
        {
            Reach = reach,
            Question = question,
            Transactional = transactional,
            Cascades = cascades,
            Condition = condition,
        });

    /// <summary>Reads code that stands in a string.</summary>
    public void ReadText(string text, bool procedural) =>
        SqlReader.ReadInto(
            text, context with { Depth = context.Depth + 1, Procedural = procedural, Client = SqlClient.None },
                session);

    /// <summary>A token for a message: short.</summary>
    public static string Shown(Tokens tokens, int i)
    {
        const int MaxShown = 40;
        string shown = tokens.Value(i);
        return shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown;
    }
}

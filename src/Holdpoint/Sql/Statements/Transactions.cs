using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>BEGIN, COMMIT, ROLLBACK and savepoints: what is surely undone is not at stake.</summary>
internal static class Transactions
{
    /// <summary>Follows a statement about the transaction; false where it is none.</summary>
    public static bool Read(Tokens tokens, Session session)
    {
        switch (tokens.Value(0).ToLowerInvariant())
        {
            case "begin":
                if (tokens.Count > 1 && !tokens.IsOneOf(1,
                    "transaction tran work read isolation deferrable not deferred immediate exclusive concurrent "
                    + "distributed priority as"))
                {
                    return false;
                }

                session.Begin();
                return true;
            case "start":
                if (!tokens.Is(1, "transaction"))
                {
                    return false;
                }

                session.Begin();
                return true;
            case "commit" or "end":
                if (tokens.Is(0, "end") && tokens.Count > 1
                    && !tokens.IsOneOf(1, "transaction work and tran"))
                {
                    return false;
                }

                session.Commit();
                Chain(tokens, session);
                return true;
            case "prepare":
                if (!tokens.Is(1, "transaction"))
                {
                    return false;
                }

                session.Commit();
                return true;
            case "savepoint" or "save":
                session.Savepoint(tokens.Value(tokens.Count - 1));
                return true;
            case "rollback" or "abort":
                Rollback(tokens, session);
                return true;
            default:
                return true;
        }
    }

    private static void Rollback(Tokens tokens, Session session)
    {
        if (tokens.Is(1, "prepared"))
        {
            return;
        }

        int to = tokens.Find("to");
        if (to > 0)
        {
            session.RollbackTo(tokens.Value(tokens.Count - 1));
            return;
        }

        // ROLLBACK TRANSACTION name of Transact-SQL may mean a savepoint or the whole.
        if (tokens.IsOneOf(1, "tran transaction") && tokens.Count > 2 && !tokens.Is(2, "and"))
        {
            session.RollbackTo(tokens.Value(2));
            return;
        }

        session.Rollback();
        Chain(tokens, session);
    }

    private static void Chain(Tokens tokens, Session session)
    {
        int and = tokens.Find("and");
        if (and > 0 && tokens.Is(and + 1, "chain"))
        {
            session.Begin();
        }
    }
}

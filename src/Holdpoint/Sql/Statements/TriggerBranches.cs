using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>The branches of a trigger's function that its event does not take: <c>IF TG_OP = 'DELETE' THEN</c> at an
/// INSERT. What was read in them is dropped at their end.</summary>
internal sealed class TriggerBranches
{
    private readonly Stack<Branch> _open = [];

    /// <summary>Looks at the control word at the beginning of some tokens, before it is read.</summary>
    public void At(Tokens tokens, Session session, string happens)
    {
        if (tokens.IsOneOf(0, "if case"))
        {
            _open.Push(Begun(tokens, session, happens, taken: false));
        }
        else if (tokens.IsOneOf(0, "elsif elseif else") && _open.TryPop(out Branch last))
        {
            Leave(last, session);
            _open.Push(last.Taken && tokens.Is(0, "else") ? last with { Passed = true, Mark = session.Count }
                : Begun(tokens, session, happens, last.Taken));
        }
        else if (tokens.Is(0, "end") && tokens.IsOneOf(1, "if case") && _open.TryPop(out Branch ended))
        {
            Leave(ended, session);
        }
    }

    private static void Leave(Branch branch, Session session)
    {
        if (branch.Passed && session.Count > branch.Mark)
        {
            session.Drop(branch.Mark);
        }
    }

    private static Branch Begun(Tokens tokens, Session session, string happens, bool taken)
    {
        bool? met = Meets(tokens.Slice(1), happens);
        return new Branch(session.Count, met is false, taken || met is true);
    }

    /// <summary>Whether a condition on TG_OP holds; null where it is about something else too, or not about
    /// that.</summary>
    private static bool? Meets(Tokens condition, string happens)
    {
        int i = condition.Kind(0) is TokenKind.Open ? 1 : 0;
        if (!condition.Is(i, "tg_op"))
        {
            return null;
        }

        bool met = false;
        i++;
        if (condition.IsOperator(i, "=") && condition.Kind(i + 1) is TokenKind.String)
        {
            met = Is(i + 1);
            i += 2;
        }
        else if (condition.Is(i, "in") && condition.Kind(i + 1) is TokenKind.Open)
        {
            int close = condition.Closing(i + 1);
            for (int at = i + 2; at < close; at++)
            {
                met |= Is(at);
            }

            i = close + 1;
        }
        else
        {
            return null;
        }

        i += condition.Kind(i) is TokenKind.Close ? 1 : 0;
        return condition.Is(i, "then") ? met
            : condition.Is(i, "and") && condition.Find("or") < 0 && !met ? false
            : null;

        bool Is(int at) => condition.Value(at).Equals(happens, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A branch that stands open.</summary>
    /// <param name="Mark">What was found before it.</param>
    /// <param name="Passed">It is not taken.</param>
    /// <param name="Taken">It, or one before it, surely is.</param>
    private readonly record struct Branch(int Mark, bool Passed, bool Taken);
}

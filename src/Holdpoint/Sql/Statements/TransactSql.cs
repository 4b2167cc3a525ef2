using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>Where a statement of Transact-SQL ends: nothing need stand between two.</summary>
internal static class TransactSql
{
    /// <summary>Words that begin a statement.</summary>
    public const string Verbs =
        "select insert update delete merge truncate drop alter create exec execute declare set print if while begin "
        + "else "
        + "end return use grant revoke deny backup restore dbcc kill shutdown rollback commit save waitfor raiserror "
        + "throw bulk with";

    /// <summary>Words after which a verb is no statement of its own.</summary>
    private const string Continuing =
        "on for then after of instead as union all except intersect inner left right full cross outer by not , or and "
        + "output disable enable without";

    /// <summary>The index behind the statement that begins the run.</summary>
    public static int EndOfStatement(Tokens tokens)
    {
        if (tokens.IsOneOf(0, "grant revoke deny")
            || (tokens.Is(0, "create")
                && tokens.IsOneOf(tokens.Is(1, "or") ? 3 : 1, "proc procedure function trigger")))
        {
            return tokens.Count;
        }

        int cases = 0;
        for (int i = 1; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.Open)
            {
                i = tokens.Closing(i);
                continue;
            }

            if (tokens.Is(i, "case"))
            {
                cases++;
            }
            else if (cases > 0)
            {
                cases -= tokens.Is(i, "end") ? 1 : 0;
            }
            else if (tokens.IsOneOf(i, Verbs) && Begins(tokens, i))
            {
                return i;
            }
        }

        return tokens.Count;
    }

    private static bool Begins(Tokens tokens, int i)
    {
        if (tokens.IsOneOf(i - 1, Continuing) || tokens.Kind(i - 1) is TokenKind.Comma or TokenKind.Dot
            || tokens.Kind(i + 1) is TokenKind.Dot)
        {
            return false;
        }

        if (tokens.Is(i, "with"))
        {
            return tokens.IsName(i + 1) && (tokens.Is(i + 2, "as") || tokens.Kind(i + 2) is TokenKind.Open);
        }

        return tokens.Value(0).ToLowerInvariant() switch
        {
            "insert" => !(tokens.IsOneOf(i, "select exec execute") && tokens.Find("select exec execute") == i),
            "with" => tokens.Find("select insert update delete merge") != i
                && !(tokens.Is(i, "set") && tokens.Find("set") == i),
            "update" or "merge" => !(tokens.Is(i, "set") && tokens.Find("set") == i)
                && !(tokens.Is(0, "merge") && tokens.IsOneOf(i, "update delete insert set")),
            "alter" => !tokens.IsOneOf(i, "set alter with")
               
                && (!tokens.Is(i, "drop")
                    || tokens.IsOneOf(i + 1, "table database view procedure proc schema function")),
            "backup" or "restore" or "create" or "set" or "declare" => !tokens.IsOneOf(i, "with"),
            _ => true,
        };
    }
}

using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>GRANT to everybody shows something to more people; to a named role it is ordinary work.</summary>
internal static class Grants
{
    public static void Read(Tokens tokens, StatementReader reader)
    {
        if (!tokens.Is(0, "grant"))
        {
            return;
        }

        int to = tokens.Find("to");
        if (to > 0 && (tokens.IsOneOf(to + 1, "public allusers")
            || (tokens.Is(to + 1, "share") && reader.Context.Dialect is Dialect.Snowflake)))
        {
            reader.Add(DeedKind.Exposes, "grant", tokens.Value(to + 1),
                $"gives rights to {tokens.Value(to + 1)}", tokens);
        }
    }
}

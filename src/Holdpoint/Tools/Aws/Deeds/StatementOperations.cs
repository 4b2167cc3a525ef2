using Holdpoint.Sql;
using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Operations whose parameter is a statement of a query language.</summary>
internal static class StatementOperations
{
    public static Deed? Of(AwsCall call)
    {
        switch (call.Service, call.Operation)
        {
            case ("athena", "start-query-execution"):
                return Judge(call, "querystring");
            case ("rds-data", "execute-statement" or "batch-execute-statement" or "execute-sql")
                or ("redshift-data", "execute-statement" or "batch-execute-statement"):
                return Judge(call, "sql").OrNull() ?? Judge(call, "sqls").OrNull() ?? Judge(call, "sqlstatements");
            case ("dynamodb", _):
                return Judge(call, "statement").OrNull() ?? Judge(call, "statements").OrNull()
                    ?? Judge(call, "transactstatements");
            case ("neptunedata", "execute-open-cypher-query"):
                return Graph(call, "opencypherquery");
            case ("neptunedata", "execute-gremlin-query"):
                return Graph(call, "gremlinquery");
            case ("neptune-graph", "execute-query"):
                return Graph(call, "querystring");
            case ("neptunedata", "execute-fast-reset"):
                return Deed.Destroys("empties the whole graph database",
                    new Recovery.Unknown("only a snapshot of the cluster brings it back"));
            default:
                return null;
        }
    }

    private static Deed? OrNull(this Deed deed) => deed == Deed.Nothing ? null : deed;

    private static Dialect DialectOf(AwsCall call) =>
        call.Service is "redshift-data" ? Dialect.Postgres : Dialect.Generic;

    private static Deed Judge(AwsCall call, string name)
    {
        Deed worst = Deed.Nothing;
        Subject? subject = null;
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Path == Leaf.Unread || (leaf.Name.SequenceEqual(name) && leaf.Value is null))
            {
                return Deed.Runs($"runs a statement on {Subject.Of(call)} that cannot be read here",
                    "the statement is not known");
            }

            if (leaf.Name.SequenceEqual(name) && leaf.Value is { } text
                && Statements.Of(text, DialectOf(call), subject ??= Subject.Of(call)) is { } deed
                && deed.Kind > worst.Kind)
            {
                worst = deed;
            }
        }

        return worst;
    }

    /// <summary>openCypher and Gremlin say what they destroy with few words.</summary>
    private static Deed Graph(AwsCall call, string name)
    {
        Answer destroys = call.Is(name, static q => q.Contains("delete", StringComparison.OrdinalIgnoreCase)
            || q.Contains("drop(", StringComparison.OrdinalIgnoreCase)
            || q.Contains("remove ", StringComparison.OrdinalIgnoreCase));
        return Deed.Destroys("deletes parts of the graph",
            new Recovery.Unknown("only a snapshot of the cluster brings them back")).If(destroys) ?? Deed.Nothing;
    }
}

using System.Text.Json;

namespace Holdpoint.Tests.Sql;

/// <summary>Which nodes of PostgreSQL's parse tree take something away as the statement runs.</summary>
internal static class ParseTree
{
    /// <summary>Nodes whose content is stored, or only explained.</summary>
    private static readonly HashSet<string> Stored = new(StringComparer.Ordinal)
    {
        "PrepareStmt", "RuleStmt", "CreateFunctionStmt", "ViewStmt", "CreateTrigStmt",
    };

    private static readonly HashSet<string> Destroying = new(StringComparer.Ordinal)
    {
        "DropStmt", "TruncateStmt", "DropdbStmt", "DropOwnedStmt", "DropRoleStmt", "DropTableSpaceStmt",
        "DropSubscriptionStmt", "DropUserMappingStmt",
    };

    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal)
    {
        "AT_DropColumn", "AT_DropConstraint",
    };

    public static bool Destroys(JsonElement node)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                return node.EnumerateArray().Any(Destroys);
            case JsonValueKind.Object:
                return node.EnumerateObject().Any(Destroys);
            default:
                return false;
        }
    }

    private static bool Destroys(JsonProperty property) => property.Name switch
    {
        "ExplainStmt" when !Runs(property.Value) => false,
        _ when Stored.Contains(property.Name) => false,
        _ when Destroying.Contains(property.Name) => true,
        "DeleteStmt" or "UpdateStmt" => !NeverTrue(property.Value) || Within(property.Value),
        "MergeStmt" => property.Value.GetRawText() is var text
            && (text.Contains("CMD_DELETE", StringComparison.Ordinal)
                || text.Contains("CMD_UPDATE", StringComparison.Ordinal)),
        "OnConflictClause" or "onConflictClause" => property.Value.GetRawText()
            .Contains("ONCONFLICT_UPDATE", StringComparison.Ordinal),
        "AlterTableCmd" => Actions.Contains(property.Value.GetProperty("subtype").GetString() ?? ""),
        _ => Destroys(property.Value),
    };

    /// <summary>EXPLAIN runs its statement only with ANALYZE.</summary>
    private static bool Runs(JsonElement explain)
    {
        if (!explain.TryGetProperty("options", out JsonElement options))
        {
            return false;
        }

        foreach (JsonElement option in options.EnumerateArray())
        {
            JsonElement element = option.GetProperty("DefElem");
            if (element.GetProperty("defname").GetString() is "analyze")
            {
                return !element.TryGetProperty("arg", out JsonElement arg)
                    || !arg.GetRawText().Contains("off", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>WHERE false, which our reader takes for nothing.</summary>
    private static bool NeverTrue(JsonElement statement) =>
        statement.TryGetProperty("whereClause", out JsonElement where)
        && where.TryGetProperty("A_Const", out JsonElement constant)
        && constant.TryGetProperty("boolval", out JsonElement value) && !value.TryGetProperty("boolval", out _);

    private static bool Within(JsonElement statement) =>
        statement.TryGetProperty("withClause", out JsonElement with) && Destroys(with);
}

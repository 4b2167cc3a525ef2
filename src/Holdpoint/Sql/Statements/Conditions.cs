using System.Globalization;
using Holdpoint.Sql.Syntax;

namespace Holdpoint.Sql.Statements;

/// <summary>How many rows a WHERE lets through: none, those with a value, some, or all in other words:
/// <c>1=1</c>, <c>id = id</c>, <c>id is not null</c>.</summary>
/// <remarks>A mistake here must make more of a condition, never less: what is not understood is a condition.</remarks>
internal static class Conditions
{
    /// <summary>Keys below this do not exist in practice: <c>id &lt; 100000000</c> is everything.</summary>
    private const double LargeKey = 1e8;

    /// <summary>Names that stand for a value without a row.</summary>
    private const string Constants =
        "true false null current_date current_time current_timestamp localtime localtimestamp now current_user "
        + "session_user user cast as not getdate sysdate utc_timestamp unknown array";

    public static Reach Of(Tokens tokens) => Of(tokens, 0);

    private static Reach Of(Tokens tokens, int depth)
    {
        if (depth > SqlLimits.MaxNesting || tokens.Count == 0)
        {
            return Reach.Everything;
        }

        if (Split(tokens, out int at, "or", "||"))
        {
            Reach left = Of(tokens.Slice(0, at), depth + 1);
            Reach right = Of(tokens.Slice(at + 1), depth + 1);
            return left > right ? left : right;
        }

        if (Split(tokens, out at, "and", "&&"))
        {
            Reach left = Of(tokens.Slice(0, at), depth + 1);
            Reach right = Of(tokens.Slice(at + 1), depth + 1);
            return left < right ? left : right;
        }

        if (tokens.Is(0, "not") && !tokens.Is(1, "exists"))
        {
            return Of(tokens.Slice(1), depth + 1) switch
            {
                Reach.Nothing => Reach.Everything,
                Reach.Everything => IsConstant(tokens.Slice(1)) ? Reach.Nothing : Reach.Condition,
                _ => Reach.Condition,
            };
        }

        if (tokens.Kind(0) is TokenKind.Open && tokens.Closing(0) == tokens.Count - 1)
        {
            return Of(tokens.Inside(0), depth + 1);
        }

        return Leaf(tokens);
    }

    /// <summary>The first AND or OR outside of parentheses; the AND of a BETWEEN and the OR of a CASE is
    /// none.</summary>
    private static bool Split(Tokens tokens, out int at, string word, string sign)
    {
        bool between = false;
        int cases = 0;
        for (at = 0; at < tokens.Count; at++)
        {
            switch (tokens.Kind(at))
            {
                case TokenKind.Open:
                    at = tokens.Closing(at);
                    break;
                case TokenKind.Operator when cases == 0 && tokens.IsOperator(at, sign) && sign is "&&":
                    return true;
                case TokenKind.Word:
                    cases += tokens.Is(at, "case") ? 1 : tokens.Is(at, "end") && cases > 0 ? -1 : 0;
                    between |= tokens.Is(at, "between");
                    if (cases == 0 && tokens.Is(at, word))
                    {
                        if (!between || word == "or")
                        {
                            return true;
                        }

                        between = false;
                    }

                    break;
            }
        }

        return false;
    }

    private static Reach Leaf(Tokens tokens)
    {
        if (tokens.Is(0, "current", "of"))
        {
            return Reach.Equality;
        }

        if (tokens.Is(0, "exists"))
        {
            // A subquery without a table answers the same for every row.
            return tokens.Kind(1) is TokenKind.Open && tokens.Inside(1).Find("from") < 0
                ? Reach.Everything
                : Reach.Condition;
        }

        int negated = tokens.Count - 2;
        if (tokens.Count >= 3 && tokens.Is(tokens.Count - 1, "null") && tokens.Is(negated, "not")
            && tokens.Is(negated - 1, "is"))
        {
            return Reach.Everything;
        }

        if (tokens.Count == 1)
        {
            return Alone(tokens);
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.Open)
            {
                i = tokens.Closing(i);
            }
            else if (IsComparison(tokens, i, out int length, out bool negates))
            {
                return Compare(tokens.Slice(0, i), tokens, i, tokens.Slice(i + length), negates);
            }
        }

        return IsConstant(tokens) ? Reach.Everything : Reach.Condition;
    }

    private static Reach Alone(Tokens tokens)
    {
        if (tokens.IsOneOf(0, "false null") || (tokens.Kind(0) is TokenKind.Number && Number(tokens) is 0))
        {
            return Reach.Nothing;
        }

        return tokens.Is(0, "true") || tokens.Kind(0) is TokenKind.Number or TokenKind.String
            ? Reach.Everything
            : Reach.Condition;
    }

    private static bool IsComparison(Tokens tokens, int i, out int length, out bool negates)
    {
        length = 1;
        negates = tokens.Is(i, "not");
        int at = negates ? i + 1 : i;
        if (tokens.Kind(at) is TokenKind.Operator && tokens.Span(at) is
            "=" or "==" or "<>" or "!=" or "<" or "<=" or ">" or ">=" or "<=>" or "~" or "~*" or "=-" or ">-")
        {
            return true;
        }

        if (tokens.IsOneOf(at, "like ilike in between regexp rlike similar glob"))
        {
            length = at - i + 1;
            return true;
        }

        if (tokens.Is(at, "is") && tokens.Is(at + 1, "distinct"))
        {
            length = at - i + 3;
            negates = true;
            return true;
        }

        return false;
    }

    private static Reach Compare(Tokens left, Tokens whole, int at, Tokens right, bool negates)
    {
        bool leftConstant = IsConstant(left);
        bool rightConstant = IsConstant(right);
        string sign = whole.Is(at, "not") ? whole.Value(at + 1) : whole.Value(at);
        if (leftConstant && rightConstant)
        {
            return Constant(left, sign, right, negates);
        }

        if (negates)
        {
            return Reach.Condition;
        }

        if (Same(left, right))
        {
            return sign is "=" or "==" or "<=" or ">=" or "<=>" ? Reach.Everything
                : sign is "<>" or "!=" or "<" or ">" ? Reach.Nothing
                : sign.Equals("like", StringComparison.OrdinalIgnoreCase) ? Reach.Everything
                : Reach.Condition;
        }

        if (!leftConstant && !rightConstant)
        {
            return IsEdge(right) && sign is "<" or "<=" or ">" or ">=" or "=" or "==" && sign is not ("=" or "==")
                ? Reach.Everything
                : sign.Equals("in", StringComparison.OrdinalIgnoreCase) && IsWholeTable(right) ? Reach.Everything
                : Reach.Condition;
        }

        return leftConstant ? OneSided(right, Mirrored(sign), left) : OneSided(left, sign, right);
    }

    /// <summary>A column compared with a value.</summary>
    private static Reach OneSided(Tokens column, string sign, Tokens value)
    {
        double? number = Number(value);
        switch (sign.ToLowerInvariant())
        {
            case "=" or "==" or "<=>":
                return IsColumn(column) ? Reach.Equality : Reach.Condition;
            case "in":
                return value.Kind(0) is TokenKind.Open && IsColumn(column) ? Reach.Equality : Reach.Condition;
            case ">" or ">=" or "<>" or "!=":
                return number is <= 0 || (number is 1 && sign == ">=") || IsText(value, "")
                    ? Reach.Everything
                    : Reach.Condition;
            case "<" or "<=":
                return number is >= LargeKey ? Reach.Everything : Reach.Condition;
            case "like" or "ilike" or "glob":
                return IsText(value, "%") || IsText(value, "%%") || IsText(value, "*")
                    ? Reach.Everything
                    : Reach.Condition;
            case "~" or "~*" or "regexp" or "rlike":
                return IsText(value, ".*") || IsText(value, "") || IsText(value, ".") || IsText(value, "^")
                    ? Reach.Everything
                    : Reach.Condition;
            default:
                return Reach.Condition;
        }
    }

    private static Reach Constant(Tokens left, string sign, Tokens right, bool negates)
    {
        bool same = Same(left, right) || (Number(left) is { } a && Number(right) is { } b && a.Equals(b));
        bool literal = left.Count == 1 && right.Count == 1
            && left.Kind(0) is TokenKind.Number or TokenKind.String
            && right.Kind(0) == left.Kind(0);
        bool? holds = sign switch
        {
            "=" or "==" when literal => same,
            "<>" or "!=" when literal => !same,
            _ => null,
        };

        // What cannot be computed here may hold, and then holds for every row.
        return holds is false && !negates ? Reach.Nothing : Reach.Everything;
    }

    private static string Mirrored(string sign) => sign switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => sign,
    };

    private static bool IsColumn(Tokens tokens)
    {
        int i = 0;
        return tokens.TryName(ref i, out _) && i == tokens.Count;
    }

    /// <summary>No column in it, and no subquery with a table.</summary>
    private static bool IsConstant(Tokens tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) is TokenKind.Name
                || (tokens.Kind(i) is TokenKind.Word && tokens.Kind(i + 1) is not TokenKind.Open
                    && !IsConstantWord(tokens, i) && !(tokens.IsOperator(i - 1, "::")))
                || tokens.Is(i, "select"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Names of types are columns' too: <c>date</c> is a value only before a string, <c>at</c> only before
    /// TIME ZONE.</summary>
    private static bool IsConstantWord(Tokens tokens, int i) =>
        tokens.IsOneOf(i, Constants)
        || (tokens.IsOneOf(i, "date time timestamp interval") && tokens.Kind(i + 1) is TokenKind.String)
        || tokens.Is(i, "at", "time") || tokens.Is(i, "time", "zone")
        || (tokens.Is(i, "zone") && tokens.Is(i - 1, "time"));

    private static bool Same(Tokens a, Tokens b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            if (a.Kind(i) != b.Kind(i) || !a.Span(i).Equals(
                b.Span(i), a.Kind(i) is TokenKind.Word ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static double? Number(Tokens tokens)
    {
        bool minus = tokens.IsOperator(0, "-");
        int at = minus ? 1 : 0;
        return tokens.Count == at + 1 && tokens.Kind(at) is TokenKind.Number
            && double.TryParse(tokens.Span(at), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? minus ? -value : value
            : null;
    }

    private static bool IsText(Tokens tokens, string text) =>
        tokens.Count == 1 && tokens.Kind(0) is TokenKind.String && tokens.Value(0) == text;

    /// <summary><c>(SELECT min(id) FROM t)</c></summary>
    private static bool IsEdge(Tokens tokens) =>
        tokens.Kind(0) is TokenKind.Open && tokens.Inside(0) is var inside && inside.Is(0, "select")
        && inside.IsOneOf(1, "min max") && inside.Find("where") < 0;

    /// <summary><c>(SELECT id FROM t)</c></summary>
    private static bool IsWholeTable(Tokens tokens) =>
        tokens.Kind(0) is TokenKind.Open && tokens.Inside(0) is var inside && inside.Is(0, "select")
        && inside.Find("where limit join group having union intersect except fetch offset") < 0
        && inside.Find("from") is > 0 and var from && inside.Find("where", from) < 0;
}

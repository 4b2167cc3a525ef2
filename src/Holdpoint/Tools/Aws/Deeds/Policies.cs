using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Policy documents that a call puts somewhere: what their statements open to everybody, or close.</summary>
internal static class Policies
{
    public static Deed? Of(AwsCall call)
    {
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Value is not { } effect || !leaf.Name.SequenceEqual("effect")
                || !leaf.Path.Contains("statement", StringComparison.Ordinal))
            {
                continue;
            }

            string statement = leaf.Path[..^"effect".Length];
            bool everybody = Holds(call, statement, "principal", "*") || Holds(call, statement, "principal.aws", "*");
            bool conditional = call.Leaves.Any(l =>
                l.Path.StartsWith(statement + "condition", StringComparison.Ordinal));
            bool everything = Anything(call, statement, "action");
            if (effect.Equals("allow", StringComparison.OrdinalIgnoreCase))
            {
                if (everybody && !conditional)
                {
                    return Deed.Exposes($"opens {Subject.Of(call)} to everybody by a policy for the principal *");
                }

                if (everything && Holds(call, statement, "resource", "*"))
                {
                    return Deed.Exposes($"gives every right over every resource by a policy of {Subject.Of(call)}");
                }
            }
            else if (everybody && everything && !conditional)
            {
                return Deed.ModifiesForGood($"denies everything to everybody by a policy of {Subject.Of(call)}",
                    "only the root user of the account can take such a policy away");
            }
        }

        return Names(call.Operation ?? "") && call.Leaves.Any(l => l.Path == Leaf.Unread)
            ? Deed.Exposes($"puts a policy on {Subject.Of(call)} that may open it to everybody; it cannot be read here")
            : null;
    }

    /// <summary>An operation that puts a policy about who may do what.</summary>
    private static bool Names(string operation) => operation.Contains("policy", StringComparison.Ordinal)
        && (operation.StartsWith("put-", StringComparison.Ordinal) || operation.StartsWith("set-",
            StringComparison.Ordinal)
            || operation.StartsWith("update-", StringComparison.Ordinal)
            || operation.StartsWith("create-policy", StringComparison.Ordinal));

    private static bool Anything(AwsCall call, string statement, string name) =>
        call.Leaves.Any(l => l.Path.StartsWith(statement + name, StringComparison.Ordinal)
            && l.Value is { } value && (value is "*" || value.EndsWith(":*", StringComparison.Ordinal)));

    private static bool Holds(AwsCall call, string statement, string name, string value)
    {
        string path = statement + name;
        return call.Leaves.Any(l => l.Value == value && (l.Path == path
            || (l.Path.StartsWith(path, StringComparison.Ordinal) && l.Path.AsSpan(path.Length).StartsWith(".#"))));
    }
}

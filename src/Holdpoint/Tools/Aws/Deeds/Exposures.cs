using Holdpoint.Tools.Aws.Payloads;
using Holdpoint.Tools.Clouds;

namespace Holdpoint.Tools.Aws.Deeds;

/// <summary>Parameters that make something readable or reachable for everybody, whatever the operation that carries
/// them.</summary>
internal static class Exposures
{
    public static Deed? Of(AwsCall call)
    {
        string operation = call.Operation ?? "";
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf.Value is { } value && Open(leaf, value, operation) is { } what)
            {
                return Deed.Exposes($"{what}: {Subject.Of(call)}");
            }
        }

        return operation switch
        {
            "authorize-security-group-ingress" or "modify-security-group-rules"
                or "authorize-cluster-security-group-ingress" or "authorize-db-security-group-ingress" =>
                Deed.Exposes($"opens {Subject.Of(call)} to addresses that cannot be read here")
                    .If(call.Is("cidr", static _ => false)),
            _ => null,
        } ?? Policies.Of(call);
    }

    /// <summary>What one value opens; null when nothing.</summary>
    private static string? Open(Leaf leaf, string value, string operation)
    {
        ReadOnlySpan<char> name = leaf.Name;
        bool adds = operation.Contains("permission", StringComparison.Ordinal);
        return value switch
        {
            "public-read" or "public-read-write" or "authenticated-read" or "website"
                when name is "acl" or "cannedacl" =>
                $"opens it to everybody by the access list {value}",
            _ when value.Contains("/groups/global/", StringComparison.Ordinal) => "grants it to everybody",
            "0.0.0.0/0" or "::/0" when Ingress(operation) => "opens it to the whole internet",
            "all" when name is "group" or "valuestoadd" or "groupnames" or "accountidstoadd"
                && !leaf.Path.Contains("remove", StringComparison.Ordinal) => "gives it to every AWS account",
            "*" when adds && name is "principal" or "awsaccountids" or "awsaccountid" => "lets everybody use it",
            "true" when name is "publiclyaccessible" => "gives it a public address",
            "true" when name is "endpointpublicaccess" => "opens its endpoint to the internet",
            "NONE"
                when name is "authtype" or "authorizationtype" && operation.Contains("url", StringComparison.Ordinal) =>
                "lets everybody call it without credentials",
            _ => null,
        };
    }

    private static bool Ingress(string operation) =>
        operation is "modify-security-group-rules" or "update-cluster-config"
        || operation.StartsWith("authorize-", StringComparison.Ordinal)
            && operation.EndsWith("-ingress", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using Holdpoint.Shell;
using Holdpoint.Tools.Aws.Payloads;

namespace Holdpoint.Tools.Aws;

/// <summary>What a call falls on: a type made of its operation's words and a name made of its parameters.</summary>
/// <param name="Noun">"db-instance".</param>
/// <param name="Name">"shop-prod"; what the call does not name is "what its parameters name".</param>
internal sealed record Subject(string Noun, string Name)
{
    /// <summary>More identifiers than this are "and N more".</summary>
    private const int MostNames = 4;

    /// <summary>A longer value is a document or a list by itself.</summary>
    private const int LongestName = 160;

    public static Subject Of(AwsCall call)
    {
        List<string> names = [.. Names(call).Distinct(StringComparer.Ordinal).Take(MostNames + 1)];
        if (names.Count == 0)
        {
            names = [.. Within(call).Distinct(StringComparer.Ordinal).Take(MostNames + 1)];
        }

        string name = names.Count switch
        {
            0 => call.Leaves.Any(l => l.Path == Leaf.Unread) ? "what its document names" : "",
            > MostNames => string.Join(' ', names.Take(MostNames)) + " and more",
            _ => string.Join(' ', names),
        };
        return new Subject(NounOf(call.Operation ?? ""), name);
    }

    /// <summary>"delete-db-instance" → "db-instance"; "batch-delete-image" → "image".</summary>
    private static string NounOf(string operation)
    {
        ReadOnlySpan<char> rest = operation;
        if (rest.StartsWith("batch-") || rest.StartsWith("admin-"))
        {
            rest = rest[6..];
        }

        int dash = rest.IndexOf('-');
        return dash < 0 ? operation : rest[(dash + 1)..].ToString();
    }

    /// <summary>The values of the parameters that say which one: identifiers, names, ARNs.</summary>
    private static IEnumerable<string> Names(AwsCall call)
    {
        foreach (Parameter parameter in call.Parameters)
        {
            if (parameter.Is("cli-input-json") || parameter.Is("cli-input-yaml"))
            {
                foreach (Leaf leaf in call.Leaves)
                {
                    if (leaf is { IsTop: true, Value.Length: > 0 and <= LongestName }
                        && Identifies(leaf.Name.ToString()))
                    {
                        yield return leaf.Value;
                    }
                }
            }
            else if (Identifies(LeafReader.Normal(parameter.Name)))
            {
                foreach (Word value in parameter.Values)
                {
                    if (value.Shown is { Length: > 0 and <= LongestName } shown)
                    {
                        yield return shown;
                    }
                }
            }
        }
    }

    /// <summary>Identifiers inside structures, where the options themselves name none.</summary>
    private static IEnumerable<string> Within(AwsCall call)
    {
        foreach (Leaf leaf in call.Leaves)
        {
            if (leaf is { IsTop: false, Value.Length: > 0 and <= LongestName } && Identifies(leaf.Name.ToString()))
            {
                yield return leaf.Value;
            }
        }
    }

    private static bool Identifies(string name) =>
        !(name.StartsWith("final", StringComparison.Ordinal) || name.Contains("token", StringComparison.Ordinal)
            || name.StartsWith("expected", StringComparison.Ordinal) || name.Contains("kms", StringComparison.Ordinal)
            || name.StartsWith("target", StringComparison.Ordinal) || name is "clientrequestid" or "requestid")
        && Endings.Any(e => name.EndsWith(e, StringComparison.Ordinal));

    private static readonly ImmutableArray<string> Endings =
    [
        "id", "ids", "identifier", "identifiers", "name", "names", "arn", "arns", "url", "bucket", "key", "prefix",
        "path", "cluster", "service", "domain", "alias", "repository", "address", "typename", "vault", "certificate",
        "instances", "db", "resource", "taskdefinition", "job", "task", "broker",
    ];

    /// <summary>"db-instance shop-prod".</summary>
    public override string ToString() => Name.Length == 0 ? Noun : $"{Noun} {Name}";
}

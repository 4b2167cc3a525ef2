using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Takes the name of a system out of the name of a thing.</summary>
/// <remarks>"prod-ai-shipping-labs-alb-2" is "ai-shipping-labs": environments are passed over, and at the first word
/// that names a part the system's name ends. Keys are compared without separators, so that a domain aishippinglabs.com
/// is the same system.</remarks>
internal static class NameKey
{
    /// <summary>Longer names of systems are descriptions.</summary>
    private const int MaxWords = 4;

    /// <summary>Words for the kind that may stand in front of the system's name.</summary>
    private const int MaxPassed = 2;

    /// <summary>The words of the system's name in front of a name; empty where it names only a part.</summary>
    public static string[] Of(string name)
    {
        if (Domain(name) is { } domain)
        {
            return domain;
        }

        List<string> words = [];
        int passed = 0;
        foreach (string word in Split(name))
        {
            // Azure's custom puts the kind in front: rg-shop-prod, kv-shop-prod.
            if (words.Count == 0 && (Words.IsEnvironment(word) || (Words.IsPart(word) && passed++ < MaxPassed)))
            {
                continue;
            }

            if (words.Count == MaxWords || Words.IsEnvironment(word) || Words.IsPart(word) || IsNoise(word))
            {
                break;
            }

            words.Add(word);
        }

        // A lone letter or two is an abbreviation of anything.
        return words.Count == 1 && words[0].Length < 3 ? [] : [.. words];
    }

    /// <summary>The words of a value that was written to name a project, without environments; empty where it names
    /// common ground.</summary>
    public static string[] OfTag(string value)
    {
        string[] words = Domain(value) ?? [.. Split(value).Where(w => !Words.IsEnvironment(w)).Take(MaxWords)];
        return words is ["shared" or "common" or "core" or "infra" or "infrastructure" or "network" or "networking"
            or "global" or "base"]
            ? []
            : words;
    }

    /// <summary>The label of a domain that somebody registered: <c>www.datatalks.club</c> is "datatalks".</summary>
    public static string[]? Domain(string name)
    {
        string[] labels = name.TrimEnd('.').Split('.');
        if (labels.Length < 2 || labels.Any(l => l.Length == 0) || labels[^1].Length is < 2 or > 12
            || !labels[^1].All(char.IsAsciiLetter) || name.AsSpan().IndexOfAny(" /:@_") >= 0)
        {
            return null;
        }

        bool secondLevel = labels.Length > 2 && labels[^1].Length == 2
            && labels[^2] is "co" or "com" or "org" or "net" or "ac" or "gov";
        string own = labels[secondLevel ? ^3 : ^2].ToLowerInvariant();
        return labels.Any(l => Words.IsPlatform(l.ToLowerInvariant())) || own.All(char.IsAsciiDigit) || own.Length < 3
            ? []
            : own.Split('-', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The name of a thing that its attributes give, or else its configuration.</summary>
    public static string[] Of(StateInstance instance)
    {
        foreach (string attribute in Names)
        {
            if (instance.Attributes[attribute] is { } name && Of(name) is { Length: > 0 } words)
            {
                return words;
            }
        }

        string[] own = Of(instance.Name);
        return own.Length > 0 || instance.Key is null ? own : Of(instance.Key.Trim('"'));
    }

    private static readonly string[] Names =
    [
        "tags.name", "name", "bucket", "identifier", "cluster_identifier", "domain_name", "domain", "fqdn",
            "function_name",
        "repository_id", "replication_group_id", "cluster_id", "dataset_id", "metadata.name", "display_name", "family",
            "input.name",
        "triggers.name", "db_name", "database_name", "table_name", "title", "name_prefix",
    ];

    private static IEnumerable<string> Split(string name)
    {
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool end = i == name.Length || !char.IsLetterOrDigit(name[i]);
            bool hump = !end && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (end || hump)
            {
                if (i > start)
                {
                    yield return name[start..i].ToLowerInvariant();
                }

                start = end ? i + 1 : i;
            }
        }
    }

    /// <summary>Numbers and the random tails that providers append.</summary>
    private static bool IsNoise(string word)
    {
        const int LongTail = 8;
        int digits = word.Count(char.IsAsciiDigit);
        return digits == word.Length || (digits > 1 && word.Length >= LongTail)
            || (digits > 0 && word.All(char.IsAsciiHexDigit));
    }
}

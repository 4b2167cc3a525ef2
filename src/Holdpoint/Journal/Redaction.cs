using System.Collections.Immutable;

namespace Holdpoint.Journal;

/// <summary>Takes secrets out of text before it is kept. Linear in the text; in doubt a value is taken out.</summary>
/// <remarks>
/// It looks at runs of name characters and at what follows them:
/// 1 PEM blocks, 2 tokens that show their kind by a prefix, 3 long random-looking runs, 4 passwords in URLs,
/// 5 values of names that speak of secrets, 6 options of programs that take a password bare, 7 bearer and basic
/// credentials.
/// </remarks>
internal static class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>Prefixes that issuers give their tokens so that scanners find them.</summary>
    private static readonly ImmutableArray<string> TokenPrefixes =
    [
        "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-",
        "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-",
        "sk-", "sk_live_", "sk_test_", "rk_live_", "npm_", "pypi-", "hvs.", "AIza", "ya29.", "eyJ", "dop_v1_", "SG.",
        "shpat_", "dckr_pat_", "hf_", "nfp_", "sbp_", "vercel_", "figd_", "lin_api_", "ATATT",
    ];

    /// <summary>Shorter than any token that is issued, longer than words that happen to begin so.</summary>
    private const int MinTokenChars = 16;

    /// <summary>Shorter runs that look random are mostly ids, and a person needs those to follow the record.</summary>
    private const int RandomChars = 32;

    /// <summary>The text without its secrets.</summary>
    public static string Redact(string text)
    {
        var scan = new RedactionScan(text);
        while (scan.Next())
        {
        }

        return scan.Result;
    }

    /// <summary>A name whose value is a secret: DB_PASSWORD, --api-key, client.secret.</summary>
    public static bool IsSecretName(ReadOnlySpan<char> name)
    {
        name = name.TrimStart('-');
        if (name.Length is < 3 or > 128)
        {
            return false;
        }

        Span<char> lower = stackalloc char[name.Length];
        name.ToLowerInvariant(lower);
        lower.Replace('-', '_');
        lower.Replace('.', '_');
        if (lower is "pwd" or "oldpwd" || EndsWithAny(lower, PlainEndings))
        {
            return false;
        }

        return ContainsAny(lower, SecretWords)
            || EndsWithAny(lower, SecretEndings)
            || (name.EndsWith("Key", StringComparison.Ordinal) && name.Length > 3);
    }

    /// <summary>A token by the prefix that its issuer gives it.</summary>
    public static bool IsToken(ReadOnlySpan<char> run)
    {
        run = run.TrimStart('-');
        if (run.Length < MinTokenChars)
        {
            return false;
        }

        foreach (string prefix in TokenPrefixes)
        {
            if (run.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Long, and mixed as no name is that a person chose.</summary>
    public static bool IsRandom(ReadOnlySpan<char> run)
    {
        if (run.Length < RandomChars)
        {
            return false;
        }

        // Chosen names change between upper case, lower case and digits at the ends of their words only.
        int changes = 0;
        for (int i = 1; i < run.Length; i++)
        {
            int before = Class(run[i - 1]);
            int here = Class(run[i]);
            changes += here != before && here != Separator && before != Separator ? 1 : 0;
        }

        return changes > run.Length / 3
            && run.ContainsAnyInRange('A', 'Z') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('0', '9');
    }

    private const int Separator = 3;

    private static int Class(char c) => c switch
    {
        >= 'A' and <= 'Z' => 0,
        >= 'a' and <= 'z' => 1,
        >= '0' and <= '9' => 2,
        _ => Separator,
    };

    private static readonly ImmutableArray<string> SecretWords =
    [
        "password", "passwd", "passphrase", "secret", "token", "credential", "apikey", "api_key", "access_key",
        "private_key", "encryption_key", "signing_key", "account_key", "authorization",
        "connection_string", "connectionstring",
    ];

    private static readonly ImmutableArray<string> SecretEndings =
        ["_pass", "_pwd", "_key", "_auth", "pass", "_dsn", "cookie"];

    /// <summary>Names around secrets whose values are none: where one is kept, how it is called, how long it
    /// lives.</summary>
    private static readonly ImmutableArray<string> PlainEndings =
    [
        "_stdin", "_file", "_path", "_name", "_id", "_arn", "_ttl", "_type", "_length", "_count", "_policy", "_version",
        "_rotation", "bypass", "compass", "public_key", "_env", "_dir",
    ];

    private static bool ContainsAny(ReadOnlySpan<char> text, ImmutableArray<string> words)
    {
        foreach (string word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, ImmutableArray<string> words)
    {
        foreach (string word in words)
        {
            if (text.EndsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

using Holdpoint.Shell;

namespace Holdpoint.Tools.Secrets;

/// <summary>Programs that print a secret out of a store that they keep: <c>gh auth token</c>,
/// <c>kubectl config view --raw</c>. Pure.</summary>
/// <remarks>Commands as the programs' references have them: they are there to hand a token on to another program, which
/// shows it to nobody.</remarks>
internal static class SecretPrinters
{
    /// <summary>What a program prints; null where that is no secret.</summary>
    public static Secret? Of(Invocation program)
    {
        string? what = program.Name switch
        {
            "gh" or "glab" when Is(program, "auth token") => "a token of a forge",
            "gh" when Is(program, "auth status") && program.Arguments.Any(a => a.Text is "-t" or "--show-token") =>
                "a token of GitHub",
            "gcloud" when Is(program, "auth print-access-token") || Is(program, "auth print-identity-token")
                || Is(program, "auth application-default print-access-token") => "a token of Google Cloud",
            "az" when Is(program, "account get-access-token") && !Queries(program) => "a token of Azure",
            "aws" when Is(program, "configure export-credentials") => "credentials of AWS",
            "aws" when Is(program, "configure get") && program.Arguments.Any(a =>
                a.Text is { } key && (key.EndsWith("aws_secret_access_key", StringComparison.Ordinal)
                    || key.EndsWith("aws_session_token", StringComparison.Ordinal))) => "credentials of AWS",
            "kubectl" or "oc" when Is(program, "config view") && program.Arguments.Any(a =>
                a.Text is "--raw" or "--raw=true") => "credentials of a cluster",
            "heroku" when Is(program, "auth:token") => "a token of Heroku",
            "fly" or "flyctl" when Is(program, "auth token") => "a token of Fly",
            "security" when program.Arguments is [{ Text: "find-generic-password" or "find-internet-password" }, ..]
                && program.Arguments.Any(a => a.Text is "-w" or "-g") => "a password of the keychain",
            "secret-tool" when Is(program, "lookup") => "a secret of the keyring",
            "pass" or "gopass" when Is(program, "show") && !program.Arguments.Any(a => a.Text is "-c" or "--clip") =>
                "a password",
            "git" when Is(program, "credential fill") => "credentials of git",
            _ => null,
        };
        if (what is null && OfStore(program) is { } kept && program.Outside is null)
        {
            return new Secret(SecretKind.Project, kept, program.Shown);
        }

        // What ends within the hour is read in everyday work, and is a secret for anybody else.
        SecretKind kind = program.Name is "gcloud" or "az" ? SecretKind.Project : SecretKind.Store;
        return what is null || program.Outside is not null ? null : new Secret(kind, what, program.Shown);
    }

    /// <summary>What a store of a project's secrets hands out, read in everyday work as well.</summary>
    private static string? OfStore(Invocation program) => program.Name switch
    {
        "kubectl" or "oc" when GetsSecrets(program)
            && program.Arguments.Any(a => a.Prefix.StartsWith("-o", StringComparison.Ordinal)
                || a.Prefix.StartsWith("--output", StringComparison.Ordinal)
                || a.Prefix.StartsWith("--template", StringComparison.Ordinal)) => "a secret of a cluster",
        "aws" when Is(program, "secretsmanager get-secret-value")
            || Is(program, "secretsmanager batch-get-secret-value") => "a secret of AWS",
        "aws" when (Is(program, "ssm get-parameter") || Is(program, "ssm get-parameters")
            || Is(program, "ssm get-parameters-by-path"))
            && program.Arguments.Any(a => a.Text is "--with-decryption") => "a secret of AWS",
        "gcloud" when Is(program, "secrets versions access") => "a secret of Google Cloud",
        "az" when Is(program, "keyvault secret show") => "a secret of Azure",
        "vault" or "bao" when Is(program, "kv get") || Is(program, "read") => "a secret of Vault",
        "op" when Is(program, "read") || Is(program, "item get") => "a secret of 1Password",
        "doppler" when Is(program, "secrets get") || Is(program, "secrets download") => "a secret of Doppler",
        "heroku" when Is(program, "config:get") || Is(program, "config") => "the settings of an application",
        _ => null,
    };

    /// <summary><c>kubectl [-n NAMESPACE] get secret NAME</c>, with its options anywhere.</summary>
    private static bool GetsSecrets(Invocation program) => program.Arguments.Any(a => a.Text is "get")
        && program.Arguments.Any(a => a.Text is "secret" or "secrets"
            || a.Prefix.StartsWith("secret/", StringComparison.Ordinal)
            || a.Prefix.StartsWith("secrets/", StringComparison.Ordinal));

    private static bool Queries(Invocation program) => program.Arguments.Any(a =>
        a.Text is "--query" || a.Prefix.StartsWith("--query=", StringComparison.Ordinal));

    /// <summary>Whether the first operands are these words.</summary>
    private static bool Is(Invocation program, string words) => program.Arguments
        .Where(a => a.Prefix is not ['-', ..]).Take(words.Count(c => c is ' ') + 1).Select(a => a.Text)
        .SequenceEqual(words.Split(' '));
}

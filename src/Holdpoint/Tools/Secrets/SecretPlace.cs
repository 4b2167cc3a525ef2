namespace Holdpoint.Tools.Secrets;

/// <summary>What a file that holds secrets is to the agent that reads it.</summary>
internal enum SecretKind
{
    /// <summary>A part of the project: reading it is everyday work, sending it away is not.</summary>
    Project,

    /// <summary>A person's configuration that holds secrets among other things.</summary>
    Mixed,

    /// <summary>A person's or the machine's store of secrets, which holds nothing else.</summary>
    Store,
}

/// <summary>A file or folder that holds secrets.</summary>
/// <param name="What">With its article: "a private key".</param>
/// <param name="Path">As a person would write it.</param>
internal sealed record Secret(SecretKind Kind, string What, string Path);

/// <summary>Where programs keep secrets: paths by their last parts. A line is pattern, kind (S a store, M mixed, P of a
/// project) and what it is; a pattern that ends with a slash is a folder.</summary>
/// <remarks>One text that is walked, not a table: it costs nothing where no file is read or sent.</remarks>
internal static class SecretPlaces
{
    /// <summary>What a file of variables is called here.</summary>
    public const string Settings = "settings with secrets";

    public const string PrivateKey = "a private key";

    /// <summary>What no agent reads at all.</summary>
    public const string ApproversKey = "a key with which a person approves";

    private const string Known =
        $"""
        .config/holdpoint/keys/*|S|{ApproversKey}
        .ssh/id_*|S|a private key
        .ssh/identity|S|a private key
        .ssh/*.pem|S|a private key
        .ssh/*.key|S|a private key
        .ssh/*_rsa|S|a private key
        .ssh/*_ed25519|S|a private key
        .ssh/|S|private keys
        .gnupg/private-keys-v1.d/*|S|a private key
        .gnupg/secring.gpg|S|private keys
        .gnupg/|S|private keys
        .aws/credentials|S|credentials of AWS
        .aws/sso/cache/*|S|credentials of AWS
        .aws/cli/cache/*|S|credentials of AWS
        .aws/config|P|a configuration of AWS
        .aws/|S|credentials of AWS
        .config/gcloud/application_default_credentials.json|S|credentials of Google Cloud
        .config/gcloud/credentials.db|S|credentials of Google Cloud
        .config/gcloud/access_tokens.db|S|credentials of Google Cloud
        .config/gcloud/legacy_credentials/*|S|credentials of Google Cloud
        .config/gcloud/|S|credentials of Google Cloud
        .azure/accessTokens.json|S|credentials of Azure
        .azure/msal_token_cache.json|S|credentials of Azure
        .azure/service_principal_entries.json|S|credentials of Azure
        .azure/|S|credentials of Azure
        .kube/config|M|credentials of a cluster
        .kube/|S|credentials of a cluster
        /etc/kubernetes/admin.conf|M|credentials of a cluster
        /etc/rancher/k3s/k3s.yaml|M|credentials of a cluster
        .docker/config.json|M|credentials of a registry
        .config/containers/auth.json|S|credentials of a registry
        containers/auth.json|S|credentials of a registry
        .netrc|S|passwords
        _netrc|S|passwords
        .git-credentials|S|credentials of git
        .config/git/credentials|S|credentials of git
        .pgpass|S|passwords of databases
        .my.cnf|M|passwords of databases
        .mylogin.cnf|S|passwords of databases
        .npmrc|M|tokens of npm
        .pypirc|M|tokens of PyPI
        .gem/credentials|S|tokens of RubyGems
        .cargo/credentials|S|tokens of crates.io
        .cargo/credentials.toml|S|tokens of crates.io
        .config/pypoetry/auth.toml|S|tokens of PyPI
        .composer/auth.json|S|tokens of Composer
        .config/composer/auth.json|S|tokens of Composer
        .terraform.d/credentials.tfrc.json|S|tokens of Terraform
        .terraformrc|P|tokens of Terraform
        .vault-token|S|a token of Vault
        .config/gh/hosts.yml|M|tokens of GitHub
        .config/hub|M|tokens of GitHub
        .config/glab-cli/config.yml|M|tokens of GitLab
        .config/rclone/rclone.conf|M|credentials of storage
        .s3cfg|M|credentials of storage
        .boto|M|credentials of storage
        .fly/config.yml|M|tokens of Fly
        .config/doctl/config.yaml|M|tokens of DigitalOcean
        .config/hcloud/cli.toml|M|tokens of Hetzner
        .claude/.credentials.json|S|credentials of an agent
        .codex/auth.json|S|credentials of an agent
        .gemini/oauth_creds.json|S|credentials of an agent
        .password-store/*|S|passwords
        .password-store/|S|passwords
        .local/share/keyrings/*|S|a keyring
        Library/Keychains/*|S|a keychain
        Keychains/|S|keychains
        logins.json|S|passwords of a browser
        key4.db|S|passwords of a browser
        Login Data|S|passwords of a browser
        /etc/shadow|S|hashes of passwords
        /etc/gshadow|S|hashes of passwords
        /etc/ssh/ssh_host_*_key|S|a private key
        .env|P|settings with secrets
        .env.*|P|settings with secrets
        .envrc|P|settings with secrets
        id_rsa|P|a private key
        id_ed25519|P|a private key
        id_ecdsa|P|a private key
        id_dsa|P|a private key
        *.pem|P|a private key
        *.key|P|a private key
        *.p12|P|a private key
        *.pfx|P|a private key
        *.jks|P|private keys
        *.keystore|P|private keys
        *.tfstate|P|a state, which holds secrets in clear text
        *.tfstate.backup|P|a state, which holds secrets in clear text
        kubeconfig|P|credentials of a cluster
        .htpasswd|P|hashes of passwords
        /proc/self/environ|P|all variables of the environment
        """;

    /// <summary>Words in names of files that hold none: templates, what is public, what is encrypted.</summary>
    private const string Harmless =
        "example sample template tmpl dist defaults schema test enc encrypted age gpg sops pub public cert certs chain "
        + "fullchain ca cacert crt";

    /// <summary>What a path holds; null where that is no secret that is known.</summary>
    /// <param name="path">Absolute where it is known; globs as they are written.</param>
    /// <param name="directory">Where the program runs; null where that is not known.</param>
    /// <param name="relative">It was written from there.</param>
    public static Secret? Find(string path, string? directory, bool relative)
    {
        string clean = path.TrimEnd('/');
        if (clean.Length == 0 || IsHarmless(clean))
        {
            return null;
        }

        foreach (ReadOnlySpan<char> line in Known.AsSpan().EnumerateLines())
        {
            int end = line.IndexOf('|');
            if (Match(line[..end], clean) is >= 0 and var start)
            {
                SecretKind kind = line[end + 1] switch
                {
                    'S' => SecretKind.Store,
                    'M' => SecretKind.Mixed,
                    _ => SecretKind.Project,
                };
                bool folders = line[..(end - 1)].Contains('/');
                return new Secret(
                    IsOfProject(clean[..start], directory, relative && !folders) ? SecretKind.Project : kind,
                    line[(end + 3)..].ToString(), path);
            }
        }

        return null;
    }

    /// <summary>Where the part begins that a pattern matches; -1 where it does not.</summary>
    private static int Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        pattern = pattern.TrimEnd('/');
        if (pattern[0] == '/')
        {
            return SameFrom(pattern[1..], path.TrimStart('/')) && path[0] == '/' ? 0 : -1;
        }

        int parts = pattern.Count('/') + 1;
        int start = path.Length;
        for (int i = 0; i < parts; i++)
        {
            int slash = start <= 0 ? -1 : path[..start].LastIndexOf('/');
            if (slash < 0 && (i + 1 < parts || start <= 0))
            {
                return -1;
            }

            start = slash;
        }

        return SameFrom(pattern, path[(start + 1)..]) ? Math.Max(start, 0) : -1;
    }

    private static bool SameFrom(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        while (true)
        {
            int left = pattern.IndexOf('/'), right = path.IndexOf('/');
            if ((left < 0) != (right < 0)
                || !Same(left < 0 ? pattern : pattern[..left], right < 0 ? path : path[..right]))
            {
                return false;
            }

            if (left < 0)
            {
                return true;
            }

            pattern = pattern[(left + 1)..];
            path = path[(right + 1)..];
        }
    }

    /// <summary>One part of a path; either side may hold stars.</summary>
    private static bool Same(ReadOnlySpan<char> pattern, ReadOnlySpan<char> part)
    {
        if (part.IndexOfAny('*', '?', '[') < 0)
        {
            int star = pattern.IndexOf('*');
            return star < 0 ? pattern.SequenceEqual(part)
                : part.Length > pattern.Length - 1 && part.StartsWith(pattern[..star])
                    && part.EndsWith(pattern[(star + 1)..]) && !part.EndsWith(".pub");
        }

        // A file that the pattern is there for; a star alone is everything, and names none.
        string one = pattern.ToString().Replace("*", "rsa", StringComparison.Ordinal);
        return part.TrimEnd('*').Length > 1 && Shell.Evaluation.Patterns.Matches(part, one);
    }

    private static bool IsHarmless(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> name = path[(path.LastIndexOf('/') + 1)..];
        foreach (Range range in name.SplitAny('.', '-', '_'))
        {
            if (name[range].Length > 1 && Shell.Wrappers.Wrapper.Has(Harmless, name[range].ToString()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The folder that holds it is the one where the agent works, or lies below: a fixture, a project's own
    /// settings. A home folder is no project.</summary>
    private static bool IsOfProject(string place, string? directory, bool relative)
    {
        if (directory is null || IsHome(directory))
        {
            return directory is null && relative;
        }

        return relative || place == directory || place.StartsWith(directory + "/", StringComparison.Ordinal);
    }

    private static bool IsHome(string directory) =>
        directory is "/root" or "/"
        || (directory.StartsWith("/home/", StringComparison.Ordinal)
            || directory.StartsWith("/Users/", StringComparison.Ordinal)) && directory.Count(c => c == '/') == 2;
}

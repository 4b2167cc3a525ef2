namespace Holdpoint.Shell.Wrappers;

/// <summary>The name under which a program is known, however its path is spelled.</summary>
internal static class ProgramNames
{
    /// <summary>The program that a package brings, where it is called otherwise: <c>awscli</c>,
    /// <c>@railway/cli</c>.</summary>
    public static string OfPackage(string package) => package switch
    {
        ['@', ..] when package.EndsWith("/cli", StringComparison.Ordinal) => package[1..^"/cli".Length],
        "awscli" or "awscli2" or "aws-cli" => "aws",
        "google-cloud-sdk" or "cloud-sdk" => "gcloud",
        "azure-cli" => "az",
        "kubernetes-helm" => "helm",
        "opentofu" => "tofu",
        "del-cli" => "rimraf",
        _ => package,
    };

    /// <summary>The program that a container of this image starts with the words after it; null where the words say it
    /// themselves, or nothing is known of the image: <c>amazon/aws-cli:2</c>.</summary>
    public static string? OfImage(string image)
    {
        string name = image[(image.LastIndexOf('/') + 1)..];
        int end = name.AsSpan().IndexOfAny(':', '@');
        string program = OfPackage(end < 0 ? name : name[..end]);
        return program is "aws" or "kubectl" or "helm" or "terraform" or "tofu" or "terragrunt" or "pulumi" or "rclone"
            or "restic" or "flyway" or "liquibase" or "migrate" or "dbmate" or "mc" or "s5cmd" or "flyctl" or "doctl"
            or "velero" or "argocd" or "etcdctl" or "vault" or "packer" or "atlas" ? program : null;
    }

    /// <summary>
    /// The last part of a path, of Windows' ones too; without <c>.exe</c> and <c>.cmd</c>; in small letters where it is
    /// all capitals (<c>GIT</c>, <c>RM</c>): many machines' file systems do not tell the two apart.
    /// </summary>
    public static string Of(string program)
    {
        int slash = program.AsSpan().LastIndexOfAny('/', '\\');
        string name = slash < 0 || slash == program.Length - 1 ? program : program[(slash + 1)..];
        if (name.Length > 4 && (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase)))
        {
            name = name[..^4];
        }

        // R is a language.
        bool capitals = name.Length > 1 && name[0] is >= 'A' and <= 'Z'
            && name.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0;
        return capitals ? name.ToLowerInvariant() : name;
    }
}

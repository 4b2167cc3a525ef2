using System.Text.RegularExpressions;

namespace Holdpoint.Tests.Tools.Aws.Catalogue;

/// <summary>How the AWS CLI spells services and operations.</summary>
internal static partial class CliNames
{
    /// <summary>The words after <c>aws</c> that name a service.</summary>
    public static string[] Services(string service) => service switch
    {
        "s3" => ["s3api"],
        "config" => ["configservice"],
        "codedeploy" => ["deploy"],
        "sagemaker-runtime" => ["sagemaker-runtime", "runtime.sagemaker"],
        _ => [service],
    };

    /// <summary>The words that name an operation: botocore's xform_name, and what the CLI made of it where it
    /// differs.</summary>
    public static string[] Operations(string service, string operation) => (service, operation) switch
    {
        (_, "CreateCachediSCSIVolume") => ["create-cached-iscsi-volume"],
        (_, "DescribeCachediSCSIVolumes") => ["describe-cached-iscsi-volumes"],
        (_, "DescribeStorediSCSIVolumes") => ["describe-stored-iscsi-volumes"],
        (_, "CreateStorediSCSIVolume") => ["create-stored-iscsi-volume"],
        (_, "ListHITsForQualificationType") =>
            ["list-hi-ts-for-qualification-type", "list-hits-for-qualification-type"],
        (_, "DeleteWhatsAppMessageMedia") => ["delete-whatsapp-media-message", "delete-whatsapp-message-media"],
        ("rds", "ModifyOptionGroup") =>
            ["modify-option-group", "add-option-to-option-group", "remove-option-from-option-group"],
        _ when operation.Contains("PartiQL", StringComparison.Ordinal) =>
            [Kebab(operation.Replace("PartiQL", "Partiql", StringComparison.Ordinal))],
        _ when operation.Contains("WhatsApp", StringComparison.Ordinal) =>
            [Kebab(operation.Replace("WhatsApp", "Whatsapp", StringComparison.Ordinal)), Kebab(operation)],
        _ when operation.Contains("OTel", StringComparison.Ordinal) =>
            [Kebab(operation.Replace("OTel", "Otel", StringComparison.Ordinal)), Kebab(operation)],
        _ => [Kebab(operation)],
    };

    /// <summary>botocore.xform_name(name, '-').</summary>
    internal static string Kebab(string name)
    {
        Match special = Plural().Match(name);
        if (special.Success)
        {
            name = $"{name[..special.Index]}-{special.Value.ToLowerInvariant()}";
        }

        return EndCap().Replace(FirstCap().Replace(name, "${a}-${b}"), "${a}-${b}").ToLowerInvariant();
    }

    [GeneratedRegex("[A-Z]{2,}s$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plural();

    [GeneratedRegex("(?<a>.)(?<b>[A-Z][a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstCap();

    [GeneratedRegex("(?<a>[a-z0-9])(?<b>[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndCap();
}

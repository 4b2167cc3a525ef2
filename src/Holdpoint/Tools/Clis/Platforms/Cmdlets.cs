using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Commands of PowerShell's modules for clouds, directories, databases and machines: <c>Remove-AzVM</c>.
/// What they fall on is told by the letters that the module puts before its nouns.</summary>
internal static class Cmdlets
{
    private const string Options = "Name ResourceGroupName ResourceName SubscriptionId ProfileName Region ServerName "
        + "AccountName VaultName BucketName Key InstanceId DBInstanceIdentifier DBClusterIdentifier TableName "
        + "StackName VolumeId SnapshotId Identity Server Database SqlInstance Id Scope DefaultProfile VMName Project";

    /// <summary>One of each module, for the documentation.</summary>
    public static ImmutableArray<string> Names =>
    [
        "Remove-AzResourceGroup", "Remove-S3Bucket", "Remove-MgUser", "Remove-ADUser", "Remove-DbaDatabase",
        "Remove-VM",
    ];

    public static Cli? Find(string name)
    {
        int dash = name.IndexOf('-');
        if (dash is < 4 or > 10)
        {
            return null;
        }

        ReadOnlySpan<char> noun = name.AsSpan(dash + 1);
        return Verb(name.AsSpan(0, dash)) is { } deed && Module(noun) is { } module && !Passing(noun)
            ? Of(name, module, deed) : null;
    }

    private static string? Verb(ReadOnlySpan<char> verb) =>
        verb.Equals("Remove", StringComparison.OrdinalIgnoreCase) ? "deletes"
        : verb.Equals("Clear", StringComparison.OrdinalIgnoreCase) ? "empties"
        : verb.Equals("Unregister", StringComparison.OrdinalIgnoreCase) ? "deletes"
        : null;

    private static string? Module(ReadOnlySpan<char> noun)
    {
        foreach ((string letters, string module) in (ReadOnlySpan<(string, string)>)
            [
                ("Az", "Azure"), ("Mg", "Microsoft Graph"), ("AD", "Active Directory"), ("EC2", "AWS"), ("S3", "AWS"),
                ("RDS", "AWS"), ("DDB", "AWS"), ("CFN", "AWS"), ("EKS", "AWS"), ("EFS", "AWS"), ("LM", "AWS"),
                ("IAM", "AWS"), ("KMS", "AWS"), ("SEC", "AWS"), ("R53", "AWS"), ("ECS", "AWS"), ("ECR", "AWS"),
                ("Gcs", "Google Cloud"), ("Gce", "Google Cloud"), ("Dba", "SQL Server"), ("SqlDatabase", "SQL Server"),
                ("VM", "virtual machines"), ("Datastore", "VMware"), ("Exchange", "Exchange"), ("Mailbox", "Exchange"),
                ("SPOSite", "SharePoint"),
            ])
        {
            if (noun.StartsWith(letters) && (noun.Length == letters.Length
                || char.IsAsciiLetterUpper(noun[letters.Length])))
            {
                return module;
            }
        }

        return null;
    }

    /// <summary>What such a command takes off the session alone, or hangs on a thing that stays.</summary>
    private static bool Passing(ReadOnlySpan<char> noun) =>
        noun.EndsWith("Context", StringComparison.Ordinal) || noun.EndsWith("Environment", StringComparison.Ordinal)
        || noun.EndsWith("Tag", StringComparison.Ordinal) || noun.EndsWith("Profile", StringComparison.Ordinal);

    private static Cli Of(string name, string module, string deed) => new()
    {
        Id = name,
        Title = $"PowerShell for {module}: what `Remove-…` deletes",
        Target = module,
        OneDash = true,
        Valued = Options,
        Named = "Name ResourceName BucketName InstanceId DBInstanceIdentifier DBClusterIdentifier TableName StackName "
            + "VolumeId SnapshotId Identity Database VMName Id ResourceGroupName",
        Harmless = "WhatIf whatif",
        Sources =
        [
            new("group", SignKind.Name, "ResourceGroupName"),
            new("server", SignKind.Host, "ServerName Server SqlInstance"),
            new("profile", SignKind.Account, "ProfileName SubscriptionId DefaultProfile", "AWS_PROFILE"),
        ],
        Rules = [Empties("", "cloud.data", $"{deed} what {name[(name.IndexOf('-') + 1)..]} names: {{}}", Nothing)],
    };
}

using System.Collections.Immutable;
using Holdpoint.Environments;

namespace Holdpoint.Policy.Files;

/// <summary>Every key of a policy file, once: the reader, the JSON schema and the hints are made from it.</summary>
internal static class PolicyKeys
{
    public const string Version = "version";
    public const string Environments = "environments";
    public const string Rules = "rules";
    public const string Approvals = "approvals";
    public const string NotByStarter = "not-by-starter";
    public const string Thresholds = "thresholds";
    public const string Trust = "trust";
    public const string MeasureSeconds = "measure-seconds";
    public const string MeasureMegabytes = "measure-megabytes";

    public static ImmutableArray<(string Key, string Title)> Root { get; } =
    [
        (Version, "The version of this format: 1."),
        (Environments, "What counts as which environment: patterns over the signs of a target."),
        (Rules, "Other answers than the built-in ones, by rule and environment."),
        (Approvals, "How many different approvers must grant what asks, by environment and by rule."),
        (Thresholds, "Bounds of measuring; read from a user's or a managed file only."),
        (Trust, "Repositories whose file may name the environment of what no sign tells; user's or managed file only."),
    ];

    /// <summary>The environments that a file can name; <c>unknown</c> is what remains.</summary>
    public static ImmutableArray<(string Key, EnvironmentKind Environment)> Named { get; } =
    [
        ("production", EnvironmentKind.Production),
        ("staging", EnvironmentKind.Staging),
        ("development", EnvironmentKind.Development),
    ];

    /// <summary>The environments that a rule can be answered for.</summary>
    public static ImmutableArray<(string Key, EnvironmentKind Environment)> Columns { get; } =
    [
        ("development", EnvironmentKind.Development),
        ("staging", EnvironmentKind.Staging),
        ("unknown", EnvironmentKind.Unknown),
        ("production", EnvironmentKind.Production),
    ];

    public static ImmutableArray<(string Key, SignKind Kind, string Title)> Matchers { get; } =
    [
        ("accounts", SignKind.Account, "Account, subscription or project ids and aliases."),
        ("regions", SignKind.Region, "Regions."),
        ("hosts", SignKind.Host, "Host names, those inside URLs too; without a port."),
        ("contexts", SignKind.Context, "Contexts and profiles: kubectl's, docker's, the cloud programs'."),
        ("workspaces", SignKind.Workspace, "Workspaces of Terraform and OpenTofu."),
        ("paths", SignKind.Path, "Folders and files with all under them; in a repository's file relative to it."),
        ("urls", SignKind.Url, "URLs without user and password; without a scheme in the pattern, any scheme."),
        ("branches", SignKind.Branch, "Branches of remote repositories, without refs/heads/."),
        ("names", SignKind.Name, "Names of databases, buckets, clusters and other resources."),
        ("tags", SignKind.Tag, "Tags as key=value."),
    ];

    public static ImmutableArray<(string Key, Decision Decision)> Decisions { get; } =
        [("allow", Decision.Allow), ("ask", Decision.Ask), ("deny", Decision.Deny)];

    /// <summary>More persons than these are a meeting.</summary>
    public const int MostApprovers = 5;

    /// <summary>The bounds: under a second nothing answers; beyond a minute every client has given up on its
    /// hook.</summary>
    public static ImmutableArray<(string Key, int Least, int Most, string Title)> Bounds { get; } =
    [
        (MeasureSeconds, 1, 60, "How long measuring one action may take; a client's own time-out stays above it."),
        (MeasureMegabytes, 1, 4096, "The largest state, plan or answer that is read; larger ones are unmeasured."),
    ];
}

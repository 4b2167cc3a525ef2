using System.Collections.Immutable;

namespace Holdpoint.Environments;

/// <summary>What a target counts as.</summary>
internal enum EnvironmentKind
{
    Development,
    Staging,

    /// <summary>No sign told; judged like production for irreversible effects.</summary>
    Unknown,
    Production,
}

/// <summary>What kind of fact a sign is; a policy file's matchers name these.</summary>
internal enum SignKind
{
    Account,
    Region,
    Host,
    Workspace,
    Path,
    Branch,
    Url,
    Context,
    Name,
    Tag,
}

/// <summary>One fact about a target that may tell its environment.</summary>
/// <param name="Value">For a tag: <c>key=value</c>.</param>
/// <param name="Source">Where it was read: "the state's tags", "the -chdir argument".</param>
internal readonly record struct Sign(SignKind Kind, string Value, string Source)
{
    /// <summary>The value as a message may show it: without the user and password of a URL.</summary>
    public string Shown => Kind is SignKind.Url or SignKind.Host ? HostSigns.WithoutUser(Value) : Value;
}

/// <summary>The concrete place that an effect falls on.</summary>
/// <param name="Kind">A word of the tool: <c>path</c>, <c>git-remote</c>, <c>terraform-state</c>.</param>
/// <param name="Place">The place, unambiguous on this machine: <c>local:/srv/site/terraform.tfstate</c>.</param>
/// <param name="Signs">What may tell its environment, strongest first.</param>
internal sealed record Target(string Kind, string Place, ImmutableArray<Sign> Signs)
{
    /// <summary>A path on this machine.</summary>
    public static Target Path(string path) => new("path", path, [new Sign(SignKind.Path, path, "the path")]);
}

/// <summary>The environment found for a target, and the sign that decided.</summary>
/// <param name="Because">One clause: "account 123456789012 is named production in holdpoint.yaml".</param>
internal sealed record Placement(EnvironmentKind Environment, string Because);

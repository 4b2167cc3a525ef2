using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.States;

/// <summary>One managed object of a state, as far as its loss must be told.</summary>
internal sealed record StateInstance
{
    /// <summary>In Terraform's own syntax: <c>module.site["a"].aws_instance.web[0]</c>. A deposed object has the
    /// address of its instance.</summary>
    public required string Address { get; init; }

    /// <summary>The module's path with its keys, <c>module.site["a"]</c>; null in the root module.</summary>
    public string? Module { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>The index as it stands in the address, <c>0</c> or <c>"a"</c>; null without count or
    /// for_each.</summary>
    public string? Key { get; init; }

    /// <summary>As the file has it: <c>provider["registry.terraform.io/hashicorp/aws"].west</c>; empty where it says
    /// none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The configuration-level addresses that it depends on; data sources are among them.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The key of a deposed object, the remains of a replacement; null for the current one.</summary>
    public string? Deposed { get; init; }

    public bool Tainted { get; init; }

    public bool CreateBeforeDestroy { get; init; }

    /// <summary>The attributes that tell protection, size, engine, names and tags.</summary>
    public AttributeSet Attributes { get; init; }

    /// <summary>The address without the instance's own key, as <c>dependencies</c> of others write it:
    /// <c>module.site.aws_instance.web</c>.</summary>
    public required string ConfigAddress { get; init; }
}

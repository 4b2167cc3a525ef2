using System.Collections.Immutable;
using Holdpoint.Radius;

namespace Holdpoint.Tools.Terraform.Losses;

/// <summary>What a destroy or a plan would do, in the pieces of a measurement.</summary>
internal sealed record TerraformLosses
{
    /// <summary>The gravest thing that would happen: destroy, then weaken (protections off, forgets), modify, create,
    /// read (nothing).</summary>
    public required EffectKind Kind { get; init; }

    /// <summary>Objects that would be destroyed, replacements among them.</summary>
    public required long Count { get; init; }

    /// <summary>The worst recovery among the losses; trivial when nothing is lost.</summary>
    public required Recovery Recovery { get; init; }

    /// <summary>Data-bearing first; at most <see cref="BlastRadius.MaxNamedLosses"/>.</summary>
    public ImmutableArray<Loss> Losses { get; init; } = [];

    /// <summary>How many of the losses hold data, named or not.</summary>
    public int HoldData { get; init; }

    public ImmutableArray<(string Type, int Count)> Types { get; init; } = [];

    public ImmutableArray<SystemGroup> Systems { get; init; } = [];

    /// <summary>Bytes of storage of what would be lost, where the attributes tell; null where none does.</summary>
    public long? Bytes { get; init; }

    /// <summary>Lineage, serial, version and counts, each with its source.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Everything that the state holds would go.</summary>
    public bool Whole { get; init; }

    /// <summary>Targets that match nothing in the state, as written.</summary>
    public ImmutableArray<string> Unmatched { get; init; } = [];

    /// <summary>Protections turned off by updates, each "ADDRESS: deletion_protection goes from true to
    /// false".</summary>
    public ImmutableArray<string> ProtectionsOff { get; init; } = [];

    public int Creates { get; init; }

    public int Updates { get; init; }

    public int Replaces { get; init; }

    public int Forgets { get; init; }

    public int Imports { get; init; }

    /// <summary>One clause for a person: "this state holds 2 systems, a (12 resources) and b (6), on a shared VPC; both
    /// would go". Null when no system is known.</summary>
    public string? SystemsSentence { get; init; }

    /// <summary>The pieces laid over a measurement.</summary>
    public Measurement Over(Measurement measurement) => measurement with
    {
        Effect = measurement.Effect with { Kind = Kind, Recovery = Recovery },
        Count = Count,
        Unit = "resources",
        Bytes = Bytes,
        Losses = Losses,
        HoldData = HoldData,
        Types = Types,
        Systems = Systems,
        Facts = [.. measurement.Facts, .. Facts],
    };
}

using System.Collections.Immutable;

namespace Holdpoint.Tools.Terraform.Protection;

/// <summary>What an object of a type holds that its configuration cannot make again.</summary>
internal enum Holds
{
    /// <summary>Nothing: a network, a role, a service.</summary>
    Nothing,

    /// <summary>Hardly ever anything: compute beside its storage, a cache.</summary>
    Little,

    /// <summary>Data: a database, a bucket, a volume, a key.</summary>
    Content,

    /// <summary>The safety of something else: bucket versioning, a lock, a backup plan.</summary>
    Safety,
}

/// <summary>What one attribute does for the safety of its object.</summary>
internal enum SafeguardKind
{
    /// <summary>While it is on, the platform or the provider refuses to delete.</summary>
    Lock,

    /// <summary>While it is safe, a full one is not deleted.</summary>
    OnlyWhenEmpty,

    /// <summary>Whether a last snapshot is taken before it goes.</summary>
    FinalSnapshot,

    /// <summary>Whether its automated backups outlive it.</summary>
    BackupsStay,

    /// <summary>Whether there are backups at all, and for how long.</summary>
    Backups,

    /// <summary>Days in which the platform undoes a deletion.</summary>
    Window,

    /// <summary>In the configuration or the provider, so no state tells it: prevent_destroy, features blocks.</summary>
    Elsewhere,
}

/// <summary>One row of the table: an attribute, its safe value and its default, as the table words them.</summary>
internal readonly record struct Safeguard(SafeguardKind Kind, string Attribute, string Safe, string Default);

/// <summary>What the table knows of a resource type.</summary>
/// <param name="Lost">What a destroy loses, in the table's words.</param>
/// <param name="BackupsLost">The backups that die with it; null where none are known to.</param>
internal sealed record TypeStanding(Holds Holds, string Lost, string? BackupsLost,
    ImmutableArray<Safeguard> Safeguards);

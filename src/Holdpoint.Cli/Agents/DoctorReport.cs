using System.Collections.Immutable;

namespace Holdpoint.Cli.Agents;

/// <summary>How much stands between an agent and the machine; the blueprint tells what walks around each.</summary>
internal enum Tier
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A hook that the agent's own settings can switch off.</summary>
    Advice,

    /// <summary>A hook in managed settings, which a user cannot switch off.</summary>
    Held,

    /// <summary>Credentials that the agent does not have.</summary>
    Walled,
}

/// <summary>What one settings file gives.</summary>
/// <param name="State">One clause: "alive, 3 ms", "not installed".</param>
internal sealed record PlaceReport(SettingsPlace Place, Tier Tier, string State);

/// <summary>What a look at one client found.</summary>
/// <param name="Absent">Neither the client nor a hook of ours for it is here.</param>
/// <param name="Problems">What is wrong, each with what to do.</param>
/// <param name="Next">How to reach the next tier, in plain sentences.</param>
internal sealed record DoctorReport(
    Tier Tier,
    bool Absent,
    ImmutableArray<PlaceReport> Places,
    ImmutableArray<string> Problems,
    ImmutableArray<string> Next);

using Holdpoint.Radius;
using Holdpoint.Tools;

namespace Holdpoint.Policy.Rules;

/// <summary>Code from the network that runs unseen.</summary>
internal sealed class NetworkCode : Rule
{
    public override string Id => "network-code";

    public override string Title => "Code from the network that runs unseen";

    public override string Documentation =>
        """
        `curl … | sh` and its kin run what a server sends at that moment, with all rights of the agent.

        What to do: download to a file, read it, then run the file.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Tool: OpaqueEffects.ToolId, Resource.Type: "code.network" };
}

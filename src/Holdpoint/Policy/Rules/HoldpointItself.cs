using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Holdpoint's own hooks, keys, policy and journal.</summary>
internal sealed class HoldpointItself : Rule
{
    /// <summary>The id of the tool that knows Holdpoint's own parts.</summary>
    private const string HoldpointTool = "holdpoint";

    public override string Id => "holdpoint-itself";

    public override string Title => "Holdpoint's own hooks, keys, policy and journal";

    public override string Documentation =>
        """
        An agent may not change what judges it: its hook settings, its keys, its policy files, its journal, its program.
        The answer is `deny` in every environment and no policy file changes it.

        What to do: a person makes the change, outside the agent's session.
        """;

    public override Row Defaults => Row.Deny;

    public override bool Configurable => false;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Forbidden: not null, Tool: HoldpointTool };

    protected override string? Closing(Measurement measurement, Placement placement) =>
        "a person can do this outside the agent's session; no policy file allows it to an agent";
}

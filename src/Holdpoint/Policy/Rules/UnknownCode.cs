using Holdpoint.Radius;
using Holdpoint.Tools;

namespace Holdpoint.Policy.Rules;

/// <summary>Unknown code that reaches a target.</summary>
internal sealed class UnknownCode : Rule
{
    public override string Id => "unknown-code";

    public override string Title => "Unknown code that reaches a target";

    public override string Documentation =>
        """
        A script or program that could not be read is run against a target.

        What to do: let the code be read: a file in the repository rather than a download or a binary.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Kind: EffectKind.Unknown, Tool: not OpaqueEffects.ToolId };
}

using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something irreversible that could not be measured.</summary>
internal sealed class Unmeasured : Rule
{
    public override string Id => "unmeasured";

    public override string Title => "Something irreversible that could not be measured";

    public override string Documentation =>
        """
        The words say that something may go for good, and the world did not answer how much: no credentials,
        a deadline, a file too large. Not knowing is not the same as nothing.

        What to do: the message says why it could not be measured; mend that, or read the plan yourself.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Unmeasured is not null
        && measurement.Effect.Kind is EffectKind.Destroy or EffectKind.Modify
        && WaysBack.Of(measurement) is WayBack.None && !ChosenRows.Are(measurement);
}

using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>A protection taken away.</summary>
internal sealed class Weaken : Rule
{
    public override string Id => "weaken";

    public override string Title => "A protection taken away";

    public override string Documentation =>
        """
        Deletion protection off, retention to nothing, a lock forced, versioning suspended: nothing is lost
        yet, but the next mistake has no net.

        What to do: say why the protection must go, and for how long.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Weaken;
}

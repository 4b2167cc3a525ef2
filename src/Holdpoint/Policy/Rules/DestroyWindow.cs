using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something that can be brought back for some days or from a verified backup.</summary>
internal sealed class DestroyWindow : Rule
{
    public override string Id => "destroy-window";

    public override string Title => "Something that can be brought back for some days or from a verified backup";

    public override string Documentation =>
        """
        The platform keeps what was deleted for some days, or a backup exists that a restore has proved.
        Bringing it back costs work and time.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Destroy && WaysBack.Of(measurement) is WayBack.Limited;
}

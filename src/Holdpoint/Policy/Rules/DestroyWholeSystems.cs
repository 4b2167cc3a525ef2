using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Whole systems with data and without a verified backup.</summary>
internal sealed class DestroyWholeSystems : Rule
{
    public override string Id => "destroy-whole-systems";

    public override string Title => "Whole systems with data and without a verified backup";

    public override string Documentation =>
        """
        Every resource of a system would go, data among it, and there is no backup that a restore has proved.
        In production the answer is `deny`, elsewhere `ask`.

        What to do: take a backup and restore it as a test; or destroy less, with the resources named one by one.
        """;

    public override Row Defaults => new(Decision.Ask, Decision.Ask, Decision.Ask, Decision.Deny);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Destroy && WaysBack.WholeSystemsWithoutBackup(measurement);

    protected override string? Closing(Measurement measurement, Placement placement) =>
        placement.Environment is EnvironmentKind.Production
            ? "take a backup and restore it as a test first, or name the resources one by one"
            : null;
}

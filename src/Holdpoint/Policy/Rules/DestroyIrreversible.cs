using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something that nothing brings back.</summary>
internal sealed class DestroyIrreversible : Rule
{
    public override string Id => "destroy-irreversible";

    public override string Title => "Something that nothing brings back";

    public override string Documentation =>
        """
        What would go cannot be made again, or nobody knows whether it can; a backup that was never restored
        counts as unknown. In production a checkpoint is required first: a copy, verified by restoring it.

        What to do: look at the names, take a copy, then answer.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Destroy && WaysBack.Of(measurement) is WayBack.None
        && !ChosenRows.Are(measurement);

    protected override string? Closing(Measurement measurement, Placement placement) =>
        placement.Environment is EnvironmentKind.Production
            ? "a checkpoint is required first: a copy, verified by restoring it"
            : null;
}

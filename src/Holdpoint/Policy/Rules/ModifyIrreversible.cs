using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>A change without a way back.</summary>
internal sealed class ModifyIrreversible : Rule
{
    public override string Id => "modify-irreversible";

    public override string Title => "A change without a way back";

    public override string Documentation =>
        """
        A change whose former value is nowhere kept is judged like destroying that value.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Modify && WaysBack.Of(measurement) is WayBack.None
        && !ChosenRows.Are(measurement);
}

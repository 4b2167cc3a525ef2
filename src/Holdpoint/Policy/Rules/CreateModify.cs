using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something made, or changed with a way back.</summary>
internal sealed class CreateModify : Rule
{
    public override string Id => "create-modify";

    public override string Title => "Something made, or changed with a way back";

    public override string Documentation =>
        """
        Allowed everywhere, and recorded in the journal.
        """;

    public override Row Defaults => Row.Allow;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Create
        || (measurement.Effect.Kind is EffectKind.Modify && WaysBack.Of(measurement) is not WayBack.None);
}

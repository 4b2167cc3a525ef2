using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something only looked at.</summary>
internal sealed class Read : Rule
{
    public override string Id => "read";

    public override string Title => "Something only looked at";

    public override string Documentation =>
        """
        Allowed everywhere. A destroy that turns out to touch nothing is a read.
        """;

    public override Row Defaults => Row.Allow;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Read;
}

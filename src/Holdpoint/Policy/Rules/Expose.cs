using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something made readable to more people.</summary>
internal sealed class Expose : Rule
{
    public override string Id => "expose";

    public override string Title => "Something made readable to more people";

    public override string Documentation =>
        """
        A bucket made public, a security group opened, a secret written where others read it. What was read
        cannot be unread.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Expose;
}

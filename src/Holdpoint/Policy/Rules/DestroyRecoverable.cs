using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something that is made again from its source.</summary>
internal sealed class DestroyRecoverable : Rule
{
    public override string Id => "destroy-recoverable";

    public override string Title => "Something that is made again from its source";

    public override string Documentation =>
        """
        A build folder, a file that git holds, a resource that its configuration makes again. Losing it in
        production still interrupts somebody.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Allow, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Kind is EffectKind.Destroy && WaysBack.Of(measurement) is WayBack.Easy;
}

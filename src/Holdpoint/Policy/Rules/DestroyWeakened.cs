using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Something irreversible whose protection was just taken away.</summary>
internal sealed class DestroyWeakened : Rule
{
    public override string Id => "destroy-after-weaken";

    public override string Title => "Something irreversible whose protection was just taken away";

    public override string Documentation =>
        """
        A protection of the same target went within the last 24 hours, in this action or in one that the
        journal holds, of whatever session: deletion protection off, versioning suspended, backups kept for
        no days, `prevent_destroy` removed. Each step looks small; together they are a loss without a net.
        The message says what took the protection away, and when.

        What to do: put the protection back. If the thing must really go, a person takes a copy, restores it
        as a test, and does the last step.
        """;

    public override Row Defaults => new(Decision.Ask, Decision.Ask, Decision.Deny, Decision.Deny);

    public override bool Concerns(Measurement measurement) =>
        measurement is { Effect.Kind: EffectKind.Destroy, Weakened.IsEmpty: false }
        && WaysBack.Of(measurement) is WayBack.None;

    protected override string? Closing(Measurement measurement, Placement placement) =>
        "put the protection back first; if it must go, a person does the last step";

    public override string? Safer(Measurement measurement) => "put the protection back, and take a copy first";
}

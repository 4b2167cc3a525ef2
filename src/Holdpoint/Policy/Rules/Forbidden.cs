using Holdpoint.Environments;
using Holdpoint.Radius;

namespace Holdpoint.Policy.Rules;

/// <summary>Things no agent does anywhere: a machine's root, a raw disk.</summary>
internal sealed class Forbidden : Rule
{
    public override string Id => "forbidden";

    public override string Title => "Things no agent does anywhere: a machine's root, a raw disk";

    public override string Documentation =>
        """
        Some effects are never meant: removing `/` or a home folder, writing over a disk, making a file system on one.
        The answer is `deny` in every environment and no policy file changes it.

        What to do: name the folder or file that is really meant; if it is meant, a person does it by hand.
        """;

    public override Row Defaults => Row.Deny;

    public override bool Configurable => false;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect.Forbidden is not null;

    protected override string? Closing(Measurement measurement, Placement placement) =>
        measurement.Effect.Forbidden;
}

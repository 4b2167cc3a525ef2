using Holdpoint.Radius;
using Holdpoint.Tools;

namespace Holdpoint.Policy.Rules;

/// <summary>Code that is made as the command runs.</summary>
internal sealed class RunTimeCode : Rule
{
    public override string Id => "run-time-code";

    public override string Title => "Code that is made as the command runs";

    public override string Documentation =>
        """
        `eval "$X"` or a shell fed by another program's output: the code exists only when it runs, so
        nothing can be said of it before.

        What to do: write the code to a file, read it, then run the file.
        """;

    public override Row Defaults => new(Decision.Allow, Decision.Ask, Decision.Ask, Decision.Ask);

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Tool: OpaqueEffects.ToolId, Kind: EffectKind.Unknown }
        && measurement.Effect.Resource.Type is not ("code.unreadable" or "code.network");
}

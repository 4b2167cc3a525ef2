using Holdpoint.Radius;
using Holdpoint.Tools;

namespace Holdpoint.Policy.Rules;

/// <summary>Text that is no shell, or beyond what is read.</summary>
internal sealed class UnreadableCommand : Rule
{
    public override string Id => "unreadable-command";

    public override string Title => "Text that is no shell, or beyond what is read";

    public override string Documentation =>
        """
        The text of the command cannot be read as shell, or is larger or deeper than the bounds. What it
        would do is not known.

        What to do: write it more simply, or put it into a script file.
        """;

    public override Row Defaults => Row.Ask;

    public override bool Concerns(Measurement measurement) =>
        measurement.Effect is { Tool: OpaqueEffects.ToolId, Resource.Type: "code.unreadable" };
}

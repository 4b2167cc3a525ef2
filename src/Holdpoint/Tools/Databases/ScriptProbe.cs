using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Shell;
using Holdpoint.Sql;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases;

/// <summary>Reads a file of code and measures each thing that it would do; a harmless file leaves nothing.</summary>
internal sealed record ScriptProbe(DatabaseScript Script, Word File) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        Unread(effect, world, $"{File.Shown} holds more than one thing");

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget)
    {
        if (Script.Depth >= DatabaseScript.MaxDepth)
        {
            return [Unread(effect, world, $"{File.Shown} is included by too many others")];
        }

        if (Script.Path(File) is not { } path)
        {
            return [Unread(effect, world, $"which file {File.Shown} is, only run time knows")];
        }

        switch (world.Read(path, Math.Min(budget.MaxBytes, SqlLimits.MaxCharacters)))
        {
            case FileAnswer.Content content:
                List<Effect> effects = [];
                (Script with { Depth = Script.Depth + 1 }).AddCode(content.Text, effects);
                return Each(effect, effects, world, budget);
            case FileAnswer.Unreadable unreadable:
                return [Unread(effect, world, $"{path} was not read: {unreadable.Why}")];
            default:
                return [Unread(effect, world, $"there is no file {path} yet")];
        }
    }

    /// <summary>The gravest first; what is beyond the bound is told, never passed over.</summary>
    private ImmutableArray<Measurement> Each(
        Effect effect, List<Effect> effects, IWorld world, MeasureBudget budget)
    {
        IEnumerable<Measurement> measured = effects.OrderByDescending(e => e.Kind).Take(BlastRadius.MaxNamedLosses)
            .SelectMany(e => e.Probe?.MeasureAll(e, world, budget) ?? [new Measurement(e)]);
        return effects.Count > BlastRadius.MaxNamedLosses
            ? [.. measured, Unread(effect, world, $"{File.Shown} does more than is listed")]
            : [.. measured];
    }

    private Measurement Unread(Effect effect, IWorld world, string why) =>
        new(effect with { Target = Script.Connection.Of(world) }) { Unmeasured = why };
}

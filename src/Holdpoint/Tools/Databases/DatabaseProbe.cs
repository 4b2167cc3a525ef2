using Holdpoint.Radius;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases;

/// <summary>Finds the very database that a deed would fall on, through the variables and files that its client would
/// use.</summary>
/// <param name="Question">What only the database itself could tell; null where the words say all.</param>
internal sealed record DatabaseProbe(Connection Connection, string? Question) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        new(effect with { Target = Connection.Of(world) })
        {
            Unmeasured = Question is null ? null : $"only the database knows {Question}, and it was not asked",
        };
}

using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases;

/// <summary>Finds the very database that a deed would fall on, through the variables and files that its client would
/// use, and asks it where it can be asked.</summary>
/// <param name="Question">What only the database itself could tell; null where the words say all.</param>
internal sealed record DatabaseProbe(Connection Connection, string? Question) : Probe
{
    /// <summary>What is done to it.</summary>
    public ImmutableArray<SqlStep.Deed> Deeds { get; init; } = [];

    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget)
    {
        Effect located = effect with { Target = Connection.Of(world) };
        string why = "it was not asked";
        if (Connection is { Scheme: "postgresql", File: null } && !Deeds.IsEmpty
            && Deeds.All(CatalogueLosses.Concerns))
        {
            (Catalogue? catalogue, string problem) =
                CatalogueQuestion.Ask(
                    Connection, CatalogueLosses.Named(Deeds), CatalogueLosses.Conditions(Deeds), world, budget);
            if (catalogue is not null)
            {
                return CatalogueLosses.Measure(located, Deeds, catalogue, located.Target.Place);
            }

            why = problem;
        }

        return new(located)
        {
            Unmeasured = Question is null ? null : $"only the database knows {Question}, and {why}",
        };
    }
}

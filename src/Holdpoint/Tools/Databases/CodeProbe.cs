using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases;

/// <summary>Looks what the code of a database does that a statement sets off: functions, views, triggers, rules.
/// Nothing is left where it does nothing, and where the database cannot be asked: the words were harmless.</summary>
internal sealed record CodeProbe(Connection Connection, ImmutableArray<SqlStep.Use> Uses) : Probe
{
    public override Measurement Measure(Effect effect, IWorld world, MeasureBudget budget) =>
        MeasureAll(effect, world, budget) is [var first, ..] ? first
            : new Measurement(effect with { Target = Connection.Of(world) });

    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget) =>
        CatalogueQuestion.AskCode(Connection, Uses, world, budget).Catalogue is { } catalogue
            ? Does(effect, catalogue, world, budget)
            : [];

    /// <summary>What the code does, each measured like a statement's own deed.</summary>
    public ImmutableArray<Measurement> Does(Effect effect, Catalogue catalogue, IWorld world, MeasureBudget budget)
    {
        List<Effect> effects = [];
        foreach (IGrouping<string, DeedOfCode> way in CodeThatRuns.Of(catalogue, Uses).GroupBy(d => d.Through))
        {
            List<Effect> found = [];
            DatabaseEffects.Add(effect.Tool, Connection, [.. way.Select(d => d.Deed)], found);
            effects.AddRange(found.Select(e => e with { Summary = $"{e.Summary}, through {way.Key}" }));
        }

        return
        [
            .. effects.Take(BlastRadius.MaxNamedLosses)
                .SelectMany(e => e.Probe?.MeasureAll(e, world, budget) ?? [new Measurement(e)]),
        ];
    }
}

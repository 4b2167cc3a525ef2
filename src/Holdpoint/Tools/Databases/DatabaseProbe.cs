using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.Live;
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
        if (Connection.Scheme is not ("redis" or "mongodb") && !Deeds.IsEmpty && Deeds.All(CatalogueLosses.Concerns))
        {
            (Catalogue? catalogue, string problem) = LiveCatalogue.Ask(Connection, Deeds, world, budget);
            if (catalogue is not null)
            {
                return CatalogueLosses.Measure(located, Deeds, catalogue, located.Target.Place);
            }

            why = problem;
        }

        else if (Connection.Scheme is "redis" && !Deeds.IsEmpty && Deeds.All(Redis.RedisQuestion.Concerns))
        {
            (Measurement? told, why) = Redis.RedisQuestion.Ask(located, Connection, Deeds, world, budget);
            if (told is not null)
            {
                return told;
            }
        }

        else if (Connection.Scheme is "mongodb" && !Deeds.IsEmpty && Deeds.All(Mongo.MongoQuestion.Concerns))
        {
            (Measurement? told, why) = Mongo.MongoQuestion.Ask(located, Connection, Deeds, world, budget);
            if (told is not null)
            {
                return told;
            }
        }

        return Unasked(located, why);
    }

    /// <summary>A routine turns out to be what its body does.</summary>
    public override ImmutableArray<Measurement> MeasureAll(Effect effect, IWorld world, MeasureBudget budget)
    {
        ImmutableArray<SqlStep.Use> calls =
            [.. Deeds.Where(d => d.Routine is not null)
                .Select(d => new SqlStep.Use(UseKind.Calls, d.Routine ?? "", d.Path, d.Position))];
        if (Connection is not { Scheme: "postgresql", File: null } || calls.IsEmpty || calls.Length < Deeds.Length)
        {
            return [Measure(effect, world, budget)];
        }

        Effect located = effect with { Target = Connection.Of(world) };
        (Catalogue? catalogue, string problem) = CatalogueQuestion.AskCode(Connection, calls, world, budget);
        if (catalogue is null)
        {
            return [Unasked(located, problem)];
        }

        if (calls.FirstOrDefault(c => !CodeThatRuns.Knows(catalogue, c)) is { } stranger)
        {
            return [Unasked(located, $"it holds no {stranger.Name} whose body can be read")];
        }

        ImmutableArray<Measurement> does = new CodeProbe(Connection, calls).Does(effect, catalogue, world, budget);
        return does.IsEmpty
            ? [new Measurement(located with
            {
                Kind = EffectKind.Read,
                Recovery = new Recovery.Trivial("it takes nothing"),
                Summary = $"{effect.Summary}: its body destroys nothing",
            })]
            : does;
    }

    private Measurement Unasked(Effect located, string why) => new(located)
    {
        Unmeasured = Question is null ? null : $"only the database knows {Question}, and {why}",
    };
}

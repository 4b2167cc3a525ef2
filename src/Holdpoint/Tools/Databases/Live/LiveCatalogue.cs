using System.Collections.Immutable;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tools.Databases.MySql;
using Holdpoint.Tools.Databases.Postgres.Live;
using Holdpoint.Tools.Databases.Sqlite;
using Holdpoint.World;

namespace Holdpoint.Tools.Databases.Live;

/// <summary>Asks the database that an action would reach what it holds, each kind in its own way.</summary>
internal static class LiveCatalogue
{
    /// <summary>Tables that are counted for one question: each is a look into its file.</summary>
    private const int MaxCounted = 50;

    /// <summary>A table of this size is counted quickly; of a larger one the estimate must do.</summary>
    private const long MaxBytes = 64L * 1024 * 1024;

    /// <summary>The catalogue with the sizes of what deeds are about, or why there is none.</summary>
    public static (Catalogue? Catalogue, string Problem) Ask(
        Connection connection, ImmutableArray<SqlStep.Deed> deeds, IWorld world, MeasureBudget budget) =>
        connection switch
        {
            { Scheme: "postgresql", File: null } => CatalogueQuestion.Ask(connection, deeds, world, budget),
            { Scheme: "mysql", File: null } => MySqlCatalogue.Ask(connection, deeds, world, budget),
            { Scheme: "sqlite", File: { } file } => SqliteCatalogue.Ask(connection, file, deeds, world, budget),
            _ => (null, "it was not asked"),
        };

    /// <summary>The relations whose rows are worth counting: those that would be lost.</summary>
    public static IEnumerable<CatalogueRelation> ToCount(Catalogue catalogue, ImmutableArray<SqlStep.Deed> deeds) =>
        CatalogueLosses.Losing(catalogue, deeds).Where(r => r is { Kind: "r", Bytes: <= MaxBytes }).Take(MaxCounted);
}

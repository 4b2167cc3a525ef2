using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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

    /// <summary>The statements that count what deeds would take: a row <c>count</c> for each table that is worth it, a
    /// row <c>condition</c> for each condition, as <see cref="CatalogueRows"/> reads them; empty where nothing
    /// is.</summary>
    /// <param name="quoted">A relation as the dialect writes it.</param>
    /// <param name="text">A text as the dialect writes it.</param>
    public static string Counts(
        Catalogue catalogue, ImmutableArray<SqlStep.Deed> deeds, ImmutableArray<LiveCondition> conditions,
        Func<CatalogueRelation, string> quoted, Func<string, string> text)
    {
        var sql = new StringBuilder();
        foreach (CatalogueRelation table in ToCount(catalogue, deeds))
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"SELECT 'count', {text(table.Schema)}, {text(table.Name)}, COUNT(*) FROM ");
            sql.Append(CultureInfo.InvariantCulture,
                $"(SELECT 1 FROM {quoted(table)} LIMIT {CatalogueRows.MaxRows}) AS counted;\n");
        }

        var names = new CatalogueNames(catalogue);
        for (int i = 0; i < conditions.Length; i++)
        {
            if (names.Find(conditions[i].Relation) is { Keeps: true } table)
            {
                sql.Append(CultureInfo.InvariantCulture, $"SELECT 'condition', {i}, COUNT(*) FROM (SELECT 1 FROM ");
                sql.Append(CultureInfo.InvariantCulture,
                    $"{quoted(table)} WHERE {conditions[i].Where} LIMIT {CatalogueRows.MaxRows}) AS counted;\n");
            }
        }

        return sql.ToString();
    }

    /// <summary>The relations whose rows are worth counting: those that would be lost.</summary>
    private static IEnumerable<CatalogueRelation> ToCount(Catalogue catalogue, ImmutableArray<SqlStep.Deed> deeds) =>
        CatalogueLosses.Losing(catalogue, deeds).Where(r => r is { Kind: "r", Bytes: <= MaxBytes }).Take(MaxCounted);
}

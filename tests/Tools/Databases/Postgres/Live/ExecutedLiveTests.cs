using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Sql;
using Holdpoint.Tests.Sql;
using Holdpoint.Tools.Databases;

namespace Holdpoint.Tests.Tools.Databases.Postgres.Live;

/// <summary>Statements whose effect was seen on a real server, judged over the very database that they ran on, where
/// the shared corpus is present.</summary>
public sealed class ExecutedLiveTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const double LeastRecall = 0.97;
    private const double MostFalseAlarms = 0.05;

    [Fact]
    public void With_the_catalogue_what_destroys_is_seen_and_next_to_nothing_else()
    {
        List<(string Sql, bool Destroys)> rows = [.. ExecutedStatementsTests.Rows()];
        Assert.SkipWhen(rows.Count == 0, "the shared corpus is not beside the project");
        string setup = Path.Join(
            Cases.Repository.Shared, "reference/databases/postgres/executed-setup.sql");
        server.Sql("postgres", "CREATE DATABASE executed");
        server.Sql("executed", File.ReadAllText(setup));
        List<string> missed = [], alarms = [];
        foreach ((string sql, bool destroys) in rows)
        {
            string quoted = sql.Replace("'", "'\\''", StringComparison.Ordinal);
            Judgement judged = new Pipeline(
                new LiveWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(30))
                .Run(new Holdpoint.Action.ShellCommand($"psql '{server.Url("executed")}' -c '{quoted}'", "/"));
            if (judged.Radius.Measurements.Any(CostsData) != destroys)
            {
                (destroys ? missed : alarms).Add(sql + "\n    " + string.Join("\n    ",
                    judged.Radius.Measurements.Select(m => $"{m.Effect.Kind} {m.Effect.Summary} {m.Unmeasured}")));
            }
        }

        int all = rows.Count(r => r.Destroys);
        double recall = 1 - ((double)missed.Count / all);
        double wrong = (double)alarms.Count / (rows.Count - all);
        output.WriteLine($"executed on PostgreSQL, with the live catalogue: recall {recall:P1} "
            + $"({missed.Count} of {all} missed), false alarms {wrong:P1} ({alarms.Count} of {rows.Count - all})");
        output.WriteLine($"missed:\n  {string.Join("\n  ", missed)}\nfalse alarms:\n  {string.Join("\n  ", alarms)}");
        Assert.True(recall >= LeastRecall && wrong <= MostFalseAlarms);
    }

    /// <summary>The same as of a step of SQL: data may go, whatever brings it back.</summary>
    private static bool CostsData(Measurement measured) =>
        measured.Effect.Kind is EffectKind.Destroy or EffectKind.Modify or EffectKind.Unknown
        && !(measured.Effect.Probe is DatabaseProbe { Deeds: [var deed, ..] }
            && !ExecutedStatementsTests.CostsData(deed));
}

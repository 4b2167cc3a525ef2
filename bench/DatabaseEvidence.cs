using System.Globalization;
using Holdpoint.Tests.Tools.Databases.Postgres;

namespace Holdpoint.Bench;

/// <summary>The whole process of a statement that is judged by a live PostgreSQL of 500 tables and 5 million rows, also
/// while another session has them all locked.</summary>
internal static class DatabaseEvidence
{
    private const int Runs = 15;
    private const int Tables = 500;
    private const int RowsOfEach = 10_000;

    /// <summary>The bar of issue 4, section 6.</summary>
    private const double MostSeconds = 1.0;

    private const int Asked = 10;

    public static void Run(Report report)
    {
        report.Section("A statement judged by a live database, whole process");
        using var server = new PostgresServer();
        server.Sql("postgres", "CREATE DATABASE big");
        server.Sql("big", $$"""
            DO $$ BEGIN FOR i IN 1..{{Tables}} LOOP
                EXECUTE format('CREATE TABLE t%s(id int primary key, parent int, x text)', i);
                EXECUTE format('INSERT INTO t%s SELECT g, g, ''row '' || g FROM generate_series(1, %s) g', i,
                    {{RowsOfEach}});
                IF i > 1 THEN
                    EXECUTE format(
                        'ALTER TABLE t%s ADD FOREIGN KEY (parent) REFERENCES t%s ON DELETE CASCADE', i, i / 2);
                END IF;
            END LOOP; END $$
            """);
        server.Sql("big", "ANALYZE");
        report.Line($"PostgreSQL on the same machine, {Tables} tables of {RowsOfEach} rows, each with a foreign key.");
        report.Line("");
        report.Line("| `holdpoint check psql -c …` | runs | median | slowest |");
        report.Line("|---|---|---|---|");
        double worst = Math.Max(
            Time(report, server, "DELETE FROM t1, which goes on into all of them", "DELETE FROM t1"),
            Time(report, server, "DROP TABLE t400", "DROP TABLE t400"));
        double locked;
        using (server.Hold("big", "BEGIN; DO 'BEGIN FOR i IN 1..500 LOOP EXECUTE format(''LOCK TABLE t%s IN ACCESS "
            + "EXCLUSIVE MODE'', i); END LOOP; END'"))
        {
            locked = Time(report, server, "the same while another session has all tables locked", "DELETE FROM t1");
        }

        report.Line("");
        report.Bar("evidence for 500 tables and 5 million rows", worst, MostSeconds, "s");
        report.Bar("the same while somebody holds every lock", locked, MostSeconds, "s");
    }

    private static double Time(Report report, PostgresServer server, string name, string sql)
    {
        string[] command =
        [
            $"{Report.Root}/artifacts/holdpoint", "check", "--cwd", "/", $"psql {server.Url("big")} -c '{sql}'",
        ];
        string[] environment = ["HOME=/nonexistent", $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
        double[] times = [.. Enumerable.Range(0, Runs + 1)
            .Select(_ => Spawn.Time(command, environment, "/dev/null", Asked)).Skip(1)];
        double median = Report.Percentile(times, 0.5);
        report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {Runs} | {median * 1000:0} ms | {times.Max() * 1000:0} ms |"));
        return median;
    }
}

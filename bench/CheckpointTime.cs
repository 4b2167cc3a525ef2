using System.Diagnostics;
using System.Globalization;
using Holdpoint.Tests.Tools.Databases.Postgres;

namespace Holdpoint.Bench;

/// <summary>Saving a database of a gigabyte and restoring the copy as a test, against pg_dump and pg_restore by
/// hand.</summary>
internal static class CheckpointTime
{
    /// <summary>The bar of issue 4, section 6.</summary>
    private const double MostTimes = 1.5;

    private const int Tables = 8;
    private const int RowsOfEach = 650_000;

    public static void Run(Report report)
    {
        report.Section("A checkpoint of a gigabyte");
        using var server = new PostgresServer();
        string folder = Directory.CreateTempSubdirectory("holdpoint-bench-").FullName;
        try
        {
            server.Sql("postgres", "CREATE DATABASE big");
            server.Sql("big", $$"""
                DO $$ BEGIN FOR i IN 1..{{Tables}} LOOP
                    EXECUTE format('CREATE TABLE t%s(id int primary key, parent int, made timestamptz, x text)', i);
                    EXECUTE format('INSERT INTO t%s SELECT g, g / 2, now(), md5(g::text) || md5((g + %s)::text) ||
                        md5((g * 7)::text) FROM generate_series(1, %s) g', i, i, {{RowsOfEach}});
                    EXECUTE format('CREATE INDEX ON t%s (parent)', i);
                END LOOP; END $$
                """);
            server.Sql("big", "ANALYZE");
            long bytes = long.Parse(
                server.Sql("postgres", "SELECT pg_database_size('big')"), CultureInfo.InvariantCulture);
            double dump = Time(() => server.Dump("big", Path.Join(folder, "dump"), Jobs));
            server.Sql("postgres", "CREATE DATABASE again");
            double restore = Time(() => server.Restore("again", Path.Join(folder, "dump"), Jobs));
            server.Sql("postgres", "DROP DATABASE again");

            string[] command =
            [
                $"{Report.Root}/artifacts/holdpoint", "exec", "--", "psql", server.Url("big"), "-c", "DROP TABLE t1",
            ];
            string[] environment = ["HOME=" + folder, $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
            double whole = Spawn.Time(command, environment, "/dev/null", 0);
            report.Line(string.Create(CultureInfo.InvariantCulture,
                $"PostgreSQL on the same machine, {bytes / 1e9:0.00} GB in {Tables} tables, {Jobs} jobs, "
                + $"compression 1. By hand: pg_dump {dump:0.0} s, pg_restore {restore:0.0} s. `holdpoint exec` as a "
                + $"whole (save, restore into a scratch server, checksums of both, the command, a look at what it "
                + $"did): {whole:0.0} s."));
            report.Line("");
            report.Bar("a proved checkpoint over dump and restore by hand", whole / (dump + restore), MostTimes, "x");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Jobs => Math.Clamp(Environment.ProcessorCount, 1, 8);

    private static double Time(System.Action act)
    {
        long start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

using System.Text.Json;
using Holdpoint.Sql;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Sql;

/// <summary>Statements whose effect was seen on a real server, judged by their words alone, where the shared corpus is
/// present.</summary>
public sealed class ExecutedStatementsTests(ITestOutputHelper output)
{
    private const double LeastRecall = 0.85;
    private const double MostFalseAlarms = 0.12;

    [Fact]
    public void Without_a_catalogue_most_of_what_destroys_is_seen_and_little_else()
    {
        List<(string Sql, bool Destroys)> rows = [.. Rows()];
        Assert.SkipWhen(rows.Count == 0, "the shared corpus is not beside the project");
        var context = new SqlContext(Dialect.Postgres, SqlClient.None) { StopsAtErrors = true };
        List<string> missed = [], alarms = [];
        foreach ((string sql, bool destroys) in rows)
        {
            bool seen = SqlReader.Read(sql, context).Steps.Any(CostsData);
            if (seen != destroys)
            {
                (destroys ? missed : alarms).Add(sql);
            }
        }

        int all = rows.Count(r => r.Destroys);
        double recall = 1 - ((double)missed.Count / all);
        double wrong = (double)alarms.Count / (rows.Count - all);
        output.WriteLine($"executed on PostgreSQL, without a catalogue: recall {recall:P1} ({missed.Count} of {all} "
            + $"missed), false alarms {wrong:P1} ({alarms.Count} of {rows.Count - all})");
        output.WriteLine($"missed:\n  {string.Join("\n  ", missed)}\nfalse alarms:\n  {string.Join("\n  ", alarms)}");
        Assert.True(recall >= LeastRecall && wrong <= MostFalseAlarms);
    }

    /// <summary>What would be asked about in production because data may go.</summary>
    internal static bool CostsData(SqlStep step) =>
        step is not SqlStep.Deed { Kind: DeedKind.Weakens or DeedKind.Exposes or DeedKind.Undefines
            or DeedKind.Interrupts };

    internal static IEnumerable<(string Sql, bool Destroys)> Rows()
    {
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/sql.jsonl") : null;
        if (path is null || !File.Exists(path))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            if (row.RootElement.GetProperty("basis").GetString() is "executed")
            {
                yield return (row.RootElement.GetProperty("sql").GetString() ?? "",
                    row.RootElement.GetProperty("expect").GetString() is "destructive");
            }
        }
    }
}

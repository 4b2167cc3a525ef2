using System.Diagnostics;
using Holdpoint.Sql;

namespace Holdpoint.Tests.Sql;

/// <summary>Nesting and lists without end have an answer.</summary>
public sealed class SqlDepthTests
{
    /// <summary>A statement of a person is read in microseconds; this is a hang, even on a machine with other
    /// work.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("(")]
    [InlineData("SELECT (")]
    [InlineData("WITH x AS (")]
    [InlineData("DELETE FROM a WHERE (")]
    [InlineData("DELETE FROM a WHERE NOT ")]
    [InlineData("DELETE FROM a WHERE a OR ")]
    [InlineData("f(")]
    [InlineData("EXPLAIN ANALYZE ")]
    [InlineData("BEGIN ")]
    [InlineData("IF a THEN ")]
    [InlineData("EXECUTE '")]
    [InlineData("DO $$ ")]
    [InlineData("/*")]
    [InlineData("CASE WHEN ")]
    [InlineData("a.")]
    [InlineData("PREPARE p AS ")]
    [InlineData("CREATE FUNCTION f() BEGIN ")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (")]
    [InlineData("DROP TABLE a, ")]
    [InlineData("ALTER TABLE a DROP b, ")]
    public void Deep_nesting_and_long_lists_have_an_answer_soon(string piece)
    {
        foreach (Dialect dialect in Enum.GetValues<Dialect>())
        {
            foreach (int count in new[] { 10, 300, 5_000 })
            {
                string text = string.Concat(Enumerable.Repeat(piece, count));
                long start = Stopwatch.GetTimestamp();
                SqlReader.Read(text, new SqlContext(dialect, SqlClient.None));
                SqlReader.Read("SELECT 1; " + text + "x", new SqlContext(dialect,
                    SqlClient.Psql) { Procedural = true });
                Assert.True(Stopwatch.GetElapsedTime(start) < Longest, $"{piece} {count} times in {dialect}");
            }
        }
    }
}

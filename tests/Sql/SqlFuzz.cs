using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Holdpoint.Sql;
using Holdpoint.Tests.Cases;

namespace Holdpoint.Tests.Sql;

/// <summary>A fuzz target: mutated SQL in every dialect gets an answer, soon. HOLDPOINT_FUZZ_RUNS says how
/// many.</summary>
public sealed class SqlFuzz
{
    private const int DefaultRuns = 20_000;

    /// <summary>A statement of a person is read in microseconds; this is a hang, even on a machine with other
    /// work.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] Dictionary =
    [
        "'", "\"", "`", "\\", "$$", "$a$", "/*", "*/", "--", "#", "\n", ";", "(", ")", "[", "]", ",", ".", "::", ":x",
        "@x", "?", "E'", "U&'", "/*!", "DELIMITER //\n", "\nGO\n", "\\i x\n", "\\! rm x\n", "\n.read x\n", "BEGIN ",
            " END ",
        "CASE ", "IF ", " THEN ", " LOOP ", "WITH x AS (", "DELETE FROM ", " WHERE ", "1=1", " OR ", " AND ", "NOT ",
        "EXISTS (", "DROP TABLE ", "EXECUTE '", "CREATE FUNCTION f() ", " AS $$", "PREPARE p AS ", "\0", "\ud83d", "é",
        "COPY t FROM stdin;\n", "\\.\n", "MERGE INTO ", "ALTER TABLE a ", "USING ", "SELECT (", "EXPLAIN ",
    ];

    [Fact]
    public void Every_mutation_has_an_answer()
    {
        string? given = Environment.GetEnvironmentVariable("HOLDPOINT_FUZZ_RUNS");
        int runs = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int asked)
            ? asked
            : DefaultRuns;
        string[] seeds = [.. Seeds()];
        var random = new Random(runs);
        Dialect[] dialects = Enum.GetValues<Dialect>();
        SqlClient[] clients = Enum.GetValues<SqlClient>();
        for (int i = 0; i < runs; i++)
        {
            string text = Mutated(random, seeds);
            var context = new SqlContext(
                dialects[random.Next(dialects.Length)], clients[random.Next(clients.Length)])
            {
                StopsAtErrors = random.Next(2) == 0,
                Procedural = random.Next(4) == 0,
            };
            long start = Stopwatch.GetTimestamp();
            try
            {
                SqlReader.Read(text, context);
            }
            catch (Exception e)
            {
                Assert.Fail($"{e} for {context} and\n{text}");
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Longest, $"too slow for {context} and\n{text}");
        }
    }

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

    private static IEnumerable<string> Seeds()
    {
        yield return "BEGIN; WITH d AS (DELETE FROM a WHERE id = 1 RETURNING *) SELECT * FROM d; ROLLBACK";
        yield return "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$";
        yield return "ALTER TABLE a DROP COLUMN b, ALTER c TYPE int USING 0";
        yield return "MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE; UPDATE a SET b = 1 WHERE c IN (1, 2)";
        string? path = Repository.Shared is { } shared ? Path.Join(shared, "corpus/sql.jsonl") : null;
        foreach (string line in path is not null && File.Exists(path) ? File.ReadLines(path) : [])
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement.GetProperty("sql").GetString() ?? "";
        }
    }

    private static string Mutated(Random random, string[] seeds)
    {
        string text = seeds[random.Next(seeds.Length)];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(9));
            string other = seeds[random.Next(seeds.Length)];
            int from = random.Next(other.Length + 1);
            text = random.Next(5) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + other[from..Math.Min(other.Length, from + random.Next(40))] + text[at..],
                2 => text[..end] + text[at..],
                _ => text[..at] + Dictionary[random.Next(Dictionary.Length)] + text[(random.Next(2) == 0 ? at : end)..],
            };
        }

        return text;
    }
}

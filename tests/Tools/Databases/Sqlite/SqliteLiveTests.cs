using Holdpoint.Policy;

namespace Holdpoint.Tests.Tools.Databases.Sqlite;

/// <summary>What is said of a real file of SQLite before a statement runs, against what is gone after it ran.</summary>
public sealed class SqliteLiveTests : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE Users(id integer primary key, email text);
        CREATE TABLE orders(id integer primary key, user integer references users(id) on delete cascade);
        CREATE TABLE "Mixed Case"(id integer);
        CREATE TABLE nothing_in_it(id integer);
        CREATE VIEW buyers AS SELECT * FROM users;
        WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)
            INSERT INTO users SELECT i, 'u' || i FROM c;
        INSERT INTO orders SELECT id, id FROM users;
        INSERT INTO "Mixed Case" VALUES (1), (2);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-sqlite-").FullName;

    public SqliteLiveTests() => Sql(Schema);

    [Theory]
    [InlineData("DROP TABLE users", 500)]
    [InlineData("DROP TABLE \"Mixed Case\"", 2)]
    [InlineData("DELETE FROM users", 500)]
    [InlineData("PRAGMA foreign_keys = ON; DELETE FROM users", 1000)]
    [InlineData("DELETE FROM users WHERE id > 490", 10)]
    [InlineData("UPDATE orders SET user = 1", 500)]
    public void Rows_that_go_are_those_that_were_said(string sql, long rows)
    {
        Assert.Equal(rows, LiveJudge.Said(Command(sql)).Count);
        if (!sql.StartsWith("UPDATE", StringComparison.Ordinal))
        {
            long before = Rows();
            Sql(sql);
            Assert.Equal(rows, before - Rows());
        }
    }

    [Theory]
    [InlineData("DROP TABLE nothing_in_it")]
    [InlineData("DROP TABLE IF EXISTS nowhere")]
    [InlineData("DELETE FROM users WHERE id > 5000")]
    [InlineData("SELECT * FROM users")]
    public void What_takes_nothing_passes(string sql) =>
        Assert.Equal(Decision.Allow, LiveJudge.Run(Command(sql)).Verdict.Decision);

    [Fact]
    public void Asking_leaves_the_folder_as_it_was()
    {
        Sql("PRAGMA journal_mode = WAL");
        byte[] before = File.ReadAllBytes(_folder + "/a.db");
        Assert.Equal(500, LiveJudge.Said(Command("DROP TABLE users")).Count);
        Assert.Equal(before, File.ReadAllBytes(_folder + "/a.db"));
    }

    [Fact]
    public void A_file_that_is_no_database_says_so()
    {
        File.WriteAllBytes(_folder + "/a.db", [.. Enumerable.Range(0, 5000).Select(i => (byte)i)]);
        Judgement judged = LiveJudge.Run(Command("DROP TABLE users"));
        Assert.Contains("a.db answered sqlite3", judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Contains("check the file", judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void A_missing_client_is_named()
    {
        Judgement judged = LiveJudge.Run(Command("DROP TABLE users"), new() { SearchPath = "/nonexistent" });
        Assert.Contains("sqlite3 was not found on PATH; install it", judged.Radius.Measurements[0].Unmeasured,
            StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Command(string sql) => $"sqlite3 {_folder}/a.db '{sql}'";

    private string Sql(string sql) => LocalProgram.Run(sql, "sqlite3", "-init", "/dev/null", _folder + "/a.db");

    /// <summary>A table that is gone has no rows.</summary>
    private long Rows() => Sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Sum(t => long.Parse(Sql($"SELECT count(*) FROM \"{t}\""), System.Globalization.CultureInfo.InvariantCulture));
}

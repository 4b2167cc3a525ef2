using Holdpoint.Shell;
using Holdpoint.Tests.Tools.Databases.Postgres.Live;
using Holdpoint.Tools.Databases.Postgres.Rehearsal;

namespace Holdpoint.Tests.Tools.Databases.Postgres;

/// <summary>What a rehearsal tells against what the same statements do, and that nothing of it stays.</summary>
public sealed class RehearsalTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Schema =
        """
        CREATE TABLE users(id int primary key, email text);
        CREATE TABLE orders(id int primary key, user_id int references users on delete cascade);
        CREATE TABLE items(id int primary key, order_id int references orders on delete cascade);
        CREATE TABLE log(id serial primary key, what text);
        CREATE VIEW buyers AS SELECT u.email FROM users u JOIN orders o ON o.user_id = u.id;
        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO log(what) VALUES ('gone'); RETURN OLD; END $$;
        CREATE TRIGGER noted AFTER DELETE ON items FOR EACH ROW EXECUTE FUNCTION note();
        CREATE FUNCTION purge() RETURNS void LANGUAGE sql AS $$ DELETE FROM orders WHERE id <= 10 $$;
        CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM log; COMMIT; END $$;
        INSERT INTO users SELECT i, 'u' || i FROM generate_series(1, 100) i;
        INSERT INTO orders SELECT i, 1 + i % 90 FROM generate_series(1, 300) i;
        INSERT INTO items SELECT i, 1 + i % 300 FROM generate_series(1, 700) i;
        """;

    [Theory]
    [InlineData("DELETE FROM users WHERE id < 20")]
    [InlineData("TRUNCATE users CASCADE")]
    [InlineData("DROP TABLE orders CASCADE")]
    [InlineData("DELETE FROM items WHERE id % 2 = 0; TRUNCATE log; DROP VIEW buyers")]
    [InlineData("SELECT purge()")]
    [InlineData("WITH gone AS (DELETE FROM items RETURNING id) SELECT count(*) FROM gone")]
    [InlineData("INSERT INTO log(what) SELECT email FROM users; DELETE FROM log WHERE what LIKE 'u1%'; DROP TABLE log")]
    [InlineData("ALTER TABLE users DROP COLUMN email CASCADE")]
    public void What_goes_is_what_a_rehearsal_told_and_nothing_of_it_stays(string sql)
    {
        string database = Make();
        string whole = Content(database);
        (RehearsalAnswer? told, string problem) = Rehearse(database, sql);
        Assert.True(told is not null, problem);
        Assert.Null(told.Failed);
        Assert.Equal(whole, Content(database));

        IReadOnlyDictionary<string, long> before = server.Rows(database);
        server.Sql(database, sql);
        IReadOnlyDictionary<string, long> after = server.Rows(database);
        foreach ((string table, long rows) in before)
        {
            long net = told.Tables.Where(t => t.Name == table.Replace("\"", "", StringComparison.Ordinal))
                .Sum(t => t.Deleted - t.Inserted);
            Assert.Equal(rows - after.GetValueOrDefault(table), net);
        }

        Assert.Equal(
            before.Keys.Except(after.Keys).Order(StringComparer.Ordinal),
            told.Gone.Where(g => g.StartsWith("table ", StringComparison.Ordinal)).Select(g => g["table ".Length..])
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("VACUUM")]
    [InlineData("COMMIT")]
    [InlineData("BEGIN; DELETE FROM users; COMMIT")]
    [InlineData("DROP DATABASE postgres")]
    [InlineData("ALTER SYSTEM SET fsync = off")]
    [InlineData("DROP INDEX CONCURRENTLY i")]
    [InlineData("CREATE EXTENSION dblink")]
    [InlineData("SELECT pg_terminate_backend(1)")]
    [InlineData("SELECT setval('log_id_seq', 1)")]
    [InlineData("SELECT lo_export(1, '/tmp/x')")]
    [InlineData("COPY users TO PROGRAM 'cat'")]
    [InlineData("SELECT * FROM dblink('dbname=x', 'DELETE FROM users') AS t(a int)")]
    [InlineData("SELECT pg_catalog . pg_stat_reset ()")]
    [InlineData("SELECT pg_reload_conf()")]
    [InlineData("DO $$ BEGIN PERFORM 1; END $$")]
    [InlineData("\\! rm x")]
    [InlineData("DELETE FROM users \\gexec")]
    [InlineData("DELETE FROM users; 'never closed")]
    [InlineData("")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS 'x'")]
    [InlineData("PREPARE TRANSACTION 'x'")]
    public void What_a_rollback_does_not_take_back_is_not_begun(string sql) =>
        Assert.NotNull(RehearsedText.Read(sql).Refused);

    [Fact]
    public void A_procedure_that_commits_is_stopped_by_the_server_and_nothing_stays()
    {
        string database = Make();
        server.Sql(database, "INSERT INTO log(what) VALUES ('kept')");
        (RehearsalAnswer? told, string problem) = Rehearse(database, "CALL commits()");
        Assert.True(told?.Failed is not null || problem.Length > 0);
        Assert.Equal(1, server.Rows(database)["public.log"]);
    }

    [Fact]
    public void A_statement_that_fails_is_named_and_nothing_of_those_before_it_stays()
    {
        string database = Make();
        (RehearsalAnswer? told, _) = Rehearse(database, "DELETE FROM items; DELETE FROM nowhere");
        Assert.Equal(1, told?.Ran);
        Assert.Contains("nowhere", told?.Failed, StringComparison.Ordinal);
        Assert.Equal(700, server.Rows(database)["public.items"]);
    }

    [Fact]
    public void A_lock_of_somebody_else_is_not_waited_for()
    {
        string database = Make();
        using IDisposable held = server.Hold(database, "BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
        (RehearsalAnswer? told, string problem) = Rehearse(database, "DROP TABLE users CASCADE");
        Assert.Contains("lock", told?.Failed ?? problem, StringComparison.OrdinalIgnoreCase);
    }

    private (RehearsalAnswer? Answer, string Problem) Rehearse(string database, string sql)
    {
        string[] words = ["-d", server.Url(database), "-c", sql];
        var client = new Invocation
        {
            Program = new Word("psql"),
            Name = "psql",
            Arguments = [.. words.Select(w => new Word(w))],
            Directory = new Word("/"),
        };
        return new Rehearsing(client, new LiveWorld()).Run(RehearsedText.Read(sql), TimeSpan.FromMinutes(2));
    }

    /// <summary>All that it holds, but for where sequences stand: a rollback leaves them moved.</summary>
    private string Content(string database) => string.Join('\n', server.Text(database).Split('\n')
        .Where(l => !l.Contains("setval", StringComparison.Ordinal)));

    private string Make()
    {
        string database = "rehearsed" + Guid.NewGuid().ToString("N")[..8];
        server.Sql("postgres", $"CREATE DATABASE {database}");
        server.Sql(database, Schema);
        return database;
    }
}

using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Tools.Databases.Postgres.Live;

/// <summary>What is said of a real server before a statement runs, against what is gone after it ran.</summary>
public sealed class LiveCatalogueTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Schema =
        """
        CREATE TABLE users(id int primary key, email text);
        CREATE TABLE orders(id int primary key, user_id int references users on delete cascade);
        CREATE TABLE items(id int primary key, order_id int references orders on delete cascade);
        CREATE TABLE notes(id int primary key, user_id int references users on delete set null);
        CREATE TABLE empty(id int primary key);
        CREATE TABLE "Mixed Case"(id int);
        CREATE TABLE events(id int, at int) PARTITION BY RANGE (at);
        CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (0) TO (100);
        CREATE TABLE events_new PARTITION OF events FOR VALUES FROM (100) TO (200);
        CREATE SCHEMA audit; CREATE TABLE audit.log(id int);
        CREATE VIEW buyers AS SELECT u.email FROM users u JOIN orders o ON o.user_id = u.id;
        CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
        INSERT INTO users SELECT i, 'u' || i FROM generate_series(1, 1000) i;
        INSERT INTO orders SELECT i, 1 + i % 900 FROM generate_series(1, 3000) i;
        INSERT INTO items SELECT i, 1 + i % 3000 FROM generate_series(1, 7000) i;
        INSERT INTO notes SELECT i, i FROM generate_series(1, 10) i;
        INSERT INTO "Mixed Case" VALUES (1), (2);
        INSERT INTO events SELECT i, i FROM generate_series(0, 150) i;
        INSERT INTO audit.log SELECT i FROM generate_series(1, 40) i;
        """;

    [Theory]
    [InlineData("DROP TABLE users CASCADE")]
    [InlineData("DROP TABLE orders, items CASCADE")]
    [InlineData("TRUNCATE users CASCADE")]
    [InlineData("TRUNCATE items")]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE FROM users WHERE true")]
    [InlineData("DELETE FROM orders")]
    [InlineData("DROP TABLE events")]
    [InlineData("TRUNCATE events")]
    [InlineData("DELETE FROM events")]
    [InlineData("DROP TABLE events_old")]
    [InlineData("DROP SCHEMA audit CASCADE")]
    [InlineData("DROP SCHEMA public CASCADE")]
    [InlineData("DROP TABLE \"Mixed Case\"")]
    [InlineData("DROP TABLE audit.log")]
    [InlineData("DROP TABLE public.ITEMS")]
    public void Rows_that_go_are_those_that_were_said(string sql)
    {
        string database = Make();
        Measurement said = Together([.. Measure(server.Url(database), sql)]);
        IReadOnlyDictionary<string, long> before = server.Rows(database);
        server.Sql(database, sql);
        IReadOnlyDictionary<string, long> after = server.Rows(database);

        Assert.Null(said.Unmeasured);
        Dictionary<string, long> gone = before.Where(t => t.Value > after.GetValueOrDefault(t.Key))
            .ToDictionary(t => t.Key, t => t.Value - after.GetValueOrDefault(t.Key));
        Assert.Equal(gone.Values.Sum(), said.Count);
        Assert.Equal(
            gone.Keys.Select(n => n.Replace("\"", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            said.Losses.Where(l => l.HoldsData).Select(l => l.Resource.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("DELETE FROM items WHERE order_id < 100 OR id IN (5, 6)")]
    [InlineData("DELETE FROM items i WHERE i.order_id BETWEEN 10 AND 20")]
    [InlineData("DELETE FROM events WHERE at > 50")]
    [InlineData("DELETE FROM notes WHERE user_id = 3")]
    public void Rows_that_meet_a_condition_are_counted(string sql)
    {
        string database = Make();
        Measurement said = Assert.Single(Measure(server.Url(database), sql));
        long before = server.Rows(database).Values.Sum();
        server.Sql(database, sql);
        Assert.Equal(before - server.Rows(database).Values.Sum(), said.Count);
    }

    [Fact]
    public void How_lately_it_was_written_to_is_told_and_is_no_part_of_the_fingerprint()
    {
        string database = Make();
        server.Sql(database, "SELECT pg_stat_force_next_flush(); SELECT 1");
        Measurement said = Assert.Single(Measure(server.Url(database), "TRUNCATE items"));
        Fact written = Assert.Single(said.Facts, f => f.Name is "written");
        Assert.True(written.Passing);
        Assert.Matches("^(7000 rows|no row) since [0-9-]{10} [0-9:]{5} UTC$", written.Value);
    }

    [Fact]
    public void Rows_of_others_that_go_with_a_condition_are_told()
    {
        Measurement said = Assert.Single(Measure(server.Url(Make()), "DELETE FROM users WHERE id = 5"));
        Assert.Equal(1, said.Count);
        Assert.Contains(said.Facts, f => f is { Name: "rows of others that go with them" }
            && f.Value.Contains("public.orders", StringComparison.Ordinal));
    }

    [Fact]
    public void A_condition_that_no_row_meets_costs_nothing()
    {
        Measurement said = Assert.Single(Measure(server.Url(Make()), "DELETE FROM users WHERE id > 5000"));
        Assert.Equal(EffectKind.Read, said.Effect.Kind);
    }

    [Theory]
    [InlineData("DELETE FROM users WHERE id = (SELECT purge())")]
    [InlineData("DELETE FROM users WHERE purge() > id")]
    [InlineData("DELETE FROM users WHERE email @@ 3")]
    [InlineData("DELETE FROM users USING orders WHERE users.id = orders.user_id")]
    [InlineData("DELETE FROM users WHERE email = E'a\\b'")]
    public void A_condition_that_may_run_code_is_not_asked(string sql)
    {
        Measurement said = Measure(server.Url(Make()), sql).First(m => m.Effect.Kind is EffectKind.Destroy);
        Assert.Null(said.Count);
    }

    [Fact]
    public void A_database_is_all_its_tables()
    {
        string database = Make();
        Measurement said = Assert.Single(Measure(server.Url("postgres"), $"DROP DATABASE {database}"));
        Assert.Equal(server.Rows(database).Values.Sum(), said.Count);
    }

    [Theory]
    [InlineData("npx prisma migrate reset --force")]
    [InlineData("npx drizzle-kit push --force")]
    public void Tools_that_empty_a_database_are_told_what_it_holds(string command)
    {
        string database = Make();
        Judgement judged = Run($"export DATABASE_URL={server.Url(database)} && {command}");
        Measurement said = Assert.Single(judged.Radius.Measurements, m => m.Count is not null);
        Assert.Equal(server.Rows(database).Values.Sum(), said.Count);
        Assert.Contains(said.Losses, l => l.Resource.Name is "public.users");
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void Views_go_with_their_table()
    {
        Measurement said = Assert.Single(Measure(server.Url(Make()), "DROP TABLE users CASCADE"));
        Assert.Contains(said.Losses, l => l.Resource.Name is "public.buyers" && !l.HoldsData);
        Assert.Contains(said.Facts, f => f is { Name: "foreign keys that go", Value: "2" });
    }

    [Fact]
    public void What_is_not_there_is_no_loss()
    {
        Measurement said = Assert.Single(Measure(server.Url(Make()), "DROP TABLE IF EXISTS nowhere"));
        Assert.Equal(EffectKind.Read, said.Effect.Kind);
    }

    [Fact]
    public void An_empty_table_comes_back_by_its_definition()
    {
        Measurement said = Assert.Single(Measure(server.Url(Make()), "DROP TABLE empty"));
        Assert.Equal(0, said.Count);
        Assert.IsType<Recovery.FromSource>(said.Effect.Recovery);
    }

    [Fact]
    public void Somebodys_lock_is_not_waited_for()
    {
        string database = Make();
        using IDisposable session = server.Hold(database, "BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
        Measurement said = Assert.Single(Measure(server.Url(database), "DROP TABLE users, items"), m =>
            m.Effect.Resource.Name is "users");

        // The lock hides the number: the statistics tell it, or it is said that nothing does.
        Assert.True(said.Unmeasured?.Contains("holds a lock", StringComparison.Ordinal)
            ?? said.Losses[0].Amounts[0].Certainty is Certainty.About);
    }

    [Fact]
    public void Asking_runs_no_code_of_the_database()
    {
        string database = Make();
        server.Sql(database,
            """
            CREATE FUNCTION purge() RETURNS bool LANGUAGE plpgsql
                AS $$ BEGIN DELETE FROM audit.log; RETURN true; END $$;
            CREATE SCHEMA evil;
            CREATE FUNCTION evil.pg_is_in_recovery() RETURNS bool LANGUAGE sql AS 'SELECT public.purge()';
            CREATE FUNCTION evil.same(oid, oid) RETURNS bool LANGUAGE sql AS 'SELECT public.purge()';
            CREATE OPERATOR evil.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = evil.same);
            CREATE VIEW trap AS SELECT purge();
            CREATE TABLE guarded(id int); INSERT INTO guarded VALUES (1); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON guarded USING (purge());
            CREATE ROLE visitor LOGIN; GRANT USAGE ON SCHEMA public, audit TO visitor;
            GRANT ALL ON ALL TABLES IN SCHEMA public, audit TO visitor;
            ALTER ROLE visitor SET search_path = evil, pg_catalog, public;
            """);
        Measurement said = Measure(server.Url(database, "visitor"), "DELETE FROM public.guarded")[0];
        Assert.True(said.Unmeasured?.Contains("may not count", StringComparison.Ordinal)
            ?? said.Losses[0].Amounts[0].Certainty is Certainty.About);
        Assert.Equal("40", server.Sql(database, "SELECT count(*) FROM audit.log"));
        server.Sql(database, "DROP OWNED BY visitor; DROP ROLE visitor");
    }

    [Theory]
    [InlineData("postgres://postgres@127.0.0.1:1/shop", "could not be reached")]
    [InlineData("postgres://postgres@127.0.0.1:PORT/nosuch", "does not exist")]
    [InlineData("postgres://nobody@127.0.0.1:PORT/postgres", "role \"nobody\" does not exist")]
    [InlineData("postgres://postgres@127.0.0.1:PORT/postgres?sslmode=require", "SSL")]
    public void What_cannot_be_asked_says_why_and_asks_a_person(string url, string why)
    {
        Judgement judged = Judge(url.Replace("PORT", $"{server.Port}", StringComparison.Ordinal), "DROP TABLE users");
        Assert.Contains(why, judged.Radius.Measurements[0].Unmeasured, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void Without_the_program_the_words_must_do()
    {
        Judgement judged = Judge(server.Url("postgres"), "DROP TABLE users", new LiveWorld { LiveProgram = null });
        Assert.Contains("not asked", judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    private string Make()
    {
        string name = "shop" + Guid.NewGuid().ToString("N")[..8];
        server.Sql("postgres", $"CREATE DATABASE {name}");
        server.Sql(name, Schema);
        return name;
    }

    private static ImmutableArray<Measurement> Measure(string url, string sql) => Judge(url, sql).Radius.Measurements;

    /// <summary>The deeds of one statement, as one.</summary>
    private static Measurement Together(List<Measurement> all) => all[0] with
    {
        Count = all.Sum(m => m.Count),
        Losses = [.. all.SelectMany(m => m.Losses)],
        Unmeasured = all.Find(m => m.Unmeasured is not null)?.Unmeasured,
    };

    private static Judgement Judge(string url, string sql, LiveWorld? world = null) =>
        Run($"psql '{url}' -c '{sql}'", world);

    private static Judgement Run(string command, LiveWorld? world = null) =>
        new Pipeline(world ?? new LiveWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(30))
            .Run(new Action.ShellCommand(command, "/"));
}

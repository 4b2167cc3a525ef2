using System.Collections.Immutable;
using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Tools.Databases.Postgres.Live;

/// <summary>Code of the database that a statement sets off: what is said of it before, against what is gone after it
/// ran.</summary>
public sealed class StoredCodeTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Schema =
        """
        CREATE TABLE logs(id int); INSERT INTO logs SELECT generate_series(1, 50);
        CREATE TABLE posts(id int primary key, n int); INSERT INTO posts SELECT i, 0 FROM generate_series(1, 20) i;
        CREATE TABLE replies(id int, post int references posts on delete cascade);
        INSERT INTO replies SELECT i, 1 + i % 20 FROM generate_series(1, 60) i;
        CREATE TABLE counters(post int, n int); INSERT INTO counters VALUES (1, 1);
        CREATE TABLE plain(id int);
        CREATE TABLE kept(id int); INSERT INTO kept SELECT generate_series(1, 5);
        CREATE FUNCTION tidy_up() RETURNS int LANGUAGE sql AS 'DELETE FROM logs; SELECT 1';
        CREATE FUNCTION tidy_by_another() RETURNS int LANGUAGE plpgsql STABLE
            AS $$ DECLARE x int; BEGIN PERFORM 1; x := public.tidy_up(); RETURN x; END $$;
        CREATE FUNCTION cleanup_nothing() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 0; END $$;
        CREATE FUNCTION atomic() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM logs; END;
        CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM logs';
        CREATE PROCEDURE yearly() LANGUAGE plpgsql AS $$ BEGIN
            IF now() > '2000-01-01' THEN TRUNCATE logs; END IF; END $$;
        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO plain VALUES (1); END $$;
        CREATE FUNCTION any_table(t text) RETURNS void LANGUAGE plpgsql
            AS $$ BEGIN EXECUTE format('DELETE FROM %I', t); END $$;
        CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    DELETE FROM logs;
                    RETURN OLD;
                ELSIF TG_OP = 'UPDATE' THEN
                    UPDATE counters SET n = n + 1 WHERE post = NEW.id;
                ELSE
                    INSERT INTO plain VALUES (NEW.id);
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER reply AFTER INSERT OR UPDATE OR DELETE ON replies FOR EACH ROW EXECUTE FUNCTION on_change();
        CREATE VIEW newest AS SELECT * FROM posts WHERE id > 10;
        CREATE VIEW counted AS SELECT id, public.tidy_by_another() AS t FROM kept;
        CREATE VIEW above AS SELECT * FROM counted;
        CREATE VIEW guarded AS SELECT * FROM kept;
        CREATE RULE no_delete AS ON DELETE TO guarded DO INSTEAD NOTHING;
        CREATE VIEW turned AS SELECT * FROM kept;
        CREATE FUNCTION instead() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN TRUNCATE logs; RETURN NEW; END $$;
        CREATE TRIGGER turn INSTEAD OF UPDATE ON turned FOR EACH ROW EXECUTE FUNCTION instead();
        CREATE TABLE ruled(id int);
        CREATE RULE also AS ON INSERT TO ruled WHERE NEW.id > 5 DO ALSO (DELETE FROM logs; DELETE FROM kept);
        CREATE TABLE defaulted(id int DEFAULT public.tidy_up(), x int);
        CREATE TABLE off(id int);
        CREATE TRIGGER off AFTER INSERT ON off FOR EACH STATEMENT EXECUTE FUNCTION instead();
        ALTER TABLE off DISABLE TRIGGER off;
        CREATE SCHEMA app; CREATE TABLE app.logs(id int); INSERT INTO app.logs SELECT generate_series(1, 7);
        CREATE FUNCTION app.own() RETURNS void LANGUAGE sql SET search_path = app AS 'DELETE FROM logs';
        ANALYZE;
        """;

    [Theory]
    [InlineData("SELECT tidy_up()", "public.logs")]
    [InlineData("SELECT tidy_by_another() FROM plain RIGHT JOIN kept ON true", "public.logs")]
    [InlineData("SELECT 1 WHERE tidy_up() = 1", "public.logs")]
    [InlineData("SELECT atomic()", "public.logs")]
    [InlineData("CALL yearly()", "public.logs")]
    [InlineData("DO $x$ BEGIN CALL yearly(); END $x$", "public.logs")]
    [InlineData("DO $x$ BEGIN PERFORM tidy_up(); END $x$", "public.logs")]
    [InlineData("SELECT * FROM counted", "public.logs")]
    [InlineData("SELECT a.t FROM kept k, above a", "public.logs")]
    [InlineData("COPY (SELECT * FROM above) TO STDOUT", "public.logs")]
    [InlineData("DELETE FROM replies WHERE id = 1", "public.logs public.replies")]
    [InlineData("DELETE FROM posts WHERE id = 1", "public.logs public.posts public.replies")]
    [InlineData("DELETE FROM newest", "public.logs public.posts public.replies")]
    [InlineData("UPDATE turned SET id = 0", "public.logs")]
    [InlineData("INSERT INTO ruled VALUES (9)", "public.kept public.logs")]
    [InlineData("INSERT INTO defaulted(x) VALUES (1)", "public.logs")]
    [InlineData("SELECT app.own()", "app.logs")]
    [InlineData("SET search_path = app; DELETE FROM logs", "app.logs")]
    [InlineData("CREATE VIEW later AS SELECT * FROM kept; DELETE FROM later", "public.kept")]
    [InlineData("ALTER TABLE kept RENAME TO other; DELETE FROM other", "public.kept")]
    [InlineData("SELECT any_table($t$kept$t$)", "public.kept")]
    public void What_code_takes_is_said_before(string sql, string tables)
    {
        string database = Make();
        Judgement judged = Judge(server.Url(database), sql);
        IReadOnlyDictionary<string, long> before = server.Rows(database);
        server.Sql(database, sql);
        IReadOnlyDictionary<string, long> after = server.Rows(database);

        string[] gone = [.. before.Where(t => t.Value > after.GetValueOrDefault(t.Key)).Select(t => t.Key)];
        Assert.Equal(tables.Split(' '), gone.Order(StringComparer.Ordinal));
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
        HashSet<string> said = [.. judged.Radius.Measurements.Where(m => m.Unmeasured is null)
            .SelectMany(Names)];
        Assert.True(judged.Radius.Measurements.Any(m => m.Unmeasured is not null) || said.IsSupersetOf(gone),
            string.Join(", ", said));
    }

    [Theory]
    [InlineData("SELECT total()")]
    [InlineData("SELECT cleanup_nothing()")]
    [InlineData("CALL fill()")]
    [InlineData("DO $x$ BEGIN CALL fill(); END $x$")]
    [InlineData("SELECT * FROM newest")]
    [InlineData("INSERT INTO replies VALUES (99, 1)")]
    [InlineData("INSERT INTO ruled SELECT 1 WHERE false")]
    [InlineData("INSERT INTO off VALUES (1)")]
    [InlineData("DELETE FROM guarded")]
    [InlineData("INSERT INTO defaulted VALUES (1, 1)")]
    [InlineData("BEGIN; SELECT tidy_up(); ROLLBACK")]
    [InlineData("SELECT $x$tidy_up()$x$")]
    public void What_takes_nothing_passes(string sql)
    {
        string database = Make();
        Judgement judged = Judge(server.Url(database), sql);
        IReadOnlyDictionary<string, long> before = server.Rows(database);
        server.Sql(database, sql);
        IReadOnlyDictionary<string, long> after = server.Rows(database);
        Assert.DoesNotContain(before, t => t.Value > after.GetValueOrDefault(t.Key));

        // Which rows a rule meets, and whether a default is needed, the words do not tell.
        bool unsure = sql.Contains("ruled", StringComparison.Ordinal)
            || sql.Contains("defaulted", StringComparison.Ordinal);
        Assert.Equal(unsure ? Decision.Ask : Decision.Allow, judged.Verdict.Decision);
    }

    [Fact]
    public void Code_is_told_by_its_names()
    {
        Judgement judged = Judge(server.Url(Make()), "SELECT * FROM above");
        Measurement said = Assert.Single(judged.Radius.Measurements);
        Assert.EndsWith(
            "through view of public.counted, public.tidy_by_another, public.tidy_up", said.Effect.Summary,
            StringComparison.Ordinal);
        Assert.Equal(50, said.Count);
    }

    [Theory]
    [InlineData("SELECT tidy_up()")]
    [InlineData("SELECT * FROM plain")]
    public void Where_the_database_cannot_be_asked_harmless_words_pass(string sql) =>
        Assert.Equal(Decision.Allow, Judge("postgres://postgres@127.0.0.1:1/shop", sql).Verdict.Decision);

    [Fact]
    public void Reading_code_runs_none_and_waits_for_no_lock()
    {
        string database = Make();
        using IDisposable session = server.Hold(
            database, "BEGIN; LOCK TABLE logs, replies, ruled, kept IN ACCESS EXCLUSIVE MODE");
        Judgement view = Judge(server.Url(database), "SELECT * FROM above");
        Assert.Equal(Decision.Ask, view.Verdict.Decision);
        Judgement rule = Judge(server.Url(database), "INSERT INTO ruled VALUES (9)");
        Assert.Contains(
            rule.Radius.Measurements, m => m.Effect.Summary.Contains("holds a lock", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(Measurement measured) =>
        measured.Losses.Where(l => l.HoldsData).Select(l => l.Resource.Name)
            .Concat(measured.Facts.Where(f => f.Name is "rows of others that go with them")
                .SelectMany(f => f.Value.Split(", ")))
            .Append(measured.Effect.Resource.Name.StartsWith("public.", StringComparison.Ordinal)
                ? measured.Effect.Resource.Name
                : "public." + measured.Effect.Resource.Name);

    private string Make()
    {
        string name = "code" + Guid.NewGuid().ToString("N")[..8];
        server.Sql("postgres", $"CREATE DATABASE {name}");
        server.Sql(name, Schema);
        return name;
    }

    private static Judgement Judge(string url, string sql) =>
        new Pipeline(new LiveWorld(), _ => PolicySet.BuiltIn, null, TimeSpan.FromSeconds(30))
            .Run(new Holdpoint.Action.ShellCommand($"psql '{url}' -c '{sql}'", "/"));
}

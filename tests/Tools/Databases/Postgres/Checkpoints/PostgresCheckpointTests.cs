using System.Collections.Immutable;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Databases.Postgres.Checkpoints;

/// <summary>A real server: what goes is saved and proved before, told after, and brought back equal.</summary>
public sealed class PostgresCheckpointTests(PostgresServer server)
    : CheckpointConformance, IClassFixture<PostgresServer>
{
    private const string Schema =
        """
        CREATE TYPE mood AS ENUM ('glad', 'sad');
        CREATE DOMAIN short AS text CHECK (length(value) < 20);
        CREATE TABLE teams(id serial PRIMARY KEY, name short NOT NULL);
        CREATE TABLE users(id serial PRIMARY KEY, email text UNIQUE, mood mood DEFAULT 'glad', team int REFERENCES teams
          ON DELETE CASCADE, made timestamptz DEFAULT now(), owed money DEFAULT 3.5, ratio float8 DEFAULT random(),
          photo bytea DEFAULT '\x00ff'::bytea, tags text[] DEFAULT '{a,"b c"}', extra jsonb DEFAULT '{"a": [1, null]}');
        CREATE TABLE orders(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, usr int REFERENCES users,
          total numeric(10, 2), double numeric GENERATED ALWAYS AS (total * 2) STORED);
        CREATE TABLE "Odd ""name" ("Column one" int, CHECK ("Column one" > 0));
        CREATE TABLE events(id int, at int) PARTITION BY RANGE (at);
        CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (0) TO (100);
        CREATE VIEW buyers AS SELECT u.email FROM users u JOIN orders o ON o.usr = u.id;
        CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
        CREATE FUNCTION purge() RETURNS void LANGUAGE sql AS 'DELETE FROM orders';
        CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.made := now(); RETURN NEW; END';
        CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touched();
        CREATE INDEX ON orders (usr) WHERE total > 10;
        ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON orders USING (usr = 1);
        INSERT INTO teams(name) SELECT 't' || g FROM generate_series(1, 10) g;
        INSERT INTO users(email, team) SELECT 'u' || g, 1 + g % 10 FROM generate_series(1, 100) g;
        INSERT INTO orders(usr, total) SELECT 1 + g % 100, g FROM generate_series(1, 1000) g;
        INSERT INTO "Odd ""name" VALUES (1), (1), (2);
        INSERT INTO events SELECT g, g FROM generate_series(0, 99) g;
        SELECT lo_from_bytea(0, 'large');
        """;

    protected override int Moments => 4;

    internal override CheckpointExample Make(Scene scene) => new Shop(scene, server, Make());

    [Theory]
    [InlineData("DROP TABLE orders CASCADE", "public.orders")]
    [InlineData("TRUNCATE users CASCADE", "public.users")]
    [InlineData("DELETE FROM orders", "public.orders")]
    [InlineData("DROP SCHEMA public CASCADE", "public.orders")]
    [InlineData("DROP TABLE events", "public.events_old")]
    [InlineData("ALTER TABLE users DROP COLUMN email CASCADE", "public.users")]
    [InlineData("ALTER TABLE teams DROP COLUMN id CASCADE", "public.teams")]
    public void What_goes_comes_back_equal(string sql, string named)
    {
        string database = Make();
        string before = Everything(database);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran($"psql {server.Url(database)} -X -v ON_ERROR_STOP=1 -c '{sql}'"));
        Assert.NotEqual(before, Everything(database));
        Manifest saved = scene.Only;
        Assert.True(saved.IsVerified, saved.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains(named, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, Everything(database));
    }

    [Fact]
    public void A_dropped_database_comes_back()
    {
        string database = Make();
        string before = Everything(database);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran($"PGUSER=postgres dropdb -h 127.0.0.1 -p {server.Port} {database}"));
        Assert.Equal("0", server.Sql("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{database}'"));

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, Everything(database));
    }

    [Fact]
    public void Production_is_asked_for_after_the_copy_is_proved_and_nothing_runs_without_a_yes()
    {
        string database = Make();
        string before = Everything(database);
        using var scene = new Scene();
        scene.Policy("version: 1\nenvironments:\n  production:\n    hosts: \"127.0.0.1\"\n");
        string line = $"psql {server.Url(database)} -c 'DROP TABLE orders CASCADE'";

        Assert.IsType<Outcome.Unasked>(scene.Execute(line));
        Assert.Equal(before, Everything(database));
        Assert.True(scene.Only.IsVerified);
        Judgement asked = Assert.Single(scene.Person.Questions);
        Assert.Contains(scene.Only.Id, asked.Verdict.Reasons[0].Message, StringComparison.Ordinal);

        scene.Person.Says = new Answer.No();
        Assert.IsType<Outcome.Refused>(scene.Execute(line));
        Assert.Equal(before, Everything(database));

        scene.Person.Says = new Answer.Yes();
        Assert.IsType<Outcome.Ran>(scene.Execute(line));
        Assert.NotEqual(before, Everything(database));
    }

    [Fact]
    public void A_database_that_changes_while_it_is_saved_stops_the_action()
    {
        string database = Make();
        using var scene = new Scene();
        var busy = new Changing(
            scene.Workshop, () => server.Sql(database, "INSERT INTO teams(name) VALUES ('x')"));
        var other = new Executor(scene.Pipeline, scene.Store, scene.World, busy, scene.Person);

        Outcome outcome = other.Run(
            new Action.ShellCommand($"psql {server.Url(database)} -c 'DROP TABLE teams CASCADE'", scene.Work),
            new Holdpoint.World.ThroughRequest("/bin/false", [], scene.Work, scene.World.Changed));

        Assert.IsType<Outcome.Changed>(outcome);
        Assert.NotEqual("0", server.Sql(database, "SELECT count(*) FROM teams"));
    }

    [Fact]
    public void A_damaged_copy_is_found_and_never_restored()
    {
        string database = Make();
        using var scene = new Scene();
        scene.Execute($"psql {server.Url(database)} -c 'DROP TABLE orders CASCADE'");
        Manifest saved = scene.Only;
        string dump = Directory.EnumerateFiles(Path.Join(scene.Store.FolderOf(saved.Id), "1/dump"), "*.gz").First();
        byte[] bytes = File.ReadAllBytes(dump);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(dump, bytes);
        string gone = Everything(database);

        Assert.False(new Taking(scene.Store, scene.Bench).Prove(saved).IsVerified);
        Assert.IsType<Outcome.Refused>(scene.Undo(saved));
        Assert.Equal(gone, Everything(database));
        Assert.Contains(scene.Person.Told, t => t.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_copy_lacks_is_found_by_restoring_it()
    {
        string database = Make();
        using var scene = new Scene();
        scene.Execute($"psql {server.Url(database)} -c 'DROP TABLE orders CASCADE'");
        Manifest saved = scene.Only;

        // A copy of a later moment in place of the one that was saved: it restores, and is not what was there.
        string part = Path.Join(scene.Store.FolderOf(saved.Id), "1");
        Directory.Delete(Path.Join(part, "dump"), recursive: true);
        server.Dump(database, Path.Join(part, "dump"));
        Manifest forged = saved with
        {
            Parts = [saved.Parts[0] with { Files = scene.Store.FilesIn(part) }],
        };

        Manifest proved = new Taking(scene.Store, scene.Bench).Prove(forged);
        Assert.False(proved.IsVerified);
        Assert.Contains("public.orders: 1000 rows saved", proved.Parts[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_may_not_read_all_gets_no_checkpoint_and_a_reason()
    {
        string database = Make();
        server.Sql(database, "DO $$BEGIN CREATE ROLE weak LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$; "
            + "ALTER TABLE teams OWNER TO weak");
        using var scene = new Scene();

        scene.Execute($"psql {server.Url(database, "weak")} -c 'DROP TABLE teams CASCADE'");

        Assert.Empty(scene.Store.All());
        string told = string.Join(' ', scene.Person.Told);
        Assert.True(told.Contains("(42501)", StringComparison.Ordinal), told);
        Assert.Equal("10", server.Sql(database, "SELECT count(*) FROM teams"));
    }

    [Fact]
    public void A_given_server_is_used_for_the_proof_and_keeps_nothing()
    {
        string database = Make();
        server.Sql(database, "DO $$BEGIN CREATE ROLE only_here; EXCEPTION WHEN duplicate_object THEN NULL; END$$; "
            + "GRANT SELECT ON teams TO only_here");
        using var given = new PostgresServer();
        using var scene = new Scene();
        Give(scene, given.Url("postgres"));

        Assert.Equal(0, scene.Ran($"psql {server.Url(database)} -X -c 'DROP TABLE teams CASCADE'"));

        SavedPart part = scene.Only.Parts[0];
        Assert.True(part.Verified is not null, part.Problem);
        Assert.Contains("the given PostgreSQL", part.Verified.How, StringComparison.Ordinal);
        Assert.Equal("0", given.Sql("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'holdpoint%'"));
        Assert.Equal("0", given.Sql("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'only_here'"));
        Assert.Equal(0, scene.Undone(scene.Only));
    }

    [Fact]
    public void A_given_server_that_is_not_there_proves_nothing()
    {
        string database = Make();
        using var scene = new Scene();
        Give(scene, "postgresql://postgres@127.0.0.1:1/postgres");

        Assert.IsNotType<Outcome.Ran>(scene.Execute($"psql {server.Url(database)} -X -c 'DROP TABLE teams CASCADE'"));

        SavedPart part = scene.Only.Parts[0];
        Assert.Null(part.Verified);
        Assert.StartsWith("not proved: createdb: ", part.Problem, StringComparison.Ordinal);
        Assert.Equal("10", server.Sql(database, "SELECT count(*) FROM teams"));
    }

    [Fact]
    public void A_disk_that_gets_full_in_the_middle_leaves_all_as_it_was()
    {
        string database = Make();
        string before = Everything(database);
        using var scene = new Scene() { Workshop = new FullDisk(new Holdpoint.World.Workshop(), room: 1) };

        Outcome outcome = scene.Execute($"psql {server.Url(database)} -X -c 'DROP TABLE orders CASCADE'");

        Assert.IsNotType<Outcome.Ran>(outcome);
        Assert.Empty(scene.Store.All());
        Assert.Contains(scene.Person.Told, t => t.Contains("File too large", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(scene.Store.Folder));
        Assert.Equal(before, Everything(database));
    }

    private static void Give(Scene scene, string url)
    {
        Directory.CreateDirectory(Path.Join(scene.World.Home, ".config/holdpoint"));
        File.WriteAllText(Path.Join(scene.World.Home, ".config/holdpoint/scratch-postgresql"), url + "\n");
    }

    [Fact]
    public void No_password_is_written_down()
    {
        string database = Make();
        using var scene = new Scene(("PGPASSWORD", "hunter2hunter2"));
        string url = server.Url(database).Replace("postgres@", "postgres:hunter2hunter2@", StringComparison.Ordinal);
        scene.Execute($"psql {url} -c 'DROP TABLE orders CASCADE'");

        foreach (string file in Directory.EnumerateFiles(
            scene.Store.FolderOf(scene.Only.Id), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.Equal(0, scene.Undone(scene.Only));
    }

    /// <summary>All that a dump without comments says of a database.</summary>
    private string Everything(string database) => server.Text(database);

    private string Make()
    {
        string database = "d" + Guid.NewGuid().ToString("n")[..10];
        server.Sql("postgres", $"CREATE DATABASE {database}");
        server.Sql(database, Schema);
        return database;
    }

    /// <summary>A database of the server.</summary>
    private sealed class Shop(Scene scene, PostgresServer server, string database) : CheckpointExample(scene)
    {
        public override string Destroys =>
            $"psql {server.Url(database)} -X -v ON_ERROR_STOP=1 -c 'DROP TABLE IF EXISTS orders CASCADE'";

        public override string Named => "public.orders";

        public override ImmutableArray<string> Needs => ["pg_dump", "pg_restore", "initdb", "holdpoint-live"];

        public override string Everything() => server.Text(database);

        public override void Writes() => server.Sql(database,
            """
            DELETE FROM orders WHERE id < 10; INSERT INTO teams(name) VALUES ('new'); DROP FUNCTION purge;
            CREATE TYPE colour AS ENUM ('red'); CREATE SCHEMA later; CREATE TABLE later."a.b"(id int);
            CREATE TABLE "new of old"(id int GENERATED ALWAYS AS IDENTITY, usr int CONSTRAINT "x of y" REFERENCES users,
              c colour);
            ALTER TABLE users ADD "added.on" serial, ADD second int GENERATED ALWAYS AS IDENTITY;
            ALTER TABLE teams ADD boss int REFERENCES users; CREATE VIEW later.all_users AS SELECT * FROM users;
            ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
            CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER note BEFORE UPDATE ON teams FOR EACH ROW EXECUTE FUNCTION noted();
            SELECT lo_from_bytea(0, 'another');
            """);

        public override void Spoils(string folder)
        {
            string other = Path.Join(folder, "dump");
            Directory.Delete(other, recursive: true);
            server.Sql(database, "DELETE FROM orders WHERE id = 3");
            server.Dump(database, other);
        }
    }
}

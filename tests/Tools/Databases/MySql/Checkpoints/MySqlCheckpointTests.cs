using System.Collections.Immutable;
using System.Globalization;
using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Tests.Checkpoints;

namespace Holdpoint.Tests.Tools.Databases.MySql.Checkpoints;

/// <summary>A real MariaDB: what goes is saved and proved before, told after, and brought back equal.</summary>
public sealed class MySqlCheckpointTests(MariaDbServer server) : CheckpointConformance, IClassFixture<MariaDbServer>
{
    internal const string Schema =
        """
        CREATE TABLE users(id int AUTO_INCREMENT PRIMARY KEY, email varchar(50) UNIQUE, f float DEFAULT 0.1,
            d double DEFAULT 0.1, b bit(5) DEFAULT b'101', j json DEFAULT '{"a":1}', bl blob DEFAULT x'00ff27',
            ts timestamp DEFAULT '2026-01-01 00:00:00', dt datetime(3) DEFAULT '2026-01-01 00:00:00.123',
            e enum('N','y') DEFAULT 'N', g point, n decimal(10,3) DEFAULT 1.5, yr year DEFAULT 2020,
            t time DEFAULT '-10:00:01', kept int AS (yr * 2) STORED, asked int AS (yr + 1) VIRTUAL,
            old varchar(10) CHARACTER SET latin1 DEFAULT 'é');
        CREATE TABLE orders(id int AUTO_INCREMENT PRIMARY KEY, user_id int, total decimal(10,2),
            FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE) AUTO_INCREMENT = 500;
        CREATE TABLE parts(id int, at int) PARTITION BY RANGE (at)
            (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN MAXVALUE);
        CREATE TABLE versions(id int, x int) WITH SYSTEM VERSIONING;
        CREATE TABLE `Odd ``na me`(`co``l 1` int, txt longtext) ENGINE = MyISAM;
        CREATE SEQUENCE counted START WITH 5;
        CREATE VIEW buyers AS SELECT u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id;
        CREATE VIEW again AS SELECT * FROM buyers;
        CREATE TRIGGER filled BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = IFNULL(NEW.total, 1);
        CREATE PROCEDURE clear_all() DELETE FROM orders;
        CREATE FUNCTION next_one(a int) RETURNS int DETERMINISTIC RETURN a + 1;
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM orders WHERE id < 0;
        INSERT INTO users(email, g) SELECT concat('u', seq), POINT(seq, 1.5) FROM seq_1_to_100;
        INSERT INTO users(email) VALUES (NULL), ('é☃');
        INSERT INTO orders(user_id, total) SELECT 1 + seq % 100, seq FROM seq_1_to_1000;
        INSERT INTO parts SELECT seq, seq FROM seq_1_to_200;
        INSERT INTO versions VALUES (1, 1), (2, 2); UPDATE versions SET x = 5; DELETE FROM versions WHERE id = 2;
        INSERT INTO `Odd ``na me` VALUES (1, 'a\tb\nc\\d'), (NULL, NULL), (2, repeat('x', 100000));
        DO nextval(counted);
        """;

    protected override int Moments => 4;

    internal override CheckpointExample Make(Scene scene) => new Shop(scene, server, Make());

    [Theory]
    [InlineData("DROP TABLE orders", "orders")]
    [InlineData("TRUNCATE orders", "orders")]
    [InlineData("DELETE FROM users", "users")]
    [InlineData("DROP TABLE versions, parts", "parts")]
    [InlineData("ALTER TABLE users DROP COLUMN email", "users")]
    public void What_goes_comes_back_equal(string sql, string named)
    {
        string database = Make();
        string before = server.Text(database);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran($"{Client} {database} -e '{sql}'"));
        Assert.NotEqual(before, server.Text(database));
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);
        Assert.Contains(scene.Person.Told, t => t.Contains($"{database}.{named}", StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, server.Text(database));
        Assert.Equal("", server.Sql("SHOW DATABASES LIKE 'holdpoint%'"));
    }

    [Theory]
    [InlineData("mysql -h 127.0.0.1 -P PORT -u root -e 'DROP DATABASE NAME'")]
    [InlineData("mysqladmin -h 127.0.0.1 -P PORT -u root -f drop NAME")]
    public void A_dropped_database_comes_back(string line)
    {
        string database = Make();
        string before = server.Text(database);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran(line
            .Replace("PORT", server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("NAME", database, StringComparison.Ordinal)));
        Assert.Equal("", server.Sql($"SHOW DATABASES LIKE '{database}'"));

        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, server.Text(database));
    }

    [Fact]
    public void What_goes_in_another_database_by_a_key_comes_back_too()
    {
        string parent = Make(), child = "c" + parent;
        server.Sql($"CREATE DATABASE {child}; CREATE TABLE {child}.notes(id int, u int, FOREIGN KEY (u) REFERENCES "
            + $"{parent}.users(id) ON DELETE CASCADE); INSERT INTO {child}.notes VALUES (1, 1), (2, 2)");
        string before = server.Text(parent) + server.Text(child);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran($"{Client} {parent} -e 'DELETE FROM users'"));
        Assert.Equal("0", server.Sql($"SELECT COUNT(*) FROM {child}.notes"));
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, server.Text(parent) + server.Text(child));
    }

    [Fact]
    public void Who_may_make_no_database_has_it_restored_in_its_place()
    {
        string database = Make();
        server.Sql($"CREATE USER own_{database} IDENTIFIED BY 'hunter2hunter2'; "
            + $"GRANT ALL ON {database}.* TO own_{database}; USE {database}; DROP EVENT nightly; "
            + "DROP FUNCTION next_one; DROP PROCEDURE clear_all; DROP TRIGGER filled; DROP VIEW again, buyers");
        string before = server.Text(database);
        using var scene = new Scene(("MYSQL_PWD", "hunter2hunter2"));
        string option = Path.Join(scene.Work, "my.cnf");
        File.WriteAllText(option, "[client]\npassword=hunter2hunter2\n");

        Assert.Equal(0, scene.Ran($"mysql --defaults-file={option} -h 127.0.0.1 -P {server.Port} -u own_{database} "
            + $"{database} -e 'DROP TABLE orders'"));
        Manifest saved = scene.Only;
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, server.Text(database));
        Assert.Equal("", server.Sql("SHOW DATABASES LIKE 'holdpoint%'"));
        foreach (string file in Directory.EnumerateFiles(
            scene.Store.FolderOf(saved.Id), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_password_among_the_words_is_not_written_down_and_asked_for_where_the_client_looks()
    {
        string database = Make();
        server.Sql($"CREATE USER pw_{database} IDENTIFIED BY 'hunter2hunter2'; GRANT ALL ON *.* TO pw_{database}");
        string before = server.Text(database);
        using var scene = new Scene();

        Assert.Equal(0, scene.Ran($"mysql -h 127.0.0.1 -P {server.Port} -u pw_{database} -phunter2hunter2 "
            + $"{database} -e 'DROP TABLE orders'"));
        Manifest saved = scene.Only;
        Assert.DoesNotContain("hunter2", File.ReadAllText(
            Path.Join(scene.Store.FolderOf(saved.Id), "manifest.json")), StringComparison.Ordinal);

        Assert.IsType<Outcome.Refused>(scene.Undo(saved));
        Assert.Contains(scene.Person.Told, t => t.Contains("Access denied", StringComparison.Ordinal));
        server.Sql($"SET PASSWORD FOR pw_{database} = ''");
        Assert.Equal(0, scene.Undone(saved));
        Assert.Equal(before, server.Text(database));
    }

    [Fact]
    public void A_number_that_the_dump_cuts_is_no_proved_copy()
    {
        string database = Make();
        server.Sql($"UPDATE {database}.users SET f = 1234567.9 WHERE id = 1");
        using var scene = new Scene();
        scene.Execute($"{Client} {database} -e 'DROP TABLE orders'");
        Assert.False(scene.Only.IsVerified);
        Assert.Contains("not the same", scene.Only.Parts[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_always_written_to_has_no_checkpoint_and_a_reason()
    {
        string database = Make();
        using var scene = new Scene();
        var busy = new Changing(
            scene.Workshop, () => server.Sql($"INSERT INTO {database}.parts VALUES (1, 1)"));
        Judgement judged = scene.Pipeline.Look(
            new Holdpoint.Action.ShellCommand($"{Client} {database} -e 'DROP TABLE orders'", scene.Work));
        (Manifest? saved, string problem) = new Taking(scene.Store, scene.Bench with { Workshop = busy }).Take(
            CheckpointPlan.Of(judged.Radius.Measurements, scene.World).Sources, "", scene.Work, "");
        Assert.Null(saved);
        Assert.Contains($"{database}.parts", problem, StringComparison.Ordinal);
        Assert.Empty(scene.Store.All());
    }

    private string Client => $"mysql -h 127.0.0.1 -P {server.Port} -u root";

    private string Make()
    {
        string name = "s" + Guid.NewGuid().ToString("n")[..10];
        server.Sql($"CREATE DATABASE {name} CHARACTER SET utf8mb4; USE {name}; {Schema}");
        return name;
    }

    /// <summary>A database of the server.</summary>
    private sealed class Shop(Scene scene, MariaDbServer server, string database) : CheckpointExample(scene)
    {
        public override string Destroys =>
            $"mysql -h 127.0.0.1 -P {server.Port} -u root {database} -e 'DROP TABLE IF EXISTS orders'";

        public override string Named => $"{database}.orders";

        public override ImmutableArray<string> Needs =>
            ["mysql mariadb", "mariadb-dump mysqldump", "mariadb-install-db"];

        public override string Everything() => server.Text(database);

        public override void Writes() => server.Sql(
            $"USE {database}; DELETE FROM orders WHERE id < 510; INSERT INTO parts VALUES (1, 1); "
            + "CREATE TABLE extra(id int); DROP FUNCTION next_one; ALTER TABLE users ADD y int");

        public override void Spoils(string folder)
        {
            string tables = Path.Join(folder, $"{database}.tables.sql");
            string[] lines = File.ReadAllLines(tables);
            File.WriteAllLines(tables, lines.Where(l => !l.StartsWith("(501,", StringComparison.Ordinal)));
        }
    }
}

using Holdpoint.Policy;
using Holdpoint.Radius;

namespace Holdpoint.Tests.Tools.Databases.MySql;

/// <summary>What is said of a real MariaDB before a statement runs, against what is gone after it ran.</summary>
public sealed class MySqlLiveTests(MariaDbServer server) : IClassFixture<MariaDbServer>
{
    private const string Schema =
        """
        CREATE TABLE users(id int primary key, email text);
        CREATE TABLE orders(id int primary key, user_id int,
            foreign key (user_id) references users(id) on delete cascade);
        CREATE TABLE items(id int primary key, order_id int,
            foreign key (order_id) references orders(id) on delete cascade);
        CREATE TABLE notes(id int, user_id int, foreign key (user_id) references users(id) on delete set null);
        CREATE TABLE nothing_in_it(id int primary key);
        CREATE TABLE `Mixed Case`(id int);
        INSERT INTO users SELECT seq, concat('u', seq) FROM seq_1_to_1000;
        INSERT INTO orders SELECT seq, 1 + seq % 900 FROM seq_1_to_3000;
        INSERT INTO items SELECT seq, 1 + seq % 3000 FROM seq_1_to_7000;
        INSERT INTO notes SELECT seq, seq FROM seq_1_to_10;
        INSERT INTO `Mixed Case` VALUES (1), (2);
        """;

    [Theory]
    [InlineData("DROP TABLE items")]
    [InlineData("TRUNCATE TABLE items")]
    [InlineData("DELETE FROM users")]
    [InlineData("DELETE FROM orders WHERE 1 = 1")]
    [InlineData("DELETE FROM items WHERE order_id < 100")]
    [InlineData("DROP TABLE notes, items")]
    [InlineData("DROP TABLE \\`Mixed Case\\`")]
    public void Rows_that_go_are_those_that_were_said(string sql)
    {
        string database = Make();
        (long? count, string[] names) = LiveJudge.Said(Command(database, sql));
        IReadOnlyDictionary<string, long> before = server.Rows(database);
        server.Sql($"USE {database}; {sql.Replace("\\", "", StringComparison.Ordinal)}");
        IReadOnlyDictionary<string, long> after = server.Rows(database);
        Dictionary<string, long> gone = before.Where(t => t.Value > after.GetValueOrDefault(t.Key))
            .ToDictionary(t => t.Key, t => t.Value - after.GetValueOrDefault(t.Key));
        Assert.Equal(gone.Values.Sum(), count);
        Assert.Equal(gone.Keys.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void A_database_is_its_own_tables_and_no_others()
    {
        string database = Make();
        Make();
        Assert.Equal(server.Rows(database).Values.Sum(), LiveJudge.Said(
            Command(database, $"DROP DATABASE {database}")).Count);
    }

    [Theory]
    [InlineData("DROP TABLE nothing_in_it")]
    [InlineData("DROP TABLE IF EXISTS nowhere")]
    [InlineData("DELETE FROM users WHERE id > 5000")]
    [InlineData("SELECT * FROM users")]
    public void What_takes_nothing_passes(string sql) =>
        Assert.Equal(Decision.Allow, LiveJudge.Run(Command(Make(), sql)).Verdict.Decision);

    [Fact]
    public void The_clients_own_option_file_leads_there()
    {
        string database = Make();
        string file = Path.Join(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".cnf");
        File.WriteAllText(file, $"[client]\nhost=127.0.0.1\nport={server.Port}\nuser=root\ndatabase={database}\n");
        try
        {
            Assert.Equal(7000, LiveJudge.Said($"mysql --defaults-file={file} {database} -e 'DROP TABLE items'").Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("mysql -h 127.0.0.1 -P 1 -u root shop", "mysql://127.0.0.1:1/shop", "check that it runs")]
    [InlineData("mysql -h 127.0.0.1 -P PORT -u app -pwrong shop", "Access denied", "give a user")]
    [InlineData("mysql -h 127.0.0.1 -P PORT -u app -p shop", "asks for its password", "option file")]
    public void What_cannot_be_asked_says_why_and_asks_a_person(string command, string why, string next)
    {
        server.Sql("CREATE USER IF NOT EXISTS app IDENTIFIED BY 'secret'");
        Judgement judged = LiveJudge.Run(
            command.Replace("PORT", $"{server.Port}", StringComparison.Ordinal) + " -e 'DROP TABLE users'");
        Assert.Contains(why, judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Contains(next, judged.Radius.Measurements[0].Unmeasured, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void A_missing_client_is_named()
    {
        Judgement judged = LiveJudge.Run(
            Command("shop", "DROP TABLE users"), new() { SearchPath = "/nonexistent" });
        Assert.Contains("mysql was not found on PATH; install it", judged.Radius.Measurements[0].Unmeasured,
            StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    [Fact]
    public void Somebodys_lock_is_not_waited_for()
    {
        string database = Make();
        using System.Diagnostics.Process session = LocalProgram.Serve(
            "mysql", "--no-defaults", $"--socket={server.Socket}", "--user=root", database, "-e",
            "LOCK TABLES items WRITE; SELECT SLEEP(30)");
        LocalProgram.Until(session, () =>
        {
            if (server.Sql("SHOW OPEN TABLES WHERE In_use > 0").Length == 0)
            {
                throw new InvalidOperationException("not locked yet");
            }
        });
        Measurement said = LiveJudge.Run(Command(database, "DROP TABLE items")).Radius.Measurements[0];
        session.Kill();
        Assert.True(said.Unmeasured is not null || said.Losses[0].Amounts[0].Certainty is Certainty.About);
    }

    private string Command(string database, string sql) =>
        $"mysql -h 127.0.0.1 -P {server.Port} -u root {database} -e \"{sql}\"";

    private string Make()
    {
        string name = "shop" + Guid.NewGuid().ToString("N")[..8];
        server.Sql($"CREATE DATABASE {name}; USE {name}; {Schema}");
        return name;
    }
}

using Holdpoint.Tests.Tools.Databases.Postgres;

namespace Holdpoint.Tests.Native;

/// <summary><c>holdpoint rehearse</c> as a person, and as an agent, runs it.</summary>
public sealed class RehearseTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("holdpoint-rehearse-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void It_tells_what_would_go_and_nothing_is_gone()
    {
        string database = Make("shop_dev");
        (int exit, string output, string errors) = Run([], "-d", server.Url(database), "-c", "DELETE FROM orders");
        Assert.True(exit == 0, errors);
        Assert.Contains("public.orders: delete 1,200 rows", output, StringComparison.Ordinal);
        Assert.Equal(1200, server.Rows(database)["public.orders"]);
    }

    [Fact]
    public void An_agent_may_not_and_production_needs_a_person_at_a_terminal()
    {
        string development = Make("shop_dev"), production = Make("shop_prod");
        (int exit, _, string errors) = Run(
            new() { ["CLAUDECODE"] = "1" }, "-d", server.Url(development), "-c", "DELETE FROM orders");
        Assert.Equal(10, exit);
        Assert.Contains("an agent's session", errors, StringComparison.Ordinal);
        (exit, _, errors) = Run([], "-d", server.Url(production), "-c", "DELETE FROM orders WHERE id = 1");
        Assert.NotEqual(0, exit);
        Assert.Contains("nothing was rehearsed", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, "cannot be rehearsed", "-c", "COMMIT")]
    [InlineData(64, "one of them", "-c", "SELECT 1", "-f", "x.sql")]
    [InlineData(64, "one of them")]
    [InlineData(74, "no file", "-f", "/nonexistent/x.sql")]
    [InlineData(1, "could not be reached", "-d", "postgres://127.0.0.1:1/shop_dev", "-c", "SELECT 1")]
    public void What_cannot_be_done_is_said_in_a_line(int exit, string says, params string[] words)
    {
        (int ended, string output, string errors) = Run([], words);
        Assert.Equal((exit, ""), (ended, output));
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    private (int Exit, string Output, string Errors) Run(Dictionary<string, string> variables, params string[] words)
    {
        variables.TryAdd("CLAUDECODE", "");
        return NativeBinary.Run(_home, [], variables, ["rehearse", .. words]);
    }

    private string Make(string name)
    {
        string database = $"{name}_{Guid.NewGuid():N}"[..24];
        server.Sql("postgres", $"CREATE DATABASE {database}");
        server.Sql(database, "CREATE TABLE orders AS SELECT i AS id FROM generate_series(1, 1200) i");
        return database;
    }
}

using Holdpoint.Environments;

namespace Holdpoint.Tests.Environments;

/// <summary>Which files of variables count, and which of two values, as the libraries document it.</summary>
public sealed class DotEnvRuleTests
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["/app/.env"] = "A=env\nB=env\nC=env\nD=env\n",
        ["/app/.env.local"] = "A=local\nB=local\nC=local\n",
        ["/app/.env.production"] = "A=production\nB=production\n",
        ["/app/.env.production.local"] = "A=production.local\n",
        ["/app/.env.test"] = "A=test\n",
    };

    [Theory]
    [InlineData("node", "production", "production.local", "local", "local", "env")]
    [InlineData("rails", "production", "production.local", "local", "local", "env")]
    [InlineData("php", "production", "production.local", "production", "local", "env")]
    [InlineData("node", "test", "test", "env", "env", "env")]
    [InlineData("node", null, "local", "local", "local", "env")]
    [InlineData("python3", "production", "env", "env", "env", "env")]
    public void The_first_file_that_sets_a_variable_counts(
        string program, string? mode, string a, string b, string c, string d)
    {
        Dictionary<string, string> loaded = Load(program, "/app", n => n is "NODE_ENV" or "RAILS_ENV" or "APP_ENV"
            ? mode : null);
        Assert.Equal((a, b, c, d), (loaded["A"], loaded["B"], loaded["C"], loaded["D"]));
    }

    [Fact]
    public void What_is_set_counts_before_every_file() =>
        Assert.DoesNotContain("D", Load("node", "/app", n => n is "D" ? "given" : null).Keys);

    [Fact]
    public void Python_looks_upwards_and_JavaScript_does_not()
    {
        Assert.Equal("env", Load("python3", "/app/jobs/nightly", _ => null)["A"]);
        Assert.Empty(Load("node", "/app/jobs/nightly", _ => null));
    }

    [Fact]
    public void A_shell_loads_nothing() => Assert.Null(DotEnvRule.Of("bash"));

    [Theory]
    [InlineData("sk_live_51Habcdefgh", "Production")]
    [InlineData("rk_live_51Habcdefgh", "Production")]
    [InlineData("sk_test_51Habcdefgh", "Development")]
    [InlineData("pk_live_51Habcdefgh", null)]
    [InlineData("ghp_abcdefghijklmnop", null)]
    [InlineData("live_and_let_die", "Production")]
    [InlineData("live", null)]
    public void A_key_may_say_where_it_leads(string value, string? environment) =>
        Assert.Equal(environment, Keys.Of(value)?.ToString());

    private static Dictionary<string, string> Load(string program, string folder, Func<string, string?> set) =>
        (DotEnvRule.Of(program) ?? throw new InvalidOperationException(program))
            .Load(folder, set, Files.GetValueOrDefault).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}

using Holdpoint.Tools.Clis;

namespace Holdpoint.Tests.Tools.Clis;

/// <summary>A connection that a project names part by part.</summary>
public sealed class ConfigPartsTests
{
    [Theory]
    [InlineData("client: 'pg',\nconnection: { host: 'db', port: 5433, user: 'app', password: 'a/b', database: 'shop' }",
        "postgresql://app:a%2Fb@db:5433/shop")]
    [InlineData("{\"username\": \"app\", \"database\": \"shop\", \"host\": \"10.0.0.1\", \"dialect\": \"postgres\"}",
        "postgresql://app@10.0.0.1/shop")]
    [InlineData("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql',\n 'NAME': 'shop', 'USER': 'app',\n"
        + " 'HOST': '127.0.0.1', 'PORT': '5432'}}", "postgresql://app@127.0.0.1:5432/shop")]
    [InlineData("default:\n  adapter: postgresql\n  host: db\n  database: shop\n  # host: other\n",
        "postgresql://db/shop")]
    [InlineData("type: 'postgres', host: 'db', database: 'shop', password: process.env.PW,\n"
        + "columns: [{ type: 'text' }]", "postgresql://db/shop")]

    // Another database, no literal, two of them, no engine: nothing is the careful answer.
    [InlineData("client: 'mysql2', connection: { host: 'db', database: 'shop' }", null)]
    [InlineData("client: 'pg', connection: { host: process.env.DB_HOST, database: 'shop' }", null)]
    [InlineData("client: 'pg', connection: { host: process.env.H || 'db', database: 'shop' }", null)]
    [InlineData("client: 'pg', connection: { host: 'db', port: process.env.PORT, database: 'shop' }", null)]
    [InlineData("client: 'pg', connection: { host: `${h}`, database: 'shop' }", null)]
    [InlineData("client: 'pg', a: { host: 'one', database: 'shop' }, b: { host: 'two', database: 'shop' }", null)]
    [InlineData("client: 'pg', other: 'sqlite3', client: 'sqlite3', host: 'db', database: 'shop'", null)]
    [InlineData("host: 'db', database: 'shop'", null)]
    [InlineData("client: 'pg', database: 'shop'", null)]
    [InlineData("", null)]
    public void One_connection_of_literals_is_a_URL(string text, string? url) =>
        Assert.Equal(url, ConfigParts.Url(text));
}

using Holdpoint.Policy;
using Holdpoint.Radius;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Tools.Databases;
using Holdpoint.Tests.Tools.Databases.Postgres;
using Holdpoint.Tests.Tools.Databases.Postgres.Live;

namespace Holdpoint.Tests.Tools.Clis.Migrations;

/// <summary>A real drizzle-kit over a real PostgreSQL: its preview is judged, and nothing of it is applied.</summary>
public sealed class DrizzlePreviewTests : IClassFixture<PostgresServer>, IDisposable
{
    private const string Users = "export const users = pgTable('users', { id: serial('id').primaryKey() });\n";

    private readonly PostgresServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("holdpoint-drizzle-").FullName;
    private readonly string _database = "shop" + Guid.NewGuid().ToString("N")[..8];

    public DrizzlePreviewTests(PostgresServer server)
    {
        _server = server;
        server.Sql("postgres", $"CREATE DATABASE {_database}");
        server.Sql(_database,
            "CREATE TABLE users(id serial primary key); CREATE TABLE orders(id int); "
            + "INSERT INTO users SELECT generate_series(1, 30); INSERT INTO orders SELECT generate_series(1, 500)");
        Directory.CreateSymbolicLink(
            _folder + "/node_modules", Path.Join(Repository.Root, "tests/tools/node_modules"));
        File.WriteAllText(_folder + "/drizzle.config.ts",
            "import { defineConfig } from 'drizzle-kit';\nexport default defineConfig({ dialect: 'postgresql', "
            + "schema: './schema.ts', dbCredentials: { url: process.env.DATABASE_URL! } });\n");
    }

    [Fact]
    public void What_a_push_would_drop_is_told_and_stays()
    {
        Judgement judged = Push(Users);
        Measurement said = Assert.Single(judged.Radius.Measurements);
        Assert.Equal("public.orders", Assert.Single(said.Losses).Resource.Name);
        Assert.Equal(500, said.Count);
        Assert.EndsWith("as its preview says", said.Effect.Summary, StringComparison.Ordinal);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
        Assert.Equal("500", _server.Sql(_database, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public void A_push_that_only_adds_takes_nothing_and_adds_nothing_yet()
    {
        Judgement judged = Push(Users
            + "export const orders = pgTable('orders', { id: integer('id'), note: text('note') });\n");
        Assert.Equal(Decision.Allow, judged.Verdict.Decision);
        Assert.Equal("1", _server.Sql(
            _database, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'orders'"));
    }

    [Fact]
    public void A_project_whose_files_do_something_is_not_loaded()
    {
        string trace = _folder + "/was-here";
        Judgement judged = Push($"import {{ writeFileSync }} from 'fs';\nwriteFileSync('{trace}', '');\n" + Users);
        Assert.False(File.Exists(trace));
        Assert.Contains(judged.Radius.Measurements[0].Facts, f => f is { Name: "preview" }
            && f.Value.Contains("does more than declare", StringComparison.Ordinal));
        Assert.Equal(530, judged.Radius.Measurements[0].Count);
        Assert.Equal(Decision.Ask, judged.Verdict.Decision);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Judgement Push(string schema)
    {
        File.WriteAllText(_folder + "/schema.ts",
            "import { pgTable, serial, integer, text } from 'drizzle-orm/pg-core';\n" + schema);
        return LiveJudge.Run(
            $"cd {_folder} && DATABASE_URL={_server.Url(_database)} npx drizzle-kit push --force", new LiveWorld());
    }
}

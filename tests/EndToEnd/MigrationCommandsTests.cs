using Holdpoint.Checkpoints;
using Holdpoint.Execution;
using Holdpoint.Policy;
using Holdpoint.Tests.Cases;
using Holdpoint.Tests.Checkpoints;
using Holdpoint.Tests.Tools.Databases;
using Holdpoint.Tests.Tools.Databases.Postgres;

namespace Holdpoint.Tests.EndToEnd;

/// <summary>Migration tools as people install them, on a real PostgreSQL: a command that takes data is stopped with the
/// tables that would go, runs through <c>exec</c> with a proved copy, and is undone row by row.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MigrationCommandsTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Tables =
        """
        CREATE TABLE users(id serial PRIMARY KEY, email text UNIQUE);
        CREATE TABLE orders(id serial PRIMARY KEY, usr int REFERENCES users, total numeric);
        INSERT INTO users(email) SELECT 'u' || g FROM generate_series(1, 50) g;
        INSERT INTO orders(usr, total) SELECT 1 + g % 50, g FROM generate_series(1, 400) g;
        """;

    [Theory]
    [InlineData("knex", "knex migrate:rollback --all", "public.orders public.users")]
    [InlineData("sequelize", "sequelize-cli db:migrate:undo:all", "public.orders public.users")]
    [InlineData("typeorm", "typeorm schema:drop -d data-source.js", "public.orders public.users")]
    [InlineData("django", "/usr/bin/python3 manage.py flush --no-input", "public.orders public.users")]
    [InlineData("alembic", "alembic downgrade base", "public.orders public.users")]
    [InlineData("psql", "psql URL -v ON_ERROR_STOP=1 -f down.sql", "public.orders public.users")]
    public void What_a_tool_takes_is_said_saved_and_brought_back(string tool, string command, string named)
    {
        using Scene scene = new(("PATH", Path.Join(Tools, ".bin") + ":" + Environment.GetEnvironmentVariable("PATH")));
        Assert.SkipUnless(Installed(tool), $"{tool} is not installed");
        string database = "m" + Guid.NewGuid().ToString("n")[..10];
        server.Sql("postgres", $"CREATE DATABASE {database}");
        Prepare(tool, scene.Work, database);
        server.Sql(database, Tables);
        string line = command.Replace("URL", server.Url(database), StringComparison.Ordinal);
        IReadOnlyDictionary<string, long> there = server.Rows(database);
        string before = server.Text(database);

        // Looking changes nothing, and tells the tables.
        Judgement judged = scene.Pipeline.Look(new Holdpoint.Action.ShellCommand(line, scene.Work));
        Assert.NotEqual(Decision.Allow, judged.Verdict.Decision);
        Assert.Equal(before, server.Text(database));
        Dictionary<string, long?> said = judged.Radius.Measurements.SelectMany(m => m.Losses)
            .Where(l => l.HoldsData)
            .GroupBy(l => l.Resource.Name, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key, g => g.First().Amounts.Where(a => a.Unit is "rows").Select(a => (long?)a.Number)
                    .FirstOrDefault(), StringComparer.Ordinal);

        Assert.Equal(0, scene.Ran(line));
        Assert.True(scene.Only.IsVerified, scene.Only.Parts[0].Problem);
        Assert.DoesNotContain(scene.Person.Told, t => t.Contains("NOT", StringComparison.Ordinal));

        // What has gone was said, with its rows.
        IReadOnlyDictionary<string, long> left = server.Rows(database);
        Dictionary<string, long> gone = there.Where(t => t.Value > left.GetValueOrDefault(t.Key))
            .ToDictionary(t => t.Key.Replace("\"", "", StringComparison.Ordinal), t => t.Value, StringComparer.Ordinal);
        Assert.Superset(named.Split(' ').ToHashSet(), gone.Keys.ToHashSet());
        Assert.All(gone, g => Assert.Equal(g.Value, said.GetValueOrDefault(g.Key)));

        scene.Person.Says = new Answer.Yes();
        Assert.Equal(0, scene.Undone(scene.Only));
        Assert.Equal(before, server.Text(database));
    }

    private static string Tools => Path.Join(Repository.Root, "tests/tools/node_modules");

    private static bool Installed(string tool) => tool switch
    {
        "psql" => true,
        "django" => LocalProgram.Succeeds("/usr/bin/python3", "-c", "import django, psycopg2"),
        "alembic" => LocalProgram.Succeeds("/usr/bin/python3", "-c", "import alembic, psycopg2"),
        _ => File.Exists(Path.Join(Tools, ".bin", tool is "sequelize" ? "sequelize-cli" : tool)),
    };

    /// <summary>The files of a project whose migration made the tables, and the tool's own record of that.</summary>
    private void Prepare(string tool, string folder, string database)
    {
        Directory.CreateSymbolicLink(Path.Join(folder, "node_modules"), Tools);
        var project = new Project(folder);
        switch (tool)
        {
            case "knex" or "sequelize" or "typeorm":
                JavaScript(tool, project, database);
                break;
            case "alembic" or "django":
                Python(tool, project, database);
                break;
            default:
                project.Write("down.sql", "BEGIN;\nDROP TABLE orders;\nDROP TABLE users;\nCOMMIT;\n");
                break;
        }
    }

    private void JavaScript(string tool, Project project, string database)
    {
        string url = server.Url(database);
        switch (tool)
        {
            case "knex":
                project.Write("knexfile.js",
                    "module.exports = {\n  client: 'pg',\n  connection: "
                    + $"{{ host: '127.0.0.1', port: {server.Port}, user: 'postgres', "
                    + $"database: '{database}' }},\n}};\n");
                project.Write("migrations/1_first.js",
                    "exports.up = k => k.raw('SELECT 1');\n"
                    + "exports.down = k => k.schema.dropTable('orders').dropTable('users');\n");
                project.Do("knex", "migrate:latest");
                break;
            case "sequelize":
                project.Write("config/config.json",
                    $$$"""{"development": {"url": "{{{url}}}", "dialect": "postgres"}}""");
                project.Write("migrations/1-first.js",
                    "module.exports = { up: async () => {}, down: async q => { await q.dropTable('orders'); "
                    + "await q.dropTable('users'); } };\n");
                project.Do("sequelize-cli", "db:migrate");
                break;
            case "typeorm":
                project.Write("data-source.js",
                    "const { DataSource } = require('typeorm');\nmodule.exports = new DataSource({ type: 'postgres', "
                    + $"url: '{url}' }});\n");
                break;
        }
    }

    private void Python(string tool, Project project, string database)
    {
        string url = server.Url(database);
        switch (tool)
        {
            case "alembic":
                project.Write("alembic.ini",
                    "[alembic]\nscript_location = alembic\nsqlalchemy.url = "
                    + url.Replace("postgres://", "postgresql://", StringComparison.Ordinal) + "\n");
                project.Write("alembic/env.py",
                    "from alembic import context\nfrom sqlalchemy import create_engine\n"
                    + "e = create_engine(context.config.get_main_option('sqlalchemy.url'))\n"
                    + "with e.connect() as c:\n    context.configure(connection=c)\n"
                    + "    with context.begin_transaction():\n        context.run_migrations()\n");
                project.Write("alembic/versions/a1.py",
                    "from alembic import op\nrevision = 'a1'\ndown_revision = None\ndef upgrade():\n    pass\n"
                    + "def downgrade():\n    op.drop_table('orders')\n    op.drop_table('users')\n");
                project.Do("alembic", "upgrade", "head");
                break;
            case "django":
                project.Write("manage.py",
                    "import os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\n"
                    + "from django.core.management import execute_from_command_line\n"
                    + "execute_from_command_line(sys.argv)\n");
                project.Write("settings.py",
                    "SECRET_KEY = 'x'\nUSE_TZ = True\nINSTALLED_APPS = ['shop']\nDATABASES = {'default': {'ENGINE': "
                    + $"'django.db.backends.postgresql', 'HOST': '127.0.0.1', 'PORT': '{server.Port}', "
                    + $"'USER': 'postgres', 'NAME': '{database}'}}}}\n");
                project.Write("shop/__init__.py", "");
                project.Write("shop/models.py",
                    "from django.db import models\nclass User(models.Model):\n    class Meta:\n"
                    + "        db_table = 'users'\nclass Order(models.Model):\n    class Meta:\n"
                    + "        db_table = 'orders'\n");
                break;
        }
    }

    /// <summary>A folder with a project in it.</summary>
    private sealed class Project(string folder)
    {
        public void Write(string name, string text)
        {
            string path = Path.Join(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            File.WriteAllText(path, text);
        }

        public void Do(params string[] words) => LocalProgram.Run(
            "", "bash", "-c", $"cd '{folder}' && PATH='{Tools}/.bin':$PATH {string.Join(' ', words)} >&2");
    }
}

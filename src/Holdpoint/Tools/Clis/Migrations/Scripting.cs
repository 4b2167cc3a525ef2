using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Migrations.Kit;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Schema tools of Ruby, Python and Elixir.</summary>
internal static class Scripting
{
    public static ImmutableArray<string> Names =>
    [
        "rails", "rake", "hanami", "sequel", "manage.py", "alembic", "flask", "aerich", "yoyo", "piccolo", "airflow",
        "mix",
    ];

    public static Cli? Find(string name) => name switch
    {
        "rails" or "rake" => Rails(name),
        "hanami" => Hanami,
        "sequel" => Sequel,
        "manage.py" or "django-admin" or "django" => Django,
        "alembic" => Alembic,
        "flask" => Flask,
        "aerich" => Aerich,
        "yoyo" or "yoyo-migrate" => Yoyo,
        "piccolo" => Piccolo,
        "airflow" => Airflow,
        "mix" => Mix,
        _ => null,
    };

    private static Cli Rails(string name) => new()
    {
        Id = name,
        Title = "Rails tasks on the database: drop, reset, schema:load, purge",
        Target = "database",
        Unnamed = true,
        Assignments = true,
        Valued = "e environment f rakefile C directory",
        Harmless = "n dry-run T tasks D describe P prereqs W where",
        Sources =
        [
            Environment("e environment", "RAILS_ENV RACK_ENV", "development"),
            Url("", "DATABASE_URL PRIMARY_DATABASE_URL"),
        ],
        Configs = [File("config/database.yml", sections: true)],
        DotEnvs = ".env.{env}.local .env.local .env.{env} .env",

        // Rails itself loads none; the gem does.
        LoadedBy = ("Gemfile", "dotenv"),
        Rules =
        [
            Empties("+db:drop|db:drop:*|db:purge|db:purge:*|db:mongoid:drop|db:mongoid:purge", "drops the database"),
            Empties("+db:reset|db:reset:*|db:migrate:reset|db:migrate:reset:*",
                "drops the database and makes it anew", "rails db:migrate keeps the rows"),
            Empties("+db:schema:load|db:schema:load:*|db:structure:load|db:structure:load:*",
                "makes every table anew, empty", "rails db:migrate keeps the rows"),
            Empties("+db:truncate_all|db:truncate_all:*|db:seed:replant", "empties every table"),
            Empties("+db:fixtures:load", "deletes the rows of every table that has fixtures"),
            Empties("+db:setup|db:setup:*", "makes the database, and every table anew, empty, where there is one",
                "rails db:prepare keeps a database that is there"),
            Empties("+db:migrate $VERSION=0", "undoes all migrations: every table that they made is dropped"),
            Destroys("+db:test:purge|db:test:load|db:test:load_schema|db:test:load_structure", Database,
                "empties the database that is configured for tests",
                new Recovery.FromSource("tests make their own data")),
            Weakens("+db:environment:set", Database,
                "writes another environment into the database, so that it is no longer protected as production"),
            Reverts("+db:rollback|db:rollback:*|db:migrate:down|db:migrate:down:*|db:migrate:redo|db:migrate:redo:*",
                "undoes migrations", "rails db:migrate:status"),
            Reverts("+db:migrate|db:migrate:* $VERSION", "migrates to one version, undoing what is later"),
            Migrates("+db:migrate|db:migrate:*"),
            Destroys("+jobs:clear|resque:clear|resque:failures:clear|sidekiq:clear|good_job:cleanup", "queue",
                "deletes the jobs of the queue", new Recovery.Never("nothing holds a job that was deleted")),
            Runs("dbconsole|db", new CliSql(Dialect.Generic, Input: true)),
        ],
    };

    private static Cli Hanami => new()
    {
        Id = "hanami",
        Title = "Hanami: dropped and rolled back databases",
        Target = "database",
        Unnamed = true,
        Valued = "env e app slice gateway",
        Sources = [Environment("e env", "HANAMI_ENV", "development"), Url("")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("db drop", "drops the database"),
            Reverts("db rollback", "undoes migrations"),
            Migrates("db migrate"),
        ],
    };

    private static Cli Sequel => new()
    {
        Id = "sequel",
        Title = "Sequel: migrations undone, SQL and Ruby run",
        Target = "database",
        Unnamed = true,
        Valued = "m migrate-directory M migrate-version c e env I r require",
        Sources = [Environment("e env", ""), Url("")],
        Rules =
        [
            Empties("-M=0", "undoes all migrations: every table that they made is dropped"),
            Reverts("-M", "migrates to one version, undoing what is later"),
        ],
    };

    private static Cli Django => new()
    {
        Id = "django",
        Title = "Django: flush, migrate to zero, reset_db",
        Target = "database",
        Unnamed = true,
        Valued = "settings database pythonpath v verbosity router c command",
        Harmless = "plan check fake fake-initial",
        Sources =
        [
            new("settings", SignKind.Name, "settings", "DJANGO_SETTINGS_MODULE"),
            Url("", "DATABASE_URL"),
            new("database", SignKind.Name, "database"),
        ],
        Configs = [File("manage.py")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("flush", "empties every table", "manage.py sqlflush prints the SQL"),
            Empties("migrate * zero", "undoes all migrations of {1}: its tables are dropped",
                "manage.py migrate {1} zero --plan"),
            Empties("reset_db", "drops the database and makes it anew, empty"),
            Empties("reset_schema", "drops the whole schema and makes it anew, empty"),
            Reverts("migrate * *", "migrates {1} to {2}, undoing what is later", "the same with --plan"),
            Migrates("migrate"),
            Reverts("loaddata", "overwrites the rows that have the same keys"),
            Runs("dbshell", new CliSql(Dialect.Generic, Operand: true, Input: true)),
        ],
    };

    private static Cli Alembic => new()
    {
        Id = "alembic",
        Title = "Alembic: downgrades, to the base above all",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "c config n name x tag",
        Harmless = "sql",
        Sources = [Url("", "DATABASE_URL SQLALCHEMY_DATABASE_URI SQLALCHEMY_DATABASE_URL")],
        Configs = [File("alembic/env.py"), File("migrations/env.py"), File("alembic.ini", "c config")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("downgrade base", "undoes all migrations: every table that they made is dropped",
                "alembic downgrade base --sql prints the SQL"),
            Reverts("downgrade", "undoes migrations", "the same with --sql prints the SQL"),
            Migrates("upgrade"),
            Migrates("stamp", "changes what is recorded of migrations"),
        ],
    };

    private static Cli Flask => new()
    {
        Id = "flask",
        Title = "Flask-Migrate: downgrades",
        Target = "database",
        Unnamed = true,
        Valued = "A app e env-file d directory x tag",
        Harmless = "sql",
        Sources = [Url("", "SQLALCHEMY_DATABASE_URI DATABASE_URL"), Environment("", "FLASK_ENV")],
        DotEnvs = ".env .flaskenv",
        Rules =
        [
            Empties("db downgrade base", "undoes all migrations: every table that they made is dropped"),
            Reverts("db downgrade", "undoes migrations", "flask db downgrade --sql prints the SQL"),
            Migrates("db upgrade"),
        ],
    };

    private static Cli Aerich => new()
    {
        Id = "aerich",
        Title = "Aerich: downgrades",
        Target = "database",
        Unnamed = true,
        Valued = "c config app v version",
        Sources = [Url("")],
        Configs = [new CliConfig("pyproject.toml", Tortoise), File("aerich.ini")],
        DotEnvs = ".env",
        Rules = [Reverts("downgrade", "undoes migrations", "aerich history"), Migrates("upgrade")],
    };

    /// <summary>The module that holds the settings: <c>tortoise_orm = "app.settings.TORTOISE_ORM"</c>.</summary>
    private static ImmutableArray<(string Word, SignKind Kind, string Value)> Tortoise(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            string[] parts = line.StartsWith("tortoise_orm")
                ? line[(line.IndexOf('=') + 1)..].Trim().Trim("\"'").ToString().Split('.') : [];
            if (parts.Length > 1)
            {
                return [(CliConfig.NamedFile, SignKind.Path, string.Join('/', parts[..^1]) + ".py")];
            }
        }

        // Its older spelling stands in the file itself; other modules follow it as their own names.
        return ConfigText.Read(text);
    }

    private static Cli Yoyo => new()
    {
        Id = "yoyo",
        Title = "yoyo: migrations rolled back",
        Target = "database",
        Unnamed = true,
        Valued = "d database c config m match r revision",
        Sources = [Url("d database")],
        Configs = [File("yoyo.ini", "c config")],
        Rules =
        [
            Empties("rollback --all|-a", "undoes all migrations: every table that they made is dropped", "yoyo list"),
            Reverts("rollback|reapply|develop", "undoes migrations", "yoyo list"),
            Migrates("apply"),
        ],
    };

    private static Cli Piccolo => new()
    {
        Id = "piccolo",
        Title = "Piccolo: migrations undone, tables dropped",
        Target = "database",
        Unnamed = true,
        Harmless = "preview",
        Sources = [Url("", "DATABASE_URL PG_HOST")],
        Configs = [File("piccolo_conf.py")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("schema drop|clear", "drops all tables"),
            Reverts("migrations backwards|backward", "undoes migrations"),
            Migrates("migrations forwards|forward"),
        ],
    };

    private static Cli Airflow => new()
    {
        Id = "airflow",
        Title = "Airflow: reset and cleaned databases, deleted DAGs",
        Target = "database",
        Valued = "n from-version to-version r clean-before-timestamp t tables s e start-date end-date",
        Harmless = "dry-run show-sql-only",
        Sources = [Url("", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN AIRFLOW__CORE__SQL_ALCHEMY_CONN")],
        Configs = [new CliConfig("~/airflow/airflow.cfg", ConfigText.Read)],
        Rules =
        [
            Empties("db reset", "drops the metadata of all DAGs and their runs"),
            Reverts("db downgrade", "undoes migrations"),
            CliRule.Destroys("db clean", Database, "deletes old rows of the metadata", Gone),
            CliRule.Destroys("dags delete", "airflow.dag", "deletes all that is recorded of the DAG {}", Gone),
        ],
    };

    private static Cli Mix => new()
    {
        Id = "mix",
        Title = "Ecto: dropped, reset and rolled back databases",
        Target = "database",
        Unnamed = true,
        Valued = "r repo n step to v prefix d dump-path",
        Sources = [Environment("", "MIX_ENV", "dev"), Url("")],
        Configs = [File("config/{env}.exs"), File("config/runtime.exs"), File("config/config.exs")],
        Rules =
        [
            Empties("+ecto.drop|ecto.drop,", "drops the database"),
            Empties("+ecto.reset|ecto.reset,", "drops the database and makes it anew",
                "mix ecto.migrate keeps the rows"),
            Empties("+ash.reset|ash_postgres.drop|ash_postgres.reset", "drops the database"),
            Empties("+ecto.rollback --all", "undoes all migrations: every table that they made is dropped",
                "mix ecto.migrations"),
            Reverts("+ecto.rollback|ecto.rollback,", "undoes migrations", "mix ecto.migrations"),
            Reverts("+ecto.load --force|-f", "loads the structure over what is there"),
            Migrates("+ecto.migrate|ecto.migrate,"),
        ],
    };
}

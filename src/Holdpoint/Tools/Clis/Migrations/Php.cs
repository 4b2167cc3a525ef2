using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Migrations.Kit;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Schema tools and site managers of PHP.</summary>
internal static class Php
{
    private static readonly CliSource AppEnvironment = Environment("env e", "APP_ENV");

    public static ImmutableArray<string> Names =>
        ["artisan", "console", "doctrine", "phinx", "spark", "yii", "cake", "drush", "wp"];

    public static Cli? Find(string name) => name switch
    {
        "artisan" => Artisan,
        "console" or "doctrine" or "doctrine-migrations" => Doctrine,
        "phinx" => Phinx,
        "spark" => Spark,
        "yii" => Yii,
        "cake" => Cake,
        "drush" => Drush,
        "wp" => WordPress,
        _ => null,
    };

    private static Cli Artisan => new()
    {
        Id = "artisan",
        Title = "Laravel: fresh, refreshed, reset and wiped databases",
        Target = "database",
        Unnamed = true,
        Valued = "env database path step batch class model queue execute schema-path",
        Harmless = "pretend",
        Sources = [AppEnvironment, Url("", "DB_URL DATABASE_URL DB_HOST")],
        DotEnvs = ".env.{env}|.env",
        Rules =
        [
            Empties("migrate:fresh", "drops all tables and migrates anew", "php artisan migrate keeps the rows"),
            Empties("db:wipe", "drops all tables"),
            Empties("migrate:refresh", "undoes all migrations and runs them again: the tables are empty then",
                "php artisan migrate keeps the rows"),
            Empties("migrate:reset", "undoes all migrations: every table that they made is dropped",
                "php artisan migrate:reset --pretend prints the SQL"),
            Reverts("migrate:rollback", "undoes the last migrations",
                "php artisan migrate:rollback --pretend prints the SQL"),
            Reverts("db:seed", "runs the seeders, which may empty their tables first"),
            Migrates("migrate"),
            Destroys("schema:dump --prune", "file", "deletes the migration files",
                new Recovery.FromSource("version control may hold them")),
            Destroys("model:prune", Database, "deletes the rows that models call prunable", Gone) with
            {
                Safer = "php artisan model:prune --pretend counts them",
            },
            Destroys("queue:clear|queue:flush|queue:forget|queue:prune-failed|queue:prune-batches|horizon:clear"
                + "|horizon:forget", "queue", "deletes the jobs of the queue",
                new Recovery.Never("nothing holds a job that was deleted")),
        ],
    };

    private static Cli Doctrine => new()
    {
        Id = "doctrine",
        Title = "Doctrine: dropped databases and schemas, fixtures that purge, migrations undone",
        Target = "database",
        Unnamed = true,
        Valued = "e env em connection c n shard group configuration db-configuration",
        Harmless = "dry-run dump-sql write-sql",
        Sources = [AppEnvironment, Url("", "DATABASE_URL DATABASE_HOST")],

        // Symfony puts what belongs to the environment before what is one's own.
        DotEnvs = ".env.{env}.local .env.{env} .env.local .env",
        Rules =
        [
            Empties("doctrine:database:drop|d:d:d|doctrine:d:d --force|-f", "drops the database",
                "without --force it says what it would drop"),
            Empties("doctrine:schema:drop|d:s:d|orm:schema-tool:drop --force|-f", "drops all tables",
                "doctrine:schema:drop --dump-sql prints the SQL"),
            Destroys("doctrine:schema:update|d:s:u|orm:schema-tool:update --force|-f --complete", Schema,
                "makes the database equal to the entities: columns and tables that are not in them go", StepBack) with
            {
                Safer = "doctrine:schema:update --dump-sql prints the SQL",
            },
            Destroys("doctrine:schema:update|d:s:u|orm:schema-tool:update --force|-f", Schema,
                "makes the database equal to the entities", StepBack) with
            {
                Safer = "doctrine:schema:update --dump-sql prints the SQL",
            },
            Empties("doctrine:migrations:migrate|d:m:m|migrations:migrate|migrate first|0",
                "undoes all migrations: every table that they made is dropped"),
            Reverts("doctrine:migrations:migrate|d:m:m|migrations:migrate|migrate *", "migrates to the version {1}"),
            Migrates("doctrine:migrations:migrate|d:m:m|migrations:migrate|migrate"),
            Reverts("doctrine:migrations:execute|d:m:e|migrations:execute|execute --down", "undoes a migration"),
            Reverts("doctrine:migrations:rollup", "deletes the recorded history of migrations"),
            Reads("doctrine:fixtures:load|d:f:l --append"),
            Empties("doctrine:fixtures:load|d:f:l", "empties the tables of all entities before it loads",
                "doctrine:fixtures:load --append keeps the rows"),
            Empties("doctrine:mongodb:schema:drop", "drops the databases of all documents"),
            Runs("dbal:run-sql|doctrine:query:sql|doctrine:query:dql",
                new CliSql(Dialect.Generic, Operand: true)),
        ],
    };

    private static Cli Phinx => new()
    {
        Id = "phinx",
        Title = "Phinx: migrations rolled back",
        Target = "database",
        Unnamed = true,
        Valued = "e environment t target c configuration p parser d date s seed",
        Harmless = "dry-run x",
        Sources = [Environment("e environment", "PHINX_ENVIRONMENT"), Url("", "PHINX_DBHOST DATABASE_URL")],
        Configs =
        [
            File("phinx.yml", "c configuration", sections: true), File("phinx.php", "c configuration", sections: true),
            File("phinx.json", "c configuration", sections: true),
        ],
        Rules =
        [
            Empties("rollback --target|-t=0", "undoes all migrations: every table that they made is dropped",
                "phinx rollback --dry-run"),
            Reverts("rollback", "undoes migrations", "phinx rollback --dry-run"),
            Migrates("migrate"),
        ],
    };

    private static Cli Spark => new()
    {
        Id = "spark",
        Title = "CodeIgniter: refreshed and rolled back databases",
        Target = "database",
        Unnamed = true,
        Valued = "n g b",
        Sources = [Environment("", "CI_ENVIRONMENT"), Url("", "database.default.hostname")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("migrate:refresh", "undoes all migrations and runs them again: the tables are empty then"),
            Reverts("migrate:rollback", "undoes migrations"),
            Migrates("migrate"),
        ],
    };

    private static Cli Yii => new()
    {
        Id = "yii",
        Title = "Yii: fresh databases, migrations undone",
        Target = "database",
        Unnamed = true,
        Valued = "appconfig",
        Sources = [Environment("", "YII_ENV")],
        Configs = [File("config/db.php"), File("common/config/main-local.php")],
        Rules =
        [
            Empties("migrate/fresh", "drops all tables and migrates anew"),
            Empties("migrate/down all", "undoes all migrations: every table that they made is dropped"),
            Reverts("migrate/down|migrate/redo|migrate/to", "undoes migrations"),
            Migrates("migrate|migrate/up"),
        ],
    };

    private static Cli Cake => new()
    {
        Id = "cake",
        Title = "CakePHP: migrations rolled back",
        Target = "database",
        Unnamed = true,
        Valued = "t target c connection p plugin d date",
        Harmless = "dry-run x",
        Sources = [Url("", "DATABASE_URL")],
        DotEnvs = "config/.env .env",
        Rules =
        [
            Empties("migrations rollback -t=0", "undoes all migrations: every table that they made is dropped"),
            Reverts("migrations rollback", "undoes migrations"),
            Migrates("migrations migrate"),
        ],
    };

    private static Cli Drush => new()
    {
        Id = "drush",
        Title = "Drush: dropped databases, sites installed over others, SQL",
        Target = "site",
        Valued = "l uri r root database target file",
        Harmless = "simulate",
        Sources = [new("uri", SignKind.Url, "l uri")],
        Rules =
        [
            Empties("** sql-drop|sql:drop|sql-create|sql:create", "drops all tables of the site"),
            Empties("** site:install|site-install|si", "installs the site anew: all tables are dropped first"),
            Empties("** sql:sync|sql-sync", "overwrites a site's database with another's: {}"),
            Destroys("** entity:delete", "site.content", "deletes the entities {}", Gone),
            Runs("** sql:query|sql-query|sqlq", new CliSql(Dialect.MySql, File: "file", Operand: true)),
            Runs("** sql:cli|sql-cli|sqlc", new CliSql(Dialect.MySql, Input: true)),
        ],
    };

    private static Cli WordPress => new()
    {
        Id = "wp",
        Title = "WP-CLI: dropped, reset and emptied sites, SQL",
        Target = "site",
        Valued = "path url ssh http user role blog_id post_type format fields field",
        Harmless = "dry-run",
        Sources =
        [
            new("server", SignKind.Host, "ssh"), new("site", SignKind.Url, "url http"),
            new("path", SignKind.Path, "path"),
        ],
        Rules =
        [
            Empties("db drop|reset|clean", "drops the tables of the site", "wp db export takes a copy first"),
            Empties("db import", "overwrites the tables that the file holds", "wp db export takes a copy first"),
            Runs("db query", new CliSql(Dialect.MySql, Operand: true, Input: true)),
            Runs("db cli", new CliSql(Dialect.MySql, Input: true)),
            Empties("site empty", "deletes all posts, pages, comments and terms of the site"),
            Empties("site delete", "deletes the site {} with its tables"),
            Destroys("search-replace", "site.content", "replaces {} in all tables",
                new Recovery.Unknown("the former text is kept nowhere")) with { Safer = "the same with --dry-run" },
            Destroys("post|page|user|comment|term|media delete --force", "site.content", "deletes {}, past the trash",
                Gone),
            Destroys("user|term|media delete", "site.content", "deletes {}", Gone),
            Destroys("plugin|theme delete|uninstall", "site.code", "deletes {}",
                new Recovery.FromSource("it can be installed again; what it kept may go with it")),
        ],
    };
}

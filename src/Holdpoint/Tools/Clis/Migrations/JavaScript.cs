using System.Collections.Immutable;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Migrations.Kit;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Schema tools of JavaScript: the first two dropped production databases that people wrote about.</summary>
internal static class JavaScript
{
    public static ImmutableArray<string> Names =>
    [
        "drizzle-kit", "prisma", "typeorm", "sequelize-cli", "knex", "mikro-orm", "node-pg-migrate", "db-migrate",
        "graphile-migrate", "kysely", "payload", "medusa", "strapi", "ace", "migrate-mongo",
    ];

    public static Cli? Find(string name) => name switch
    {
        "drizzle-kit" => Drizzle,
        "prisma" => Prisma,
        "typeorm" or "typeorm-ts-node-commonjs" or "typeorm-ts-node-esm" => TypeOrm,
        "sequelize-cli" or "sequelize" => Sequelize,
        "knex" => Knex,
        "mikro-orm" or "mikro-orm-esm" => MikroOrm,
        "node-pg-migrate" => NodePgMigrate,
        "db-migrate" => DbMigrate,
        "graphile-migrate" => Graphile,
        "kysely" or "kysely-ctl" => Kysely,
        "payload" => Payload,
        "medusa" => Medusa,
        "strapi" => Strapi,
        "ace" => Ace,
        "migrate-mongo" => MigrateMongo,
        _ => null,
    };

    private static Cli Drizzle => new()
    {
        Id = "drizzle-kit",
        Title = "Drizzle: what `push` drops, `--force` above all",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "config url host port user password database schema out dialect driver name prefix tablesFilter",
        Sources = [Url("url host")],
        Configs = Scripts("drizzle.config", "config"),
        DotEnvs = ".env",
        Preview = DrizzlePreview.Ask,
        EndsWithZeroAnyway = true,
        Rules =
        [
            Empties("push|push:* --force",
                "makes the database equal to the schema file and asks nothing: tables, columns and types that are not "
                + "in it are dropped, one by one and at once",
                "drizzle-kit push --strict --verbose </dev/null prints the SQL and runs nothing"),
            Reads("push --strict --verbose"),
            Destroys("push|push:*", Schema, "makes the database equal to the schema file: what is not in it goes",
                Stops) with
            {
                Safer = "drizzle-kit generate, read the file, then drizzle-kit migrate",
            },
            Migrates("migrate"),
        ],
    };

    private static Cli Prisma => new()
    {
        Id = "prisma",
        Title = "Prisma: resets, and pushes that accept the loss of data",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "schema config url file name n applied rolled-back shadow-database-url from-url to-url "
            + "from-schema-datamodel to-schema-datamodel from-migrations to-migrations from-schema-datasource",
        Sources = [Url("url", "DATABASE_URL DIRECT_URL POSTGRES_PRISMA_URL POSTGRES_URL")],
        Configs =
        [
            File("prisma/schema.prisma", "schema"), File("schema.prisma", "schema"),
            .. Scripts("prisma.config", "config"),
        ],
        DotEnvs = ".env prisma/.env",
        Rules =
        [
            Empties("migrate reset", "drops the whole database and makes it anew from the migrations",
                "prisma migrate status; prisma migrate diff shows what differs"),
            Empties("db push --force-reset", "drops the whole database, then makes it equal to the schema",
                "prisma migrate diff --script shows what would change"),
            Empties("db push --accept-data-loss",
                "makes the database equal to the schema and drops what is in the way, rows and all",
                "prisma migrate diff --script shows what would be dropped"),
            Destroys("db push", Schema, "makes the database equal to the schema", Stops) with
            {
                Safer = "prisma migrate diff --script shows what would change",
            },
            Reads("migrate dev --create-only"),
            Destroys("migrate dev", Schema, "migrates, and offers to reset where the database has drifted", Stops) with
            {
                Safer = "prisma migrate deploy never resets",
            },
            Migrates("migrate deploy"),
            Migrates("migrate resolve", "changes what is recorded of migrations"),
            Runs("db execute", new CliSql(Dialect.Generic, File: "file", Input: true)),
        ],
    };

    private static Cli TypeOrm => new()
    {
        Id = "typeorm",
        Title = "TypeORM: schema:drop, schema:sync, reverted migrations",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "d dataSource f config c connection t transaction r root",
        Sources = [Url("")],
        Configs =
        [
            File("src/data-source.ts", "d dataSource f config"), File("data-source.ts"), File("ormconfig.json"),
            File("ormconfig.js"), File("ormconfig.ts"),
        ],
        DotEnvs = ".env",
        Rules =
        [
            Empties("schema:drop", "drops all tables of the schema, those of other programs too"),
            Empties("schema:sync", "makes the database equal to the entities: columns whose type changed are dropped "
                + "and made anew, empty", "typeorm schema:log shows the SQL"),
            Reverts("migration:revert", "undoes the last migration", "typeorm migration:show"),
            Migrates("migration:run"),
            Runs("query", new CliSql(Dialect.Generic, Operand: true)),
        ],
    };

    private static Cli Sequelize => new()
    {
        Id = "sequelize-cli",
        Title = "Sequelize: dropped databases, undone migrations and seeds",
        Target = "database",
        Unnamed = true,
        Valued = "env url config options-path migrations-path seeders-path models-path name to from",
        Sources = [Environment("env", "NODE_ENV", "development"), Url("url")],
        Configs =
        [
            File("config/config.json", "config", sections: true), File("config/config.js", "config", sections: true),
            File("config/database.js", "config", sections: true),
        ],
        DotEnvs = ".env",
        Rules =
        [
            Empties("db:drop", "drops the database"),
            Empties("db:migrate:undo:all", "undoes all migrations: every table that they made is dropped"),
            Reverts("db:migrate:undo", "undoes the last migration"),
            Reverts("db:seed:undo|db:seed:undo:all", "deletes the seeded rows, often all of the table"),
            Migrates("db:migrate"),
        ],
    };

    private static Cli Knex => new()
    {
        Id = "knex",
        Title = "Knex: migrations rolled back, seeds that empty their tables",
        Target = "database",
        Unnamed = true,
        Valued = "env knexfile connection client migrations-directory migrations-table-name cwd debug esm specific "
            + "knexpath",
        Sources = [Environment("env", "NODE_ENV", "development"), Url("connection")],
        Configs = Scripts("knexfile", "knexfile", sections: true),
        DotEnvs = ".env",
        Rules =
        [
            Empties("migrate:rollback --all", "rolls all migrations back: every table that they made is dropped",
                "knex migrate:list"),
            Reverts("migrate:rollback|migrate:down", "rolls migrations back", "knex migrate:list"),
            Reverts("seed:run", "runs the seeds, which usually begin with emptying their tables"),
            Migrates("migrate:latest|migrate:up"),
        ],
    };

    private static Cli MikroOrm => new()
    {
        Id = "mikro-orm",
        Title = "MikroORM: dropped and fresh schemas",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "config contextName t to f from o only",
        Harmless = "dump",
        Sources = [Url("", "MIKRO_ORM_CLIENT_URL MIKRO_ORM_HOST DATABASE_URL")],
        Configs = [.. Scripts("mikro-orm.config", "config"), .. Scripts("src/mikro-orm.config")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("schema:drop --run|-r", "drops the schema", "mikro-orm schema:drop --dump prints the SQL"),
            Empties("schema:fresh --run|-r", "drops the schema and makes it anew, empty"),
            Empties("migration:fresh", "drops the schema and runs all migrations"),
            Destroys("schema:update --run|-r !--safe", Schema,
                "makes the database equal to the entities: columns and tables that are not in them go", StepBack) with
            {
                Safer = "mikro-orm schema:update --dump prints the SQL",
            },
            Reverts("migration:down", "undoes migrations"),
            Migrates("migration:up"),
        ],
    };

    private static Cli NodePgMigrate => new()
    {
        Id = "node-pg-migrate",
        Title = "node-pg-migrate: migrations undone",
        Target = "database",
        Unnamed = true,
        Valued = "d database-url-var m migrations-dir s schema t timestamp f config-file envPath",
        Harmless = "dry-run",
        Sources = [Url(""), new("variable", Holdpoint.Environments.SignKind.Name, "d database-url-var")],
        DotEnvs = ".env",
        Rules = [Reverts("down|redo", "undoes migrations", "node-pg-migrate down --dry-run"), Migrates("up")],
    };

    private static Cli DbMigrate => new()
    {
        Id = "db-migrate",
        Title = "db-migrate: resets, dropped databases",
        Target = "database",
        Unnamed = true,
        Valued = "e env c count config m migrations-dir t table",
        Harmless = "dry-run",
        Sources = [Environment("e env", "NODE_ENV", "dev"), Url("")],
        Configs = [File("database.json", "config", sections: true), File("config/database.json", sections: true)],
        Rules =
        [
            Empties("reset|reset:*", "undoes all migrations: every table that they made is dropped"),
            Empties("db:drop", "drops the database"),
            Reverts("down|down:*", "undoes migrations", "db-migrate down --dry-run"),
            Migrates("up|up:*"),
        ],
    };

    private static Cli Graphile => new()
    {
        Id = "graphile-migrate",
        Title = "Graphile Migrate: erased databases",
        Target = "database",
        Unnamed = true,
        Valued = "c config",
        Sources = [Url("", "DATABASE_URL ROOT_DATABASE_URL")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("reset", "drops the database and makes it anew"),
            Reverts("watch", "runs the current migration again and again, as its file changes"),
            Migrates("migrate"),
        ],
    };

    private static Cli Kysely => new()
    {
        Id = "kysely",
        Title = "kysely-ctl: migrations undone",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "cwd config e environment",
        Sources = [Environment("e environment", "NODE_ENV"), Url("")],
        Configs = [.. Scripts("kysely.config", "config"), .. Scripts(".config/kysely.config")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("migrate:rollback --all", "undoes all migrations: every table that they made is dropped"),
            Reverts("migrate:rollback|migrate:down", "undoes migrations", "kysely migrate:list"),
            Migrates("migrate:latest|migrate:up"),
        ],
    };

    private static Cli Payload => new()
    {
        Id = "payload",
        Title = "Payload: fresh, reset and refreshed databases",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "config",
        Sources = [Url("", "DATABASE_URI DATABASE_URL")],
        Configs = [.. Scripts("src/payload.config", "config"), .. Scripts("payload.config")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("migrate:fresh|migrate:reset|migrate:refresh", "drops what is in the database and migrates anew",
                "payload migrate:status"),
            Reverts("migrate:down", "undoes the last batch of migrations"),
            Migrates("migrate"),
        ],
    };

    private static Cli Medusa => new()
    {
        Id = "medusa",
        Title = "Medusa: migrations undone",
        Target = "database",
        Unnamed = true,
        Sources = [Url("")],
        DotEnvs = ".env",
        Rules = [Reverts("db:rollback", "undoes the last migrations of the modules"), Migrates("db:migrate")],
    };

    private static Cli Strapi => new()
    {
        Id = "strapi",
        Title = "Strapi: imports and transfers, which delete what is there",
        Target = "database",
        Unnamed = true,
        Valued = "f file from from-token to to-token k key only exclude",
        Sources = [new("to", Holdpoint.Environments.SignKind.Url, "to"), Url("", "DATABASE_URL DATABASE_HOST")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("import", "deletes all content and imports the file's"),
            Empties("transfer", "deletes all content of the destination and transfers the source's"),
        ],
    };

    private static Cli Ace => new()
    {
        Id = "ace",
        Title = "AdonisJS: fresh, reset and wiped databases",
        Target = "database",
        Unnamed = true,
        Valued = "c connection batch",
        Harmless = "dry-run",
        Sources = [Environment("", "NODE_ENV"), Url("", "DATABASE_URL DB_HOST PG_HOST MYSQL_HOST")],
        DotEnvs = ".env",
        Rules =
        [
            Empties("migration:fresh|migration:refresh|migration:reset|db:wipe|db:truncate",
                "drops or empties all tables"),
            Reverts("migration:rollback", "undoes the last batch of migrations"),
            Migrates("migration:run"),
        ],
    };

    private static Cli MigrateMongo => new()
    {
        Id = "migrate-mongo",
        Title = "migrate-mongo: migrations undone",
        Target = "database",
        Unnamed = true,
        FilesFirst = true,
        Valued = "f file",
        Sources = [Url("", "MONGODB_URI MONGO_URL DATABASE_URL")],
        Configs = Scripts("migrate-mongo-config", "f file"),
        DotEnvs = ".env",
        Rules = [Reverts("down", "undoes the last migration"), Migrates("up")],
    };
}

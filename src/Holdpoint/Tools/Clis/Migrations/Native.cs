using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Migrations.Kit;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Schema tools that are programs of their own, in Go and Rust above all.</summary>
internal static class Native
{
    private const string All = "undoes all migrations: every table that they made is dropped";
    private const string Undoes = "undoes migrations";

    public static ImmutableArray<string> Names =>
    [
        "migrate", "goose", "dbmate", "sqlx", "diesel", "sea-orm-cli", "loco", "skeema", "sqitch", "pgroll", "hasura",
        "soda", "tern", "encore", "gh-ost", "pt-online-schema-change", "pt-archiver",
    ];

    public static Cli? Find(string name) => name switch
    {
        "migrate" => Migrate,
        "goose" => Goose,
        "dbmate" => Dbmate,
        "sqlx" or "cargo-sqlx" => Sqlx,
        "diesel" => Diesel,
        "sea-orm-cli" or "sea-orm" or "sea" => SeaOrm,
        "loco" or "cargo-loco" => Loco,
        "skeema" => Skeema,
        "sqitch" => Sqitch,
        "pgroll" => Pgroll,
        "hasura" => Hasura,
        "soda" or "buffalo" => Soda,
        "tern" => Tern,
        "encore" => Encore,
        "gh-ost" => GhOst,
        "pt-online-schema-change" or "pt-osc" => PtOsc,
        "pt-archiver" => PtArchiver,
        _ => null,
    };

    private static Cli Tool(string id, string title, string valued, string url, params CliRule[] rules) => new()
    {
        Id = id,
        Title = title,
        Target = "database",
        Unnamed = true,
        Valued = valued,
        Harmless = "dry-run",
        Sources = [Url(url)],
        DotEnvs = ".env",
        Rules = [.. rules],
    };

    private static Cli Migrate => Tool("migrate", "golang-migrate: drop, down", "database path source prefetch "
        + "lock-timeout ext dir format digits", "database",
        Empties("drop", "drops everything in the database", "migrate version"),
        Empties("down --all", All),
        Reverts("down|goto", Undoes),
        Migrates("up|force")) with { OneDash = true, DotEnvs = "", Sources = [Url("database", "")] };

    private static Cli Goose => Tool("goose", "goose: reset, down", "dir table env certfile timeout", "",
        Empties("** reset", All, "goose status"),
        Empties("** down-to 0", All, "goose status"),
        Reverts("** down|down-to|redo", Undoes, "goose status"),
        Migrates("** up|up-to|up-by-one")) with
        {
            OneDash = true,
            Sources = [Url("", "GOOSE_DBSTRING")],
        };

    private static Cli Dbmate => Tool("dbmate", "dbmate: drop, rollback", "u url e env d migrations-dir s schema-file "
        + "env-file migrations-table wait-timeout", "u url",
        Empties("drop", "drops the database", "dbmate status"),
        Reverts("rollback|down", Undoes, "dbmate status"),
        Reverts("load", "runs the schema file over what is there"),
        Migrates("up|migrate")) with
        {
            Sources = [Url("u url"), new("variable", SignKind.Name, "e env")],
        };

    private static Cli Sqlx => Tool("sqlx", "sqlx: dropped and reset databases", "D database-url source "
        + "connect-timeout target-version", "D database-url",
        Empties("database|db drop", "drops the database"),
        Empties("database|db reset", "drops the database and makes it anew"),
        Empties("migrate revert --target-version=0", All, "sqlx migrate revert --dry-run"),
        Reverts("migrate revert", Undoes, "sqlx migrate revert --dry-run"),
        Migrates("migrate run"));

    private static Cli Diesel => Tool("diesel", "Diesel: reset and dropped databases", "database-url config-file "
        + "migration-dir n number", "database-url",
        Empties("database reset", "drops the database and makes it anew"),
        Empties("database drop", "drops the database"),
        Empties("migration revert|redo --all|-a", All, "diesel migration list"),
        Reverts("migration revert|redo", Undoes, "diesel migration list"),
        Migrates("migration run"));

    private static Cli SeaOrm => Tool("sea-orm-cli", "SeaORM: fresh, reset and refreshed databases", "u database-url "
        + "d migration-dir s database-schema n num", "u database-url",
        Empties("migrate fresh", "drops all tables and migrates anew"),
        Empties("migrate reset|refresh", All),
        Reverts("migrate down", Undoes, "sea-orm-cli migrate status"),
        Migrates("migrate|migrate up"));

    private static Cli Loco => Tool("loco", "Loco: reset and truncated databases", "e environment", "",
        Empties("db reset|drop", "drops the database and makes it anew"),
        Empties("db truncate", "empties all tables"),
        Reverts("db down", Undoes),
        Migrates("db migrate")) with { Sources = [Environment("e environment", "LOCO_ENV"), Url("")] };

    private static Cli Skeema => Tool("skeema", "Skeema: pushes that allow what is unsafe", "h host P port u user "
        + "S socket H", "h host",
        Empties("push --allow-unsafe", "makes the tables equal to the files: what is not in them is dropped",
            "skeema diff shows it"),
        Migrates("push", "makes the tables equal to the files where nothing is lost")) with
        {
            Unnamed = false,
            Configs = [File(".skeema")],
        };

    private static Cli Sqitch => Tool("sqitch", "Sqitch: reverts", "t target to to-change onto onto-change h db-host d "
        + "db-name registry f plan-file set", "h db-host",
        Empties("revert !--to !--to-change", All, "sqitch revert --log-only"),
        Empties("revert --to=@ROOT", All, "sqitch revert --log-only"),
        Empties("revert", "undoes changes down to {--to}", "sqitch revert --log-only"),
        Empties("rebase", "undoes changes and deploys them again"),
        Migrates("deploy")) with
        {
            Unnamed = false,
            Harmless = "log-only",
            Sources = [new("target", SignKind.Name, "t target", "SQITCH_TARGET"), Url("h db-host", "")],
            Configs = [File("sqitch.conf")],
            DotEnvs = "",
        };

    private static Cli Pgroll => Tool("pgroll", "pgroll: completed and rolled back migrations", "postgres-url schema "
        + "pgroll-schema lock-timeout role", "postgres-url",
        Reverts("complete", "drops the columns of the old version", "pgroll status"),
        Reverts("rollback", "drops the columns of the new version", "pgroll status"),
        Migrates("start|migrate")) with { Sources = [Url("postgres-url", "PGROLL_PG_URL")], DotEnvs = "" };

    private static Cli Hasura => Tool("hasura", "Hasura: migrations undone, metadata cleared", "endpoint admin-secret "
        + "database-name up down version goto project envfile", "endpoint",
        Empties("migrate apply --down=all", All, "hasura migrate status"),
        Reverts("migrate apply --down", Undoes, "hasura migrate status"),
        Destroys("metadata clear", "hasura.metadata", "deletes the metadata: no table is tracked any more",
            new Recovery.FromSource("an exported copy of the metadata brings it back")),
        Destroys("migrate delete", "hasura.migrations", "deletes the recorded history of migrations",
            new Recovery.FromSource("the files of the migrations remain")),
        Migrates("migrate apply")) with
        {
            Sources = [Url("endpoint", "HASURA_GRAPHQL_ENDPOINT")],
            Configs = [new CliConfig("config.yaml", Endpoint)],
        };

    private static Cli Soda => Tool("soda", "Pop: dropped and reset databases", "e env c config p path s step", "",
        Empties("** drop", "drops the database"),
        Empties("** reset", "drops the database and makes it anew"),
        Reverts("** migrate down", Undoes),
        Migrates("** migrate")) with
        {
            Sources = [Environment("e env", "GO_ENV", "development"), Url("")],
            Configs = [File("database.yml", "c config", sections: true)],
        };

    private static Cli Tern => Tool("tern", "tern: migrations undone", "d destination m migrations c config host "
        + "port user database conn-string", "conn-string host",
        Empties("migrate --destination|-d=0", All),
        Empties("migrate -d=0", All),
        Reverts("migrate --destination|-d", Undoes),
        Migrates("migrate")) with { Configs = [File("tern.conf", "c config")] };

    private static Cli Encore => Tool("encore", "Encore: reset databases", "e env namespace n test", "",
        Empties("db reset", "drops the databases {} and makes them anew")) with
        {
            Unnamed = false,
            Sources = [Environment("e env", "", "local")],
        };

    private static Cli GhOst => Tool("gh-ost", "gh-ost: tables changed by copying, old ones dropped", "host port user "
        + "password database table alter conf", "host",
        Destroys("--execute --ok-to-drop-table|--initially-drop-old-table|--initially-drop-ghost-table",
            "database.table", "changes the table {--table} by copying it, and drops the old one", Gone) with
            {
                Safer = "gh-ost without --execute",
            },
        Migrates("--execute", "changes the table {--table} by copying it")) with { DotEnvs = "" };

    private static Cli PtOsc => Tool("pt-online-schema-change", "Percona: tables changed by copying",
        "alter h host u p P D database", "h host",
        Destroys("--execute !--no-drop-old-table", "database.table", "changes a table by copying it, and drops the old "
            + "one", StepBack) with { Safer = "the same with --dry-run" }) with { DotEnvs = "" };

    private static Cli PtArchiver => Tool("pt-archiver", "Percona: rows deleted", "source dest file where limit "
        + "txn-size columns h", "source",
        Destroys("--purge", "database.rows", "deletes the rows {--where}", Gone) with
        {
            Safer = "the same with --dry-run",
        }) with { DotEnvs = "" };

    private static ImmutableArray<(string Word, SignKind Kind, string Value)> Endpoint(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("endpoint:") && line["endpoint:".Length..].Trim().Trim("\"'") is { IsEmpty: false } url)
            {
                return [("url", SignKind.Url, url.ToString())];
            }
        }

        return [];
    }
}

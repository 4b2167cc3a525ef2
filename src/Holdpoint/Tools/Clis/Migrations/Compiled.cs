using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Migrations.Kit;

namespace Holdpoint.Tools.Clis.Migrations;

/// <summary>Schema tools of Java and .NET.</summary>
internal static class Compiled
{
    public static ImmutableArray<string> Names =>
        ["flyway", "liquibase", "mvn", "gradle", "dotnet-ef", "efbundle", "dotnet-fm", "sqlpackage"];

    public static Cli? Find(string name) => name switch
    {
        "flyway" => Flyway,
        "liquibase" => Liquibase,
        "mvn" or "mvnw" or "mvnd" or "gradle" or "gradlew" => Builds,
        "dotnet-ef" => EntityFramework,
        "efbundle" => Bundle,
        "dotnet-fm" => FluentMigrator,
        "sqlpackage" => SqlPackage,
        _ => null,
    };

    private static Cli Flyway => new()
    {
        Id = "flyway",
        Title = "Flyway: clean, undo",
        Target = "database",
        Unnamed = true,
        OneDash = true,
        Valued = "workingDirectory",
        Sources = [Url("url", "FLYWAY_URL"), Environment("environment", "FLYWAY_ENVIRONMENT")],
        Configs =
        [
            File("flyway.toml", "configFiles"), File("flyway.conf", "configFiles"), File("conf/flyway.conf"),
            new CliConfig("~/flyway.conf", ConfigText.Read),
        ],
        Rules =
        [
            Empties("+clean", "drops everything in the schemas", "flyway info"),
            Empties("+migrate --cleanOnValidationError=true",
                "drops everything in the schemas where a migration's file has changed, then migrates"),
            Reverts("+undo", "undoes migrations", "flyway info"),
            Migrates("+repair|baseline", "changes what is recorded of migrations"),
            Migrates("+migrate"),
        ],
    };

    private static Cli Liquibase => new()
    {
        Id = "liquibase",
        Title = "Liquibase: drop-all, rollbacks, SQL",
        Target = "database",
        Unnamed = true,
        Valued = "url changelog-file changeLogFile defaults-file defaultsFile username password sql sql-file sqlFile "
            + "contexts labels driver classpath log-level tag count date schemas",
        Sources = [Url("url", "LIQUIBASE_COMMAND_URL LIQUIBASE_URL")],
        Configs = [File("liquibase.properties", "defaults-file defaultsFile")],
        Rules =
        [
            Reads("** rollback-sql|rollback-count-sql|rollback-to-date-sql|rollbackSQL|rollbackCountSQL|update-sql|"
                + "updateSQL|future-rollback-sql|rollback-one-changeset-sql"),
            Empties("** drop-all|dropAll", "drops every object in the schemas", "liquibase snapshot"),
            Empties("** update-testing-rollback|updateTestingRollback", "migrates, undoes it, and migrates again"),
            Reverts("** rollback|rollback-*|rollbackCount|rollbackToDate", "undoes changesets",
                "liquibase rollback-sql prints the SQL"),
            Runs("** execute-sql|executeSql", new CliSql(Dialect.Generic, "sql", "sql-file sqlFile")),
            Migrates("** update|update-*|updateCount"),
        ],
    };

    private static Cli Builds => new()
    {
        Id = "build",
        Title = "Maven and Gradle: the goals of Flyway and Liquibase",
        Target = "database",
        Unnamed = true,
        Valued = "f file P p project-dir D pl rf T b build-file c settings-file",
        Harmless = "m",
        Sources = [Url("", "FLYWAY_URL SPRING_DATASOURCE_URL LIQUIBASE_COMMAND_URL")],
        Configs =
        [
            File("flyway.conf"), File("src/main/resources/application.properties"),
            File("src/main/resources/application.yml"), File("src/main/resources/liquibase.properties"),
        ],
        Rules =
        [
            Empties("+flyway:clean|flywayClean|*:flywayClean|:flywayClean", "drops everything in the schemas"),
            Empties("+liquibase:dropAll|liquibaseDropAll|dropAll|*:dropAll", "drops every object in the schemas"),
            Reverts("+flyway:undo|flywayUndo|liquibase:rollback|liquibaseRollback|rollbackCount|rollback|"
                + "rollbackToDate", "undoes migrations"),
            Migrates("+flyway:migrate|flywayMigrate|liquibase:update|liquibaseUpdate"),
        ],
    };

    private static Cli EntityFramework => new()
    {
        Id = "dotnet-ef",
        Title = "Entity Framework Core: dropped databases, updates back to zero",
        Target = "database",
        Unnamed = true,
        Valued = "c context p project s startup-project connection framework configuration runtime o output",
        Harmless = "dry-run",
        Sources =
        [
            Url("connection", "ConnectionStrings__DefaultConnection ConnectionStrings__Default"),
            Environment("environment", "ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT", "Development"),
        ],
        Configs = [File("appsettings.Development.json"), File("appsettings.json")],
        Rules =
        [
            Empties("database drop", "drops the database", "dotnet ef database drop --dry-run names it"),
            Empties("database update 0", "undoes all migrations: every table that they made is dropped"),
            Reverts("database update *", "migrates to {1}, undoing what is later",
                "dotnet ef migrations script prints the SQL"),
            Migrates("database update"),
        ],
    };

    private static Cli Bundle => new()
    {
        Id = "efbundle",
        Title = "A bundle of Entity Framework migrations",
        Target = "database",
        Unnamed = true,
        Valued = "connection",
        Sources = [Url("connection")],
        Rules =
        [
            Empties("0", "undoes all migrations: every table that they made is dropped"),
            Reverts("*", "migrates to {1}, undoing what is later"),
            Migrates(""),
        ],
    };

    private static Cli FluentMigrator => new()
    {
        Id = "dotnet-fm",
        Title = "FluentMigrator: migrations rolled back",
        Target = "database",
        Unnamed = true,
        Valued = "c connection p processor a assembly t target n namespace",
        Harmless = "preview",
        Sources = [Url("c connection")],
        Rules =
        [
            Empties("rollback all", "undoes all migrations: every table that they made is dropped",
                "the same with --preview"),
            Reverts("rollback", "undoes migrations", "the same with --preview"),
            Reverts("migrate|migrate:down down", "undoes migrations", "the same with --preview"),
            Reverts("migrate:down", "undoes migrations"),
            Migrates("migrate"),
        ],
    };

    private static Cli SqlPackage => new()
    {
        Id = "sqlpackage",
        Title = "SqlPackage: publishing that drops what its source does not hold",
        Target = "database",
        Unnamed = true,
        Sources = [Url("")],
        Rules =
        [
            Empties("+/Action:Publish|/a:Publish|/action:publish|/a:publish "
                + "+/p:DropObjectsNotInSource=True|/p:DropObjectsNotInSource=true",
                "drops every object that the package does not hold", "sqlpackage /Action:Script prints the SQL"),
            Empties("+/Action:Publish|/a:Publish|/action:publish|/a:publish "
                + "+/p:BlockOnPossibleDataLoss=False|/p:BlockOnPossibleDataLoss=false|/p:CreateNewDatabase=True",
                "changes the database even where rows are lost", "sqlpackage /Action:DeployReport"),
            Migrates("+/Action:Publish|/a:Publish|/action:publish|/a:publish", "makes the database equal to the "
                + "package, and stops where rows would be lost"),
        ],
    };
}

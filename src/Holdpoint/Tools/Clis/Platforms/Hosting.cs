using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Platforms that run applications: Railway, Fly, Heroku, Render and their like.</summary>
internal static class Hosting
{
    public static ImmutableArray<string> Names =>
        ["railway", "fly", "heroku", "render", "eb", "amplify", "ampx", "dokku", "scalingo", "koyeb", "upsun"];

    public static Cli? Find(string name) => name switch
    {
        "railway" => Railway,
        "fly" or "flyctl" => Fly,
        "heroku" => Heroku,
        "render" => Render,
        "eb" => Beanstalk,
        "amplify" or "ampx" => Amplify(name),
        "dokku" => Dokku,
        "scalingo" or "koyeb" or "upsun" or "platform" => Other(name),
        _ => null,
    };

    private static Cli Railway => new()
    {
        Id = "railway",
        Title = "Railway: volumes, services, environments and projects deleted",
        Target = "railway",
        Valued = "p project e environment s service v volume 2fa-code set unset remove",
        Sources =
        [
            new("project", SignKind.Name, "p project", "RAILWAY_PROJECT_NAME RAILWAY_PROJECT_ID"),
            new("environment", SignKind.Context, "e environment", "RAILWAY_ENVIRONMENT_NAME RAILWAY_ENVIRONMENT"),
            new("service", SignKind.Name, "s service", "RAILWAY_SERVICE_NAME"),
            new("volume", SignKind.Name, "v volume"),
        ],
        Configs = [new CliConfig("~/.railway/config.json", RailwayLink)],
        Rules =
        [
            Empties("volume|volumes delete|remove|rm", "railway.volume",
                "deletes the volume {--volume|v} {} with all data on it; its backups go with it",
                new Recovery.Window(2, "Railway keeps a deleted volume for 48 hours; the link comes by e-mail"))
                with { Safer = "railway volume list; take a dump of what is on it first" },
            Destroys("volume detach", "railway.volume", "takes the volume {--volume|v} {} off its service", Again),
            Empties("delete", "railway.project",
                "deletes the project {--project|p} with its services, volumes and databases",
                new Recovery.Window(2, "Railway keeps a deleted project for 48 hours")),
            Empties("project delete|remove|rm", "railway.project",
                "deletes the project {--project|p} with its services, volumes and databases",
                new Recovery.Window(2, "Railway keeps a deleted project for 48 hours")),
            Empties("environment delete|remove|rm", "railway.environment",
                "deletes the environment {} with its services and volumes", Nothing),
            Empties("service|function|functions delete|remove|rm", "railway.service",
                "deletes the service {--service|s} {}; its volume is left to be deleted", Nothing),
            Empties("bucket delete|remove|rm", "railway.bucket", "deletes the bucket {} with its objects", Nothing),
            Destroys("down", "railway.deployment", "takes down the latest deployment: the service stops", Again),
            Destroys("domain delete|remove|rm", "railway.domain", "takes the domain {} away", Again),
            Modifies("variables|variable|vars --set=DATABASE_URL*", "railway.variable",
                "points the service at another database", Kept),
            Modifies("variable|variables set DATABASE_URL*", "railway.variable",
                "points the service at another database", Kept),
            Destroys("variable|variables delete|remove|rm", "railway.variable", "deletes the variable {}", Kept),
            new CliRule("api *mutation*", EffectKind.Unknown, "railway.api", "sends a raw mutation to Railway",
                Nothing),
            new CliRule("connect", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Generic, Input: true),
            },
        ],
    };

    private static Cli Fly => new()
    {
        Id = "fly",
        Title = "Fly.io: apps, volumes, machines and databases destroyed",
        Target = "fly",
        Valued = "a app c config t access-token o org r region s select n count snapshot-retention C command",
        Sources =
        [
            new("app", SignKind.Name, "a app", "FLY_APP"), new("organisation", SignKind.Account, "o org", "FLY_ORG"),
        ],
        Configs = [new CliConfig("fly.toml", t => Toml(t, "app", "app")) { Options = "c config" }],
        Rules =
        [
            Empties("apps|app destroy|delete", "fly.app",
                "destroys the app {} with its machines, volumes and addresses",
                Nothing),
            Empties("destroy", "fly.app", "destroys the app {} with its machines, volumes and addresses", Nothing),
            Empties("volumes|volume|vol destroy|delete|d|rm", "fly.volume", "destroys the volume {} and its data",
                new Recovery.Window(1, "its snapshots are kept for days, and are named for 24 hours only")) with
            {
                Safer = "fly volumes snapshots list; fly volumes snapshots create",
            },
            Destroys("machine|machines|m destroy|delete|remove|rm", "fly.machine",
                "destroys the machine {}; what stood on its own disk goes", Again),
            Destroys("scale count 0", "fly.machine", "destroys all machines of the app", Again),
            Empties("mpg|managed-postgres|redis|storage|tigris|mysql|extensions destroy|delete|rm|remove",
                "fly.database",
                "destroys {} with all data in it", Nothing),
            Empties("ext|extensions * destroy|delete", "fly.database", "destroys {} with all data in it", Nothing),
            Destroys("postgres|pg|mpg|consul detach", "fly.database",
                "takes the database {} off its app: its role goes", Again),
            Weakens("volumes|volume|vol update --snapshot-retention", "fly.volume",
                "keeps the snapshots of {} for {--snapshot-retention} days only"),
            Destroys("ips release|release-v4|release-v6", "fly.address", "gives the address {} back", Nothing),
            Destroys("secrets unset|remove", "fly.secret", "removes the secrets {}", Kept),
            Destroys("certs|certificates remove|delete", "fly.certificate", "removes the certificate {}", Again),
            Empties("orgs delete", "fly.organisation", "deletes the organisation {} with all in it", Nothing),
            Destroys("tokens revoke", "fly.token", "revokes {}", Again),
            new CliRule("postgres|pg|mpg connect", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Postgres, Input: true),
            },
        ],
    };

    private static Cli Heroku => new()
    {
        Id = "heroku",
        Title = "Heroku: apps, add-ons and databases destroyed, reset and overwritten",
        Target = "heroku",
        Valued = "a app r remote confirm s size t team c command p pipeline",
        Sources =
        [
            new("app", SignKind.Name, "a app", "HEROKU_APP"), new("remote", SignKind.Name, "r remote"),
            new("pipeline", SignKind.Name, "p pipeline"),
        ],
        Rules =
        [
            Empties("apps:destroy|destroy|apps:delete", "heroku.app",
                "destroys the app {} with its add-ons, databases and their backups", Nothing),
            Empties("addons:destroy|data:pg:destroy|pg:destroy|redis:destroy|kafka:destroy", "heroku.addon",
                "destroys {} with all data and its backups", Nothing) with { Safer = "heroku pg:backups:capture" },
            Empties("pg:reset", "heroku.database", "empties the database {}",
                new Recovery.Unknown("only a backup or, on some plans, a rollback brings it back")) with
            {
                Safer = "heroku pg:backups:capture, and download it",
            },
            Empties("pg:copy|pg:backups:restore|pg:push|pg:backups:restore", "heroku.database",
                "overwrites a database: {}", new Recovery.Unknown("only a backup of what was there brings it back")),
            Destroys("pg:backups:delete", "heroku.backup", "deletes the backup {}", Nothing),
            Weakens("pg:backups:unschedule", "heroku.backup", "ends the schedule of backups of {}"),
            Destroys("pg:killall|pg:kill|ps:stop|ps:kill|dyno:stop|dyno:kill|maintenance:on", "heroku.app",
                "interrupts what runs", new Recovery.Trivial("it starts again")),
            Destroys("ps:scale|scale +*=0|*=0:*", "heroku.app", "takes all dynos of a process away: {}",
                new Recovery.Trivial("scaling up brings them back")),
            Destroys("pg:promote", "heroku.database", "makes another database the app's own: {}", Again),
            Destroys("pg:credentials:destroy|kafka:topics:destroy|pg:connection-pooling:detach|addons:detach",
                "heroku.addon", "removes {}", Nothing),
            Destroys("config:unset|config:remove", "heroku.config", "removes the variables {}",
                new Recovery.FromSource("heroku releases:rollback brings them back")),
            Destroys("domains:clear|domains:remove|certs:remove|drains:remove|keys:clear|keys:remove|webhooks:remove",
                "heroku.config", "removes {}", Again),
            Destroys("pipelines:destroy|spaces:destroy|teams:destroy|repo:reset|repo:purge_cache", "heroku",
                "destroys {}", Nothing),
            new CliRule("pg:psql|psql", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Postgres, "c command", "f file", Input: true),
            },
        ],
    };

    private static Cli Render => new()
    {
        Id = "render",
        Title = "Render: services, databases and stores deleted",
        Target = "render",
        Valued = "o output environment e workspace w",
        Sources = [new("workspace", SignKind.Account, "w workspace", "RENDER_WORKSPACE")],
        Rules =
        [
            Empties("pg|postgres|kv|keyvalue|key-value|object|objects|disks delete|rm", "render.data",
                "deletes {} with all data; backups go with it", Nothing),
            Empties("projects|project|environments|environment delete", "render.project",
                "deletes {} with all in it", Nothing),
            Destroys("services|service|jobs|deploys delete|rm", "render.service",
                "deletes the service {}; its disk goes with it", Nothing),
            Destroys("** suspend", "render.service", "stops {}", new Recovery.Trivial("resuming brings it back")),
            new CliRule("psql", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Postgres, "c command", Input: true),
            },
        ],
    };

    private static Cli Beanstalk => new()
    {
        Id = "eb",
        Title = "Elastic Beanstalk: environments terminated",
        Target = "beanstalk",
        Valued = "r region profile timeout instance i",
        Sources = [new("profile", SignKind.Account, "profile", "AWS_PROFILE AWS_DEFAULT_PROFILE")],
        Rules =
        [
            Empties("terminate --all", "beanstalk.application", "terminates the application with all environments",
                Nothing),
            Empties("terminate", "beanstalk.environment",
                "terminates the environment {}; a database made inside of it goes with it", Nothing),
            Destroys("scale 0", "beanstalk.environment", "takes all instances away", Again),
        ],
    };

    private static Cli Amplify(string name) => new()
    {
        Id = name,
        Title = "AWS Amplify: projects and environments deleted",
        Target = "amplify",
        Valued = "app-id branch envName profile identifier",
        Sources =
        [
            new("app", SignKind.Name, "app-id"), new("branch", SignKind.Name, "branch envName"),
            new("profile", SignKind.Account, "profile", "AWS_PROFILE"),
        ],
        Rules =
        [
            Reads("sandbox delete"),
            Empties("delete", "amplify.project", "deletes the project with all environments in the cloud", Nothing),
            Empties("env remove", "amplify.environment", "deletes the environment {} in the cloud", Nothing),
            Destroys("sandbox secret remove", "amplify.secret", "removes the secret {}", Kept),
        ],
    };

    private static Cli Dokku => new()
    {
        Id = "dokku",
        Title = "Dokku: apps and services destroyed",
        Target = "dokku",
        Valued = "app remote",
        Sources = [new("app", SignKind.Name, "app")],
        Rules =
        [
            Empties("apps:destroy", "dokku.app", "destroys the app {}", Nothing),
            Empties("*:destroy", "dokku.service", "destroys the service {} with all data in it", Nothing),
            Destroys("*:unlink|domains:clear|domains:remove|ps:stop", "dokku.app", "takes away from {}", Again),
            Destroys("config:unset|config:clear", "dokku.config", "removes variables: {}", Kept),
            Destroys("storage:unmount", "dokku.app", "unmounts {}", Again),
        ],
    };

    private static Cli Other(string name) => new()
    {
        Id = name,
        Title = "A platform for applications: what is deleted",
        Target = name,
        Valued = "a app p project e environment region r",
        Sources =
        [
            new("project", SignKind.Name, "p project a app"), new("environment", SignKind.Context, "e environment"),
        ],
        Rules =
        [
            Empties("destroy", "app", "destroys the app with its add-ons", Nothing),
            Empties("addons-remove|project:delete|environment:delete", "app", "deletes {} with all data in it",
                Nothing),
            Empties("app|apps|service|services|database|databases|volume|volumes delete|rm", "app", "deletes {}",
                Nothing),
        ],
    };

    /// <summary>The environment of the only link; which of several counts, its folders tell.</summary>
    private static ImmutableArray<(string Word, SignKind Kind, string Value)> RailwayLink(string text)
    {
        const string Key = "\"environmentName\"";
        int first = text.IndexOf(Key, StringComparison.Ordinal);
        if (first < 0 || text.IndexOf(Key, first + 1, StringComparison.Ordinal) >= 0)
        {
            return [];
        }

        return Quoted(text, first + Key.Length) is { } name ? [("environment", SignKind.Context, name)] : [];
    }
}

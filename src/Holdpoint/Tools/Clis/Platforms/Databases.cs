using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Platforms of databases: Supabase, Neon, PlanetScale, Turso, Firebase and their like.</summary>
internal static class Databases
{
    private static readonly Recovery Kept7 =
        new Recovery.Window(7, "neonctl projects recover brings a project back for 7 days");

    private static readonly CliSource Profile = new("profile", SignKind.Account, "P profile p project project-id");

    public static ImmutableArray<string> Names =>
    [
        "supabase", "neonctl", "pscale", "turso", "upstash", "firebase", "convex", "appwrite", "nhost", "atlas",
        "ecctl", "avn", "snow", "doppler", "infisical",
    ];

    public static Cli? Find(string name) => name switch
    {
        "supabase" => Supabase,
        "neonctl" or "neon" => Neon,
        "pscale" => PlanetScale,
        "turso" => Turso,
        "upstash" => Upstash,
        "firebase" => Firebase,
        "convex" => Convex,
        "appwrite" or "nhost" => Backend(name),
        "atlas" or "mongocli" => Atlas,
        "ccloud" or "ecctl" => Streams(name),
        "avn" or "aiven" => Aiven,
        "snow" => Snow,
        "doppler" or "infisical" => Secrets(name),
        _ => null,
    };

    private static Cli Supabase => new()
    {
        Id = "supabase",
        Title = "Supabase: databases reset, projects and branches deleted, SQL",
        Target = "supabase",
        Valued = "db-url project-ref p password workdir version last f file o output schema s experimental sql-paths",
        Harmless = "dry-run",
        Sources =
        [
            new("url", SignKind.Url, "db-url"), new("project", SignKind.Name, "project-ref", "SUPABASE_PROJECT_ID"),
        ],
        Configs = [new CliConfig("supabase/.temp/project-ref", t => Whole(t, "project"))],
        Rules =
        [
            Empties("db reset --linked", "database",
                "drops everything in the database of the linked project and makes it anew from the migrations",
                new Recovery.Unknown("only its backups bring it back")) with
            {
                Safer = "supabase db push --dry-run; supabase db reset alone resets the local database",
            },
            Empties("db reset --db-url", "database",
                "drops everything in the database and makes it anew from the migrations", Nothing),
            Empties("db reset", "database", "drops everything in the local database and makes it anew", Nothing) with
            {
                Local = true,
                Safer = "supabase migration up keeps the rows",
            },
            Empties("stop --no-backup", "database", "stops the local stack and deletes its data", Nothing) with
            {
                Local = true,
            },
            Modifies("db push", "database.schema", "runs the pending migrations on the linked project",
                new Recovery.FromSource("the migrations are files of the project")),
            Destroys("migration down --linked|--db-url", "database.schema", "undoes migrations of the linked project",
                Nothing),
            Destroys("migration down", "database.schema", "undoes migrations of the local database", Again) with
            {
                Local = true,
            },
            Destroys("migration repair|squash --linked|--db-url", "database.schema", "rewrites the recorded history",
                Again),
            new CliRule("db query --linked|--db-url", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Postgres, File: "f file", Operand: true, Input: true),
            },
            Empties("projects delete", "supabase.project",
                "deletes the project {} with its database, files, users and backups", Nothing),
            Empties("branches|branch delete|disable", "supabase.branch", "deletes the branch {} with its database",
                Nothing),
            Reads("storage rm --local"),
            Destroys("storage rm", "supabase.storage", "deletes the objects {}", Nothing),
            Destroys("secrets unset", "supabase.secret", "removes the secrets {}", Kept),
            Destroys("functions delete", "supabase.function", "deletes the function {}", Again),
            Destroys("postgres-config|domains|vanity-subdomains|sso delete|remove", "supabase.config", "deletes {}",
                Again),
            Weakens("ssl-enforcement update --disable-db-ssl-enforcement", "supabase.config",
                "lets connections through without encryption"),
            Destroys("encryption update-root-key", "supabase.key",
                "exchanges the key: what was encrypted with the former one cannot be read", Nothing),
        ],
    };

    private static Cli Neon => new()
    {
        Id = "neonctl",
        Title = "Neon: projects, branches and databases deleted, branches overwritten",
        Target = "neon",
        Valued = "project-id org-id api-key config-dir o output branch context-file preserve-under-name name parent-id",
        Sources =
        [
            new("project", SignKind.Name, "project-id", "NEON_PROJECT_ID"),
            new("branch", SignKind.Name, "branch"),
        ],
        Configs = [new CliConfig(".neon", t => Json(t, "projectId", "project"))],
        Rules =
        [
            Empties("projects|project delete", "neon.project", "deletes the project {} with all branches", Kept7),
            Empties("branches|branch delete", "neon.branch", "deletes the branch {} and the data on it", Nothing),
            Destroys("branches|branch reset|restore --preserve-under-name", "neon.branch",
                "overwrites the branch {}, and keeps what it was under another name", Again),
            Empties("branches|branch reset|restore", "neon.branch", "overwrites the branch {}",
                new Recovery.Unknown("only the history of the branch, of hours or days, holds what it was")) with
            {
                Safer = "the same with --preserve-under-name",
            },
            Empties("databases|database|roles|role delete", "neon.database", "deletes {}", Nothing),
        ],
    };

    private static Cli PlanetScale => new()
    {
        Id = "pscale",
        Title = "PlanetScale: databases, branches and backups deleted, deploys, SQL",
        Target = "planetscale",
        Valued = "org service-token service-token-id api-token f format config",
        Sources = [new("organisation", SignKind.Account, "org")],
        Configs = [new CliConfig(".pscale.yml", t => Toml(t.Replace(':', '='), "org", "organisation"))],
        Rules =
        [
            Empties("database|db delete|rm", "planetscale.database",
                "deletes the database {} with its branches and backups", Nothing),
            Empties("branch delete|rm", "planetscale.branch", "deletes the branch {}",
                new Recovery.Unknown("only a backup of it brings it back")),
            Destroys("backup delete|rm", "planetscale.backup", "deletes the backup {}", Nothing),
            Destroys("deploy-request|dr deploy", "planetscale.deploy", "changes the schema of {}",
                new Recovery.FromSource("pscale deploy-request revert undoes it for half an hour")) with
            {
                Safer = "pscale deploy-request diff",
            },
            Weakens("deploy-request|dr skip-revert", "planetscale.deploy", "gives up the way back of {}"),
            Weakens("branch safe-migrations disable", "planetscale.branch", "lets schema changes through directly: {}"),
            Destroys("password|service-token|role delete", "planetscale.password", "deletes {}", Again),
            new CliRule("sql * **", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.MySql, "query q", Operand: true, Input: true),
            },
            new CliRule("shell", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.MySql, Input: true),
            },
        ],
    };

    private static Cli Turso => new()
    {
        Id = "turso",
        Title = "Turso: databases, groups and organisations destroyed, SQL",
        Target = "turso",
        Valued = "group location c config-path timestamp from-db",
        Sources = [new("group", SignKind.Name, "group")],
        Rules =
        [
            Empties("db destroy|delete|rm", "turso.database", "destroys the database {}", Nothing),
            Empties("group destroy", "turso.group", "destroys the group {} with all its databases", Nothing),
            Empties("org destroy", "turso.organisation", "destroys the organisation {} with all in it", Nothing),
            Destroys("db|group tokens invalidate", "turso.token", "makes all tokens of {} invalid", Again),
            Weakens("db config delete-protection disable", "turso.database", "lets {} be destroyed"),
            new CliRule("db shell *", EffectKind.Unknown, "sql", "in the database {1}", Nothing)
            {
                Sql = new CliSql(Dialect.Sqlite, Operand: true, Input: true),
            },
        ],
    };

    private static Cli Upstash => new()
    {
        Id = "upstash",
        Title = "Upstash: databases deleted and reset",
        Target = "upstash",
        Valued = "id name config",
        Rules =
        [
            Empties("redis|kafka|vector|qstash delete", "upstash.database", "deletes {--id} {}", Nothing),
            Destroys("redis reset-password", "upstash.database", "exchanges the password of {--id}", Again),
        ],
    };

    private static Cli Firebase => new()
    {
        Id = "firebase",
        Title = "Firebase: collections, databases, sites and functions deleted",
        Target = "firebase",
        Valued = "P project account config only except database instance site region token",
        Sources = [new("project", SignKind.Name, "P project", "FIREBASE_PROJECT GCLOUD_PROJECT")],
        Configs = [new CliConfig(".firebaserc", t => Json(t, "default", "project"))],
        Rules =
        [
            Empties("firestore:delete --all-collections", "firebase.database", "deletes all collections", Nothing),
            Empties("firestore:databases:delete", "firebase.database", "deletes the database {}", Nothing),
            Empties("firestore:delete", "firebase.collection", "deletes {}", Nothing),
            Empties("database:remove", "firebase.data", "deletes all data at {}", Nothing),
            Destroys("database:set|database:import", "firebase.data", "overwrites the data at {}", Nothing),
            Empties("projects:delete|hosting:sites:delete", "firebase.project", "deletes {}", Nothing),
            Destroys("hosting:disable", "firebase.site", "takes the site down", Again),
            Destroys("functions:delete|ext:uninstall|apps:delete|apphosting:backends:delete", "firebase.function",
                "deletes {}", Again),
            Destroys("functions:secrets:destroy|functions:secrets:prune|functions:config:unset", "firebase.secret",
                "removes {}", Kept),
            Destroys("deploy --force|-f", "firebase.deploy",
                "deploys, and deletes the functions and indexes that are not in the source", Again),
            Empties("dataconnect:sql:migrate --force|-f", "firebase.database", "changes the schema even where data is "
                + "lost", Nothing),
        ],
    };

    private static Cli Convex => new()
    {
        Id = "convex",
        Title = "Convex: tables replaced, variables removed",
        Target = "convex",
        Valued = "table deployment-name preview-name component env-file path format url admin-key",
        Sources =
        [
            new("deployment", SignKind.Context, "prod deployment-name preview-name", "CONVEX_DEPLOYMENT"),
        ],
        DotEnvs = ".env.local .env",
        Rules =
        [
            Empties("import --replace-all", "convex.data", "replaces all tables, and empties those that it does not "
                + "hold", Nothing),
            Empties("import --replace", "convex.data", "replaces the table {--table}", Nothing),
            Destroys("env remove|rm|unset", "convex.variable", "removes the variable {}", Kept),
        ],
    };

    private static Cli Backend(string name) => new()
    {
        Id = name,
        Title = "A backend platform: what is deleted",
        Target = name,
        Valued = "database-id collection-id document-id bucket-id file-id user-id project-id team-id function-id id "
            + "subdomain",
        Sources = [new("project", SignKind.Name, "project-id subdomain")],
        Rules =
        [
            Reads("** delete-session|delete-sessions"),
            Empties("projects|project|databases|storage|users|teams delete|delete-*", name + ".data",
                "deletes {**} {}{--database-id}{--bucket-id}{--user-id}{--project-id}", Nothing),
            Destroys("** delete|delete-*", name, "deletes {}", Again),
        ],
    };

    private static Cli Atlas => new()
    {
        Id = "atlas",
        Title = "Atlas: of MongoDB, clusters and backups deleted; of Ariga, schemas cleaned and applied",
        Target = "atlas",
        Valued = "projectId P profile o output clusterName file targetClusterName u url env c config dev-url to "
            + "schema s exclude dir tx-mode revisions-schema var",
        Harmless = "dry-run",
        Sources =
        [
            new("url", SignKind.Url, "u url", "ATLAS_URL"), new("environment", SignKind.Name, "env"),
            new("profile", SignKind.Account, "P profile", "MONGODB_ATLAS_PROFILE"),
            new("project", SignKind.Name, "projectId", "MONGODB_ATLAS_PROJECT_ID"),
        ],
        Configs = [new CliConfig("atlas.hcl", ConfigText.Read) { Options = "c config", Sections = true }],
        DotEnvs = "",
        Rules =
        [
            Empties("schema clean", "database", "drops every object in the database",
                new Recovery.Never("only a copy of the database brings it back")) with
            {
                Safer = "atlas schema clean --dry-run",
            },
            Destroys("schema apply", "database.schema",
                "makes the database equal to the schema: what is not in it goes", Again) with
            {
                Safer = "atlas schema apply --dry-run",
            },
            Destroys("migrate down", "database.schema", "undoes migrations", Again) with
            {
                Safer = "atlas migrate down --dry-run",
            },
            Modifies("migrate apply|set", "database.schema", "runs the pending migrations",
                new Recovery.FromSource("the migrations are files of the project")),
            Empties("clusters|cluster|serverless|deployments delete|rm", "atlas.cluster",
                "deletes the cluster {}; its backups go with it", Nothing),
            Empties("projects|project|organizations|org delete|rm", "atlas.project", "deletes {}", Nothing),
            Destroys("** snapshots|snapshot|restores|schedule|compliancePolicy delete|rm|disable", "atlas.backup",
                "deletes the backups {}", Nothing),
            Destroys("** dbusers|customDbRoles|accessLists|users|teams|apiKeys|alerts|privateEndpoints|networking|"
                + "streams|triggers delete|rm", "atlas.config", "deletes {}", Again),
            Destroys("** delete|rm", "atlas", "deletes {}", Nothing),
        ],
    };

    private static Cli Streams(string name) => new()
    {
        Id = name,
        Title = "Managed Kafka and Elasticsearch: clusters and topics deleted",
        Target = name,
        Valued = "cluster environment context o output api-key ref-id",
        Harmless = "dry-run",
        Sources =
        [
            new("environment", SignKind.Context, "environment"), new("context", SignKind.Context, "context"),
            new("cluster", SignKind.Name, "cluster"),
        ],
        Rules =
        [
            Empties("** cluster|topic|environment|schema|deployment|connector delete|shutdown", name + ".data",
                "deletes {**} {}", Nothing),
            Destroys("** delete", name, "deletes {**} {}", Again),
        ],
    };

    private static Cli Aiven => new()
    {
        Id = "avn",
        Title = "Aiven: services terminated, databases and topics deleted",
        Target = "aiven",
        Valued = "project cloud p plan t service-type c auth-token",
        Sources = [new("project", SignKind.Name, "project", "AIVEN_PROJECT")],
        Rules =
        [
            Empties("service terminate", "aiven.service", "terminates the service {} with all data; backups go with it",
                Nothing),
            Empties("service database-delete|topic-delete|index-delete|table-delete", "aiven.data", "deletes {}",
                Nothing),
            Empties("project delete", "aiven.project", "deletes the project {}", Nothing),
            Destroys("service user-delete|connection-pool-delete|integration-delete|connector-delete", "aiven.config",
                "deletes {}", Again),
            Weakens("service update --disable-termination-protection", "aiven.service", "lets {} be terminated"),
            Destroys("service update --power-off", "aiven.service", "switches {} off; its backups are kept", Again),
        ],
    };

    private static Cli Snow => new()
    {
        Id = "snow",
        Title = "Snowflake: objects dropped, SQL",
        Target = "snowflake",
        Valued = "c connection q query f filename account user database schema role warehouse environment format D",
        Sources =
        [
            new("connection", SignKind.Context, "c connection", "SNOWFLAKE_DEFAULT_CONNECTION_NAME"),
            new("account", SignKind.Account, "account", "SNOWFLAKE_ACCOUNT"),
            new("database", SignKind.Name, "database", "SNOWFLAKE_DATABASE"),
        ],
        Rules =
        [
            new CliRule("sql", EffectKind.Unknown, "sql", "", Nothing)
            {
                Sql = new CliSql(Dialect.Snowflake, "q query", "f filename", Input: true),
            },
            Empties("object drop", "snowflake.object", "drops {}",
                new Recovery.Window(1, "Time Travel keeps it for a day")),
            Destroys("stage|git remove|drop", "snowflake.stage", "deletes {}", Nothing),
            Destroys("** drop|delete|teardown", "snowflake.object", "drops {**} {}", Again),
        ],
    };

    private static Cli Secrets(string name) => new()
    {
        Id = name,
        Title = "Secrets of teams: deleted",
        Target = name,
        Valued = "p project c config e env environment path projectId t token token scope type",
        Sources =
        [
            new("project", SignKind.Name, "p project projectId", "DOPPLER_PROJECT"),
            new("environment", SignKind.Context, "c config e env environment", "DOPPLER_CONFIG DOPPLER_ENVIRONMENT"),
        ],
        Rules =
        [
            Destroys("secrets|folders delete", name + ".secret", "deletes the secrets {}", Kept),
            Empties("projects|environments|configs|enclave delete", name + ".project",
                "deletes {} with the secrets in it", Nothing),
        ],
    };
}

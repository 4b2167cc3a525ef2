using System.Collections.Immutable;
using Holdpoint.Environments;
using Holdpoint.Sql;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Platforms of the edge: Vercel, Netlify, Cloudflare.</summary>
internal static class Web
{
    private static readonly Recovery Travel =
        new Recovery.Window(30, "Time Travel takes the database back to any minute of the last 30 days");

    public static ImmutableArray<string> Names => ["vercel", "netlify", "wrangler"];

    public static Cli? Find(string name) => name switch
    {
        "vercel" or "vc" => Vercel,
        "netlify" or "ntl" => Netlify,
        "wrangler" or "wrangler2" => Wrangler,
        _ => null,
    };

    private static Cli Vercel => new()
    {
        Id = "vercel",
        Title = "Vercel: projects, deployments, stores and integrations removed",
        Target = "vercel",
        Valued = "t token S scope T team A local-config Q global-config cwd e env b build-env m meta target "
            + "environment",
        Sources = [new("scope", SignKind.Account, "S scope T team"), new("project", SignKind.Name, "")],
        Configs = [new CliConfig(".vercel/project.json", t => Json(t, "projectName", "project"))],
        Rules =
        [
            Empties("project|projects rm|remove", "vercel.project",
                "removes the project {} with its deployments, domains and variables", Nothing),
            Empties("integration remove|rm", "vercel.integration",
                "removes the integration {}; the databases that it made go with it", Nothing),
            Empties("integration-resource|ir remove|rm", "vercel.integration", "removes the resource {} and its data",
                Nothing),
            Destroys("integration-resource|ir disconnect", "vercel.integration", "disconnects {}", Again),
            Empties("blob store remove|rm|delete", "vercel.store", "removes the store {} with all that is in it",
                Nothing),
            Empties("blob empty-store", "vercel.store", "deletes all that is in the store", Nothing),
            Destroys("blob del|delete|rm", "vercel.blob", "deletes {}", Nothing),
            Destroys("env rm|remove", "vercel.variable", "removes the variable {}", Kept),
            Destroys("dns|domains|domain|alias|aliases|certs|cert|redirects|edge-config rm|remove", "vercel.domain",
                "removes {}", Again),
            Destroys("domains move", "vercel.domain", "moves {} to another account", Again),
            Destroys("teams|team rm|remove|delete", "vercel.team", "removes {}", Nothing),
            Destroys("rm|remove", "vercel.deployment", "removes the deployments of {}", Nothing),
            Destroys("rollback", "vercel.deployment", "puts an earlier deployment in the place of the current one",
                new Recovery.Trivial("vercel promote brings the current one back")),
            Destroys("cache dangerously-delete", "vercel.cache", "deletes the cache", new Recovery.Trivial("it fills")),
        ],
    };

    private static Cli Netlify => new()
    {
        Id = "netlify",
        Title = "Netlify: sites, variables and stores deleted",
        Target = "netlify",
        Valued = "s site auth filter context data d dir json a account",
        Sources = [new("site", SignKind.Name, "s site", "NETLIFY_SITE_ID"), new("context", SignKind.Context,
            "context")],
        Configs = [new CliConfig(".netlify/state.json", t => Json(t, "siteId", "site"))],
        Rules =
        [
            Empties("sites:delete|site:delete", "netlify.site", "deletes the site {} with its deploys and forms",
                Nothing),
            Empties("db:delete|database:delete|database:reset|db:reset", "netlify.database", "deletes the database",
                Nothing),
            Destroys("env:unset|env:remove", "netlify.variable", "removes the variable {}", Kept),
            Destroys("blobs:delete|blob:delete", "netlify.blob", "deletes {}", Nothing),
            Empties("api delete*|cancel*", "netlify.api", "calls {} of Netlify's API", Nothing),
        ],
    };

    private static Cli Wrangler => new()
    {
        Id = "wrangler",
        Title = "Cloudflare: Workers, databases, buckets and namespaces deleted, SQL on D1",
        Target = "cloudflare",
        Valued = "c config e env name command file binding namespace-id timestamp bookmark batch-size cwd env-file "
            + "prefix preview local-protocol project-name jurisdiction persist-to",
        Harmless = "dry-run local",
        Sources =
        [
            new("environment", SignKind.Context, "e env", "CLOUDFLARE_ENV"), new("worker", SignKind.Name, "name"),
            new("account", SignKind.Account, "", "CLOUDFLARE_ACCOUNT_ID"),
        ],
        Configs =
        [
            new CliConfig("wrangler.toml", t => Toml(t, "name", "worker")) { Options = "c config" },
            new CliConfig("wrangler.jsonc", t => Json(t, "name", "worker")),
            new CliConfig("wrangler.json", t => Json(t, "name", "worker")),
        ],
        Rules =
        [
            Empties("d1 delete", "cloudflare.database", "deletes the database {}; its Time Travel goes with it",
                Nothing) with { Safer = "wrangler d1 export takes a copy" },
            new CliRule("d1 execute * --remote", EffectKind.Unknown, "sql", "in the database {1}", Travel)
            {
                Sql = new CliSql(Dialect.Sqlite, "command", "file"),
            },
            Modifies("d1 migrations apply --remote", "cloudflare.database", "runs the pending migrations on {}",
                new Recovery.FromSource("the migrations are files of the project")),
            Destroys("d1 time-travel restore", "cloudflare.database", "puts an earlier state in the place of {}",
                Travel),
            Empties("r2 bucket delete", "cloudflare.bucket", "deletes the bucket {}", Nothing),
            Destroys("r2 object delete", "cloudflare.object", "deletes {}", Nothing),
            Weakens("r2 bucket lifecycle|lock|cors|sippy add|set|remove|delete|clear|disable", "cloudflare.bucket",
                "changes how long {} keeps its objects, or who may read them"),
            Exposes("r2 bucket dev-url|domain enable|add", "cloudflare.bucket", "makes {} readable to everybody"),
            Empties("kv namespace delete", "cloudflare.namespace", "deletes the namespace with all keys", Nothing),
            Empties("kv:namespace delete", "cloudflare.namespace", "deletes the namespace with all keys", Nothing),
            Destroys("kv key|bulk delete", "cloudflare.key", "deletes the keys {}", Nothing),
            Destroys("kv:key|kv:bulk delete", "cloudflare.key", "deletes the keys {}", Nothing),
            Empties("pages project delete", "cloudflare.project", "deletes the project {} with all deployments",
                Nothing),
            Destroys("pages deployment delete", "cloudflare.deployment", "deletes the deployment {}", Again),
            Empties("queues delete|purge", "cloudflare.queue", "deletes {} or all messages in it", Nothing),
            Empties("vectorize delete|delete-vectors", "cloudflare.index", "deletes {}", Nothing),
            Destroys("secret|versions delete", "cloudflare.secret", "deletes the secret {}", Kept),
            Destroys("secret|pages secret delete", "cloudflare.secret", "deletes the secret {}", Kept),
            Destroys("hyperdrive|workflows|dispatch-namespace|containers|cert|mtls-certificate|tunnel delete|terminate",
                "cloudflare", "deletes {}", Again),
            Empties("delete", "cloudflare.worker",
                "deletes the Worker {}; what its Durable Objects hold goes with it", Nothing),
        ],
    };
}

using System.Collections.Immutable;
using static Holdpoint.Tools.Http.CallDeed;

namespace Holdpoint.Tools.Http;

/// <summary>The services that are known, by hand: one entry each. Any DELETE that is not listed destroys all the
/// same.</summary>
internal static class KnownApis
{
    private static ImmutableArray<KnownApi> _all;

    /// <summary>Made when asked for: a command without a request pays nothing.</summary>
    public static ImmutableArray<KnownApi> All => _all.IsDefault ? _all = Make() : _all;

    private static ImmutableArray<KnownApi> Make() =>
    [
        .. Platforms(),
        .. DatabasePlatforms(),
        .. Forges(),
        .. Machines(),
        new("gcp", ["googleapis.com"], []),
        new("azure", ["management.azure.com", "graph.microsoft.com", "core.windows.net", "database.windows.net"], []),
        new("aws", ["amazonaws.com"], []),
        new("terraform-cloud", ["app.terraform.io"],
        [
            new("POST", "actions/force-unlock", Weakens, "lock"),
            new("DELETE", "workspaces/*", Destroys, "workspace", 0),
            new("DELETE", "organizations/*", Destroys, "organization", 0),
        ]),
        new("stripe", ["api.stripe.com"], []),
        new("atlassian", ["atlassian.net", "api.bitbucket.org"], []),
        new("slack", ["slack.com"],
        [
            new("POST", "chat.delete", Destroys, "message"),
            new("POST", "conversations.archive", Overwrites, "channel", 365),
            new("POST", "files.delete", Destroys, "file"),
        ]),
        new("mongodb-atlas", ["cloud.mongodb.com"], []),
        new("redis-cloud", ["api.redislabs.com"], []),
        new("upstash", ["api.upstash.com"], []),
        new("aiven", ["api.aiven.io"], []),
        new("confluent", ["api.confluent.cloud"], []),
        new("datadog", ["api.datadoghq.com", "api.datadoghq.eu"], []),
        new("pagerduty", ["api.pagerduty.com"], []),
        new("sentry", ["sentry.io"], []),
        new("auth0", ["auth0.com"], []),
        new("okta", ["okta.com"], []),
        new("sendgrid", ["api.sendgrid.com"], []),
        new("docker-hub", ["hub.docker.com"], []),
        new("npm", ["registry.npmjs.org"], []),
        new("pinecone", ["pinecone.io"], []),
        new("algolia", ["algolia.net", "algolianet.com"], []),
        new("qdrant-cloud", ["cloud.qdrant.io"], []),
        new("weaviate-cloud", ["weaviate.cloud", "weaviate.network"], []),
        new("hasura-cloud", ["hasura.app", "hasura.io"], []),
        new("elastic-cloud", ["elastic-cloud.com", "found.io", "api.elastic-cloud.com"], []),
        new("zilliz", ["zillizcloud.com"], []),
        new("typesense-cloud", ["typesense.net"], []),
        new("meilisearch-cloud", ["meilisearch.io"], []),
    ];

    private static ImmutableArray<KnownApi> Platforms() =>
    [
        new("railway", ["backboard.railway.app", "backboard.railway.com"], []),
        new("fly", ["api.fly.io", "api.machines.dev"],
        [
            new("DELETE", "volumes/*", Destroys, "volume", 1),
            new("DELETE", "machines/*", Destroys, "machine"),
            new("DELETE", "apps/*", Destroys, "app", 0),
            new("POST", "machines/*/stop", CallDeed.Nothing, "machine"),
        ]),
        new("heroku", ["api.heroku.com", "api.data.heroku.com", "postgres-api.heroku.com"],
        [
            new("PUT POST", "databases/*/reset", Overwrites, "database"),
            new("DELETE", "dynos/*", CallDeed.Nothing, "dyno"),
            new("DELETE", "dynos", CallDeed.Nothing, "dyno"),
            new("DELETE", "apps/*", Destroys, "app"),
            new("DELETE", "addons/*", Destroys, "addon"),
            new("DELETE", "databases/*", Destroys, "database"),
        ]),
        new("render", ["api.render.com"],
        [
            new("DELETE", "postgres/*", Destroys, "database"),
            new("DELETE", "services/*", Destroys, "service"),
            new("DELETE", "disks/*", Destroys, "disk"),
            new("POST", "snapshots/restore", Overwrites, "disk"),
            new("POST", "services/*/suspend", CallDeed.Nothing, "service"),
        ]),
        new("vercel", ["api.vercel.com"],
        [
            new("DELETE", "projects/*", Destroys, "project", 0),
            new("DELETE", "deployments/*", Destroys, "deployment"),
            new("DELETE", "integrations/configuration/*", Destroys, "integration", 0),
            new("DELETE", "aliases/*", Destroys, "alias"),
        ]),
        new("netlify", ["api.netlify.com"], [new("DELETE", "sites/*", Destroys, "site")]),
        new("cloudflare", ["api.cloudflare.com"],
        [
            new("POST DELETE", "purge_cache", CallDeed.Nothing, "cache"),
            new("DELETE", "d1/database/*", Destroys, "d1-database", 30),
            new("DELETE", "r2/buckets/*", Destroys, "r2-bucket"),
            new("DELETE", "zones/*", Destroys, "zone"),
            new("DELETE", "dns_records/*", Destroys, "dns-record"),
            new("DELETE", "workers/scripts/*", Destroys, "worker"),
            new("DELETE", "storage/kv/namespaces/*", Destroys, "kv-namespace"),
            new("POST", "time_travel/restore", Overwrites, "d1-database", 30),
        ]),
    ];

    private static ImmutableArray<KnownApi> DatabasePlatforms() =>
    [
        new("supabase", ["api.supabase.com"],
        [
            new("DELETE", "projects/*", Destroys, "project", 0),
            new("DELETE", "projects/*/branches", Destroys, "branches", 0),
            new("DELETE", "branches/*", Destroys, "branch", 0),
            new("POST", "branches/*/reset", Overwrites, "branch", 0),
            new("POST", "database/backups/restore-pitr", Overwrites, "project", 0),
            new("POST", "database/backups/restore", Overwrites, "project", 0),
            new("POST", "projects/*/pause", Destroys, "project", 90),
        ]),
        new("neon", ["console.neon.tech"],
        [
            new("DELETE", "projects/*", Destroys, "project", 7),
            new("DELETE", "branches/*", Destroys, "branch", 7),
            new("DELETE", "databases/*", Destroys, "database"),
            new("DELETE", "endpoints/*", Destroys, "endpoint"),
            new("POST", "branches/*/restore", Overwrites, "branch"),
            new("POST", "branches/*/reset", Overwrites, "branch"),
        ]),
        new("planetscale", ["api.planetscale.com"],
        [
            new("DELETE", "databases/*", Destroys, "database"),
            new("DELETE", "branches/*", Destroys, "branch"),
            new("POST", "deploy-requests/*/deploy", Overwrites, "schema"),
        ]),
    ];

    private static ImmutableArray<KnownApi> Forges() =>
    [
        new("github", ["api.github.com", "github.com"],
        [
            // What these take off is put on again by one more call.
            new("DELETE", "labels/*", CallDeed.Nothing, "label"),
            new("DELETE", "labels", CallDeed.Nothing, "label"),
            new("DELETE", "assignees", CallDeed.Nothing, "assignee"),
            new("DELETE", "requested_reviewers", CallDeed.Nothing, "reviewer"),
            new("DELETE", "reactions/*", CallDeed.Nothing, "reaction"),
            new("DELETE", "subscription", CallDeed.Nothing, "subscription"),
            new("DELETE", "user/starred/*/*", CallDeed.Nothing, "star"),
            new("DELETE", "issues/*/lock", CallDeed.Nothing, "lock"),
            new("DELETE", "notifications/threads/*", CallDeed.Nothing, "notification"),
            new("DELETE", "actions/caches", CallDeed.Nothing, "cache"),
            new("DELETE", "actions/caches/*", CallDeed.Nothing, "cache"),
            new("DELETE PUT", "branches/*/protection", Weakens, "branch-protection"),
            new("DELETE PUT", "rulesets/*", Weakens, "ruleset"),
            new("DELETE", "environments/*", Destroys, "environment"),
            new("DELETE", "actions/secrets/*", Destroys, "secret", 0),
            new("DELETE", "releases/*", Destroys, "release"),
            new("DELETE", "git/refs/heads/*", Destroys, "branch"),
            new("DELETE", "git/refs/tags/*", Destroys, "tag"),
            new("DELETE", "repos/*/*", Destroys, "repository", 90),
            new("PATCH", "git/refs/heads/*", CallDeed.Nothing, "branch"),
        ]),
        new("gitlab", ["gitlab.com"],
        [
            new("DELETE", "jobs/*/artifacts", CallDeed.Nothing, "artifacts"),
            new("DELETE", "protected_branches/*", Weakens, "branch-protection"),
            new("DELETE", "variables/*", Destroys, "variable", 0),
            new("DELETE", "environments/*", Destroys, "environment"),
            new("DELETE", "terraform/state/*", Destroys, "terraform-state", 0),
            new("DELETE", "projects/*", Destroys, "project", 7),
            new("DELETE", "groups/*", Destroys, "group", 7),
        ]),
    ];

    private static ImmutableArray<KnownApi> Machines() =>
    [
        new("digitalocean", ["api.digitalocean.com"],
        [
            new("DELETE", "droplets/*", Destroys, "droplet", 0),
            new("DELETE", "droplets", Destroys, "droplets", 0),
            new("DELETE", "databases/*", Destroys, "database", 0),
            new("DELETE", "volumes/*", Destroys, "volume", 0),
            new("DELETE", "kubernetes/clusters/*", Destroys, "cluster", 0),
            new("DELETE", "dangerous", Destroys, "resources", 0),
        ]),
        new("hetzner", ["api.hetzner.cloud", "robot-ws.your-server.de"],
        [
            new("POST", "actions/rebuild", Overwrites, "server", 0),
            new("POST", "actions/disable_backup", Weakens, "backup", 0),
            new("POST", "actions/change_protection", Weakens, "protection", 0),
        ]),
        new("linode", ["api.linode.com"], [new("POST", "rebuild", Overwrites, "instance", 0)]),
        new("vultr", ["api.vultr.com"],
        [
            new("POST", "instances/*/reinstall", Overwrites, "instance", 0),
            new("POST", "instances/*/restore", Overwrites, "instance", 0),
        ]),
        new("scaleway", ["api.scaleway.com"], []),
        new("ovh", ["api.ovh.com", "eu.api.ovh.com"], [new("POST", "terminate", Destroys, "service", 0)]),
        new("equinix", ["api.equinix.com"], []),
    ];
}

using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Forges of code, registries of packages, and services that teams share.</summary>
internal static class Forges
{
    public static ImmutableArray<string> Names =>
    [
        "gh", "glab", "tea", "npm", "cargo", "gem", "dotnet-nuget", "jf", "sentry-cli", "stripe", "auth0", "twilio",
        "vsce",
    ];

    public static Cli? Find(string name) => name switch
    {
        "gh" => GitHub,
        "glab" => GitLab,
        "tea" => Gitea,
        "npm" => Npm,
        "cargo" => Cargo,
        "gem" => Gem,
        "dotnet-nuget" or "nuget" => NuGet,
        "jf" or "jfrog" => Artifactory,
        "sentry-cli" => Sentry,
        "stripe" => Stripe,
        "auth0" => Auth0,
        "twilio" => Twilio,
        "vsce" or "ovsx" => Extensions(name),
        _ => null,
    };

    /// <summary>Test mode is for that; in live mode somebody's subscription ends.</summary>
    private static readonly Recovery TestData =
        new Recovery.FromSource("it can be made again, under another name and without its history");

    private static Cli GitHub => new()
    {
        Id = "gh",
        Title = "GitHub: repositories, releases, secrets deleted; visibility, workflows, requirements",
        Target = "github",
        Valued = "R repo org o e env u user b body t title m message F body-file visibility c codespace owner d "
            + "description days repo-owner a app",
        Sources =
        [
            new("repository", SignKind.Name, "R repo", "GH_REPO"), new("organisation", SignKind.Account, "org o"),
            new("environment", SignKind.Context, "e env"), new("host", SignKind.Host, "", "GH_HOST"),
        ],
        Rules =
        [
            Empties("repo delete", "github.repository",
                "deletes the repository {} with its issues, pull requests and releases",
                new Recovery.Window(90, "GitHub restores some repositories for 90 days; forks and teams may be lost"))
                with { Safer = "gh repo archive; or a mirror clone first" },
            Exposes("repo edit --visibility=public", "github.repository", "makes the repository {} public, with its "
                + "whole history"),
            Destroys("repo edit --visibility", "github.repository",
                "changes the visibility of {}: stars and watchers are lost, forks are cut off", Nothing),
            Destroys("repo archive", "github.repository", "makes the repository {} read-only",
                new Recovery.Trivial("gh repo unarchive")),
            Destroys("repo sync --force", "github.branch", "overwrites a branch of {} with another repository's",
                Nothing),
            Destroys("repo deploy-key|autolink delete", "github.key", "deletes {}", Again),
            Destroys("release delete|delete-asset", "github.release", "deletes the release {} with its notes and files",
                Nothing),
            Destroys("secret|variable delete|remove", "github.secret", "deletes {}", Kept),
            Destroys("run delete", "github.run", "deletes the run {} with its logs and artifacts", Nothing),
            new("workflow run", EffectKind.Read, "github.workflow", "starts the workflow {}",
                new Recovery.Unknown("what it does is not taken back")) { Look = WorkflowFiles.Look },
            Weakens("workflow disable", "github.workflow", "switches the workflow {} off"),
            Weakens("pr merge --admin", "github.pull-request", "merges {} past the requirements of its branch"),
            Destroys("gist delete", "github.gist", "deletes the gist {}", Nothing),
            Destroys("codespace|cs delete", "github.codespace", "deletes a codespace with what was not pushed from it",
                Nothing),
            Destroys("issue delete", "github.issue", "deletes the issue {}", Nothing),
            Destroys("project delete|item-delete|field-delete", "github.project", "deletes {}", Nothing),
            Destroys("ssh-key|gpg-key|label delete", "github.key", "deletes {}", Again),
        ],
    };

    private static Cli GitLab => new()
    {
        Id = "glab",
        Title = "GitLab: projects, releases, variables deleted",
        Target = "gitlab",
        Valued = "R repo g group b branch scope s t tag m message title description",
        Harmless = "dry-run",
        Sources =
        [
            new("repository", SignKind.Name, "R repo", "GITLAB_REPO"), new("group", SignKind.Account, "g group"),
            new("scope", SignKind.Context, "scope s"), new("host", SignKind.Host, "", "GITLAB_HOST"),
        ],
        Rules =
        [
            Empties("repo|project delete", "gitlab.project", "deletes the project {} with all in it",
                new Recovery.Unknown("the server's settings say whether it is kept for some days")),
            Destroys("repo|project archive", "gitlab.project", "makes the project {} read-only",
                new Recovery.Trivial("it can be unarchived")),
            Exposes("repo|project update --visibility=public", "gitlab.project", "makes {} public"),
            Destroys("variable|var delete|del|rm", "gitlab.variable", "deletes the variable {}", Kept),
            Destroys("release delete", "gitlab.release", "deletes the release {}", Nothing),
            Destroys("ci|pipeline delete", "gitlab.pipeline", "deletes the pipelines {} with their logs and artifacts",
                Nothing),
            Destroys("mr|issue|snippet|milestone|incident delete|del", "gitlab.item", "deletes {}", Nothing),
            Destroys("label|schedule|deploy-key|ssh-key|token|securefile|runner delete|remove|revoke|rm",
                "gitlab.config", "deletes {}", Again),
        ],
    };

    private static Cli Gitea => new()
    {
        Id = "tea",
        Title = "Gitea: repositories and releases deleted",
        Target = "gitea",
        Valued = "r repo l login o owner name remote R",
        Sources = [new("repository", SignKind.Name, "r repo name"), new("login", SignKind.Account, "l login")],
        Rules =
        [
            Empties("repos|repo|r delete|rm", "gitea.repository", "deletes the repository {}", Nothing),
            Destroys("releases|release|r assets|asset delete|rm", "gitea.release", "deletes {}", Nothing),
            Destroys("releases|release delete|rm", "gitea.release", "deletes the release {}", Nothing),
            Destroys("actions secrets|variables delete|rm", "gitea.secret", "deletes {}", Kept),
            Destroys("** delete|rm", "gitea", "deletes {**} {}", Again),
        ],
    };

    private static Cli Npm => new()
    {
        Id = "npm",
        Title = "npm: versions unpublished and deprecated",
        Target = "registry",
        Valued = "registry otp tag workspace w scope prefix cache userconfig C",
        Harmless = "dry-run",
        Sources = [new("registry", SignKind.Url, "registry", "npm_config_registry NPM_CONFIG_REGISTRY")],
        Rules =
        [
            Empties("unpublish", "package", "unpublishes {}: who depends on it cannot install it",
                new Recovery.Never("a version that was unpublished can never be published again")) with
            {
                Safer = "npm deprecate says what to use in its place",
            },
            Modifies("deprecate", "package", "marks {} as deprecated",
                new Recovery.Trivial("an empty message takes it back")),
            Destroys("owner rm", "package", "takes {} from its owners", Again),
            Destroys("dist-tag|dist-tags rm", "package", "removes a tag of {}", Again),
            Destroys("token revoke|delete", "token", "revokes {}", Again),
            Destroys("team destroy", "team", "deletes the team {}", Again),
            Exposes("access public", "package", "makes {} public"),
            Exposes("access set +status=public", "package", "makes {} public"),
        ],
    };

    private static Cli Cargo => new()
    {
        Id = "cargo",
        Title = "Cargo: versions yanked",
        Target = "registry",
        Valued = "registry index token version vers manifest-path package p",
        Harmless = "dry-run",
        Sources = [new("registry", SignKind.Name, "registry index")],
        Rules =
        [
            Reads("yank --undo"),
            Destroys("yank", "package", "yanks {}: no new project can depend on it",
                new Recovery.Trivial("cargo yank --undo")),
            Destroys("owner --remove|r", "package", "takes {} from its owners", Again),
        ],
    };

    private static Cli Gem => new()
    {
        Id = "gem",
        Title = "RubyGems: versions yanked",
        Target = "registry",
        Valued = "v version p platform host k key otp",
        Sources = [new("host", SignKind.Url, "host")],
        Rules =
        [
            Empties("yank", "package", "yanks {} {--version|v}",
                new Recovery.Never("a version that was yanked can never be pushed again")),
            Destroys("owner --remove|r", "package", "takes {} from its owners", Again),
        ],
    };

    private static Cli NuGet => new()
    {
        Id = "nuget",
        Title = "NuGet: versions unlisted",
        Target = "registry",
        Valued = "s source k api-key",
        Sources = [new("source", SignKind.Url, "s source")],
        Rules = [Destroys("delete", "package", "unlists {}", new Recovery.Trivial("it can be listed again"))],
    };

    private static Cli Artifactory => new()
    {
        Id = "jf",
        Title = "JFrog: artifacts and repositories deleted",
        Target = "artifactory",
        Valued = "server-id url spec props exclusions",
        Harmless = "dry-run",
        Sources = [new("server", SignKind.Context, "server-id"), new("url", SignKind.Url, "url")],
        Rules =
        [
            Destroys("** delete|del|repo-delete|rdel|build-discard", "artifact", "deletes {}", Nothing),
        ],
    };

    private static Cli Sentry => new()
    {
        Id = "sentry-cli",
        Title = "Sentry: releases deleted, issues resolved in bulk",
        Target = "sentry",
        Valued = "o org p project r release auth-token url i id",
        Sources = [new("project", SignKind.Name, "p project", "SENTRY_PROJECT"), new("organisation", SignKind.Account,
            "o org", "SENTRY_ORG")],
        Rules =
        [
            Destroys("releases delete", "sentry.release", "deletes the release {} with its files", Nothing),
            Destroys("releases files * delete", "sentry.release", "deletes files of the release {1}", Again),
            Destroys("issues resolve|mute --all|a", "sentry.issue", "closes every issue", Nothing),
        ],
    };

    private static Cli Stripe => new()
    {
        Id = "stripe",
        Title = "Stripe: what is deleted and cancelled, in live mode above all",
        Target = "stripe",
        Valued = "d data api-key p project-name stripe-account stripe-version i idempotency config",
        Harmless = "",
        Sources =
        [
            new("mode", SignKind.Context, "live", "", "test"), new("account", SignKind.Account, "stripe-account"),
            new("project", SignKind.Name, "p project-name"),
        ],
        Rules =
        [
            Reads("listen|trigger|logs|login|status|resources|samples|open|serve **"),
            Destroys("delete", "stripe", "deletes {}", TestData),
            Destroys("* delete|cancel|void_invoice|archive", "stripe", "deletes or ends {1} {}", TestData),
            Destroys("* * delete|cancel", "stripe", "deletes or ends {2} {}", TestData),
        ],
    };

    private static Cli Auth0 => new()
    {
        Id = "auth0",
        Title = "Auth0: applications, users and rules deleted",
        Target = "auth0",
        Valued = "tenant d data",
        Sources = [new("tenant", SignKind.Account, "tenant", "AUTH0_DOMAIN")],
        Rules =
        [
            Destroys("api delete", "auth0", "deletes {}", Nothing),
            Empties("users|orgs|apps|apis|tenants delete|rm", "auth0.data", "deletes {}", Nothing),
            Destroys("** delete|rm", "auth0", "deletes {**} {}", Again),
        ],
    };

    private static Cli Twilio => new()
    {
        Id = "twilio",
        Title = "Twilio: numbers released, what is removed",
        Target = "twilio",
        Valued = "p profile sid account-sid o l",
        Sources = [new("profile", SignKind.Account, "p profile", "TWILIO_PROFILE")],
        Rules =
        [
            Destroys("*phone-numbers:remove", "twilio.number", "gives the number {--sid} back", Nothing),
            Destroys("*:remove|*:delete|profiles:remove", "twilio", "removes {--sid} {}", Nothing),
        ],
    };

    private static Cli Extensions(string name) => new()
    {
        Id = name,
        Title = "Marketplaces of editors: extensions unpublished",
        Target = "registry",
        Valued = "p pat",
        Rules =
        [
            Empties("unpublish", "extension", "takes the extension {} away from everybody", Nothing),
            Empties("delete-publisher", "extension", "deletes the publisher {} with its extensions", Nothing),
        ],
    };
}

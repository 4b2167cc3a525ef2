using System.Collections.Immutable;
using Holdpoint.Environments;
using static Holdpoint.Tools.Clis.CliRule;
using static Holdpoint.Tools.Clis.Ways;

namespace Holdpoint.Tools.Clis.Platforms;

/// <summary>Platforms that run applications or hold their content, and clouds with a verb at the end.</summary>
internal static class Applications
{
    private const string Data = "database*|db*|datastore*|volume*|disk*|addon*|service*|space*|dataset*|environment*|"
        + "project*|app|apps|instance*|device*|server*|cloud|storage*|bucket*|cluster*|org*|accessory";

    private const string Verbs = "delete|destroy|remove|rm|terminate|purge|undeploy|wipe|delete-*|nuke|*-delete";

    public static ImmutableArray<string> Names =>
    [
        "cf", "clever", "northflank", "porter", "kamal", "contentful", "zappa", "ecs-cli", "metal", "tccli",
        "ovhcloud", "boundary", "tkn", "garden", "okta", "shopify", "rtk",
    ];

    public static Cli? Find(string name) => name switch
    {
        "cf" => CloudFoundry,
        "rtk" => new Cli
        {
            Id = "rtk",
            Title = "rtk: shortens what a command says; the command behind it is judged",
            Target = "rtk",
            Rules = [Reads("gain|discover|init|config")],
        },
        "clever" => Platform(name, "Clever Cloud", "a alias app org o", [new("app", SignKind.Name, "a alias app")],
            Destroys("env rm", "app.setting", "removes the variable {}", Kept),
            Empties("delete", "app", "deletes the application", Nothing)),
        "northflank" => Platform(name, "Northflank", "project service addon volume", [new("project", SignKind.Name,
            "project projectId")]),
        "porter" => Platform(name, "Porter", "cluster project namespace", [new("cluster", SignKind.Name, "cluster"),
            new("project", SignKind.Name, "project")]),
        "kamal" => Platform(name, "Kamal", "d destination c config-file h hosts r roles", [new("destination",
            SignKind.Name, "d destination")],
            Empties("remove|accessory remove", "app", "removes the containers with their data: {**} {}", Nothing)),
        "contentful" => Platform(name, "Contentful", "space-id environment-id s e", [new("space", SignKind.Name,
            "space-id s"), new("environment", SignKind.Name, "environment-id e")]),
        "zappa" => Platform(name, "Zappa", "s settings_file", [],
            Destroys("undeploy", "app", "takes the stage {} down", Again)),
        "ecs-cli" => Platform(name, "Amazon ECS", "c cluster cluster-config ecs-profile aws-profile region r",
            [new("profile", SignKind.Account, "aws-profile ecs-profile", "AWS_PROFILE"), new("cluster", SignKind.Name,
                "c cluster cluster-config")],
            Empties("down", "cluster", "deletes the cluster with what runs on it", Nothing),
            Destroys("compose down|stop|rm", "service", "stops {}", Again),
            Destroys("compose service down|stop|rm|delete", "service", "deletes the service {}", Again)),
        "metal" => Platform(name, "Equinix Metal", "i id p project-id c config", [new("project", SignKind.Account,
            "p project-id")]),
        "ovhcloud" => Platform(name, "OVHcloud", "cloud-project profile", [new("project", SignKind.Account,
            "cloud-project")]),
        "tccli" => Tencent,
        "boundary" => Platform(name, "Boundary", "addr id scope-id", [new("address", SignKind.Url, "addr",
            "BOUNDARY_ADDR")]),
        "tkn" => Platform(name, "Tekton", "n namespace context kubeconfig keep label", [new("context",
            SignKind.Context, "context"), new("namespace", SignKind.Name, "n namespace")]),
        "garden" => Platform(name, "Garden", "env root log-level", [new("environment", SignKind.Name, "env")],
            Empties("cleanup namespace|deploy|deploys", "environment", "removes what is deployed", Nothing)),
        "okta" => Platform(name, "Okta", "config", []),
        "shopify" => Platform(name, "Shopify", "s store e environment t theme path", [new("store", SignKind.Url,
            "s store"), new("environment", SignKind.Name, "e environment")]),
        _ => null,
    };

    private static Cli CloudFoundry => Platform("cf", "Cloud Foundry", "o s i p d hostname path", [],
        Empties("delete-service|ds|delete-space|delete-org|purge-service-instance|purge-service-offering",
            "cf.service", "deletes {} with its data", Nothing),
        Destroys("delete|d|delete-*|unmap-route|unbind-service|us|stop|sp", "cf.app", "deletes or stops {}",
            Again)) with
        {
            Configs = [new CliConfig("~/.cf/config.json", t => Json(t, "Target", "api"))],
        };

    private static Cli Tencent => Platform("tccli", "Tencent Cloud", "profile region secretId secretKey",
        [new("profile", SignKind.Account, "profile", "TCCLI_PROFILE"), new("region", SignKind.Region, "region")],
        Empties("* Terminate*|Delete*|Isolate*|Offline*|Destroy*|Release*", "cloud", "calls {1}'s {**}: deletes {}",
            Nothing));

    /// <summary>One platform: its own rules, then things and a verb.</summary>
    private static Cli Platform(
        string name, string title, string valued, ImmutableArray<CliSource> sources, params CliRule[] rules) => new()
    {
        Id = name,
        Title = title + ": what is deleted",
        Target = name,
        Valued = valued,
        Harmless = "dry-run help",
        Sources = sources,
        Rules =
        [
            .. rules,
            Empties($"** {Data} {Verbs}", "platform.data", "deletes {**} {}", Nothing),
            Empties($"{Data} ** {Verbs}", "platform.data", "deletes {**} {}", Nothing),
            Destroys($"** {Verbs}", "platform", "deletes {**} {}", Again),
        ],
    };
}

using Holdpoint.Tools.Terraform.States;

namespace Holdpoint.Tools.Terraform.Systems;

/// <summary>Which resource types are ground that systems stand on, and what a person calls them.</summary>
internal sealed class Kinds
{
    /// <summary>The words of a type that make it ground, the most telling first, with the name that is said.</summary>
    private static readonly (string Word, string Said)[] Ground =
    [
        ("vpc", "VPC"), ("virtual_network", "virtual network"), ("compute_network", "network"),
            ("vnet", "virtual network"),
        ("cluster", "cluster"), ("resource_group", "resource group"), ("namespace", "namespace"),
            ("lb", "load balancer"),
        ("alb", "load balancer"), ("load_balancer", "load balancer"), ("iam_role", "role"),
            ("service_account", "service account"),
        ("zone", "DNS zone"), ("managed_zone", "DNS zone"), ("kms_key", "key"), ("key_ring", "key"),
            ("subnet", "subnet"),
        ("subnetwork", "subnet"), ("security_group", "security group"), ("internet_gateway", "gateway"),
            ("nat_gateway", "gateway"),
        ("route_table", "route table"), ("network", "network"), ("certificate", "certificate"),
            ("service_plan", "service plan"),
        ("project", "project"), ("key_pair", "key pair"), ("registry", "registry"), ("ecr_repository", "registry"),
        ("log_group", "log group"), ("listener", "load balancer"), ("eip", "address"), ("route", "route"),
            ("acl", "network ACL"),
        ("droplet", "server"), ("server", "server"), ("instance", "server"),
    ];

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>How telling the instance is as ground, 0 the most; negative when it is none.</summary>
    public int Rank(StateInstance instance)
    {
        // A type that may be anything is told by its name: terraform_data.site_vpc is a VPC.
        string type = IsAnything(instance.Type) ? $"any_{instance.Name}" : instance.Type;
        if (!_known.TryGetValue(type, out int rank))
        {
            _known[type] = rank = Find(type);
        }

        return rank;
    }

    public bool IsGround(StateInstance instance) => Rank(instance) >= 0;

    /// <summary>"VPC", "cluster"; the last word of the type where it is no ground.</summary>
    public string Said(StateInstance instance) => Rank(instance) is >= 0 and var rank
        ? Ground[rank].Said
        : IsAnything(instance.Type) ? instance.Name : instance.Type.Split('_')[^1];

    /// <summary>Types whose objects stand for whatever their configuration says.</summary>
    public static bool IsAnything(string type) => type is "terraform_data" or "null_resource";

    private static int Find(string type)
    {
        // Databases are nobody's ground: who hangs on another's database is a part of it.
        string[] stores = ["db_", "rds", "sql", "redis", "cache", "docdb", "neptune", "database", "search", "msk"];
        if (stores.Any(s => type.Contains(s, StringComparison.Ordinal)))
        {
            return -1;
        }

        string padded = type + "_";
        for (int i = 0; i < Ground.Length; i++)
        {
            if (padded.EndsWith($"_{Ground[i].Word}_", StringComparison.Ordinal))
            {
                return i;
            }
        }

        return type.StartsWith("aws_vpc", StringComparison.Ordinal)
            || type.StartsWith("aws_route_table", StringComparison.Ordinal)
            || type.StartsWith("aws_subnet", StringComparison.Ordinal) ? Array.FindIndex(Ground, g => g.Word is "route")
                : -1;
    }
}

using System.Text;

namespace Holdpoint.Bench;

/// <summary>Writes states as Terraform writes them: indented, about 2 KB an instance, with the attributes of real AWS
/// resources.</summary>
internal static class GeneratedState
{
    private const int PerSystem = 250;

    /// <summary>A policy as the state holds it: JSON within a JSON string.</summary>
    private const string Policy =
        """{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"sts:AssumeRole\","""
        + """\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"} } ]}""";

    /// <summary>The bytes of a state of so many managed instances, in systems of 250 on shared networks.</summary>
    public static byte[] Of(int instances)
    {
        var text = new StringBuilder(instances * 2200);
        text.Append("{\n  \"version\": 4,\n  \"terraform_version\": \"1.11.4\",\n  \"serial\": 42,\n")
            .Append("  \"lineage\": \"017fc75f-fed1-90c0-33e0-c29b3127c4b9\",\n")
            .Append("  \"outputs\": {},\n  \"resources\": [\n");
        int made = 0;
        for (int system = 0; made < instances; system++)
        {
            for (int i = 0; i < PerSystem && made < instances; i++, made++)
            {
                Resource(text, system, i, last: made == instances - 1);
            }
        }

        text.Append("  ],\n  \"check_results\": null\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Resource(StringBuilder text, int system, int i, bool last)
    {
        string project = $"app{system:000}";
        string module = $"module.{project}";
        (string type, string own) = Kind(project, system, i);
        string kind = type[4..];
        string name = $"{kind}_{i}";
        string dependencies = i % 10 == 0 ? "" :
            $",\n          \"dependencies\": [\n            \"{module}.aws_vpc.vpc_{i / 10 * 10}\",\n"
            + $"            \"{module}.aws_vpc.vpc_0\"\n          ]";
        text.Append($$"""
                {
                  "module": "{{module}}",
                  "mode": "managed",
                  "type": "{{type}}",
                  "name": "{{name}}",
                  "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
                  "instances": [
                    {
                      "schema_version": 1,
                      "attributes": {
                        "arn": "arn:aws:{{kind}}:eu-west-1:123456789012:{{project}}/{{name}}-0a1b2c3d4e5f{{i:00000}}",
                        "id": "{{name}}-0a1b2c3d4e5f{{system:0000}}{{i:00000}}",
                        "name": "{{project}}-{{name}}",
                        {{own}},
                        "assign_generated_ipv6_cidr_block": false,
                        "availability_zone": "eu-west-1a",
                        "availability_zone_id": "euw1-az1",
                        "customer_owned_ipv4_pool": "",
                        "default_network_acl_id": "acl-0f2f3f4f5f6f7f8f9",
                        "default_route_table_id": "rtb-0f2f3f4f5f6f7f8f9",
                        "enable_dns_hostnames": true,
                        "enable_dns_support": true,
                        "ingress": [
                          {
                            "cidr_blocks": [
                              "0.0.0.0/0"
                            ],
                            "description": "https from anywhere",
                            "from_port": 443,
                            "ipv6_cidr_blocks": [],
                            "prefix_list_ids": [],
                            "protocol": "tcp",
                            "security_groups": [],
                            "self": false,
                            "to_port": 443
                          }
                        ],
                        "policy": "{{Policy}}",
                        "owner_id": "123456789012",
                        "tags": {
                          "Environment": "production",
                          "Name": "{{project}}-{{name}}",
                          "Project": "{{project}}"
                        },
                        "tags_all": {
                          "Environment": "production",
                          "Name": "{{project}}-{{name}}",
                          "Project": "{{project}}"
                        },
                        "timeouts": null,
                        "vpc_id": "vpc-0a1b2c3d4e5f{{system:00000}}"
                      },
                      "sensitive_attributes": [],
                      "private": "eyJzY2hlbWFfdmVyc2lvbiI6IjEifQ=="{{dependencies}}
                    }
                  ]
                }
            """).Append(last ? "\n" : ",\n");
    }

    /// <summary>The type of an instance and the attributes of its own.</summary>
    private static (string Type, string Own) Kind(string project, int system, int i) => (i % 10) switch
    {
        0 => ("aws_vpc", $"\"cidr_block\": \"10.{system % 256}.0.0/16\""),
        1 or 2 => ("aws_subnet", $"\"cidr_block\": \"10.{system % 256}.{i}.0/24\""),
        3 => ("aws_security_group", "\"description\": \"Managed by Terraform\""),
        4 => ("aws_db_instance", "\"allocated_storage\": 100,\n            \"engine\": \"postgres\",\n"
            + "            \"engine_version\": \"15.4\",\n            \"deletion_protection\": false,\n"
            + "            \"skip_final_snapshot\": true,\n            \"delete_automated_backups\": true,\n"
            + "            \"backup_retention_period\": 7"),
        5 => ("aws_s3_bucket", $"\"bucket\": \"{project}-assets-{i}\",\n            \"force_destroy\": false"),
        6 => ("aws_iam_role", "\"max_session_duration\": 3600"),
        7 => ("aws_ecs_service", "\"desired_count\": 2,\n            \"launch_type\": \"FARGATE\""),
        8 => ("aws_lb_target_group", "\"port\": 80,\n            \"protocol\": \"HTTP\""),
        _ => ("aws_route53_record", $"\"fqdn\": \"web{i}.{project}.example.com\",\n            \"ttl\": 300"),
    };
}
